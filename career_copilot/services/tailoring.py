"""A résumé tailored for an opening or an application: each public function is one thing that a person does to it, and makes a
version. Without a model all of it works; a model's proposals come from `services/rewriting.py`."""

from collections.abc import Callable
from datetime import datetime
from functools import reduce

from pydantic import BaseModel
from sqlmodel import Session

from career_copilot import db, live
from career_copilot.documents import resume_pdf
from career_copilot.domain import entailing, tailoring
from career_copilot.domain.drafting import Author, DraftKind
from career_copilot.domain.resume_sheet import Look
from career_copilot.domain.tailoring import Tailored
from career_copilot.domain.tailoring_choice import shortened, tailored_for
from career_copilot.domain.tailoring_keywords import Named, coverage
from career_copilot.domain.tailoring_lines import Row, changes, rows, where
from career_copilot.domain.versions import Difference
from career_copilot.errors import InvalidInputError, NotFoundError
from career_copilot.services import (
    drafts,
    facts,
    generations,
    photos,
    second_opinions,
    tailoring_sources,
    written_texts,
)
from career_copilot.services.recording import Change

Edit = Callable[[Tailored], Tailored]
TOO_LONG = (
    "It does not fit on one page unless lines go that the ad asks for. Hide what you can do without, or keep two pages."
)


class TailoredView(BaseModel, frozen=True):
    """A tailored résumé as its owner sees it. `flagged` is how many lines rest on nothing: it is not given out before they are
    accepted, changed or hidden. `by_rules_only`, `by_model`: how many of those in other words were so checked. `outdated`: the
    résumé it was made from was corrected since. `stripped`: what of the ad no model is shown."""

    id: int
    title: str
    about: str
    version: int
    author: Author
    note: str
    opening_id: int | None
    application_id: int | None
    tailored: Tailored
    rows: list[Row]
    named: list[Named]
    flagged: int
    by_rules_only: int
    by_model: int
    base_name: str
    outdated: bool
    has_photo: bool
    stripped: tuple[str, ...]


def start(
    user_id: int,
    now: datetime,
    *,
    opening_id: int | None = None,
    application_id: int | None = None,
    resume_id: int | None = None,
) -> int:
    """Choose and order what answers the ad, on one page if nothing of it is lost thereby; returns the draft's id. It starts from
    the résumé used for matching unless another is named. Raises NotFoundError."""
    with db.transaction() as session:
        about = tailoring_sources.about(session, user_id, opening_id, application_id)
        base = tailoring_sources.base(session, user_id, resume_id)
    whole = tailoring.started(base.resume, Look(one_page=True))
    made = tailored_for(whole, about.ad)
    short = shortened(made, about.ad, _on_one_page)
    note = "" if short is not None else "two pages: nothing was left out"
    made = short or made.model_copy(update={"look": Look()})
    draft_id = drafts.create(
        user_id, DraftKind.RESUME, f"Résumé for {about.name}", now,
        opening_id=about.opening_id, application_id=application_id, language=base.resume.language,
        settings={"resume_id": base.id, "resume_version": base.version},
    )  # fmt: skip
    drafts.keep_version(user_id, draft_id, 0, Author.EVIDENCE, made.model_dump(mode="json"), now, note)
    return draft_id


def read(user_id: int, draft_id: int, now: datetime) -> TailoredView:
    """All that its page shows. Raises NotFoundError."""
    with db.transaction() as session:
        draft, tailored = opened(session, user_id, draft_id)
        about = tailoring_sources.of_draft(session, user_id, draft)
        base = tailoring_sources.base_of(session, user_id, draft)
        doubts = second_opinions.known(session, draft_id)
    check = tailoring_sources.reviews(user_id, tailored, about, base, doubts, now)
    printed = check(tailoring.printed(tailored))
    proposed = check({path: each.text for path, each in tailored.proposals.items()})
    reasons, judged = entailing.reasons(printed), (*printed.values(), *proposed.values())
    return TailoredView(
        **draft.model_dump(include={"id", "title", "version", "author", "note", "opening_id", "application_id"}),
        about=about.name,
        tailored=tailored,
        rows=rows(tailored, about.ad.keywords, reasons, entailing.reasons(proposed)),
        named=coverage(tailored.resume, tailoring.result(tailored), about.ad, now.date()),
        flagged=len(reasons),
        by_rules_only=sum(one.is_open for one in judged),
        by_model=sum(one.known for one in judged),
        base_name=base.name if base else "",
        outdated=base is not None and base.version != draft.settings.get("resume_version"),
        has_photo=photos.stored(user_id) is not None,
        stripped=written_texts.stripped(about.name, about.ad.text),
    )


