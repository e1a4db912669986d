"""A row of the log, before and after, is a sentence."""

from typing import Any

import pytest

from career_copilot.domain.timeline import Saying, Told, sayings

WHEN = "2026-11-23T23:30:00Z"
NAMES = {
    ("contact", 4): "Ana Ruiz",
    ("application_contact", 9): "Ana Ruiz",
    ("resume", 2): "Nurse.pdf",
    ("reminder", 3): "Follow up",
    ("interview", 5): "With the ward",
}
REMINDER = {"title": "Follow up", "due_at": WHEN, "rule": "follow-up"}
DOCUMENT = {"name": "Cover.pdf", "kind": "letter", "series": None}
TERMS = {"base": "60000", "currency": "EUR", "period": "year", "days_off": 28}
MEETING = {"title": "", "step": "panel", "starts_at": WHEN}

CASES: list[tuple[str, Any, Any, str]] = [
    ("application", None, {"title": "Nurse", "stage": "interested", "step": ""}, "Added → Interested"),
    ("application", {"stage": "interested"}, {"stage": "applied"}, "Stage: Interested → Applied"),
    ("application", {"stage": "applied", "step": ""}, {"stage": "interview", "step": "panel"}, "Stage: Applied → Interview · Panel"),
    ("application", {"step": "technical"}, {"step": "final"}, "Stage: Interview · Technical → Interview · Final"),
    ("application", {"title": "Nurse"}, {"title": "Head nurse 🩺"}, "Title: Nurse → Head nurse 🩺"),
    ("application", {"company": ""}, {"company": "מרפאה"}, "Company: none → מרפאה"),
    ("application", {"tags": []}, {"tags": ["night", "near"]}, "Tags: none → night, near"),
    ("application", {"applied_at": None}, {"applied_at": WHEN}, "Applied on: none → 24 Nov 2026"),
    ("application", {"applied_at": WHEN}, {"applied_at": "2025-10-01T12:00:00Z"}, "Applied on: 24 Nov 2026 → 1 Oct 2025"),
    ("application", {"resume_id": None}, {"resume_id": 2}, "Résumé sent: none → Nurse.pdf"),
    ("application", {"resume_id": 2}, {"resume_id": 77}, "Résumé sent: Nurse.pdf → a résumé that is deleted"),
    ("application", {"archived_at": None}, {"archived_at": WHEN}, "Archived"),
    ("application", {"archived_at": WHEN}, {"archived_at": None}, "Brought back from the archive"),
    ("application", {"deleted_at": WHEN}, {"deleted_at": None}, "Brought back"),
    ("application", {"position": "1"}, {"position": "2"}, "Changed"),
    ("stage_entry", None, {"stage": "applied"}, "Changed"),
    ("application_note", None, {"body": "# Call with *Ana*\nmore"}, "Note added → “Call with Ana”"),
    ("application_note", {"body": "one"}, {"body": "two"}, "Note changed: “one” → “two”"),
    ("application_note", {"body": "one\na"}, {"body": "one\nb"}, "Note changed → “one”"),
    ("application_note", {"body": "one"}, None, "Note removed: “one” →"),
    ("application_contact", None, {"contact_id": 4, "relation": "recruiter"}, "Contact added → Ana Ruiz, recruiter"),
    ("application_contact", {"contact_id": 8, "relation": ""}, None, "Contact removed: somebody who is deleted →"),
    ("application_contact", {"relation": "recruiter"}, {"relation": "interviewer"}, "Ana Ruiz: Recruiter → Interviewer"),
    ("application_document", None, DOCUMENT, "Letter added → Cover.pdf"),
    ("application_document", None, DOCUMENT | {"series": 1}, "Letter added (a new version) → Cover.pdf"),
    ("application_document", DOCUMENT, None, "Letter removed: Cover.pdf →"),
    ("application_document", {"name": "a"}, {"name": "b"}, "Document renamed: a → b"),
    ("reminder", None, REMINDER, "Reminder added → Follow up, due 24 Nov 2026"),
    ("reminder", None, REMINDER | {"title": "مرحبا"}, "Reminder added → \u2068مرحبا\u2069, due 24 Nov 2026"),
    ("reminder", REMINDER, None, "Reminder removed: Follow up, due 24 Nov 2026 →"),
    ("reminder", {"done_at": None}, {"done_at": WHEN}, "Done → Follow up"),
    ("reminder", {"due_at": WHEN}, {"due_at": "2026-12-01T09:00:00Z"}, "Follow up due: 24 Nov 2026 → 1 Dec 2026"),
    ("interview", None, MEETING, "Interview arranged → Panel, Tue 24 Nov 2026, 00:30 CET"),
    ("interview", {"starts_at": WHEN}, {"starts_at": "2026-12-01T09:00:00Z"},
     "Interview moved: Tue 24 Nov 2026, 00:30 CET → Tue 1 Dec 2026, 10:00 CET"),
    ("interview", {"notes": "a"}, {"notes": "b"}, "Interview changed → With the ward"),
    ("offer", None, {"terms": TERMS, "received_at": None, "decide_by": None}, "Offer added → 60,000 EUR a year"),
    ("offer", {"terms": TERMS}, {"terms": TERMS | {"base": "65000"}}, "Offer: base: 60,000 EUR a year → 65,000 EUR a year"),
    ("offer", {"terms": TERMS}, {"terms": TERMS | {"days_off": None}}, "Offer: days off: 28 a year → none"),
    ("offer", {"decide_by": None}, {"decide_by": WHEN}, "Decide on the offer by: none → 24 Nov 2026"),
]  # fmt: skip


