"""Everything a person has comes out in one archive and goes into an empty account without loss; nothing else goes in."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import text
from sqlmodel import SQLModel

from career_copilot import db, models
from career_copilot.documents import account_archive
from career_copilot.domain.achievements import AchievementForm
from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.applications_query import ApplicationsQuery
from career_copilot.domain.drafting import Author, DraftKind
from career_copilot.domain.export_formats import Format
from career_copilot.domain.pipeline import DEFAULT_RULES, ReminderRules, Stage
from career_copilot.domain.research import LOST_SOURCE, SourceKind
from career_copilot.domain.submissions import digest
from career_copilot.domain.wishes import Wishes
from career_copilot.errors import NotFoundError
from career_copilot.models import ai, tracker
from career_copilot.models.drafts import Draft
from career_copilot.services import (
    account_openings,
    achievements,
    application_documents,
    applications,
    changes,
    drafts,
    exports,
    facts,
    import_running,
    imports,
    letters,
    notes,
    openings,
    photos,
    practice,
    preferences,
    research,
    resume_files,
    resumes,
    second_opinions,
    sources,
    transfers,
    wishes,
    written_texts,
)
from career_copilot.services.account_tables import NOT_CARRIED, TABLES, sent_path
from career_copilot.services.recording import Recorder

pytestmark = pytest.mark.usefixtures("redis_server")


@pytest.fixture(autouse=True)
def cleared(servers: Path, database: object) -> None:
    """Rows are rolled back after each test, files are not: start without any."""
    for file in (servers / "files").glob("*/**/*"):
        if file.is_file():
            file.unlink()


def archived(user_id: int, now: datetime) -> bytes:
    run_id = exports.request(user_id, Format.ZIP, ApplicationsQuery(), now)
    claimed = transfers.claim(run_id)
    assert claimed is not None
    exports.run(claimed, now)
    path, name, media_type = exports.file(user_id, run_id)
    assert (name, media_type) == ("career-copilot-2026-11-23.zip", "application/zip")
    return path.read_bytes()


def taken_in(user_id: int, data: bytes, now: datetime) -> transfers.RunView:
    run_id = imports.upload(user_id, "everything.zip", io.BytesIO(data), now)
    for phase in ("read", "run"):
        if phase == "run":
            if transfers.one(user_id, run_id, "import").state == "failed":
                break
            imports.start(user_id, run_id, imports.Mapping(columns=[]), now)
        claimed = transfers.claim(run_id)
        assert claimed is not None
        import_running.run(claimed, now)
    return transfers.one(user_id, run_id, "import")


def opening(board: str, company: str, identifier: str, now: datetime) -> int:
    """An opening with a posting, as an ingest leaves it."""
    with db.transaction() as session:
        source = sources._source(session, board, company, now)
        row = models.Opening(
            fingerprint=f"{board}{company}{identifier}", title=f"Nurse {identifier}", company="Havnklinik"
        )
        session.add(row)
        session.flush()
        session.add(
            models.JobPosting(
                opening_id=row.id, source_id=source.id, job_board=board, company=company, identifier=identifier,
                url=f"https://jobs.example/{identifier}", title=row.title, hiring_organization="Havnklinik", content_hash="x",
            )
        )  # fmt: skip
        session.add(models.OpeningText(opening_id=row.id, html="<p>Care</p>", text="Care for people", requirements=[]))
        assert row.id is not None
        return row.id


def furnished(user_id: int, now: datetime, title: str = "Nurse", note: str = "hello", content: bytes = b"PDF") -> None:
    """An account with something in every table that travels."""
    first, second = opening("lever", "havn", "1", now), opening("lever", "havn", "2", now)
    sources.follow(user_id, "https://jobs.lever.co/havn", now)
    openings.save(user_id, first, now)
    openings.hide(user_id, second, now)
    resume = resumes.keep(user_id, "cv.txt", b"Marta Example, nurse\n" + content, now)
    wishes.save(user_id, Wishes(titles=["Nurse"]), 0, now)
    preferences.save(user_id, ReminderRules(rules=DEFAULT_RULES.rules[:1]), 0, now)
    linked, _ = applications.add(user_id, first, now)
    form = ApplicationForm(title=title, company="Bistro", tags=["a, b"], resume_id=resume)
    number, _ = applications.create(user_id, form, Stage.APPLIED, now)
    gone = applications.move(user_id, [number], Stage.SCREENING, "", now)
    assert gone.id is not None
    changes.undo(user_id, gone.id, now + timedelta(hours=1))
    applications.move(user_id, [linked], Stage.INTERVIEW, "panel", now, below=0)
    achievements.add(user_id, AchievementForm(action=f"Did {note}", skills=[f"a {note}"], employer="Bistro"), now)
    facts.accept(user_id, f"I did {note}", [f"no fact says {note}"], "letter", now)
    practised = practice.one(user_id, practice.start(user_id, number, None, False, 90, now))
    practice.answer(user_id, practised.id, practised.questions[0].key, {"text": f"I said: {note}"}, now)
    practice.add_question(user_id, number, f"Why {title}?", now)
    research.paste(user_id, number, "Website", "https://example.org", f"About {note}", now)
    draft = drafts.create(user_id, DraftKind.LETTER, title, now, opening_id=first)
    drafts.keep_version(user_id, draft, 0, Author.MODEL, {"lines": [{"text": note}]}, now)
    written_texts.write(user_id, draft, 1, f"{note} again", now)
    with db.transaction() as session:
        second_opinions.keep(session, session.get_one(Draft, draft), {"0" * 64: "in a model’s opinion, more"}, now)
    _by_hand(user_id, number, note, content, now)


def _by_hand(user_id: int, number: int, note: str, content: bytes, now: datetime) -> None:
    """Rows whose services are elsewhere."""
    with db.transaction() as session:
        recorder = Recorder(session, user_id, "test", "By hand", now)
        recorder.add(tracker.ApplicationNote(user_id=user_id, application_id=number, body=note))
        person = recorder.add(
            tracker.Contact(user_id=user_id, name=note, channels=[{"kind": "mail", "value": "a@b.example"}])
        )
        recorder.add(tracker.ApplicationContact(user_id=user_id, application_id=number, contact_id=person.id))
        for series in (None, 0):
            before = session.scalar(text("select max(id) from application_document"))
            path = resume_files.write(user_id, content)
            document = recorder.add(
                tracker.ApplicationDocument(
                    user_id=user_id, application_id=number, series=before if series == 0 else None, kind="letter", name="a.pdf",
                    media_type="application/pdf", size=len(content), sha256=hashlib.sha256(content).hexdigest(), path=path,
                )
            )  # fmt: skip
        recorder.delete(document)
        meeting = recorder.add(
            tracker.Interview(user_id=user_id, application_id=number, starts_at=now, ends_at=now + timedelta(hours=1))
        )
        recorder.add(
            tracker.Reminder(
                user_id=user_id, application_id=number, interview_id=meeting.id, kind="task", title="x", due_at=now
            )
        )
        recorder.add(tracker.Offer(user_id=user_id, application_id=number, terms={"base": 48000.5, "note": note}))
        session.add(ai.ModelCall(user_id=user_id, paid_by="own", feature=note, model="m", outcome="done", cost=2**40))
        sha256 = hashlib.sha256(content).hexdigest()
        sent = resume_files.path(sent_path(user_id, sha256))
        sent.parent.mkdir(exist_ok=True)
        sent.write_bytes(content)
        body, files = {"letter": note, "base": 0.1}, [{"name": "a.pdf", "sha256": sha256, "size": len(content)}]
        session.add(
            tracker.SubmissionRecord(
                user_id=user_id, application_id=number, change_id=recorder.change_id, content=body, files=files,
                sha256=digest([body, files]),
            )
        )  # fmt: skip


def contents(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """The rows of an archive without the numbers that only hold it together: ids count from 1, paths are contents."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        hashes = {member["path"]: member["sha256"] for name, member in manifest["members"].items() if member["path"]}
        found = {
            name.removeprefix("data/").removesuffix(".jsonl"): [
                json.loads(line) for line in archive.read(name).splitlines()
            ]
            for name in archive.namelist()
            if name.startswith("data/")
        }
    ids: dict[str, dict[int, int]] = {}
    for table, rows in found.items():
        known = {row["id"] for row in rows if "id" in row}
        known |= {event["row_id"] for event in found["application_event"] if event["subject"] == table}
        ids[table] = {number: place for place, number in enumerate(sorted(known), 1)}
    return {table: [_plain(table, row, ids, hashes) for row in rows] for table, rows in found.items()}


