"""A model's opinion on sentences that the rules let pass: does each follow from the facts? It can only add doubt.

An opinion holds for a sentence together with the facts that carry it: when either changes, it is a question again."""

import hashlib
from collections.abc import Mapping, Sequence

from pydantic import BaseModel

from career_copilot.domain.claims import Fact, Ledger, Verdict, judged, verify
from career_copilot.domain.claims_values import Claim, ClaimKind
from career_copilot.domain.hostile_text import cleaned
from career_copilot.domain.model_words import leads_elsewhere, repeats
from career_copilot.domain.posting import Span
from career_copilot.domain.standing import judged_there

LONGEST_REASON = 200
NO_REASON = "it does not follow from your facts"
TOLD = "in a model’s opinion, {}"
REPEATED = "it repeats what models are told here"


class Entailment(BaseModel, frozen=True):
    """The person's choice: whether a model checks what is written, too."""

    on: bool = True


class Opinion(BaseModel, frozen=True):
    """Of the sentence with that number. A model answers in this shape."""

    number: int
    follows: bool
    reason: str


class Reviewed(BaseModel, frozen=True):
    """What rules and known opinions say. `key`: under which an opinion is kept, empty for what is not asked about; `known`:
    there is one."""

    verdict: Verdict
    key: str = ""
    known: bool = False

    @property
    def is_open(self) -> bool:
        """Whether a model is to be asked about it, and was not."""
        return bool(self.key) and not self.known


def review(
    text: str,
    cited: Sequence[int],
    facts: Ledger,
    language: str,
    doubts: dict[str, str],
    told: frozenset[str] = frozenset(),
    under: Fact | None = None,
) -> Reviewed:
    """By rules, then by the opinions known: doubts by their keys, empty for none. `told` is what models are told
    (`model_words.told`): no part of a text. `under` is the job, school or project that it is said of."""
    verdict = verify(text, cited, facts, language)
    if under and verdict.supported:
        verdict = judged_there(text, verdict, facts, under, language)
    if repeats(text, told) and not verdict.copied:
        whole = Span(start=0, end=len(text))
        claim = Claim(kind=ClaimKind.MEANING, span=whole, text=text, supported=False, reason=REPEATED)
        return Reviewed(verdict=verdict.model_copy(update={"supported": False, "claims": (*verdict.claims, claim)}))
    asked: list[str] = []

    def judge(sentence: str, carrying: Sequence[Fact]) -> str:
        asked.append(key_of(said_of(sentence, under), carrying))
        return doubts.get(asked[0], "")

    doubted = judged(text, verdict, facts, judge)
    key = asked[0] if asked else ""
    return Reviewed(verdict=doubted, key=key, known=key in doubts)


def said_of(text: str, under: Fact | None) -> str:
    """As a model is asked about it."""
    return f"[{under.text}] {text}" if under else text


def reasons(found: Mapping[str, Reviewed]) -> dict[str, list[str]]:
    """Of those that are not supported, why, by their names."""
    return {name: list(one.verdict.reasons) for name, one in found.items() if not one.verdict.supported}


def key_of(text: str, carrying: Sequence[Fact]) -> str:
    """By the words alone: ids are of one version of the profile."""
    words = "\n".join([text, *(fact.text for fact in carrying)])
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()


def askable(text: str) -> bool:
    """Whether a model can be shown a sentence as it is: nothing in it is hidden or gives orders."""
    return not cleaned(text).findings


def problem(opinions: Sequence[Opinion], count: int) -> str:
    """Why an answer about sentences 1 to `count` is not used; empty if it is."""
    if sorted(opinion.number for opinion in opinions) != list(range(1, count + 1)):
        return "it does not speak of each sentence once"
    return ""


def doubt(opinion: Opinion) -> str:
    """In words for the person, as the model's; empty if it has none. A reason that leads elsewhere is not repeated."""
    if opinion.follows:
        return ""
    reason = " ".join(opinion.reason.split()).rstrip(".")
    if not reason or len(reason) > LONGEST_REASON or leads_elsewhere(reason):
        reason = NO_REASON
    return TOLD.format(reason[:1].lower() + reason[1:] if reason[1:2].islower() else reason)
