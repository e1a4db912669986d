"""Every change can be undone; what came later is never lost by it."""

import io
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from career_copilot import db, models
from career_copilot.domain.achievements import AchievementForm
from career_copilot.domain.ages import on_day
from career_copilot.domain.application_documents import DocumentKind
from career_copilot.domain.applications import ApplicationForm, BulkAction, Column, ColumnSets
from career_copilot.domain.contacts import ContactForm, Relation
from career_copilot.domain.goals import GoalKind, Goals, GoalsForm
from career_copilot.domain.interviews import InterviewForm, Outcome
from career_copilot.domain.offers import OfferTerms, OfferWeights
from career_copilot.domain.pipeline import DEFAULT_RULES, ReminderRules, Stage
from career_copilot.domain.reminders import ReminderForm
from career_copilot.domain.research import SourceKind
from career_copilot.domain.today import Widget
from career_copilot.errors import ConflictError, NotFoundError
from career_copilot.services import (
    achievements,
    application_details,
    application_documents,
    applications,
    bulk,
    changes,
    contacts,
    facts,
    goals,
    import_running,
    imports,
    interviews,
    notes,
    offers,
    practice,
    practice_pack,
    preferences,
    record_corrections,
    reminders,
    research,
    resumes,
    submissions,
    today,
    transfers,
)
from career_copilot.services.offers import OfferDraft
from career_copilot.services.recording import TRACKED, Change

pytestmark = pytest.mark.usefixtures("redis_server")


def create(user_id: int, now: datetime, title: str = "Nurse", stage: Stage = Stage.INTERESTED) -> int:
    return applications.create(user_id, ApplicationForm(title=title, company="Havnklinik"), stage, now)[0]


def tables() -> dict[str, list[dict[str, Any]]]:
    """All tracked tables; versions only ever go up and are left out."""
    with db.transaction() as session:
        found = {}
        for name in TRACKED:
            rows = session.execute(text(f"select to_jsonb(t) - 'version' from {name} t order by id")).scalars()
            found[name] = list(rows)
        return found


def stage_of(application_id: int) -> str:
    with db.transaction() as session:
        return str(session.scalar(text("select stage from application where id = :id"), {"id": application_id}))


def undo(user_id: int, change: Change, now: datetime, redo: bool = False) -> Change:
    assert change.id is not None
    return changes.undo(user_id, change.id, now, redo)