def of(user_id: int, *, opening_id: int | None = None, application_id: int | None = None) -> list[drafts.DraftView]:
    """Those made for an application, or else for an opening, the last changed first."""
    if application_id is not None:
        return drafts.of_application(user_id, application_id, [DraftKind.RESUME])
    return drafts.of_opening(user_id, opening_id or 0, [DraftKind.RESUME])


def for_application(user_id: int, application_id: int, now: datetime) -> int:
    """The one made last for an application or, before that, for its opening; else one is made. Returns its id. Raises
    NotFoundError."""
    known = of(user_id, application_id=application_id)
    return known[0].id if known else start(user_id, now, application_id=application_id)


def hide(user_id: int, draft_id: int, version: int, path: str, now: datetime) -> int:
    """Leave an entry or a line out; like all changes, the new version's number is returned."""
    return _changed(user_id, draft_id, version, now, "Hid", path, lambda each: tailoring.hidden(each, path))


def show(user_id: int, draft_id: int, version: int, path: str, now: datetime) -> int:
    """Put it in again."""
    return _changed(user_id, draft_id, version, now, "Showed", path, lambda each: tailoring.revealed(each, path))


def move(user_id: int, draft_id: int, version: int, path: str, to: int, now: datetime) -> int:
    """Give it another place in its list."""
    return _changed(user_id, draft_id, version, now, "Moved", path, lambda each: tailoring.moved(each, path, to))


def reword(user_id: int, draft_id: int, version: int, path: str, text: str, now: datetime) -> int:
    """Write a line in other words; they are compared with the person's facts like a model's."""
    return _changed(user_id, draft_id, version, now, "Changed", path, lambda each: tailoring.reworded(each, path, text))


def restore(user_id: int, draft_id: int, version: int, path: str, now: datetime) -> int:
    """The profile's own words again."""
    return _changed(user_id, draft_id, version, now, "Restored", path, lambda each: tailoring.restored(each, path))


def accept(user_id: int, draft_id: int, version: int, path: str, now: datetime) -> int:
    """Take the words that were proposed for a line."""
    return _changed(user_id, draft_id, version, now, "Accepted", path, lambda each: tailoring.accepted(each, path))


def reject(user_id: int, draft_id: int, version: int, path: str, now: datetime) -> int:
    """Keep a line as it is."""
    return _changed(user_id, draft_id, version, now, "Rejected", path, lambda each: tailoring.rejected(each, path))


def accept_carried(user_id: int, draft_id: int, version: int, now: datetime) -> int:
    """Take every proposal that rests on the person's facts; the others stay to be decided upon."""
    paths = [row.path for row in read(user_id, draft_id, now).rows if row.draft and not row.draft_reasons]

    def edit(tailored: Tailored) -> Tailored:
        return reduce(tailoring.accepted, [path for path in paths if path in tailored.proposals], tailored)

    return _changed(user_id, draft_id, version, now, f"Accepted {len(paths)} proposals", "", edit)


def reject_all(user_id: int, draft_id: int, version: int, now: datetime) -> int:
    """Keep all lines as they are."""

    def edit(each: Tailored) -> Tailored:
        return each.model_copy(update={"proposals": {}})

    return _changed(user_id, draft_id, version, now, "Rejected all proposals", "", edit)


def dress(user_id: int, draft_id: int, version: int, look: Look, photo: bool, now: datetime) -> int:
    """Another template, paper, language, number of pages; with or without the photo."""

    def edit(each: Tailored) -> Tailored:
        return each.model_copy(update={"look": look, "photo": photo})

    return _changed(user_id, draft_id, version, now, "Changed the look", "", edit)


