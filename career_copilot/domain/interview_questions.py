"""What an interview for an opening will likely ask, what of a person's stories answers it, and what to ask back.

By rules, from what the ad demands, what the résumé says to it, and how far the application is. Questions are in the language of the ad, as far as `interview_phrases.py` has it."""

import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import cycle

from pydantic import BaseModel

from career_copilot.domain import skills
from career_copilot.domain.document_words import EN, DocumentLanguage
from career_copilot.domain.fingerprint import trade_name
from career_copilot.domain.interview_phrases import CUES, PHRASES
from career_copilot.domain.pipeline import Stage, Step
from career_copilot.domain.posting import RequirementKind, RequirementTopic

MOST_DEMANDS, MOST_GAPS, MOST_STORIES = 8, 5, 3
SHORT_NAME = 2  # letters


class QuestionKind(StrEnum):
    BEHAVIOURAL = "behavioural"
    TECHNICAL = "technical"
    CASE = "case"
    CULTURE = "culture"
    OWN = "own"


KIND_NAMES = {
    QuestionKind.BEHAVIOURAL: "Behavioural",
    QuestionKind.TECHNICAL: "Technical",
    QuestionKind.CASE: "Case",
    QuestionKind.CULTURE: "Culture",
    QuestionKind.OWN: "Your own",
}


class Demand(BaseModel, frozen=True):
    """Something the ad asks for. `state` is met, near, missing, or empty when there is no résumé to look in; `words` are
    the résumé's, `said` the ad's."""

    label: str
    kind: RequirementKind
    topic: RequirementTopic
    state: str = ""
    words: str = ""
    said: str = ""
    skill_id: int | None = None
    stressed: bool = False


class About(BaseModel, frozen=True):
    """The position, and how far the application is."""

    title: str
    company: str = ""
    stage: Stage = Stage.INTERESTED
    step: Step = Step.NONE
    pays: bool = False  # the ad or the application says what it pays
    demands: tuple[Demand, ...] = ()
    has_ad: bool = True  # its words are known
    language: DocumentLanguage = EN


class Question(BaseModel, frozen=True):
    """`key` is the same each time the rules run. An answer should speak of `words` or of `skill_ids`; `cues` only find
    stories that might do."""

    key: str
    kind: QuestionKind
    text: str
    why: str = ""
    gap: bool = False
    words: tuple[str, ...] = ()
    skill_ids: tuple[int, ...] = ()
    cues: tuple[str, ...] = ()
    evidence: str = ""
    language: DocumentLanguage = EN


class Story(BaseModel, frozen=True):
    """An achievement of the bank."""

    id: int
    title: str
    text: str
    skills: tuple[str, ...] = ()


_THEMES = ("conflict", "failure", "pressure", "learning", "initiative")
_TECHNICAL = ("technical", "technical hard", "technical good")
_LEADS = re.compile(
    r"\b(lead|head|manager|principal|director|chief|supervisor|senior|charge|leit\w*|\w+leit(?:er|erin|ung)|responsable|jef[ea]|directeur|directrice|direktor\w*)\b",
    re.IGNORECASE,
)
_ORDER = {
    Stage.SCREENING: (QuestionKind.CULTURE, QuestionKind.BEHAVIOURAL, QuestionKind.TECHNICAL, QuestionKind.CASE),
    Step.TECHNICAL: (QuestionKind.TECHNICAL, QuestionKind.CASE, QuestionKind.BEHAVIOURAL, QuestionKind.CULTURE),
    Step.FINAL: (QuestionKind.CULTURE, QuestionKind.CASE, QuestionKind.BEHAVIOURAL, QuestionKind.TECHNICAL),
}
_USUAL = (QuestionKind.BEHAVIOURAL, QuestionKind.TECHNICAL, QuestionKind.CASE, QuestionKind.CULTURE)


def likely(about: About) -> tuple[Question, ...]:
    """The questions, those first that this stage asks most."""
    order = _ORDER.get(about.step) or _ORDER.get(about.stage) or _USUAL
    found = [*_behavioural(about), *_technical(about), *_gaps(about), *_cases(about), *_culture(about)]
    return tuple(sorted(found, key=lambda question: order.index(question.kind)))


def _behavioural(about: About) -> Iterator[Question]:
    for demand in _ranked(about):
        if (
            demand.skill_id is not None
            and skills.skill(demand.skill_id).kind == "attitude"
            and demand.state != "missing"
        ):
            yield _about_demand("behavioural", QuestionKind.BEHAVIOURAL, "attitude", demand, about)
    for key in (*_THEMES, *(["leading"] if _LEADS.search(about.title) else [])):
        yield Question(
            key=f"behavioural:{key}",
            kind=QuestionKind.BEHAVIOURAL,
            text=_say(about, key),
            cues=CUES[key],
            why="Asked in most interviews",
            language=about.language,
        )


def _technical(about: About) -> Iterator[Question]:
    asked = [demand for demand in _ranked(about) if _is_trade(demand) and demand.state in ("met", "")]
    for demand, phrase in zip(asked[:MOST_DEMANDS], cycle(_TECHNICAL)):
        yield _about_demand("technical", QuestionKind.TECHNICAL, phrase, demand, about)


def _gaps(about: About) -> Iterator[Question]:
    wanting = [demand for demand in _ranked(about) if demand.state in ("near", "missing")]
    for demand in wanting[:MOST_GAPS]:
        near = demand.state == "near" and demand.words
        phrase = "gap near" if near else "gap skill" if demand.topic is RequirementTopic.SKILL else "gap"
        question = _about_demand("gap", QuestionKind.TECHNICAL, phrase, demand, about)
        yield question.model_copy(update={"gap": True})


