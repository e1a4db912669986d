"""Letters, messages and other texts of lines: read with the verdict on each line, edited line by line, accepted, compared.

A verdict is worked out whenever a text is read, for facts change; it is never stored."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import lru_cache

from pydantic import BaseModel
from sqlmodel import Session, col, select

from career_copilot import db, live
from career_copilot.domain.claims import Fact
from career_copilot.domain.document_words import DocumentLanguage
from career_copilot.domain.drafting import (
    LONGEST_LINE,
    MOST_LINES,
    TEXTS,
    Author,
    Line,
    TextContent,
    Wish,
    inserted,
    replaced,
    text_of,
    typed_in,
    written_in,
)
from career_copilot.domain.hostile_text import TRICK_NAMES, cleaned
from career_copilot.domain.letter_assembly import assembled
from career_copilot.domain.signing import signed
from career_copilot.domain.text_diff import Hunk, hunks
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.models.drafts import Draft
from career_copilot.services import briefs, drafts, facts
from career_copilot.services.drafts import DraftView
from career_copilot.services.line_verdicts import LineView, judge_of
from career_copilot.services.recording import Change

EMPTY = "There is nothing written yet."
BLOCKED = "{} not carried by your facts: accept, change or remove {} first."


class TextView(BaseModel, frozen=True):
    """A text as its owner sees it. `blocked` says what is to be done before it can leave; empty: nothing. `language` is that of
    the version, `wish` what is wished for the next one; `name` is whose letter it is; `has_advert` whether the ad's text is
    known; `stripped` what was taken out of posting and mail before a model read them."""

    draft: DraftView
    lines: tuple[LineView, ...]
    language: DocumentLanguage
    wish: Wish
    name: str
    opening: str
    company: str
    blocked: str
    has_advert: bool
    stripped: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """As it is sent."""
        return text_of([Line(text=line.text, paragraph=line.paragraph) for line in self.lines])


def one(user_id: int, draft_id: int, now: datetime) -> TextView:
    """Raises NotFoundError."""
    known = facts.of_user(user_id)
    with db.transaction() as session:
        return _read(session, drafts.find(session, user_id, draft_id), known, now)


def _read(session: Session, row: Draft, known: tuple[Fact, ...], now: datetime) -> TextView:
    content = content_of(session, row)
    language = language_of(row, content)
    found = briefs.brief(session, row, known, language, now, with_evidence=False)
    judge = judge_of(session, row, found, now, language) if content.lines else None
    lines = tuple(map(judge, content.lines)) if judge else ()
    current = drafts.version_of(session, row, row.version) if row.version else None
    wish = Wish.model_validate(row.settings)
    return TextView(
        draft=drafts.view(row, current),
        lines=lines,
        language=language,
        wish=wish,
        name=found.name,
        opening=found.title,
        company=found.company,
        blocked=_blocked(lines),
        has_advert=bool(found.advert),
        stripped=stripped(found.title, found.company, found.advert, wish.mail),
    )


def from_evidence(user_id: int, draft_id: int, wish: Wish, version: int, now: datetime) -> int:
    """A version made of the person's own evidence by rules alone; returns its number. Needs no model and no task."""
    known = facts.of_user(user_id)
    with db.transaction() as session:
        row = drafts.find(session, user_id, draft_id, lock=True)
        if row.kind not in TEXTS:
            raise InvalidInputError("This cannot be written without a model.")
        wished(row, wish)
        found = briefs.brief(session, row, known, wish.language, now)
        judge = judge_of(session, row, found, now, wish.language)
        lines = assembled(found, wish, lambda line: judge(line).supported)
        number = drafts.add_version(session, row, version, Author.EVIDENCE, _dump(lines, wish.language), now)
    _tell(user_id, draft_id)
    return number


def wished(row: Draft, wish: Wish) -> None:
    """What is wished for is remembered for the next time; what stands there stays as it was written."""
    row.settings = row.settings | wish.model_dump(mode="json", exclude={"after", "check"})


def edit(user_id: int, draft_id: int, version: int, at: int, text: str, now: datetime) -> int:
    """One line becomes this text; without words it goes. Returns the new version. Raises ConflictError."""
    return _changed(user_id, draft_id, version, now, lambda lines: replaced(lines, _place(lines, at), text))


def insert(user_id: int, draft_id: int, version: int, after: int, text: str, now: datetime, apart: bool = False) -> int:
    """Lines more, behind this one; -1: before all. `apart`: in a paragraph of their own. Returns the new version."""
    if not text.strip():
        raise InvalidInputError("Write the sentence first.")
    return _changed(
        user_id,
        draft_id,
        version,
        now,
        lambda lines: inserted(lines, _place(lines, after) if after >= 0 else -1, text, apart),
    )