def fit(user_id: int, draft_id: int, version: int, now: datetime) -> int:
    """Leave out as few as possible of the lines that answer nothing, so that it fits on a page. Raises InvalidInputError when
    that is not enough."""
    with db.transaction() as session:
        draft, tailored = opened(session, user_id, draft_id)
        ad = tailoring_sources.of_draft(session, user_id, draft).ad
    wanted = tailored.model_copy(update={"look": tailored.look.model_copy(update={"one_page": True})})
    short = shortened(wanted, ad, _on_one_page)
    if short is None:
        raise InvalidInputError(TOO_LONG)
    return _changed(user_id, draft_id, version, now, "Fitted on one page", "", lambda each: short)


def choose_again(user_id: int, draft_id: int, version: int, now: datetime) -> int:
    """Start from what the profile's résumé says now, ordered by what answers the ad. Nothing is lost: it is a version. A model
    that writes for the lines before ends."""
    with db.transaction() as session:
        draft, tailored = opened(session, user_id, draft_id)
        ad = tailoring_sources.of_draft(session, user_id, draft).ad
        base = tailoring_sources.base_of(session, user_id, draft) or tailoring_sources.base(session, user_id, None)
    fresh = tailoring.started(base.resume, tailored.look).model_copy(update={"photo": tailored.photo})
    made = tailored_for(fresh, ad)
    number = drafts.keep_version(
        user_id, draft_id, version, Author.EVIDENCE, made.model_dump(mode="json"), now, f"From {base.name} as it is now",
        settings={**draft.settings, "resume_id": base.id, "resume_version": base.version},
    )  # fmt: skip
    generations.stop(user_id, draft_id, now)
    return number


def remember(user_id: int, draft_id: int, path: str, now: datetime) -> Change:
    """A flagged line is true: from now on it is a fact that the person answers for."""
    view = read(user_id, draft_id, now)
    row = next((row for row in view.rows if row.path == path), None)
    if row is None or not row.reasons:
        raise InvalidInputError("This line is not flagged any more.")
    return facts.accept(user_id, row.text, row.reasons, f"{view.title}, version {view.version}", now)[1]


def differences(user_id: int, draft_id: int, number: int) -> list[Difference]:
    """What version `number` says against the current one. Raises NotFoundError."""
    with db.transaction() as session:
        row = drafts.find(session, user_id, draft_id)
        old = Tailored.model_validate(drafts.version_of(session, row, number).content)
        _, new = opened(session, user_id, draft_id)
    return changes(old, new)


def flagged(user_id: int, draft: drafts.DraftView, tailored: Tailored, now: datetime) -> dict[str, list[str]]:
    """Why lines of a draft that will be printed rest on nothing, by their paths."""
    with db.transaction() as session:
        about = tailoring_sources.of_draft(session, user_id, draft)
        base = tailoring_sources.base_of(session, user_id, draft)
        doubts = second_opinions.known(session, draft.id)
    check = tailoring_sources.reviews(user_id, tailored, about, base, doubts, now)
    return entailing.reasons(check(tailoring.printed(tailored)))


def _on_one_page(tailored: Tailored) -> bool:
    return resume_pdf.pictures(tailoring.result(tailored), tailored.look, ppi=10).fits


def _changed(user_id: int, draft_id: int, version: int, now: datetime, deed: str, path: str, edit: Edit) -> int:
    with db.transaction() as session:
        row = drafts.find(session, user_id, draft_id, lock=True)
        _, tailored = opened(session, user_id, draft_id)
        made = edit(tailored)
        if made == tailored:
            return row.version
        what = f"{deed}: {where(made.resume, path)}" if path else deed
        number = drafts.add_version(session, row, version, Author.YOU, made.model_dump(mode="json"), now, what)
    live.publish(user_id, live.Topic.DRAFTS, draft_id=draft_id)
    return number


def opened(session: Session, user_id: int, draft_id: int) -> tuple[drafts.DraftView, Tailored]:
    """Raises NotFoundError for what is no tailored résumé of theirs."""
    row = drafts.find(session, user_id, draft_id)
    if row.kind != DraftKind.RESUME or not row.version:
        raise NotFoundError("There is no such résumé.")
    view = drafts.view(row, drafts.version_of(session, row, row.version))
    return view, Tailored.model_validate(view.content)