def _plain(table: str, row: dict[str, Any], ids: dict[str, dict[int, int]], hashes: dict[str, str]) -> dict[str, Any]:
    refs = {**(TABLES[table].refs if table in TABLES else {}), "id": table, "opening_id": "opening"}
    plain = {}
    for name, value in row.items():
        if name == "row_id":
            plain[name] = ids[row["subject"]][value]
        elif name in ("before", "after") and value is not None:
            plain[name] = _plain(row["subject"], value, ids, hashes)
        elif name == "path":
            plain[name] = hashes.get(value, "gone")
        elif name == "user_id":
            plain[name] = 0
        elif name in refs and value is not None:
            plain[name] = ids[refs[name]].get(value, 0) if name != "id" or table != "opening" else ids["opening"][value]
        else:
            plain[name] = value
    return plain


CONTENT = st.tuples(
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), min_size=1, max_size=40).filter(
        str.strip
    ),
    st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=60),
    st.text(st.characters(codec="latin-1", exclude_categories=("Cc",)), max_size=60).map(
        lambda words: words.encode("latin-1")
    ),
)


@settings(
    max_examples=8, deadline=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(content=CONTENT)
def test_a_round_trip_loses_nothing(alice: int, bob: int, now: datetime, content: tuple[str, str, bytes]) -> None:
    title, note, data = content
    with db.transaction() as session:
        for name in [
            *reversed(TABLES),
            *("transfer_run", "follow", "user_opening", "opening_match", "job_posting", "opening"),
        ]:
            session.execute(text(f"delete from {name}"))
    furnished(alice, now, " ".join(title.split()), note, data)
    first = archived(alice, now)
    run = taken_in(bob, first, now + timedelta(days=1))
    assert run.state == "done", run.error
    second = archived(bob, now)
    before, after = contents(first), contents(second)
    for row in before["person"] + after["person"]:
        row.pop("onboarded_at")
    assert after == before
    assert set(TABLES) <= set(before)
    with zipfile.ZipFile(io.BytesIO(first)) as one, zipfile.ZipFile(io.BytesIO(second)) as other:
        files = [
            sorted(archive.read(name) for name in archive.namelist() if name.startswith("files/"))
            for archive in (one, other)
        ]
    assert files[0] == files[1]
    assert len(files[0]) == 5  # the résumé, two documents, and what was sent: a copy of the résumé, and one by hand


def test_a_research_brief_keeps_its_sources(alice: int, bob: int, now: datetime) -> None:
    form = ApplicationForm(title="Cook", company="Fjordlegene")
    application, _ = applications.create(alice, form, Stage.APPLIED, now)
    research.paste(alice, application, "Their website", "", "Fjordlegene has 240 employees.", now)
    notes.add(alice, application, "They pay on time.", now)
    ids = {one.kind: one.id for one in research.of_application(alice, application).sources}
    kinds = (SourceKind.PASTED, SourceKind.AD, SourceKind.APPLICATION, SourceKind.NOTE)
    cited = [{"text": "Fjordlegene is here.", "paragraph": 0, "facts": [ids[kind]]} for kind in kinds]
    cited.append({"text": "A cook.", "paragraph": 0, "facts": [987650 + SourceKind.OPENING]})
    draft = drafts.create(alice, DraftKind.RESEARCH, "", now, application_id=application, language="en")
    drafts.keep_version(alice, draft, 0, Author.MODEL, {"lines": cited}, now)
    theirs = research.of_application(alice, application)
    taken_in(bob, archived(alice, now), now)
    with db.transaction() as session:
        mine = session.scalars(text("select id from application where user_id = :user"), {"user": bob}).one()
    view = research.of_application(bob, mine)
    assert [one.kind for one in view.sources] == [one.kind for one in theirs.sources]
    assert not {one.id for one in view.sources if one.row} & {one.id for one in theirs.sources}
    assert [[fact.text for fact in line.facts] for line in view.written[:4]] == [
        [one.name for one in view.sources if one.kind is kind] for kind in kinds
    ]
    assert view.written[4].reasons == (LOST_SOURCE,)


def test_a_draft_names_the_same_resume_document_and_opening(alice: int, bob: int, now: datetime) -> None:
    about = opening("lever", "havn", "1", now)
    sources.follow(alice, "https://jobs.lever.co/havn", now)
    resume = resumes.keep(alice, "cv.txt", b"Marta Example, nurse", now)
    number, _ = applications.create(alice, ApplicationForm(title="Nurse"), Stage.INTERESTED, now)
    document, _ = application_documents.keep_text(alice, number, DocumentKind.LETTER, "Letter", "Hello", now)
    draft = drafts.create(alice, DraftKind.LETTER, "", now, opening_id=about)
    chosen = {"resume_id": resume, "document": document, "document_of": number, "document_version": 1, "focus": "care"}
    drafts.keep_version(alice, draft, 0, Author.YOU, {"lines": [{"text": "Hello"}]}, now, settings=chosen)
    assert letters.kept(alice, draft) is not None
    assert taken_in(bob, archived(alice, now), now).state == "done"
    (came,), _ = drafts.all_of(bob, [DraftKind.LETTER])
    with db.transaction() as session:
        ids = {
            name: session.scalars(text(f"select id from {table} where user_id = :user"), {"user": bob}).one()
            for name, table in (("resume_id", "resume"), ("document", "application_document"), ("document_of", "application"))
        }  # fmt: skip
    assert (came.settings, came.opening_id) == (chosen | ids, about)
    assert letters.kept(bob, came.id) == letters.kept(alice, draft)


def test_the_photo_travels_and_is_made_anew(alice: int, bob: int, now: datetime) -> None:
    drawn = io.BytesIO()
    Image.linear_gradient("L").save(drawn, "PNG")
    photos.keep(alice, drawn.getvalue())
    assert taken_in(bob, archived(alice, now), now).state == "done"
    made = photos.stored(bob)
    assert made is not None
    with Image.open(io.BytesIO(made)) as picture, Image.open(io.BytesIO(photos.stored(alice) or b"")) as before:
        assert (picture.format, picture.size) == ("JPEG", before.size)
        assert max(abs(one - other) for one, other in zip(picture.tobytes(), before.tobytes(), strict=True)) < 16


@pytest.mark.parametrize("data", [b"", b"<script>", b"\xff\xd8\xff not a picture"])
def test_a_photo_that_is_none_is_refused_with_all_of_its_archive(
    alice: int, bob: int, now: datetime, data: bytes
) -> None:
    place = resume_files.path(photos.path(alice))
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    run = taken_in(bob, archived(alice, now), now)
    assert run.state == "failed"
    assert "Nothing was changed" in run.error
    assert photos.stored(bob) is None


def test_what_came_can_be_undone_like_before(alice: int, bob: int, now: datetime) -> None:
    furnished(alice, now)
    run = taken_in(bob, archived(alice, now), now)
    assert run.state == "done", run.error
    with db.transaction() as session:
        where = "user_id = :user and stage = 'interview'"
        number, stage = session.execute(text(f"select id, stage from application where {where}"), {"user": bob}).one()
        change = session.scalar(text("select max(id) from user_change where user_id = :user and kind = 'applications.move' and undoes_id is null"), {"user": bob})  # fmt: skip
    assert stage == "interview"
    changes.undo(bob, change or 0, now)
    with db.transaction() as session:
        assert session.scalar(text("select stage from application where id = :id"), {"id": number}) == "interested"
        theirs = session.scalar(
            text("select stage from application where user_id = :user and opening_id is not null"), {"user": alice}
        )
    assert theirs == "interview"


def test_an_opening_that_is_not_here_is_kept_and_found_later(alice: int, bob: int, now: datetime) -> None:
    furnished(alice, now)
    data = archived(alice, now)
    with db.transaction() as session:
        session.execute(text("delete from job_posting"))
    assert taken_in(bob, data, now).state == "done"
    with db.transaction() as session:
        snapshot = session.scalar(text("select snapshot ->> 'text' from application where user_id = :user and stage = 'interview'"), {"user": bob})  # fmt: skip
        assert session.scalar(text("select count(*) from user_opening where user_id = :user"), {"user": bob}) == 0
    assert snapshot == "Care for people"
    again = contents(archived(bob, now))
    assert len(again["user_opening"]) == 2
    assert linked(again) == linked(contents(data))
    with db.transaction() as session:
        source = session.scalar(text("select id from source where company = 'havn'"))
        row = models.Opening(fingerprint="again", title="Nurse 1", company="Havnklinik")
        session.add(row)
        session.flush()
        session.add(
            models.JobPosting(
                opening_id=row.id, source_id=source, job_board="lever", company="havn", identifier="1", url="https://x.example",
                title="Nurse 1", hiring_organization="Havnklinik", content_hash="x",
            )
        )  # fmt: skip
    account_openings.find_kept(now)
    with db.transaction() as session:
        saved = session.execute(
            text("select opening_id, saved_at from user_opening where user_id = :user"), {"user": bob}
        ).one()
        hanging = session.execute(text("select opening_id from application where user_id = :user and stage = 'interview' union all select opening_id from draft where user_id = :user"), {"user": bob}).all()  # fmt: skip
    assert saved == (row.id, now)
    assert hanging == [(row.id,), (row.id,)]
    again = contents(archived(bob, now))
    assert len(again["user_opening"]) == 2
    assert linked(again) == linked(contents(data))


def linked(rows: dict[str, list[dict[str, Any]]]) -> set[tuple[str, str, str]]:
    """Which rows hang on which opening, by their titles."""
    titles = {row["id"]: row["title"] for row in rows["opening"]}
    return {
        (table, str(row.get("stage") or row["kind"]), titles[row["opening_id"]])
        for table in ("application", "draft")
        for row in rows[table]
        if row["opening_id"] is not None
    }


def test_who_applied_anew_meanwhile_keeps_that_application(alice: int, bob: int, now: datetime) -> None:
    furnished(alice, now)
    data = archived(alice, now)
    with db.transaction() as session:
        session.execute(text("update job_posting set identifier = identifier || '-away'"))
    assert taken_in(bob, data, now).state == "done"
    with db.transaction() as session:
        session.execute(text("update job_posting set identifier = replace(identifier, '-away', '')"))
        number = session.scalar(text("select opening_id from job_posting where identifier = '1'"))
    assert number is not None
    anew, _ = applications.add(bob, number, now)
    account_openings.find_kept(now)
    with db.transaction() as session:
        found = session.scalars(text("select id from application where user_id = :user and opening_id is not null"), {"user": bob}).all()  # fmt: skip
    assert list(found) == [anew]


def test_wishes_stay_unless_the_archive_has_others(alice: int, bob: int, now: datetime) -> None:
    mine, theirs = Wishes(titles=["Porter"]), Wishes(titles=["Nurse"])
    wishes.save(bob, mine, 0, now)
    assert taken_in(bob, archived(alice, now), now).state == "done"
    assert wishes.of(bob)[0] == mine
    wishes.save(alice, theirs, 0, now)
    assert taken_in(bob, archived(alice, now), now).state == "done"
    assert wishes.of(bob)[0] == theirs


def test_only_an_empty_account_takes_one(alice: int, bob: int, now: datetime) -> None:
    furnished(alice, now)
    applications.create(bob, ApplicationForm(title="Cook"), Stage.APPLIED, now)
    run = taken_in(bob, archived(alice, now), now)
    assert run.state == "failed"
    assert "empty account only, and this one has applications. Nothing was changed." in run.error
    assert run.request["phase"] == "read"  # before anybody was asked to agree


def test_a_changed_archive_is_refused_before_anybody_agrees(alice: int, bob: int, now: datetime) -> None:
    furnished(alice, now)
    run = taken_in(bob, changed(archived(alice, now), HARMFUL["tampered"][0]), now)
    assert (run.state, run.request["phase"]) == ("failed", "read")


def test_what_came_is_what_was_promised(alice: int, bob: int, now: datetime) -> None:
    furnished(alice, now)
    run = taken_in(bob, archived(alice, now), now)
    promised = {table: count for table, count in run.request["account"]["rows"].items() if count}
    assert {table: run.result["counts"][table] for table in promised} == promised
    assert (promised["follow"], promised["user_opening"]) == (1, 2)


def changed(data: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """An archive with other members; its manifest fits again, as somebody who means harm would see to."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(members["manifest.json"])
    paths = {name: member["path"] for name, member in manifest["members"].items()}
    change(members)
    if b"keep" not in members.pop("", b""):
        manifest["members"] = {
            name: {
                "sha256": hashlib.sha256(value).hexdigest(),
                "size": len(value),
                "path": paths.get(name, ""),
                "rows": 0,
            }
            for name, value in members.items()
            if name != "manifest.json"
        }
        members.setdefault("manifest.json", b"")
        members["manifest.json"] = json.dumps({**manifest, **json.loads(members.pop("+", b"{}"))}).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, value in members.items():
            archive.writestr(name, value)
    return out.getvalue()


def _row(table: str, **values: Any) -> Callable[[dict[str, bytes]], None]:
    """The first row of a table says something else."""

    def change(members: dict[str, bytes]) -> None:
        first, _, rest = members[f"data/{table}.jsonl"].partition(b"\n")
        members[f"data/{table}.jsonl"] = json.dumps(json.loads(first) | values).encode() + b"\n" + rest

    return change


def _after(**values: Any) -> Callable[[dict[str, bytes]], None]:
    def change(members: dict[str, bytes]) -> None:
        rows = [json.loads(line) for line in members["data/application_event.jsonl"].splitlines()]
        for row in rows:
            if row["subject"] == "application" and row["after"]:
                row["after"] |= values
        members["data/application_event.jsonl"] = b"\n".join(json.dumps(row).encode() for row in rows)

    return change


HARMFUL: dict[str, tuple[Callable[[dict[str, bytes]], None], str]] = {
    "tampered": (lambda m: m.update({"": b"keep", "data/contact.jsonl": m["data/contact.jsonl"][:-1] + b" "}), "not as it was written"),
    "more than listed": (lambda m: m.update({"": b"keep", "files/99": b"x"}), "does not hold what its manifest lists"),
    "leads out": (lambda m: m.update({"../../evil": b"x"}), "does not belong there"),
    "absolute": (lambda m: m.update({"/etc/evil": b"x"}), "does not belong there"),
    "newer": (lambda m: m.update({"+": b'{"version": 2}'}), "has version 2, this program reads version 1"),
    "foreign": (lambda m: m.update({"+": b'{"format": "x"}'}), "not an archive of Career Copilot"),
    "bomb": (lambda m: m.update({"files/9": b"0" * 60_000_000}), "unpacks to far more"),
    "no json": (lambda m: m.update({"data/contact.jsonl": b"{not json\n"}), "is damaged"),
    "another's row": (_row("application_note", application_id=10**6), "do not hold together"),
    "unknown stage": (_row("application", stage="hired"), "do not hold together"),
    "unknown column": (_row("application", owner="bob"), "other columns"),
    "wrong type": (_row("application", version="many"), "do not hold together"),
    "null byte": (_row("application_note", body="\x00"), "do not hold together"),
    "unknown setting": (_row("preference", name="x"), "of another version"),
    "log of another table": (_row("application_event", subject="user_account"), "The log in this archive"),
    "log with another's résumé": (_after(resume_id="x"), "do not hold together"),
    "log with other columns": (_after(password_hash="x"), "other columns"),
}  # fmt: skip


@pytest.mark.parametrize("name", HARMFUL)
def test_a_harmful_archive_changes_nothing(alice: int, bob: int, now: datetime, name: str) -> None:
    furnished(alice, now)
    change, said = HARMFUL[name]
    data = changed(archived(alice, now), change)
    before = _everything_of(bob)
    run = taken_in(bob, data, now)
    assert run.state == "failed"
    assert said in run.error
    assert run.error.endswith("Nothing was changed.")
    assert _everything_of(bob) == before
    assert [path for path in resume_files.path(str(bob)).glob("*") if path.is_file()] == []


def _everything_of(user_id: int) -> dict[str, int]:
    with db.transaction() as session:
        return {
            name: session.scalar(text(f"select count(*) from {name} where user_id = :user"), {"user": user_id}) or 0
            for name in [*TABLES, "follow", "user_opening", "opening_match"]
        }


def test_a_truncated_archive_says_so(alice: int, bob: int, now: datetime) -> None:
    furnished(alice, now, content=b"x" * 5000)
    data = archived(alice, now)
    run = taken_in(bob, data[:-200], now)
    assert run.state == "failed"
    assert "damaged" in run.error


def test_paths_of_an_archive_lead_to_its_own_files_only(alice: int, bob: int, now: datetime) -> None:
    """A row that names another person's file gets none."""
    furnished(alice, now)
    secret = resume_files.write(alice, b"alice's secret")
    data = changed(archived(alice, now), _row("application_document", path=secret))
    assert taken_in(bob, data, now).state == "done"
    with db.transaction() as session:
        paths = session.scalars(
            text("select path from application_document where user_id = :user"), {"user": bob}
        ).all()
    assert all(path.startswith(f"{bob}/") for path in paths)
    assert not resume_files.path(paths[0]).exists()


def test_an_undo_of_what_came_never_reaches_another_account(alice: int, bob: int, now: datetime) -> None:
    furnished(alice, now)
    assert taken_in(bob, changed(archived(alice, now), _after(user_id=alice)), now).state == "done"
    with db.transaction() as session:
        named = session.scalars(
            text(
                "select distinct after ->> 'user_id' from application_event where user_id = :user and after ? 'user_id'"
            ),
            {"user": bob},
        ).all()
    assert named == [str(bob)]


def test_an_export_is_its_owner_s_only(alice: int, bob: int, now: datetime) -> None:
    run_id = exports.request(alice, Format.CSV, ApplicationsQuery(), now)
    for attempt in (lambda: exports.file(bob, run_id), lambda: transfers.remove(bob, run_id, "export")):
        with pytest.raises(NotFoundError):
            attempt()


def test_every_table_with_a_person_s_rows_travels_or_says_why_not() -> None:
    owned = {table.name for table in SQLModel.metadata.sorted_tables if "user_id" in table.columns}
    assert owned == set(TABLES) | set(NOT_CARRIED)


def test_the_readme_and_the_manifest_describe_it(alice: int, now: datetime) -> None:
    furnished(alice, now)
    with zipfile.ZipFile(io.BytesIO(archived(alice, now))) as archive:
        assert archive.testzip() is None
        assert "data/application.jsonl`: 2 rows" in archive.read("README.md").decode()
        manifest = account_archive.Manifest.model_validate_json(archive.read("manifest.json"))
    assert manifest.version == account_archive.VERSION
    assert manifest.missing == []
