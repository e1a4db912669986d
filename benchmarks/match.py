"""Does the score put the openings that a person wants before the others? Measured on labelled adverts."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure
from career_copilot.domain import ranking
from career_copilot.domain.candidates import candidate
from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import PostingData
from career_copilot.domain.resume import Basics, Education, Highlight, Resume, Skill, Work
from career_copilot.domain.resume_writing import with_text
from career_copilot.domain.wishes import Wishes

FIGURES = ("match.auc", "match.auc_tfidf")
NOW = datetime(2024, 11, 15, tzinfo=UTC)  # when the labels were given: years of experience count up to here
ROUNDS = 2000


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    folder = recordings / "labelled/jd_relevance"
    with gzip.open(folder / "jd_relevance_labels.jsonl.gz", "rt") as lines:
        rows = [json.loads(line) for line in lines]
    profile = json.loads((folder / "profile.json").read_text())
    labels = np.array([row["label"] for row in rows], np.bool_)
    texts = [row["description"] for row in rows]
    second = _second_half(texts)
    if "match.auc" in names:
        note = f"the score as stored, formula {ranking.FORMULA}"
        yield _figure("match.auc", ours(profile, texts), labels, second, note)
    if "match.auc_tfidf" in names:
        note = "1-2-grams, sublinear TF-IDF (scikit-learn, English stop words, min_df 2), cosine with the profile text"
        yield _figure("match.auc_tfidf", baseline(profile, texts), labels, second, note)


def _second_half(texts: list[str]) -> NDArray[np.bool_]:
    """By a hash of the words, so that copies of an advert are never in both halves. A change of the formula must
    improve each half; this shows whether it does."""
    digests = [hashlib.sha256(" ".join(text.split()).encode()).digest() for text in texts]
    return np.array([digest[0] % 2 for digest in digests], np.bool_)


def ours(profile: dict[str, Any], texts: list[str]) -> NDArray[np.float64]:
    """The score of each advert. The first line is its title, as the recording has none of its own."""
    openings = [normalise(_posting(text, str(number)), NOW) for number, text in enumerate(texts)]
    person = candidate(resume(profile), Wishes(titles=profile["target"]), NOW)
    return ranking.rank(ranking.batch([ranking.features(one) for one in openings]), person).score.astype(np.float64)


def _posting(text: str, identifier: str) -> PostingData:
    title, _, _ = text.strip().partition("\n")
    html = "".join(f"<p>{line.replace('&', '&amp;').replace('<', '&lt;')}</p>" for line in text.splitlines())
    return PostingData(
        job_board="recorded",
        identifier=identifier,
        url="https://example.org/",
        title=title[:150] or "untitled",
        hiring_organization="",
        description=html,
    )


def resume(profile: dict[str, Any]) -> Resume:
    """The recorded profile as a résumé. It tells how many years each job took: they are laid end to end up to NOW."""
    work, end = [], NOW.year * 12 + NOW.month - 1
    for job in profile["experience"]:
        start = end - round(12 * job["years"]) + 1
        work.append(
            Work(
                name=job["industry"],
                position=job["title"],
                start_date=f"{start // 12}-{start % 12 + 1:02}",
                end_date=f"{end // 12}-{end % 12 + 1:02}",
                highlights=[Highlight(text=text) for text in job["did"]],
            )
        )
        end = start - 1
    return with_text(
        Resume(
            basics=Basics(label=profile["headline"]),
            skills=[Skill(name=name) for names in profile["skills"].values() for name in names],
            work=work,
            education=[Education(study_type=degree) for degree in profile["education"]],
            language="en",
        )
    )


def baseline(profile: dict[str, Any], texts: list[str]) -> NDArray[np.float64]:
    from sklearn.feature_extraction.text import TfidfVectorizer

    skills = [name for names in profile["skills"].values() for name in names]
    did = [text for job in profile["experience"] for text in job["did"]]
    words = " ".join([profile["headline"], *skills, *did, *profile["target"]])
    vectorizer = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, stop_words="english", min_df=2)
    vectors = vectorizer.fit_transform([*texts, words])
    found: NDArray[np.float64] = (vectors[:-1] @ vectors[-1].T).toarray().ravel()
    return found


def _figure(
    name: str, scores: NDArray[np.float64], labels: NDArray[np.bool_], second: NDArray[np.bool_], note: str
) -> Figure:
    random = np.random.default_rng(20261123)
    drawn = []
    for _ in range(ROUNDS):
        sample = random.integers(0, len(labels), len(labels))
        drawn.append(auc(scores[sample], labels[sample]))
    low, high = np.percentile(drawn, [2.5, 97.5])
    interval = f"bootstrap 95 % interval {low:.3f}–{high:.3f}, {ROUNDS} rounds"
    halves = " and ".join(f"{auc(scores[half], labels[half]):.3f} (n {half.sum()})" for half in (~second, second))
    return Figure(name, round(auc(scores, labels), 4), "AUC", len(labels), f"{note}; {interval}; halves {halves}")


def auc(scores: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """How often a wanted advert is scored above an unwanted one; a tie counts half."""
    wanted, others = scores[labels], scores[~labels]
    above = (wanted[:, None] > others).sum() + 0.5 * (wanted[:, None] == others).sum()
    return float(above / (len(wanted) * len(others)))