def _cases(about: About) -> Iterator[Question]:
    yield Question(
        key="case:start", kind=QuestionKind.CASE, why="Asked for most positions",
        text=_say(about, "start", about.title), language=about.language,
    )  # fmt: skip
    trade = [demand for demand in _ranked(about) if _is_trade(demand)]
    for demand in trade[:2]:
        yield _about_demand("case", QuestionKind.CASE, "case", demand, about)


def _culture(about: About) -> Iterator[Question]:
    here = about.company or _say(about, "us")
    named = tuple(dict.fromkeys(filter(None, (trade_name(about.company), about.company))))
    asked = (
        ("introduction", _say(about, "introduction", here), ()),
        ("why-here", _say(about, "why here", here), named),
        ("best-work", _say(about, "best work"), ()),
    )
    for key, text, words in asked:
        yield Question(
            key=f"culture:{key}", kind=QuestionKind.CULTURE, text=text, words=words, why="Asked in most interviews",
            language=about.language,
        )  # fmt: skip


def _say(about: About, phrase: str, *words: str) -> str:
    """In the language of the ad."""
    return PHRASES[phrase][about.language].format(*words)


def _about_demand(name: str, kind: QuestionKind, phrase: str, demand: Demand, about: About) -> Question:
    weight = "could rule you out" if demand.kind is RequirementKind.BLOCKER else "must have" if demand.kind is RequirementKind.MUST else "nice to have"  # fmt: skip
    state = {"missing": ", not in your résumé", "near": ", only something near it in your résumé"}.get(demand.state, "")
    return Question(
        key=f"{name}:{demand.skill_id or demand.label.casefold()}",
        kind=kind,
        text=_say(about, phrase, _named(demand, about), demand.words),
        why=f"The ad asks for {demand.label} ({weight}){state}",
        words=tuple(dict.fromkeys(filter(None, (demand.said, demand.label)))),
        skill_ids=(demand.skill_id,) if demand.skill_id is not None else (),
        evidence=demand.words if demand.state in ("met", "near") else "",
        language=about.language,
    )


def _ranked(about: About) -> list[Demand]:
    """Each once; what the ad stresses first, then what is a must."""
    weight = [RequirementKind.BLOCKER, RequirementKind.MUST, RequirementKind.NICE]
    once = {(demand.topic, demand.label): demand for demand in reversed(about.demands)}
    kept = [demand for demand in about.demands if once[demand.topic, demand.label] is demand]
    return sorted(kept, key=lambda demand: (not demand.stressed, weight.index(demand.kind)))


def _is_trade(demand: Demand) -> bool:
    return demand.skill_id is not None and skills.skill(demand.skill_id).kind not in ("attitude", "language")


def _named(demand: Demand, about: About) -> str:
    """Within a sentence: `Wound care` → `wound care`, but `German C1`, `SQL` and `C++` as they are; in another language the
    ad's own words."""
    if about.language is not EN:
        return demand.said or demand.label
    label, first = demand.label, demand.label.split(" ")[0]
    plain = demand.skill_id is not None and skills.skill(demand.skill_id).kind not in ("technology", "language")
    return label[0].lower() + label[1:] if plain and first[1:].islower() else label


def stories_for(question: Question, stories: Sequence[Story], language: str = "en") -> tuple[Story, ...]:
    """Those of the bank that answer the question best: by the skills they show, then by the words they share."""
    ranked = [(_fit(question, story, language), story) for story in stories]
    best = sorted((pair for pair in ranked if pair[0]), key=lambda pair: (-pair[0], pair[1].id))
    return tuple(story for _, story in best[:MOST_STORIES])


def _fit(question: Question, story: Story, language: str) -> int:
    whole = "\n".join([story.title, story.text, *story.skills])
    shown = {mention.skill_id for mention in skills.mentions(whole, language)}
    shown |= {number for name in story.skills if (number := skills.find(name)) is not None}
    return 3 * len(shown & set(question.skill_ids)) + sum(
        bool(speaks_of(whole, words)) for words in (*question.words, *question.cues)
    )


def speaks_of(text: str, words: str) -> str:
    """The words as they stand in the text, at the beginning of a word; empty if they do not. A name of one or two letters
    (`R`, `Go`) is a whole word with its capitals."""
    wanted = words.strip()
    short = len(wanted) <= SHORT_NAME
    found = re.search(rf"(?<![\w&]){re.escape(wanted)}(?![\w+#&])" if short else rf"(?<!\w){re.escape(wanted)}", text, 0 if short else re.IGNORECASE)  # fmt: skip
    return found[0] if found else ""


def to_ask(about: About) -> tuple[str, ...]:
    """Questions for the other side of the table."""
    asked = [_say(about, "ask success"), _say(about, "ask doubts" if about.step is Step.FINAL else "ask steps")]
    if about.has_ad and not about.pays:
        asked.append(_say(about, "ask pay"))
    trade = [demand for demand in _ranked(about) if _is_trade(demand)]
    if trade:
        asked.append(_say(about, "ask day", _named(trade[0], about)))
    gap = next((demand for demand in _ranked(about) if demand.state == "missing" and demand.skill_id is not None), None)
    if gap is not None:
        asked.append(_say(about, "ask gap", _named(gap, about)))
    asked.append(_say(about, "ask open"))
    if _LEADS.search(about.title):
        asked.append(_say(about, "ask freedom"))
    return tuple(asked)
