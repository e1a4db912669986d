"""Large tables are loaded once, however many threads ask first."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from career_copilot.data.once import once


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