def sentence(saying: Saying) -> str:
    if saying.before:
        return f"{saying.what}: {saying.before} → {saying.after}".strip()
    return f"{saying.what} → {saying.after}" if saying.after else saying.what


@pytest.mark.parametrize(("subject", "before", "after", "expected"), CASES, ids=[case[3] for case in CASES])
def test_each_event_is_a_sentence(subject: str, before: Any, after: Any, expected: str) -> None:
    row_id = {"application_contact": 9, "reminder": 3, "interview": 5}.get(subject, 1)
    event = Told(subject=subject, row_id=row_id, before=before, after=after)
    assert [sentence(saying) for saying in sayings([event], NAMES, "Europe/Berlin")] == [expected]


def test_an_interview_whose_adding_is_undone_is_taken_back_and_nobody_cancelled_it() -> None:
    for before, after, undoes, what in (
        (MEETING, None, False, "Interview deleted"),
        (MEETING, None, True, "Interview taken back"),
        (None, MEETING, True, "Interview brought back"),
    ):
        event = Told(subject="interview", row_id=5, before=before, after=after, undoes=undoes)
        assert sayings([event], NAMES, "Europe/Berlin")[0].what == what


def test_pay_of_a_board_is_told_in_amounts() -> None:
    pay = {"minimum": "57512", "maximum": "80123", "currency": "USD", "period": "year", "text": "Annual salary"}
    event = Told(subject="application", row_id=1, before={"salary": None}, after={"salary": pay})
    assert sentence(sayings([event], {}, "UTC")[0]) == "Advertised salary: none → $57,512–80,123 a year"


def test_what_matters_comes_before_what_follows_from_it() -> None:
    moved = [
        Told(subject="reminder", row_id=3, before=None, after=REMINDER),
        Told(subject="stage_entry", row_id=1, before=None, after={"stage": "applied"}),
        Told(subject="application", row_id=1, before={"stage": "interested"}, after={"stage": "applied"}),
    ]
    assert [saying.what for saying in sayings(moved, {}, "UTC")] == ["Stage", "Reminder added"]


def test_an_endless_word_is_cut() -> None:
    event = Told(subject="application", row_id=1, before={"title": "a"}, after={"title": "b" * 300})
    assert len(sayings([event], {}, "UTC")[0].after) == 160