def test_a_move_is_undone_with_its_history_and_its_reminders(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    before = tables()
    change = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    assert stage_of(nurse) == "applied"
    undo(alice, change, now + timedelta(days=7))
    assert tables() == before


def test_undone_and_done_again(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    change = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    after = tables()
    undone = undo(alice, change, now)
    again = undo(alice, undone, now, redo=True)
    assert again.summary == "Done again: Moved Nurse at Havnklinik to Applied"
    assert tables() == after
    undo(alice, change, now)
    assert stage_of(nurse) == "interested"


def test_a_later_change_is_named_and_nothing_is_lost(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    first = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    applications.move(alice, [nurse], Stage.SCREENING, "", now)
    with pytest.raises(ConflictError, match="Moved Nurse at Havnklinik to Screening"):
        undo(alice, first, now)
    assert stage_of(nurse) == "screening"


def test_a_refusal_names_the_line_as_the_timeline_does_and_says_what_was_wanted(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    first = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    undo(alice, first, now)
    applications.move(alice, [nurse], Stage.SCREENING, "", now)
    with pytest.raises(ConflictError, match=r"cannot be done again: .*timeline “Stage: Interested → Screening”\) came"):
        undo(alice, first, now, redo=True)


def test_older_changes_are_read_page_by_page_and_never_run_out(alice: int, now: datetime) -> None:
    made = [applications.create(alice, ApplicationForm(title=f"Nurse {n}"), Stage.INTERESTED, now)[1] for n in range(7)]
    newest = changes.recent(alice, most=4)
    oldest = changes.recent(alice, most=4, before=newest[-1].id)
    assert [each.id for each in [*newest, *oldest]] == [change.id for change in reversed(made)]


def test_a_deleted_application_is_brought_back_by_name(alice: int, bob: int, now: datetime) -> None:
    nurse = create(alice, now)
    for action in (lambda: application_details.deleted(alice, nurse), lambda: applications.restore(alice, nurse, now)):
        with pytest.raises(NotFoundError):
            action()
    applications.delete(alice, [nurse], now)
    gone = application_details.deleted(alice, nurse)
    assert (gone.about, gone.deleted_at) == ("Nurse at Havnklinik", now)
    with pytest.raises(NotFoundError):
        applications.restore(bob, nurse, now)
    change = applications.restore(alice, nurse, now)
    assert (change.summary, stage_of(nurse)) == ("Brought back Nurse at Havnklinik", "interested")
    undo(alice, change, now)
    assert application_details.deleted(alice, nurse) == gone


def test_a_later_step_is_in_the_way_of_its_stage(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    interview = applications.move(alice, [nurse], Stage.INTERVIEW, "", now)
    applications.move(alice, [nurse], Stage.INTERVIEW, "panel", now)
    with pytest.raises(ConflictError, match="Interview · Panel"):
        undo(alice, interview, now)
    assert stage_of(nurse) == "interview"


def test_a_later_change_that_is_undone_is_no_obstacle(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    first = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    undo(alice, applications.move(alice, [nurse], Stage.SCREENING, "", now), now)
    undo(alice, first, now)
    assert stage_of(nurse) == "interested"


def test_a_change_of_other_columns_is_no_obstacle(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    tagged = applications.tag(alice, [nurse], ["night shifts"], [], now)
    applications.move(alice, [nurse], Stage.APPLIED, "", now)
    undo(alice, tagged, now)
    assert stage_of(nurse) == "applied"


def test_one_obstacle_leaves_a_bulk_change_whole(alice: int, now: datetime) -> None:
    ids = [create(alice, now, title) for title in ("Nurse", "Midwife", "Porter")]
    bulk = applications.move(alice, ids, Stage.APPLIED, "", now)
    applications.move(alice, ids[:1], Stage.REJECTED, "", now)
    with pytest.raises(ConflictError):
        undo(alice, bulk, now)
    assert [stage_of(number) for number in ids] == ["rejected", "applied", "applied"]


def test_an_application_with_something_added_to_it_is_not_unmade(alice: int, now: datetime) -> None:
    nurse, made = applications.create(alice, ApplicationForm(title="Nurse"), Stage.INTERESTED, now)
    applications.move(alice, [nurse], Stage.APPLIED, "", now)
    with pytest.raises(ConflictError, match="Moved Nurse to Applied"):
        undo(alice, made, now)
    assert stage_of(nurse) == "applied"


def test_what_was_deleted_a_month_ago_is_gone_for_good(alice: int, now: datetime) -> None:
    old, young = create(alice, now), create(alice, now, "Midwife")
    change = applications.delete(alice, [old], now)
    later = applications.delete(alice, [young], now + timedelta(days=2))
    applications.forget_deleted(now + timedelta(days=31))
    with pytest.raises(ConflictError, match="not as it was left"):
        undo(alice, change, now + timedelta(days=31))
    undo(alice, later, now + timedelta(days=31))
    assert stage_of(young) == "interested"


def test_someone_elses_change_does_not_exist(alice: int, bob: int, now: datetime) -> None:
    change = applications.move(alice, [create(alice, now)], Stage.APPLIED, "", now)
    with pytest.raises(NotFoundError):
        undo(bob, change, now)


@pytest.mark.parametrize(
    "action",
    [
        lambda user, nurse, now: applications.move(user, [nurse], Stage.APPLIED, "", now),
        lambda user, nurse, now: applications.move(user, [create(user, now), nurse], Stage.APPLIED, "", now),
        lambda user, nurse, now: applications.edit(user, nurse, ApplicationForm(title="Mine now"), 0, now),
        lambda user, nurse, now: applications.tag(user, [nurse], ["mine"], [], now),
        lambda user, nurse, now: applications.archive(user, [nurse], True, now),
        lambda user, nurse, now: applications.delete(user, [nurse], now),
    ],
)
def test_someone_elses_application_does_not_exist(
    alice: int, bob: int, now: datetime, action: Callable[[int, int, datetime], object]
) -> None:
    nurse = create(alice, now)
    with db.transaction() as session:
        before = session.execute(text("select to_jsonb(a) from application a where id = :id"), {"id": nurse}).scalar()
    with pytest.raises(NotFoundError):
        action(bob, nurse, now)
    with db.transaction() as session:
        after = session.execute(text("select to_jsonb(a) from application a where id = :id"), {"id": nurse}).scalar()
    assert after == before


def test_the_log_only_grows(alice: int, now: datetime) -> None:
    nurse = create(alice, now)
    change = applications.move(alice, [nurse], Stage.APPLIED, "", now)
    with db.transaction() as session:
        before = session.execute(text("select to_jsonb(e) from application_event e order by id")).scalars().all()
    undo(alice, change, now)
    with db.transaction() as session:
        after = session.execute(text("select to_jsonb(e) from application_event e order by id")).scalars().all()
    assert after[: len(before)] == before
    assert len(after) > len(before)


def test_a_record_of_what_was_sent_never_changes(alice: int, now: datetime) -> None:
    with db.transaction() as session:
        session.execute(
            text(
                "insert into submission_record (user_id, change_id, content, files, sha256, created_at)"
                " values (:user, 1, '{}', '[]', 'x', :now)"
            ),
            {"user": alice, "now": now},
        )
        session.execute(text("update submission_record set undone_at = :now"), {"now": now})
    with pytest.raises(DBAPIError, match="never changes"), db.transaction() as session:
        session.execute(text("""update submission_record set content = '{"letter": "another"}'"""))


Action = Callable[[int, list[int], int, datetime], Change]


def _move(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    stage = list(Stage)[number % len(Stage)]
    step = ("", "technical", "panel")[number % 3] if stage is Stage.INTERVIEW else ""
    return applications.move(user_id, ids, stage, step, now, below=number % 7 if len(ids) == 1 else None)


def _edit(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    with db.transaction() as session:
        version = session.scalar(text("select version from application where id = :id"), {"id": ids[0]})
    return applications.edit(user_id, ids[0], ApplicationForm(title=f"Nurse {number}"), version or 0, now)


def _date(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    """The day of applying is corrected."""
    view = application_details.one(user_id, ids[0])
    day = on_day(f"2026-11-{number % 20 + 1:02}", "Europe/Berlin") if number % 7 else None
    return applications.edit(user_id, ids[0], view.form.model_copy(update={"applied_at": day}), view.version, now)


def _rules(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    version = preferences.of(user_id, ReminderRules)[1]
    rule = DEFAULT_RULES.rules[0].model_copy(update={"days": number % 30})
    return preferences.save(user_id, ReminderRules(rules=[rule]), version, now)


def _any(table: str, ids: list[int]) -> tuple[int, int]:
    """The first row of that table of one of the applications, and its version; 0 if there is none."""
    with db.transaction() as session:
        statement = f"select id, version from {table} where application_id = any(:ids) order by id limit 1"
        found = session.execute(text(statement), {"ids": ids}).first()
        return (found.id, found.version) if found else (0, 0)


def _remind(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    chosen, version = _any("reminder", ids)
    form = ReminderForm(
        title=f"Call {number}",
        due_at=now + timedelta(days=number % 9 - 4),
        every_days=number % 3 or None,
        monthly=number % 5 == 0,
    )
    if not chosen or number % 6 == 0:
        return reminders.add(user_id, ids[0], form, now)[1]
    if number % 6 == 1:
        return reminders.edit(user_id, chosen, form, version, now)
    if number % 6 == 2:
        return reminders.delete(user_id, chosen, now)
    if number % 6 == 3:
        return reminders.reopen(user_id, chosen, now)
    if number % 6 == 4 and chosen in [each.id for each in reminders.dated(user_id)]:
        return reminders.snooze(user_id, chosen, now + timedelta(days=2), now)
    return reminders.finish(user_id, chosen, now)


def _interview(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    chosen, version = _any("interview", ids)
    form = InterviewForm(starts=datetime(2026, 11, 20 + number % 10, 14), minutes=30, preparation_minutes=number % 90)
    if not chosen or number % 4 == 0:
        return interviews.add(user_id, ids[0], form, now)[1]
    if number % 4 == 1:
        return interviews.edit(user_id, chosen, form, version, now)
    if number % 4 == 2:
        return interviews.set_outcome(user_id, chosen, list(Outcome)[number % len(Outcome)], now)
    return interviews.delete(user_id, chosen, now)


def _note(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    known = notes.of_application(user_id, ids[0])
    if not known or number % 3 == 0:
        return notes.add(user_id, ids[0], f"# {number}", now)[1]
    if number % 3 == 1:
        return notes.edit(user_id, known[0].id, f"## {number}", known[0].version, now)
    return notes.delete(user_id, known[-1].id, now)


def _contact(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    known, relation = contacts.of_application(user_id, ids[0]), list(Relation)[number % len(Relation)]
    form = ContactForm(name=f"Ana {number}")
    if not known:
        elsewhere = contacts.find(user_id, "", ids[0])
        if elsewhere and number % 2:
            return contacts.link(user_id, ids[0], elsewhere[0].id, relation, now)
        return contacts.add(user_id, ids[0], form, relation, now)[1]
    return [
        lambda: contacts.edit(user_id, known[0].id, form, known[0].version, now),
        lambda: contacts.touch(user_id, known[0].id, now),
        lambda: contacts.link(user_id, ids[0], known[0].id, relation, now),
        lambda: contacts.unlink(user_id, ids[0], known[0].id, now),
        lambda: contacts.delete(user_id, known[0].id, now),
    ][number % 5]()


def _document(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    known = application_documents.of_application(user_id, ids[0])
    if not known or number % 2:
        after = known[0].id if known else None
        return application_documents.keep_text(user_id, ids[0], DocumentKind.LETTER, "", f"Dear {number}", now, after)[
            1
        ]
    if number % 4:
        return application_documents.rename(user_id, known[0].id, f"Letter {number}", DocumentKind.OTHER, now)
    return application_documents.delete(user_id, known[-1].id, now)


def _offer(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    known, draft = offers.of_application(user_id, ids[0]), OfferDraft(terms=OfferTerms(days_off=number % 50))
    if not known or number % 3 == 0:
        return offers.add(user_id, ids[0], draft, now)[1]
    if number % 3 == 1:
        return offers.edit(user_id, known[0].id, draft, known[0].version, now)
    return offers.delete(user_id, known[0].id, now)


def _practice(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    mine = [one for one in practice_pack.read(user_id, ids[0], now).questions if one.card_id]
    if mine and number % 2:
        return practice.remove_question(user_id, mine[0].card_id, now)
    return practice.add_question(user_id, ids[0], f"Why {number}?", now)[1]


def _research(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    known = [one for one in research.of_application(user_id, ids[0]).sources if one.kind is SourceKind.PASTED]
    if not known or number % 2:
        return research.paste(user_id, ids[0], f"Website {number}", "", "We are 12 people here.", now)[1]
    return research.remove(user_id, known[0].row, now)


def _achievement(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    known, form = achievements.all_of(user_id), AchievementForm(action=f"Did {number}", skills=[f"s{number % 3}"])
    if not known or number % 3 == 0:
        return achievements.add(user_id, form, now)[1]
    if number % 3 == 1:
        return achievements.edit(user_id, known[0].id, form, known[0].version, now)
    return achievements.delete(user_id, known[-1].id, now)


def _fact(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    known = facts.all_of(user_id)
    if not known or number % 3 == 0:
        return facts.accept(user_id, f"I did {number}", ["no fact says so"], "letter", now)[1]
    if number % 3 == 1:
        return facts.edit(user_id, known[0].id, f"I did {number} things", known[0].version, now)
    return facts.delete(user_id, known[-1].id, now)


def _weights(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    version = preferences.of(user_id, OfferWeights)[1]
    return preferences.save(user_id, OfferWeights(bonus=Decimal(number % 5)), version, now)


def _bulk(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    kind = ("move", "tag", "archive")[number % 3]
    action = BulkAction.model_validate(
        {"kind": kind, "stage": list(Stage)[number % len(Stage)], "more": [f"b{number % 4}"]}
    )
    run_id = bulk.start(user_id, ids, action, now)
    bulk.run(run_id, now)
    return Change(id=bulk.one(user_id, run_id).change_id, summary="")


def _columns(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    sets, version = preferences.of(user_id, ColumnSets)
    return preferences.save(user_id, sets.with_columns(f"Set {number % 3}", list(Column)[: number % 5]), version, now)


def _arrange(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    widget = list(Widget)[number % len(Widget)]
    if number % 5 == 0:
        return today.remove(user_id, widget, now)
    if number % 5 == 1:
        return today.add(user_id, widget, now)
    if number % 5 == 2:
        return today.resize(user_id, widget, number % 2 == 0, now)
    return today.move(user_id, widget, number % 7 - 3, now)


def _goals(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    if number % 3 == 0:
        return goals.tell(user_id, GoalKind.HOURS, 0.5, now, "Europe/Berlin")
    form = GoalsForm(weekly={GoalKind.APPLICATIONS: number % 9, GoalKind.HOURS: number % 4})
    return goals.set_targets(user_id, form, preferences.of(user_id, Goals)[1], now, "Europe/Berlin")


def _import(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    """Some rows are new, some are about applications that are there."""
    rows = [
        f"Nurse,Havnklinik,Applied,Oslo {number % 5},note {number}",
        f"Cook {number % 3},Bistro,Interview,,",
        ",,,,bad",
    ]
    data = "\n".join(["Title,Company,Status,Place,Notes", *rows]).encode()
    run_id = imports.upload(user_id, "list.csv", io.BytesIO(data), now)
    for _ in range(2):
        claimed = transfers.claim(run_id)
        assert claimed is not None
        import_running.run(claimed, now)
        if transfers.one(user_id, run_id, "import").state == "mapping":
            imports.start(user_id, run_id, imports.preview(user_id, run_id, None, now).mapping, now)
    run = transfers.one(user_id, run_id, "import")
    assert run.state == "done", run.error
    return Change(id=run.result["change_id"], summary="")


def _name(user_id: int, ids: list[int], number: int, now: datetime) -> Change:
    """The résumé that was sent, in the record that holds."""
    held = [record for record in submissions.of_application(user_id, ids[0]) if record.holds]
    if not held:
        return Change(id=None, summary="")
    known = resumes.all_of(user_id)
    chosen = known[0].id if known else resumes.keep(user_id, "cv.txt", b"Nora Example, nurse", now)
    return record_corrections.name_resume(user_id, held[0].id, chosen, now)


ACTIONS: dict[str, Action] = {
    "name": _name,
    "import": _import,
    "note": _note,
    "contact": _contact,
    "document": _document,
    "offer": _offer,
    "achievement": _achievement,
    "practice": _practice,
    "research": _research,
    "fact": _fact,
    "weights": _weights,
    "arrange": _arrange,
    "goals": _goals,
    "move": _move,
    "bulk": _bulk,
    "columns": _columns,
    "edit": _edit,
    "date": _date,
    "rules": _rules,
    "remind": _remind,
    "interview": _interview,
    "tag": lambda user, ids, number, now: applications.tag(user, ids, [f"t{number % 4}"], [f"t{number % 3}"], now),
    "archive": lambda user, ids, number, now: applications.archive(user, ids, number % 2 == 0, now),
    "create": lambda user, ids, number, now: applications.create(
        user, ApplicationForm(title=f"Cook {number}"), list(Stage)[number % len(Stage)], now
    )[1],
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 1000), st.sets(st.integers(0, 2), min_size=1)),
    max_size=8,
)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, delete_last=st.booleans())
def test_any_actions_undone_are_the_start(
    alice: int, now: datetime, steps: list[tuple[str, int, set[int]]], delete_last: bool
) -> None:
    ids = [create(alice, now, title) for title in ("Nurse", "Midwife", "Porter")]
    start, done = tables(), []
    for minute, (name, number, chosen) in enumerate(steps, 1):
        at = now + timedelta(minutes=minute)
        done.append(ACTIONS[name](alice, [ids[one] for one in sorted(chosen)], number, at))
    if delete_last:
        done.append(applications.delete(alice, ids, now + timedelta(hours=1)))
    for change in reversed(done):
        if change.id is not None:
            undo(alice, change, now + timedelta(days=7))
    assert tables() == start


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, turns=st.lists(st.tuples(st.integers(0, 7), st.booleans()), max_size=12))
def test_in_any_order_and_zone_a_refusal_is_about_what_came_later(
    alice: int, now: datetime, steps: list[tuple[str, int, set[int]]], turns: list[tuple[int, bool]]
) -> None:
    """Nothing that was written down reads differently when it comes back."""
    with db.transaction() as session:
        session.get_one(models.User, alice).time_zone = "Pacific/Auckland"
    there = now.astimezone(ZoneInfo("Pacific/Auckland"))
    ids = [create(alice, there, title) for title in ("Nurse", "Midwife", "Porter")]
    done = []
    for minute, (name, number, chosen) in enumerate(steps, 1):
        at = there + timedelta(minutes=minute)
        done.append(ACTIONS[name](alice, [ids[one] for one in sorted(chosen)], number, at))
    made = [change for change in done if change.id is not None]
    refused = []
    for which, redo in turns if made else []:
        try:
            undo(alice, made[which % len(made)], there + timedelta(days=1), redo)
        except ConflictError as error:
            refused.append(str(error))
    assert not [why for why in refused if "not as it was left" in why]


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.tuples(st.sampled_from(["move", "name", "date", "undo", "redo"]), st.integers(0, 5)), max_size=12)
)
def test_of_what_was_sent_once_one_record_holds_at_most(
    alice: int, now: datetime, steps: list[tuple[str, int]]
) -> None:
    """Whatever is undone and done again, in whatever order; who moves it back by hand sends it once more."""
    nurse, done = create(alice, now), []
    for minute, (name, number) in enumerate([("move", 1), ("name", 0), *steps], 1):
        at = now + timedelta(minutes=minute)
        if name in ACTIONS:
            done.append(ACTIONS[name](alice, [nurse], 1, at))
        elif (change := done[number % len(done)]).id is not None:
            with suppress(ConflictError):
                undo(alice, change, at, redo=name == "redo")
        assert sum(record.holds for record in submissions.of_application(alice, nurse)) <= 1