def write(user_id: int, draft_id: int, version: int, text: str, now: datetime) -> int:
    """The whole text anew, typed or pasted by the person. Lines that stay keep their facts."""

    def whole(lines: Sequence[Line]) -> tuple[Line, ...]:
        known = {line.text: line.facts for line in lines}
        return tuple(
            line.model_copy(update={"facts": known.get(line.text, ())}) for line in inserted((), -1, text.strip())
        )

    return _changed(user_id, draft_id, version, now, whole)


def remove(user_id: int, draft_id: int, version: int, at: int, now: datetime) -> int:
    """Without this line. Returns the new version."""
    return edit(user_id, draft_id, version, at, "", now)


def accept(user_id: int, draft_id: int, version: int, at: int, now: datetime) -> Change:
    """The person answers for this line: it becomes a fact that they stated, and the line is true from now on. That can be
    undone: the line is flagged again."""
    known = facts.of_user(user_id)
    with db.transaction() as session:
        row = drafts.find(session, user_id, draft_id, lock=True)
        drafts.still(row, version)
        lines = _read(session, row, known, now).lines
        line = lines[_place(lines, at)]
    document = f"{row.title}, version {version}"
    _, change = facts.accept(user_id, line.text, line.reasons, document, now)
    _tell(user_id, draft_id)
    return change


def difference(user_id: int, draft_id: int, before: int, after: int) -> list[Hunk]:
    """What the later version says otherwise, line by line."""
    with db.transaction() as session:
        row = drafts.find(session, user_id, draft_id)
        texts = [
            "\n".join(line.text for line in TextContent.model_validate(found.content).lines)
            for found in (drafts.version_of(session, row, number) for number in (before, after))
        ]
    return hunks(*texts)


def exportable(user_id: int, draft_id: int, now: datetime) -> TextView:
    """The text, ready to leave. Raises InvalidInputError that says what is to be done while a line is not supported."""
    found = one(user_id, draft_id, now)
    if found.blocked:
        raise InvalidInputError(found.blocked)
    return found


def of_document(session: Session, user_id: int, document_id: int) -> str:
    """The words of an application's document that is a draft of this person, as they were when it was kept."""
    row = session.exec(
        select(Draft).where(
            Draft.user_id == user_id,
            col(Draft.kind).in_(TEXTS),
            col(Draft.settings)["document"].as_integer() == document_id,
        )
    ).first()
    if row is None:
        return ""
    kept = TextContent.model_validate(drafts.version_of(session, row, row.settings["document_version"]).content)
    return signed(kept.lines, briefs.name_of(session, user_id))


def content_of(session: Session, row: Draft) -> TextContent:
    """The lines of the current version."""
    if not row.version:
        return TextContent()
    return TextContent.model_validate(drafts.version_of(session, row, row.version).content)


def language_of(row: Draft, content: TextContent) -> DocumentLanguage:
    """The language in which a version of this draft was written; before the first one that which is wished for."""
    return written_in(content, row.language or Wish.model_validate(row.settings).language)


def _changed(
    user_id: int,
    draft_id: int,
    version: int,
    now: datetime,
    change: Callable[[Sequence[Line]], tuple[Line, ...]],
) -> int:
    with db.transaction() as session:
        row = drafts.find(session, user_id, draft_id, lock=True)
        drafts.still(row, version)  # before a place in its lines could be taken for another's
        before = content_of(session, row)
        lines = change(before.lines)
        if len(lines) > MOST_LINES or any(len(line.text) > LONGEST_LINE for line in lines):
            raise InvalidInputError(
                f"A text may have {MOST_LINES} sentences of {LONGEST_LINE:,} characters: make it shorter."
            )
        language = typed_in(lines, language_of(row, before))
        number = drafts.add_version(session, row, version, Author.YOU, _dump(lines, language), now)
    _tell(user_id, draft_id)
    return number


def _place(lines: Sequence[object], at: int) -> int:
    if not 0 <= at < len(lines):
        raise NotFoundError("There is no such line.")
    return at


def _dump(lines: Sequence[Line], language: DocumentLanguage) -> dict[str, object]:
    return TextContent(lines=tuple(lines), language=language).model_dump(mode="json")


@lru_cache(maxsize=256)
def stripped(*texts: str) -> tuple[str, ...]:
    """What no model is shown: `orders to a language model: “Ignore all …”`, each once."""
    findings = [finding for text in texts for finding in cleaned(text).findings]
    return tuple(dict.fromkeys(f"{TRICK_NAMES[one.trick]}: “{one.words}”" for one in findings))


def _blocked(lines: Sequence[LineView]) -> str:
    if not lines:
        return EMPTY
    wrong = sum(not line.supported for line in lines)
    if not wrong:
        return ""
    return BLOCKED.format(*(("1 sentence is", "it") if wrong == 1 else (f"{wrong} sentences are", "them")))


def _tell(user_id: int, draft_id: int) -> None:
    live.publish(user_id, live.Topic.DRAFTS, draft_id=draft_id)
