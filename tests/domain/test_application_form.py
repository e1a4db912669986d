"""The forms of an application and of its contacts: what is kept, and what is refused by name."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from career_copilot.domain import application_form
from career_copilot.domain.ages import date_of, day, on_day
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.contacts import Channel, ChannelKind, ContactForm, href
from career_copilot.domain.file_names import shown
from career_copilot.errors import InvalidInputError

WAS = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_there_and_back() -> None:
    form = application_form.read(
        {"title": " Nurse 🩺 ", "tags": "near, night ,near", "applied_on": "2026-11-24"}, WAS, "Europe/Berlin", NOW
    )
    assert (form.title, form.tags, form.applied_at) == ("Nurse 🩺", ["near", "night"], WAS)
    sent = application_form.view(form, "Europe/Berlin").model_dump()
    assert application_form.read(sent, WAS, "Europe/Berlin", NOW) == form


@pytest.mark.parametrize("tag", ["Oslo, Bergen", "day; night", 'the "best"', '"', "C#"])
def test_a_tag_stays_one_whatever_it_holds(tag: str) -> None:
    form = ApplicationForm(title="Nurse", tags=["near", tag, "night"])
    sent = application_form.view(form, "UTC").model_dump() | {"title": "Cook"}
    assert application_form.read(sent, None, "UTC", NOW).tags == form.tags


def test_another_day_is_noon_where_the_person_is() -> None:
    form = application_form.read({"title": "Nurse", "applied_on": "2025-07-01"}, WAS, "Asia/Tokyo", NOW)
    assert form.applied_at == datetime(2025, 7, 1, 3, tzinfo=UTC)
    assert application_form.read({"title": "Nurse", "applied_on": ""}, WAS, "UTC", NOW).applied_at is None


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({"title": " "}, "Title is empty."),
        ({"title": "x" * 301}, "Title is longer than 300 characters."),
        ({"title": "x", "url": "javascript:alert(1)"}, "Link to the ad must begin with https:// or http://."),
        ({"title": "x", "tags": ",".join(map(str, range(30)))}, "Tags has 30 tags, at most 20 are kept."),
        ({"title": "x", "applied_on": "31.12.2026"}, "Applied on: this is no date."),
        ({"title": "x", "applied_on": "2026-11-26"}, "Applied on: this day is still to come."),
        ({"title": "x", "applied_on": "2031-01-01"}, "Applied on: this day is still to come."),
        ({"title": "x", "applied_on": "0099-01-01"}, "Applied on: this year cannot be meant."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(sent: dict[str, str], expected: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        application_form.read(sent, None, "UTC", NOW)
    assert str(refused.value) == expected


def test_tomorrow_may_be_today_elsewhere_and_a_day_that_was_accepted_stays() -> None:
    assert application_form.read({"title": "x", "applied_on": "2026-11-25"}, None, "UTC", NOW).applied_at
    late = datetime(2026, 11, 24, 11, tzinfo=UTC)  # the 25th has begun on Kiritimati
    assert application_form.read(
        {"title": "x", "applied_on": "2026-11-26"}, None, "Pacific/Kiritimati", late
    ).applied_at
    old = datetime(2031, 1, 1, 12, tzinfo=UTC)
    assert application_form.read({"title": "x", "applied_on": "2031-01-01"}, old, "UTC", NOW).applied_at == old


def test_days_are_the_persons_own() -> None:
    assert (date_of(WAS, "Europe/Berlin"), day(WAS, "America/New_York")) == ("2026-11-24", "23 Nov 2026")
    assert date_of(on_day("2026-03-29", "Europe/Berlin"), "Europe/Berlin") == "2026-03-29"


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("email", "ana@example.org", "mailto:ana@example.org"),
        ("email", "a?bcc=b@example.org", "mailto:a%3Fbcc%3Db@example.org"),
        ("phone", "+49 (30) 123-45", "tel:+493012345"),
        ("linkedin", "https://www.linkedin.com/in/ana", "https://www.linkedin.com/in/ana"),
        ("other", "Signal: ana.01", ""),
        ("other", "javascript:alert(1)", ""),
        ("other", "https://example.org/ana", "https://example.org/ana"),
    ],
)
def test_a_channel_opens_only_what_is_safe(kind: str, value: str, expected: str) -> None:
    assert href(Channel(kind=ChannelKind(kind), value=value)) == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [("email", "ana"), ("phone", "ask Bo"), ("linkedin", "https://linkedin.com.example.org/in/ana"), ("other", "")],
)
def test_a_channel_that_is_none_is_refused(kind: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Channel(kind=ChannelKind(kind), value=value)


def test_a_contact_needs_a_name() -> None:
    assert ContactForm(name=" Ana\n Ruiz ").name == "Ana Ruiz"
    with pytest.raises(ValidationError):
        ContactForm(name="  ")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\cv\\Lebenslauf.pdf", "Lebenslauf.pdf"),
        ("a\r\nb\u202e.pdf", "a b .pdf"),
        ("///", ""),
    ],
)
def test_a_file_name_is_one_line_without_a_path(name: str, expected: str) -> None:
    assert shown(name, 100) == expected
