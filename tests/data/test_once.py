"""Large tables are loaded once, however many threads ask first."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from career_copilot.data import once as loading
from career_copilot.data.once import kept, once


def test_threads_that_ask_together_load_once() -> None:
    calls = []

    @once
    def table() -> list[int]:
        calls.append(1)
        time.sleep(0.05)
        return [1]

    with ThreadPoolExecutor(8) as threads:
        found = [future.result() for future in [threads.submit(table) for _ in range(8)]]
    assert len(calls) == 1
    assert all(one is found[0] for one in found)


def test_an_error_is_not_kept() -> None:
    answers = iter([ZeroDivisionError(), None])

    @once
    def table() -> str:
        if error := next(answers):
            raise error
        return "loaded"

    with pytest.raises(ZeroDivisionError):
        table()
    assert table() == "loaded"


@pytest.fixture
def keeping(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(loading, "KEPT", tmp_path / "kept")
    return tmp_path / "kept"


def process(calls: list[int]) -> list[int]:
    """What a new process would find."""

    @kept
    def table() -> list[int]:
        calls.append(1)
        return [len(calls)]

    return table()


def test_what_was_worked_out_is_read_by_later_processes(keeping: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[int] = []
    assert [process(calls), process(calls)] == [[1], [1]]
    monkeypatch.setattr(loading, "_sources", lambda: "changed")
    assert [process(calls), process(calls)] == [[2], [2]]
    (file,) = keeping.iterdir()  # that of the earlier sources is gone
    assert file.name == "tests.data.test_once.table.changed.pickle"


@pytest.mark.parametrize("spoilt", [b"", b"no pickle"])
def test_a_kept_table_that_is_damaged_is_made_anew(keeping: Path, spoilt: bytes) -> None:
    calls: list[int] = []
    process(calls)
    (file,) = keeping.iterdir()
    file.write_bytes(spoilt)
    assert [process(calls), process(calls)] == [[2], [2]]


def test_where_nothing_can_be_written_each_process_works_it_out(keeping: Path) -> None:
    keeping.write_text("a file, where the directory should be")
    calls: list[int] = []
    assert [process(calls), process(calls)] == [[1], [2]]
