"""From a draft to what its page shows: pure conversions into words."""

from collections.abc import Sequence
from datetime import datetime

from pydantic import BaseModel

from career_copilot.domain.ages import age, exact
from career_copilot.domain.claims import Fact, FactSource
from career_copilot.domain.drafting import KIND_NAMES, Author, DraftKind, GenerationState, Line
from career_copilot.domain.text_diff import Hunk
from career_copilot.services.drafts import DraftView, VersionView
from career_copilot.services.generations import GenerationView
from career_copilot.services.letters import Kept
from career_copilot.services.line_verdicts import LineView
from career_copilot.services.written_texts import TextView

SOURCES = {
    FactSource.RESUME: "résumé",
    FactSource.ACHIEVEMENT: "achievements",
    FactSource.ANSWER: "your answer",
    FactSource.STATED: "stated by you",
}
AUTHORS = {
    Author.MODEL: "Written by a model",
    Author.EVIDENCE: "Made of your own evidence by rules, without a model",
    Author.YOU: "Edited by you",
    Author.ROLLBACK: "Brought back",
}
MOST_FACTS = 4  # shown with a line


class FactRow(BaseModel):
    """What a line rests on."""

    text: str
    source: str


class LineRow(BaseModel):
    """A line as it is shown. `begins`: a paragraph."""

    at: int
    text: str
    begins: bool
    supported: bool
    reasons: str
    facts: list[FactRow]


class DraftRow(BaseModel):
    """A draft in a list. A résumé has a page of its own."""

    id: int
    href: str
    title: str
    kind: str
    detail: str
    exact: str


class VersionRow(BaseModel):
    """A version in its list."""

    number: int
    what: str
    when: str
    exact: str
    current: bool


class HunkRow(BaseModel):
    """One passage that two versions have differently."""

    before: list[str]
    after: list[str]


class DraftHead(BaseModel):
    """What stands above the text."""

    id: int = 0
    kind: str = ""
    title: str = ""
    about: str = ""
    author: str = ""
    evidence: bool = False
    version: int = 0
    application_id: int = 0
    opening_id: int = 0
    message: bool = False
    answers_mail: bool = False
    no_advert: bool = False
    brief_of: int = 0  # the application, of a research brief: it stands on the page for practice


def head(view: TextView) -> DraftHead:
    draft = view.draft
    about = f"{view.opening} at {view.company}" if view.company else view.opening
    return DraftHead(
        id=draft.id,
        kind="" if draft.title.startswith(KIND_NAMES[draft.kind]) else KIND_NAMES[draft.kind],
        title=draft.title,
        about=about if about != draft.title else "",
        author=author(draft.author, draft.note),
        evidence=draft.author is Author.EVIDENCE,
        version=draft.version,
        application_id=draft.application_id or 0,
        opening_id=draft.opening_id or 0,
        message=draft.kind is not DraftKind.LETTER,
        no_advert=not view.has_advert,
        answers_mail=draft.kind is DraftKind.RECRUITER_REPLY,
        brief_of=draft.application_id or 0 if draft.kind is DraftKind.RESEARCH else 0,
    )


def author(who: Author | None, note: str) -> str:
    """`Written by a model, stopped`."""
    return ", ".join(filter(None, [AUTHORS[who], note])) if who else ""


def line_rows(lines: Sequence[LineView], first: int = 0, before: int = -1) -> list[LineRow]:
    """`first` is the place of the first of them, `before` the paragraph of the line above it."""
    rows = []
    for at, line in enumerate(lines, first):
        rows.append(
            LineRow(
                at=at,
                text=line.text,
                begins=line.paragraph != before,
                supported=line.supported,
                reasons="; ".join(line.reasons),
                facts=[_fact(fact) for fact in line.facts[:MOST_FACTS]],
            )
        )
        before = line.paragraph
    return rows


def _fact(fact: Fact) -> FactRow:
    return FactRow(text=fact.text, source=SOURCES[fact.source])


def draft_rows(views: Sequence[DraftView], now: datetime, zone: str) -> list[DraftRow]:
    return [
        DraftRow(
            id=view.id,
            href=f"/resume/{view.id}" if view.kind == DraftKind.RESUME else f"/write/{view.id}",
            title=view.title,
            kind=KIND_NAMES[view.kind],
            detail=" · ".join(
                filter(
                    None,
                    [author(view.author, "") or "Nothing written yet", f"changed {age(view.updated_at, now, zone)}"],
                )
            ),
            exact=exact(view.updated_at, zone),
        )
        for view in views
    ]


def version_rows(views: Sequence[VersionView], current: int, now: datetime, zone: str) -> list[VersionRow]:
    return [
        VersionRow(
            number=view.number,
            what=author(view.author, view.note),
            when=age(view.created_at, now, zone),
            exact=exact(view.created_at, zone),
            current=view.number == current,
        )
        for view in views
    ]


def hunk_rows(found: Sequence[Hunk]) -> list[HunkRow]:
    return [HunkRow(before=hunk.before, after=hunk.after) for hunk in found]


def standing(run: GenerationView | None, now: datetime, zone: str) -> str:
    """What a run is about just now, in words; empty when there is nothing to say."""
    if run is None or run.state in (GenerationState.DONE, GenerationState.FAILED):
        return ""
    if run.state is GenerationState.WAITING and run.due_at is not None:
        return f"{run.error} It goes on by itself, {exact(run.due_at, zone)}."
    if run.state is GenerationState.QUEUED:
        return "Waiting for its turn …"
    if run.state is GenerationState.RUNNING:
        return run.written.note or "A model is writing …"
    return run.error or "Stopped. What came is kept."


def checked(by_model: int, by_rules_only: int, not_ready: str) -> str:
    """Who judged the sentences that speak of the person in words of their own; `not_ready`: why no model can be asked."""
    if not by_rules_only:
        return "Checked by rules, then by a model." if by_model else "Checked by rules."
    some = f"{by_rules_only} of {by_model + by_rules_only} sentences are checked" if by_model else "Checked"
    return " ".join(filter(None, [f"{some} by rules only.", not_ready]))


def kept(found: Kept | None, version: int) -> str:
    """What the application has of a letter, and what happens to that; empty: nothing."""
    if found is None:
        return ""
    if found.is_current:
        same = "the current one" if found.version == version else f"which says what version {version} says"
        return f"Kept: version {found.version}, {same}. It is frozen with what was sent when you move the application to Applied."
    return (
        f"Kept is version {found.version}; the letter is now version {version}: keep it anew. "
        f"Moving the application to Applied freezes version {found.version}."
    )


def editable(lines: Sequence[LineView]) -> str:
    """One sentence a line, a blank line between paragraphs: as it is typed, and read back by `as_lines`."""
    parts: list[str] = []
    for before, line in zip([None, *lines], lines, strict=False):
        gap = "\n\n" if before is not None and before.paragraph != line.paragraph else "\n" if before else ""
        parts.append(gap + line.text)
    return "".join(parts)


def as_line(view: LineView) -> Line:
    return Line(text=view.text, paragraph=view.paragraph)
