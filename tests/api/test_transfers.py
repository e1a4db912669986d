"""Files in and out over HTTP: for their owner only, as downloads, and never read by a stranger."""

import asyncio
import io
import json
from datetime import UTC, datetime, timedelta

import httpx
import pytest
import vobject
from starlette.applications import Starlette

from career_copilot import tasks
from career_copilot.api.transfers import ROUTES
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.applications_query import ApplicationsQuery
from career_copilot.domain.export_formats import Format
from career_copilot.domain.interviews import InterviewForm
from career_copilot.domain.pipeline import Stage, Step
from career_copilot.domain.reminders import ReminderForm
from career_copilot.services import (
    accounts,
    applications,
    calendars,
    exports,
    import_running,
    imports,
    interviews,
    reminders,
    transfers,
)
from career_copilot.web import cookies

pytestmark = pytest.mark.usefixtures("redis_server")


def ask(method: str, path: str, token: str = "", **more: object) -> httpx.Response:
    async def asking() -> httpx.Response:
        transport = httpx.ASGITransport(Starlette(routes=ROUTES))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            headers = {"cookie": f"{cookies.session_cookie()}={token}"} if token else {}
            return await client.request(method, path, headers=headers, **more)  # type: ignore[arg-type]

    return asyncio.run(asking())


@pytest.fixture
def joined(database: object) -> "tuple[int, str, str]":
    """Somebody's user id and session, and the session of a stranger."""
    real_now = datetime.now(UTC)
    owner, stranger = (
        accounts.sign_up(f"{name}@example.org", "correct horse battery", "Europe/Berlin", "", "", real_now)
        for name in ("owner", "stranger")
    )
    user = accounts.current_user(owner, real_now)
    assert user is not None
    return user.id, owner, stranger


def exported(user_id: int, kind: Format, now: datetime, query: ApplicationsQuery | None = None) -> int:
    run_id = exports.request(user_id, kind, query or ApplicationsQuery(), now)
    claimed = transfers.claim(run_id)
    assert claimed is not None
    exports.run(claimed, now)
    return run_id


@pytest.mark.parametrize(
    ("kind", "start", "media_type"),
    [
        (Format.CSV, b"\xef\xbb\xbfId,Title", "text/csv"),
        (Format.XLSX, b"PK\x03\x04", "application/vnd.openxml"),
        (Format.JSON, b"[\n{", "application/json"),
        (Format.ICS, b"BEGIN:VCALENDAR", "text/calendar"),
        (Format.PDF, b"%PDF", "application/pdf"),
        (Format.ZIP, b"PK\x03\x04", "application/zip"),
    ],
)
def test_the_owner_downloads_it(
    joined: tuple[int, str, str], now: datetime, kind: Format, start: bytes, media_type: str
) -> None:
    user_id, token, stranger = joined
    applications.create(user_id, ApplicationForm(title="=Nurse #strong[x] مرحبا", company="Bistro"), Stage.APPLIED, now)
    run_id = exported(user_id, kind, now)
    assert transfers.one(user_id, run_id, "export").error == ""
    answer = ask("GET", f"/api/exports/{run_id}", token)
    assert answer.status_code == 200
    assert answer.content.startswith(start)
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert answer.headers["cache-control"] == "no-store"
    theirs, nobody = ask("GET", f"/api/exports/{run_id}", stranger), ask("GET", "/api/exports/999999", stranger)
    assert (theirs.status_code, theirs.text) == (nobody.status_code, nobody.text)
    assert theirs.status_code == 404
    assert ask("GET", f"/api/exports/{run_id}").status_code == 403


def test_an_export_holds_what_the_filters_show(joined: tuple[int, str, str], now: datetime) -> None:
    user_id, token, _ = joined
    applications.create(user_id, ApplicationForm(title="Nurse", tags=["night"], source="referral"), Stage.APPLIED, now)
    applications.create(user_id, ApplicationForm(title="100% cook", tags=["day"]), Stage.INTERESTED, now)
    old, _ = applications.create(user_id, ApplicationForm(title="Porter"), Stage.REJECTED, now)
    applications.archive(user_id, [old], True, now)
    for query, titles in (
        ({}, {"100% cook", "Nurse"}), ({"archived": "show"}, {"100% cook", "Nurse", "Porter"}), ({"archived": "only"}, {"Porter"}),
        ({"stage": ["applied"]}, {"Nurse"}), ({"tag": "day"}, {"100% cook"}), ({"source": "referral"}, {"Nurse"}),
        ({"q": "100%"}, {"100% cook"}), ({"q": "nothing"}, set()),
    ):  # fmt: skip
        run_id = exported(user_id, Format.JSON, now, ApplicationsQuery.model_validate(query))
        assert {row["title"] for row in ask("GET", f"/api/exports/{run_id}", token).json()} == titles, query


