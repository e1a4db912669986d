"""The import wizard's and the exports' State: one way back, large imports by a task."""

import asyncio
import io
from datetime import UTC, datetime
from typing import Any

import pytest

from career_copilot import app  # noqa: F401  all states must be known
from career_copilot.domain.applications_query import ApplicationsQuery
from career_copilot.pages import transfer_view
from career_copilot.pages.import_wizard import ImportState
from career_copilot.pages.undoing import UndoState
from career_copilot.services import application_lists, applications, bulk, changes, import_running, imports, transfers

pytestmark = pytest.mark.usefixtures("redis_server")
NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def undo(user_id: int, change_id: int, redo: bool = False) -> Any:
    state = UndoState()
    state._user_id = user_id
    return asyncio.run(type(state).event_handlers["undo"].fn.__wrapped__(state, change_id, redo))


def heard(state: ImportState) -> ImportState:
    asyncio.run(state._hear("applications", {}))
    return state


@pytest.fixture
def wizard(alice: int) -> ImportState:
    """The last step of an import of three rows."""
    run_id = imports.upload(alice, "list.csv", io.BytesIO(b"Title\nNurse\nCook\nPorter\n"), NOW)
    for phase in ("read", "run"):
        if phase == "run":
            imports.start(alice, run_id, imports.preview(alice, run_id, None, NOW).mapping, NOW)
        claimed = transfers.claim(run_id)
        assert claimed is not None
        import_running.run(claimed, NOW)
    state = ImportState()
    state._user_id = alice
    asyncio.run(state._open(run_id))
    assert (state.step, state.created, state.undone) == ("done", 3, False)
    return state


def test_a_small_import_is_undone_and_brought_back_as_any_change(alice: int, wizard: ImportState) -> None:
    undo(alice, wizard.change_id)
    assert heard(wizard).undone
    assert application_lists.facets(alice).total == 0
    undo(alice, wizard.change_id, redo=True)
    assert not heard(wizard).undone
    assert application_lists.facets(alice).total == 3


@pytest.mark.parametrize(
    ("state", "done", "result", "said"),
    [
        ("done", 40, {"created": 40, "change_id": 3}, ""),
        ("failed", 0, {}, "Nothing was imported."),
        ("cancelled", 0, {}, "Nothing was imported."),
        ("cancelled", 30, {"created": 0, "skipped": 30, "change_id": None}, "Of 40 rows 30 were read; none was new."),
        (
            "failed", 30, {"created": 30, "change_id": 3},
            "It stopped after 30 of 40 rows: what they brought is counted below. The other 10 were not read.",
        ),
    ],
)  # fmt: skip
def test_an_import_that_did_not_come_to_its_end_says_what_is_missing(
    wizard: ImportState, alice: int, state: str, done: int, result: dict[str, Any], said: str
) -> None:
    run = transfers.one(alice, wizard.run_id, "import")
    wizard._result(run.model_copy(update={"state": state, "done": done, "total": 40, "result": result}))
    assert (wizard.shortfall, wizard.counted) == (said, bool(result))


@pytest.mark.parametrize(
    ("bad", "repeated", "said"),
    [
        (0, 0, ("", "")),
        (
            1,
            1,
            (
                "1 of the first 3 rows cannot be read as it is. It is left out, and you get it as a file to mend.",
                "1 of the first 3 rows repeats an earlier one: the same application is imported once, with what each of its "
                "rows says.",
            ),
        ),
    ],
)
def test_rows_are_counted_in_whole_sentences(
    alice: int, wizard: ImportState, bad: int, repeated: int, said: tuple[str, str]
) -> None:
    found = imports.preview(alice, wizard.run_id, None, NOW).model_copy(update={"bad": bad, "repeated": repeated})
    assert (transfer_view.bad(found), transfer_view.repeated(found)) == said
    assert [transfer_view.counted(count, "row") for count in (1, 3000)] == ["1 row", "3,000 rows"]


def test_a_large_import_is_undone_by_a_task(alice: int, wizard: ImportState, monkeypatch: pytest.MonkeyPatch) -> None:
    queued: list[int] = []
    monkeypatch.setattr("career_copilot.services.bulk.FEW_ROWS", 2)
    monkeypatch.setattr("career_copilot.tasks.change_many.delay", queued.append)
    undo(alice, wizard.change_id)
    assert (heard(wizard).turning, wizard.undone) == (queued[0], False)
    assert wizard.turning_words.startswith("Undo of: Imported list.csv: 3 applications")
    bulk.run(queued[0], NOW)
    assert (heard(wizard).turning, wizard.undone, wizard.undo_error) == (0, True, "")
    again = changes.Size(rows=6, applications=3, summary="Again: Imported list.csv")
    assert changes.size(alice, wizard.change_id, redo=True) == again
    assert changes.size(alice, wizard.change_id).rows == 0


def test_why_a_large_import_cannot_be_undone_is_said(
    alice: int, wizard: ImportState, monkeypatch: pytest.MonkeyPatch
) -> None:
    queued: list[int] = []
    monkeypatch.setattr("career_copilot.services.bulk.FEW_ROWS", 2)
    monkeypatch.setattr("career_copilot.tasks.change_many.delay", queued.append)
    undo(alice, wizard.change_id)
    heard(wizard)
    (nurse,) = application_lists.matching(alice, ApplicationsQuery(q="nurse"))
    applications.tag(alice, [nurse], ["night"], [], NOW)
    bulk.run(queued[0], NOW)
    assert (heard(wizard).turning, wizard.undone) == (0, False)
    assert "“Tagged Nurse: night” (on the timeline “Tags: none → night”) came after it" in wizard.undo_error
