"""Why an opening fits and what to do about its gaps, out of the match alone.

Each requirement with its evidence is a point with a number. Our own sentences are made of points; those of a model must name
them, and are kept only if they name no other and claim nothing that the points do not say."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date

from pydantic import BaseModel, Field

from career_copilot.domain import skills
from career_copilot.domain.alternatives import needless
from career_copilot.domain.claims import Claim, ClaimKind, Fact, FactKind, ledger, verify
from career_copilot.domain.false_advice import advises_lying
from career_copilot.domain.matches import Evidence, EvidenceState
from career_copilot.domain.model_words import leads_elsewhere
from career_copilot.domain.posting import RequirementKind, RequirementTopic, Span

MOST_FITS, MOST_GAPS = 5, 6
LONGEST_QUOTE = 160
MOST_LABELS = 4
KINDS = {RequirementKind.BLOCKER: "could rule you out", RequirementKind.MUST: "must have", RequirementKind.NICE: "nice to have"}  # fmt: skip
ORDER = list(KINDS)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


class Point(BaseModel, frozen=True):
    """One requirement and what the résumé says to it. `state` is met, near, missing, or needless: the ad is content with another
    one that is met. `asked` are the words of the ad."""

    number: int
    label: str
    kind: RequirementKind
    state: str
    words: str = ""
    note: str = ""
    asked: str = ""

    @property
    def text(self) -> str:
        return ". ".join(filter(None, [self.label, self.words, self.note]))


class Said(BaseModel, frozen=True):
    """A sentence and the points it rests on."""

    text: str = Field(min_length=1, max_length=400)
    points: list[int] = Field(min_length=1)


class Explanation(BaseModel, frozen=True):
    """What is said. A model answers in this shape."""

    why: list[Said] = Field([], max_length=8)
    gaps: list[Said] = Field([], max_length=8)


def points(evidence: Sequence[Evidence], resume_text: str = "", ad_text: str = "") -> tuple[Point, ...]:
    """Numbered in the order of the posting. Words are quoted with the line of the résumé, or the ad, that they stand in."""
    states = {EvidenceState.ADJACENT: "near", EvidenceState.MISSING: "missing"}
    idle = needless(evidence, ad_text)
    return tuple(
        Point(
            number=number,
            label=one.requirement.label,
            kind=one.requirement.kind,
            state="needless" if number - 1 in idle else states.get(one.state, "met"),
            words=""
            if one.requirement.topic is RequirementTopic.EXPERIENCE
            else _line(resume_text, one.span) or one.text,
            note=one.note,
            asked=_line(ad_text, one.requirement.span)
            or ad_text[one.requirement.span.start : one.requirement.span.end].strip(),
        )
        for number, one in enumerate(evidence, 1)
    )


def _line(text: str, span: Span | None) -> str:
    """The line around a span; nothing where it is too long to be quoted."""
    if span is None or not text[span.start : span.end].strip():
        return ""
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", span.end)
    line = text[start : end if end >= 0 else len(text)].strip(" \t•-–*")
    return line if len(line) <= LONGEST_QUOTE else ""


def by_rules(known: Sequence[Point]) -> Explanation:
    """Without a model."""
    ordered = sorted(known, key=lambda point: ORDER.index(point.kind))
    return Explanation(why=list(_fits(ordered))[:MOST_FITS], gaps=list(_gaps(ordered))[:MOST_GAPS])


def _fits(known: Sequence[Point]) -> Iterator[Said]:
    """Demands that the same words answer share a sentence."""
    said: dict[tuple[str, str], list[Point]] = {}
    for point in known:
        if point.state == "met":
            said.setdefault((point.words, "" if point.words else point.note), []).append(point)
    for (words, note), met in said.items():
        names = list(dict.fromkeys(point.label for point in met))
        labels = ", ".join(names[:MOST_LABELS]) + (
            f" and {len(names) - MOST_LABELS} more" if names[MOST_LABELS:] else ""
        )
        rest = f"your résumé says “{words}”" if words else note or "you have it"
        yield Said(text=f"{labels}: {rest}.", points=[point.number for point in met])


def _gaps(known: Sequence[Point]) -> Iterator[Said]:
    for point in known:
        weight = f"{point.label} ({_asked(point)})"
        note = f": {point.note}" if point.note else ""
        if point.state == "near":
            close = f"you have something close, “{point.words}”" if point.words else "you are close"
            yield Said(text=f"{weight}: {close}{note}. Say that in your letter.", points=[point.number])
        elif point.state == "missing" and point.kind is RequirementKind.BLOCKER:
            yield Said(text=f"{weight}{note}. Find out before you spend time on it.", points=[point.number])
        elif point.state == "missing":
            said = note or " is not in your résumé"
            yield Said(text=f"{weight}{said}. If you have it, add it to your profile; else do not claim it.", points=[point.number])  # fmt: skip


def _asked(point: Point) -> str:
    """How much it counts, and the ad's own words where the label is another name for them."""
    same = point.asked.casefold() in ("", point.label.casefold())
    return KINDS[point.kind] if same else f"{KINDS[point.kind]}; the ad says “{point.asked}”"


def digest(known: Sequence[Point]) -> str:
    """Another match is another digest: what was written about the older one is not shown any more."""
    return hashlib.sha256("\n".join(point.model_dump_json(exclude={"asked"}) for point in known).encode()).hexdigest()[
        :32
    ]


def problem(answer: Explanation, known: Sequence[Point], today: date) -> str:
    """Why a model's answer may not be shown; empty if it may."""
    by_number = {point.number: point for point in known}
    for sentences, wanted in ((answer.why, {"met"}), (answer.gaps, {"near", "missing"})):
        for said in sentences:
            if not set(said.points) <= by_number.keys():
                return "it names a requirement that is not there"
            cited = [by_number[number] for number in said.points]
            if not {point.state for point in cited} <= wanted:
                return "it takes a gap for a strength, or a strength for a gap"
            if reason := _claims_more(said.text, cited, today):
                return reason
    return "" if answer.why or answer.gaps else "it says nothing"


def _claims_more(text: str, cited: Sequence[Point], today: date) -> str:
    if leads_elsewhere(text):
        return "it leads elsewhere"
    if advises_lying(text, missing=any(point.state == "missing" for point in cited)):
        return "it advises to say what is not so"
    own = " ".join(point.text for point in cited)
    if extra := set(_NUMBER.findall(text)) - set(_NUMBER.findall(own)):
        return f"it says “{min(extra)}”, which is not in the match"
    named = {mention.skill_id for mention in skills.mentions(text, "en")}
    if named - {mention.skill_id for mention in skills.mentions(own, "en")}:
        return "it speaks of a skill that is not in the match"
    facts = [Fact(id=point.number, kind=FactKind.STATEMENT, text=point.text, language="en") for point in cited]
    verdict = verify(text, [], ledger(facts, today), "en")
    wrong = [claim for claim in verdict.unsupported if not _begins_sentence(text, claim)]
    return wrong[0].reason if wrong else ""


def _begins_sentence(text: str, claim: Claim) -> bool:
    """A single word that is capital because a sentence begins with it: no name."""
    before = text[: claim.span.start].rstrip()
    return claim.kind is ClaimKind.NAME and " " not in claim.text and (not before or before[-1] in ".:;!?")