@pytest.mark.parametrize("kind", [kind for kind in Format if kind is not Format.ZIP])
def test_chosen_ones_alone_are_exported_archived_or_not(
    joined: tuple[int, str, str], bob: int, now: datetime, kind: Format
) -> None:
    user_id, token, _ = joined
    nurse, cook, _, theirs = (
        applications.create(owner, ApplicationForm(title=title), Stage.APPLIED, now)[0]
        for owner, title in ((user_id, "Nurse"), (user_id, "Cook"), (user_id, "Porter"), (bob, "Judge"))
    )
    for one in (nurse, cook):
        reminders.add(user_id, one, ReminderForm(title="Call back", due_at=now + timedelta(days=1)), now)
    applications.archive(user_id, [cook], True, now)
    run_id = exported(user_id, kind, now, ApplicationsQuery(ids=[nurse, cook, theirs]))
    run = transfers.one(user_id, run_id, "export")
    assert (run.error, run.request["words"]) == ("", "3 chosen applications")
    content = ask("GET", f"/api/exports/{run_id}", token).content
    if kind is Format.JSON:
        assert {row["title"] for row in json.loads(content)} == {"Nurse", "Cook"}
    elif kind in (Format.CSV, Format.ICS):
        text = content.decode()
        assert ("Nurse" in text, "Porter" in text, "Judge" in text) == (True, False, False)
        assert kind is Format.ICS or "Cook" in text
    else:
        assert run.result["count"] == 2


def test_the_calendar_of_a_view_is_read_by_other_programs(joined: tuple[int, str, str], now: datetime) -> None:
    user_id, token, _ = joined
    nurse, cook = (
        applications.create(user_id, ApplicationForm(title=title, company="Ø & Sons, مرحبا"), Stage.APPLIED, now)[0]
        for title in ("Nurse; night shift", "Cook")
    )
    form = InterviewForm(
        starts=now.replace(tzinfo=None) + timedelta(days=2), step=Step.PANEL, place="Ward 3\nleft", notes="secret"
    )
    interview_id, _ = interviews.add(user_id, nurse, form, now)
    interviews.edit(user_id, interview_id, form.model_copy(update={"place": "Ward 4"}), 0, now)
    interviews.add(user_id, cook, form, now)
    reminders.add(user_id, None, ReminderForm(title="Buy stamps", due_at=now + timedelta(days=1)), now)
    reminders.add(user_id, nurse, ReminderForm(title="Call back", due_at=now + timedelta(days=1)), now)
    content = ask(
        "GET", f"/api/exports/{exported(user_id, Format.ICS, now, ApplicationsQuery(q='nurse'))}", token
    ).content
    events = vobject.readOne(content.decode()).vevent_list
    assert {event.summary.value for event in events if event.uid.value.startswith("interview-")} == {
        "Panel interview: Nurse; night shift at Ø & Sons, مرحبا"
    }
    (held,) = (event for event in events if event.uid.value.startswith("interview-"))
    assert (held.sequence.value, held.location.value, held.dtstart.value) == ("1", "Ward 4", now + timedelta(days=2))
    assert "Call back: Nurse; night shift at Ø & Sons, مرحبا" in {event.summary.value for event in events}
    assert all("Nurse" in event.summary.value for event in events)
    assert b"secret" not in content
    feed = {event.uid.value for event in vobject.readOne(calendars.whole(user_id, now).decode()).vevent_list}
    assert {event.uid.value for event in events} < feed
    whole = ask("GET", f"/api/exports/{exported(user_id, Format.ICS, now)}", token).content
    assert {event.uid.value for event in vobject.readOne(whole.decode()).vevent_list} == feed


def test_an_upload_leads_to_the_wizard_and_a_bad_one_says_why(
    joined: tuple[int, str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[int] = []
    monkeypatch.setattr(tasks.run_transfer, "delay", queued.append)
    user_id, token, _ = joined
    answer = ask("POST", "/api/imports", token, files={"file": ("list.csv", b"Title\nNurse\n")})
    assert answer.status_code == 303
    assert answer.headers["location"] == f"/applications/import?run={queued[0]}"
    assert transfers.one(user_id, queued[0], "import").name == "list.csv"
    empty = ask("POST", "/api/imports", token, files={"file": ("list.csv", b"")})
    assert empty.headers["location"] == "/applications/import"
    assert "set-cookie" in empty.headers
    assert ask("POST", "/api/imports", files={"file": ("list.csv", b"x")}).status_code == 403


def test_rows_to_mend_are_their_owner_s(joined: tuple[int, str, str], now: datetime) -> None:
    user_id, token, stranger = joined
    run_id = imports.upload(user_id, "list.csv", io.BytesIO(b"Title,Applied\nNurse,soon\n"), now)
    claimed = transfers.claim(run_id)
    assert claimed is not None
    import_running.run(claimed, now)
    assert "Nurse,soon,Date applied" in ask("GET", f"/api/imports/{run_id}/bad-rows", token).text
    assert ask("GET", f"/api/imports/{run_id}/bad-rows", stranger).status_code == 404
