"""What hangs on an application: notes, contacts, documents, offers, its timeline. Somebody else's does not exist."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import text

from career_copilot import db
from career_copilot.documents import kinds
from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.contacts import Channel, ChannelKind, ContactForm, Relation
from career_copilot.domain.offers import OfferTerms
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.submissions import AdvertFrom
from career_copilot.errors import ConflictError, DocumentError, InvalidInputError, NotFoundError
from career_copilot.services import (
    analytics,
    application_details,
    application_documents,
    applications,
    changes,
    contacts,
    notes,
    offers,
    resume_files,
    submissions,
    timelines,
)
from career_copilot.services.offers import OfferDraft
from career_copilot.services.recording import Change
from tests.services.test_openings import add as add_opening

pytestmark = pytest.mark.usefixtures("redis_server")
ANA = ContactForm(name="Ana Ruiz", channels=[Channel(kind=ChannelKind.EMAIL, value="ana@example.org")])
OFFER = OfferDraft(terms=OfferTerms(base=Decimal(60_000)))
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20


def create(user_id: int, now: datetime, title: str = "Nurse") -> int:
    return applications.create(user_id, ApplicationForm(title=title, company="Havnklinik"), Stage.APPLIED, now)[0]


def undo(user_id: int, change: Change, now: datetime) -> None:
    assert change.id is not None
    changes.undo(user_id, change.id, now)


@pytest.fixture
def nurse(alice: int, now: datetime) -> int:
    return create(alice, now)


def test_the_head_shows_what_there_is(alice: int, nurse: int, now: datetime) -> None:
    notes.add(alice, nurse, "One", now)
    offers.add(alice, nurse, OFFER, now)
    found = application_details.one(alice, nurse)
    assert (found.form.title, found.stage, found.notes, found.offers, found.documents) == (
        "Nurse",
        Stage.APPLIED,
        1,
        1,
        0,
    )
    assert application_details.adverts(alice, nurse, now) == (None, None)


def test_a_salary_is_entered_in_a_line_and_kept_as_it_was_read(alice: int, nurse: int, now: datetime) -> None:
    view = application_details.one(alice, nurse)
    form = view.form.model_copy(update={"salary": "3.000 € im Monat"})
    applications.edit(alice, nurse, form, view.version, now)
    view = application_details.one(alice, nurse)
    assert view.salary is not None
    assert (view.salary.minimum, view.salary.currency, view.salary.period) == (3000, "EUR", "month")
    assert view.form.salary == "3.000 € im Monat"
    assert applications.edit(alice, nurse, view.form, view.version, now).id is None
    applications.edit(alice, nurse, view.form.model_copy(update={"salary": ""}), view.version, now)
    assert application_details.one(alice, nurse).salary is None


def test_the_day_on_which_it_came_to_its_stage_can_be_said_and_taken_back(alice: int, now: datetime) -> None:
    number, _ = applications.create(alice, ApplicationForm(title="Cook"), Stage.APPLIED, now - timedelta(days=20))
    applications.move(alice, [number], Stage.REJECTED, "", now)
    view = application_details.one(alice, number)
    friday = now - timedelta(days=4)
    change = applications.edit(alice, number, view.form, view.version, now, friday)
    assert application_details.one(alice, number).stage_since == friday
    assert [one.days_to_reply for one in analytics.outcomes(alice, None)] == [pytest.approx(16)]
    assert timelines.page(alice, number, None, "UTC").entries[0].sayings[0].what == "In this stage since"
    assert change.id is not None
    changes.undo(alice, change.id, now)
    assert application_details.one(alice, number).stage_since == now
    assert [one.days_to_reply for one in analytics.outcomes(alice, None)] == [pytest.approx(20)]


def test_an_old_application_entered_late_has_the_days_that_are_told(alice: int, now: datetime) -> None:
    form = ApplicationForm(title="Cook", applied_at=now - timedelta(days=40))
    number, _ = applications.create(alice, form, Stage.APPLIED, now)
    applications.move(alice, [number], Stage.INTERVIEW, "technical", now)
    applications.move(alice, [number], Stage.INTERVIEW, "panel", now)
    view = application_details.one(alice, number)
    applications.edit(alice, number, view.form, view.version, now, now - timedelta(days=30))
    assert [one.days_to_reply for one in analytics.outcomes(alice, None)] == [pytest.approx(10)]


def test_when_one_that_is_added_late_came_to_its_stage_is_not_made_up(alice: int, now: datetime) -> None:
    form = ApplicationForm(title="Nurse", company="Havnklinik", applied_at=now - timedelta(days=300))
    for _ in range(5):
        applications.create(alice, form, Stage.REJECTED, now)
    with db.transaction() as session:
        found = analytics._outcomes(session, alice, None)
    assert [(one.replied, one.replied_at) for one in found] == [(True, None)] * 5


@pytest.mark.parametrize(
    ("days_ago", "said"),
    [(-1, "In this stage since: it cannot be later than"), (21, "In this stage since: the stage before began on")],
)
def test_a_day_that_cannot_be_is_refused_with_the_whole_form(
    alice: int, now: datetime, days_ago: int, said: str
) -> None:
    number, _ = applications.create(alice, ApplicationForm(title="Cook"), Stage.APPLIED, now - timedelta(days=20))
    applications.move(alice, [number], Stage.REJECTED, "", now)
    view = application_details.one(alice, number)
    form = view.form.model_copy(update={"title": "Chef"})
    with pytest.raises(InvalidInputError, match=said):
        applications.edit(alice, number, form, view.version, now, now - timedelta(days=days_ago))
    assert application_details.one(alice, number) == view


def test_a_deleted_application_does_not_exist_until_it_is_brought_back(alice: int, nurse: int, now: datetime) -> None:
    note, _ = notes.add(alice, nurse, "One", now)
    change = applications.delete(alice, [nurse], now)
    for look in (lambda: application_details.one(alice, nurse), lambda: notes.one(alice, note)):
        with pytest.raises(NotFoundError):
            look()
    undo(alice, change, now)
    assert notes.one(alice, note).body == "One"


def test_the_ad_as_it_was_and_as_it_is(alice: int, now: datetime) -> None:
    opening = add_opening(alice, "Nurse", body="Nights")
    added, _ = applications.add(alice, opening, now)
    with db.transaction() as session:
        session.execute(text("update opening_text set text = 'Days' where opening_id = :id"), {"id": opening})
    then, current = application_details.adverts(alice, added, now)
    assert then is not None
    assert current is not None
    assert (then.text, current.text) == ("Nights", "Days")
    with db.transaction() as session:
        session.execute(text("delete from opening_match where opening_id = :id"), {"id": opening})
    assert application_details.adverts(alice, added, now) == (then, None)
    assert not application_details.one(alice, added).in_feed


# ---- notes


def test_the_text_of_an_ad_that_no_board_tells_of_is_entered(alice: int, now: datetime) -> None:
    form = ApplicationForm(title="Nurse", company="Havnklinik", place="Bergen", advert="You bring wound care.")
    number, _ = applications.create(alice, form, Stage.INTERESTED, now)
    found = application_details.one(alice, number)
    assert (found.entered, found.has_advert, found.form.advert) == (True, True, "You bring wound care.")
    then, current = application_details.adverts(alice, number, now)
    assert (then.text if then else "", current) == ("You bring wound care.", None)
    changed = applications.edit(alice, number, found.form.model_copy(update={"advert": ""}), found.version, now)
    assert not application_details.one(alice, number).has_advert
    undo(alice, changed, now)
    assert application_details.one(alice, number).form.advert == "You bring wound care."
    applications.move(alice, [number], Stage.APPLIED, "", now)
    [record] = submissions.of_application(alice, number)
    assert (record.content.advert.text, record.content.advert_from) == ("You bring wound care.", AdvertFrom.ENTERED)
    assert [place.text for place in record.content.advert.places] == ["Bergen"]


def test_the_words_of_a_board_are_not_the_persons_to_change(alice: int, now: datetime) -> None:
    number, _ = applications.add(alice, add_opening(alice, title="Nurse"), now)
    found = application_details.one(alice, number)
    before = application_details.adverts(alice, number, now)[0]
    assert (found.entered, found.form.advert) == (False, "")
    applications.edit(alice, number, found.form.model_copy(update={"advert": "Mine"}), found.version, now)
    assert application_details.adverts(alice, number, now)[0] == before


def test_a_note_of_200_kb_in_any_script_is_kept(alice: int, nurse: int, now: datetime) -> None:
    body = "# 🩺 שלום\n" + "नमस्ते world\n" * 8_000
    assert len(body.encode()) > 200_000
    note, _ = notes.add(alice, nurse, body, now)
    assert notes.one(alice, note).body == body


def test_an_empty_or_endless_note_is_refused(alice: int, nurse: int, now: datetime) -> None:
    for body in (" \n", "\x00", "x" * 300_001):
        with pytest.raises(InvalidInputError):
            notes.add(alice, nurse, body, now)


def test_of_two_tabs_the_second_is_told(alice: int, nurse: int, now: datetime) -> None:
    note, _ = notes.add(alice, nurse, "One", now)
    notes.edit(alice, note, "First tab", 0, now)
    with pytest.raises(ConflictError):
        notes.edit(alice, note, "Second tab", 0, now)
    assert notes.one(alice, note).body == "First tab"


# ---- contacts


def test_a_contact_belongs_to_several_applications(alice: int, nurse: int, now: datetime) -> None:
    midwife = create(alice, now, "Midwife")
    ana, _ = contacts.add(alice, nurse, ANA, Relation.RECRUITER, now)
    assert [found.id for found in contacts.find(alice, "ruiz", midwife)] == [ana]
    contacts.link(alice, midwife, ana, Relation.INTERVIEWER, now)
    assert contacts.find(alice, "ruiz", midwife) == []
    here = contacts.of_application(alice, midwife)[0]
    assert (here.relation, [other.title for other in here.others]) == (Relation.INTERVIEWER, ["Nurse"])
    contacts.link(alice, midwife, ana, Relation.OTHER, now)
    assert contacts.of_application(alice, midwife)[0].relation is Relation.OTHER
    contacts.unlink(alice, midwife, ana, now)
    assert contacts.of_application(alice, midwife) == []
    assert contacts.of_application(alice, nurse)[0].others == []


def test_percent_signs_are_searched_for(alice: int, nurse: int, now: datetime) -> None:
    contacts.add(alice, create(alice, now), ANA, Relation.OTHER, now)
    assert contacts.find(alice, "%", nurse) == []


def test_touched_today(alice: int, nurse: int, now: datetime) -> None:
    ana, _ = contacts.add(alice, nurse, ANA, Relation.OTHER, now)
    change = contacts.touch(alice, ana, now)
    assert contacts.one(alice, ana).last_touch_at == now
    undo(alice, change, now)
    assert contacts.one(alice, ana).last_touch_at is None


def test_a_deleted_contact_comes_back_everywhere(alice: int, nurse: int, now: datetime) -> None:
    midwife = create(alice, now, "Midwife")
    ana, _ = contacts.add(alice, nurse, ANA, Relation.RECRUITER, now)
    contacts.link(alice, midwife, ana, Relation.OTHER, now)
    change = contacts.delete(alice, ana, now)
    assert contacts.of_application(alice, nurse) == contacts.of_application(alice, midwife) == []
    undo(alice, change, now)
    assert [found.id for found in contacts.of_application(alice, midwife)] == [ana]


def test_a_contact_that_was_used_since_is_not_unmade(alice: int, nurse: int, now: datetime) -> None:
    """Its link to the other application would vanish with it, unrecorded."""
    midwife = create(alice, now, "Midwife")
    ana, made = contacts.add(alice, nurse, ANA, Relation.RECRUITER, now)
    contacts.link(alice, midwife, ana, Relation.OTHER, now)
    with pytest.raises(ConflictError, match="Added Ana Ruiz to Midwife"):
        undo(alice, made, now)
    assert [found.id for found in contacts.of_application(alice, midwife)] == [ana]


def test_a_contact_changed_in_another_tab(alice: int, nurse: int, now: datetime) -> None:
    ana, _ = contacts.add(alice, nurse, ANA, Relation.RECRUITER, now)
    contacts.edit(alice, ana, ANA.model_copy(update={"role": "Head"}), 0, now)
    with pytest.raises(ConflictError):
        contacts.edit(alice, ana, ANA, 0, now)


# ---- documents


def test_versions_of_a_document_share_a_series(alice: int, nurse: int, now: datetime) -> None:
    first, _ = application_documents.keep_text(alice, nurse, DocumentKind.LETTER, "Cover", "Dear", now)
    second, _ = application_documents.keep(alice, nurse, DocumentKind.OTHER, "Cover.txt", b"Dear all", now, after=first)
    third, _ = application_documents.keep(alice, nurse, DocumentKind.OTHER, "b.txt", b"x", now, after=second)
    found = application_documents.of_application(alice, nurse)
    assert {(one.id, one.series, one.kind) for one in found} == {(n, first, "letter") for n in (first, second, third)}


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"%PDF-1.7\n", kinds.PDF), (PNG, kinds.PNG), (b"\xff\xd8\xff\xe0", kinds.JPEG), ("Ünïcode".encode(), kinds.TEXT)],
)
def test_a_file_is_what_its_bytes_say(alice: int, nurse: int, now: datetime, data: bytes, expected: str) -> None:
    document, _ = application_documents.keep(alice, nurse, DocumentKind.OTHER, "x.exe", data, now)
    path, name, media_type = application_documents.original(alice, document)
    assert (path.read_bytes(), media_type, name) == (data, expected, "x.exe" + kinds.ENDINGS[expected])
    assert oct(os.stat(path).st_mode & 0o777) == "0o600"


@pytest.mark.parametrize(
    "data", [b"", b"MZ\x90\x00", b"<html><script>", b"<svg onload=x>", b"GIF89a\x00\x01", b"\x00" * 10_485_761]
)
def test_what_is_not_kept_leaves_no_file(alice: int, nurse: int, now: datetime, data: bytes) -> None:
    before = sorted(resume_files.path("").glob("*/*"))
    with pytest.raises(DocumentError):
        application_documents.keep(alice, nurse, DocumentKind.OTHER, "x.pdf", data, now)
    with pytest.raises(NotFoundError):
        application_documents.keep(alice, 999_999, DocumentKind.OTHER, "x.txt", b"text", now)
    assert sorted(resume_files.path("").glob("*/*")) == before


def test_a_preview_is_text(alice: int, nurse: int, now: datetime) -> None:
    document, _ = application_documents.keep(alice, nurse, DocumentKind.OTHER, "a.txt", b"<b>Dear</b>", now)
    assert application_documents.preview(alice, document, now) == "<b>Dear</b>"
    picture, _ = application_documents.keep(alice, nurse, DocumentKind.OTHER, "a.png", PNG, now)
    assert application_documents.preview(alice, picture, now) == ""


def test_a_deleted_document_is_brought_back_with_its_file(alice: int, nurse: int, now: datetime) -> None:
    document, _ = application_documents.keep(alice, nurse, DocumentKind.OTHER, "a.txt", b"Dear", now)
    change = application_documents.delete(alice, document, now)
    with pytest.raises(NotFoundError):
        application_documents.original(alice, document)
    undo(alice, change, now)
    assert application_documents.original(alice, document)[0].read_bytes() == b"Dear"


# ---- offers


def test_an_offer_is_changed_by_one_tab_at_a_time(alice: int, nurse: int, now: datetime) -> None:
    offer, _ = offers.add(alice, nurse, OFFER, now)
    better = OfferDraft(terms=OfferTerms(base=Decimal(65_000)), decide_by=now)
    offers.edit(alice, offer, better, 0, now)
    with pytest.raises(ConflictError):
        offers.edit(alice, offer, OFFER, 0, now)
    found = offers.all_of(alice)[0]
    assert (found.terms.base, found.decide_by, found.title) == (Decimal(65_000), now, "Nurse")
    applications.delete(alice, [nurse], now)
    assert offers.all_of(alice) == []


# ---- timeline


def test_the_timeline_tells_what_holds_and_what_is_undone(alice: int, nurse: int, now: datetime) -> None:
    change = applications.move(alice, [nurse], Stage.OFFER, "", now)
    undo(alice, change, now)
    found = timelines.page(alice, nurse, None, "UTC").entries
    assert [(entry.summary, entry.holds, entry.undoes) for entry in found] == [
        ("Undone: Moved Nurse at Havnklinik to Offer", True, change.id),
        ("Moved Nurse at Havnklinik to Offer", False, None),
        ("Added Nurse at Havnklinik", True, None),
    ]
    assert [(said.before, said.after) for said in (found[0].sayings[0], found[1].sayings[0])] == [
        ("Offer", "Applied"),
        ("Applied", "Offer"),
    ]
    changes.undo(alice, change.id or 0, now, redo=True)
    again = timelines.page(alice, nurse, None, "UTC").entries
    assert (again[0].redo, again[2].holds) == (True, True)


def test_the_timeline_is_paged(alice: int, nurse: int, now: datetime) -> None:
    for number in range(5):
        notes.add(alice, nurse, f"Note {number}", now)
    first = timelines.page(alice, nurse, None, "UTC", size=4)
    rest = timelines.page(alice, nurse, first.earlier, "UTC", size=4)
    assert (len(first.entries), len(rest.entries), rest.earlier) == (4, 2, None)
    assert first.entries[0].sayings[0].after == "“Note 4”"


def test_who_and_what_is_named_though_it_is_gone(alice: int, nurse: int, now: datetime) -> None:
    ana, _ = contacts.add(alice, nurse, ANA, Relation.RECRUITER, now)
    contacts.link(alice, nurse, ana, Relation.INTERVIEWER, now)
    contacts.delete(alice, ana, now)
    told = [entry.sayings[0] for entry in timelines.page(alice, nurse, None, "UTC").entries]
    assert [(said.what, said.before, said.after) for said in told[:3]] == [
        ("Contact removed", "Ana Ruiz, interviewer", ""),
        ("Ana Ruiz", "Recruiter", "Interviewer"),
        ("Contact added", "", "Ana Ruiz, recruiter"),
    ]


def test_a_change_of_many_says_of_how_many(alice: int, nurse: int, now: datetime) -> None:
    other = create(alice, now, "Midwife")
    applications.tag(alice, [nurse, other], ["near"], [], now)
    entry = timelines.page(alice, nurse, None, "UTC").entries[0]
    assert (entry.applications, len(entry.sayings)) == (2, 1)


# ---- whose it is

Look = Callable[[int, dict[str, int], datetime], object]
LOOKS: dict[str, Look] = {
    "details": lambda user, its, now: application_details.one(user, its["application"]),
    "deleted": lambda user, its, now: application_details.deleted(user, its["application"]),
    "adverts": lambda user, its, now: application_details.adverts(user, its["application"], now),
    "timeline": lambda user, its, now: timelines.page(user, its["application"], None, "UTC"),
    "notes": lambda user, its, now: notes.of_application(user, its["application"]),
    "note": lambda user, its, now: notes.one(user, its["note"]),
    "add note": lambda user, its, now: notes.add(user, its["application"], "x", now),
    "edit note": lambda user, its, now: notes.edit(user, its["note"], "x", 0, now),
    "delete note": lambda user, its, now: notes.delete(user, its["note"], now),
    "contacts": lambda user, its, now: contacts.of_application(user, its["application"]),
    "find contact": lambda user, its, now: contacts.find(user, "", its["application"]),
    "contact": lambda user, its, now: contacts.one(user, its["contact"]),
    "add contact": lambda user, its, now: contacts.add(user, its["application"], ANA, Relation.OTHER, now),
    "link contact": lambda user, its, now: contacts.link(user, its["own"], its["contact"], Relation.OTHER, now),
    "link application": lambda user, its, now: contacts.link(user, its["application"], its["own contact"], Relation.OTHER, now),
    "unlink": lambda user, its, now: contacts.unlink(user, its["application"], its["contact"], now),
    "edit contact": lambda user, its, now: contacts.edit(user, its["contact"], ANA, 0, now),
    "touch": lambda user, its, now: contacts.touch(user, its["contact"], now),
    "delete contact": lambda user, its, now: contacts.delete(user, its["contact"], now),
    "documents": lambda user, its, now: application_documents.of_application(user, its["application"]),
    "keep": lambda user, its, now: application_documents.keep_text(user, its["application"], DocumentKind.OTHER, "", "x", now),
    "version": lambda user, its, now: application_documents.keep_text(
        user, its["own"], DocumentKind.OTHER, "", "x", now, its["document"]
    ),
    "has text": lambda user, its, now: application_documents.has_text(user, its["application"], "x"),
    "rename": lambda user, its, now: application_documents.rename(user, its["document"], "x", DocumentKind.OTHER, now),
    "delete document": lambda user, its, now: application_documents.delete(user, its["document"], now),
    "original": lambda user, its, now: application_documents.original(user, its["document"]),
    "preview": lambda user, its, now: application_documents.preview(user, its["document"], now),
    "offers": lambda user, its, now: offers.of_application(user, its["application"]),
    "offer": lambda user, its, now: offers.one(user, its["offer"]),
    "add offer": lambda user, its, now: offers.add(user, its["application"], OFFER, now),
    "edit offer": lambda user, its, now: offers.edit(user, its["offer"], OFFER, 0, now),
    "delete offer": lambda user, its, now: offers.delete(user, its["offer"], now),
}  # fmt: skip


@pytest.mark.parametrize("name", LOOKS)
def test_someone_elses_does_not_exist(alice: int, bob: int, nurse: int, now: datetime, name: str) -> None:
    its = {
        "application": nurse,
        "note": notes.add(alice, nurse, "One", now)[0],
        "contact": contacts.add(alice, nurse, ANA, Relation.OTHER, now)[0],
        "document": application_documents.keep_text(alice, nurse, DocumentKind.OTHER, "", "x", now)[0],
        "offer": offers.add(alice, nurse, OFFER, now)[0],
        "own": create(bob, now),
    }
    its["own contact"] = contacts.add(bob, its["own"], ANA, Relation.OTHER, now)[0]
    with pytest.raises(NotFoundError):
        LOOKS[name](bob, its, now)
    assert offers.all_of(bob) == []


def test_every_public_function_is_in_the_list() -> None:
    """`all_of` and `forget_files` name no row; `line` is part of another action, which knows whose it is."""
    public = {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in (application_details, application_documents, contacts, notes, offers, timelines)
        for name, found in vars(module).items()
        if callable(found)
        and getattr(found, "__module__", "") == module.__name__
        and not name.startswith("_")
        and name.islower()
    }
    assert (
        len(public - {"offers.all_of", "application_documents.forget_files", "timelines.line"}) == len(LOOKS) - 1
    )  # `link` is there twice
