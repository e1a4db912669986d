"""How a checker says what it found, and what all checkers ask first: which jobs are named, whose words are these."""

from collections.abc import Iterable
from functools import lru_cache

from career_copilot.domain.claims_index import Known, Ledger
from career_copilot.domain.claims_text import Sentence
from career_copilot.domain.claims_values import Claim, ClaimKind
from career_copilot.domain.posting import Span
from career_copilot.domain.resume_words import ORGANISATION, SCHOOL


def found(
    sentence: Sentence, kind: ClaimKind, start: int, end: int, facts: Iterable[int] = (), reason: str = ""
) -> Claim:
    """A claim at that place, supported unless there is a reason why not."""
    return Claim(
        kind=kind,
        span=Span(start=start, end=end),
        text=sentence.text[start:end],
        supported=not reason,
        reason=reason,
        facts=tuple(sorted(facts)),
    )


@lru_cache(16)  # several checkers ask it of one sentence
def named_entries(sentence: Sentence, ledger: Ledger) -> list[tuple[Known, int, int]]:
    """Jobs and schools that the sentence names, with the place of the name."""
    named = []
    places = {word: (start, end) for word, start, end in reversed(sentence.words)}
    for words, whole, known in ledger.organisation_names:
        at = sentence.plain.find(whole)
        if at >= 0 and sentence.text[at] == sentence.text[at].upper():
            named.append((known, at, at + len(whole)))
            continue
        first = next((word for word in whole.split() if word in words), "")
        telling = (
            first
            and not ORGANISATION.fullmatch(first)
            and not SCHOOL.fullmatch(first)
            and _only_of(ledger, first, known)
        )
        if words <= places.keys() or (telling and first in places and sentence.text[places[first][0]].isupper()):
            start = min(places[word][0] for word in words if word in places)
            end = max(places[word][1] for word in words if word in places)
            named.append((known, start, end))
    return named


def _only_of(ledger: Ledger, word: str, entry: Known) -> bool:
    """Whether no other job's facts have the word: an employer called `Flask` is not named by every mention of Flask."""
    return all(ledger.by_id[number].fact.about in (entry.id, None) for number in ledger.words.get(word, ()))


@lru_cache(16)
def of_company(sentence: Sentence, ledger: Ledger) -> bool:
    """Whether it speaks (also) of the company: then what stands in the posting may stand here."""
    if sentence.wishing or sentence.second_person:
        return True
    return any(word in ledger.company and word not in ledger.words for word, _, _ in sentence.words)


def is_copy(sentence: Sentence, ledger: Ledger) -> frozenset[int]:
    """Facts that begin with the sentence, word for word. What is cut out of a fact's middle is no copy: it may have lost
    the `supported` in front."""
    words = [word for word, _, _ in sentence.words]
    bare = f"{' '.join(words)} "
    if len(words) < 2:
        return frozenset(number for copy, number in ledger.copies if words and copy == bare)
    return frozenset(number for copy, number in ledger.copies if copy.startswith(bare))
