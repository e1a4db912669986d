"""Child processes for heavy work: they answer, they fail clearly, they are replaced, they go away."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import psutil
import pytest

from career_copilot.batches import Pool


@pytest.fixture
def pool() -> Iterator[Pool]:
    pool = Pool(children=2, idle_seconds=2)
    yield pool
    pool.shrink()


def gone(*pids: int, seconds: float = 5) -> bool:
    return _until(lambda: not any(_alive(pid) for pid in pids), seconds)


def _alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def _until(condition: Callable[[], bool], seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.02)
    return condition()


def test_a_batch_is_worked_on_in_another_process(pool: Pool) -> None:
    assert pool.submit(sum, [1, 2, 3]).result(20) == 6
    assert pool.submit(os.getpid).result(20) != os.getpid()


def test_children_are_used_again_and_end_when_there_is_nothing_to_do(pool: Pool) -> None:
    first = pool.submit(os.getpid).result(20)
    assert pool.submit(os.getpid).result(20) == first
    assert gone(first, seconds=8)
    assert pool.submit(os.getpid).result(20) != first


def test_an_error_in_a_batch_is_raised_where_its_result_is_wanted(pool: Pool) -> None:
    with pytest.raises(ZeroDivisionError):
        pool.submit(divmod, 1, 0).result(20)
    assert pool.submit(sum, [1]).result(20) == 1


def test_what_a_batch_prints_does_not_get_between_the_answers(pool: Pool) -> None:
    pool.submit(print, "noise").result(20)
    assert pool.submit(os.write, 1, b"more noise\n").result(20) == 11
    assert pool.submit(sum, [1]).result(20) == 1


def test_the_batch_of_a_killed_child_is_done_by_another_one(pool: Pool) -> None:
    child = pool.submit(os.getpid).result(20)
    future = pool.submit(time.sleep, 0.4)
    time.sleep(0.1)
    os.kill(child, signal.SIGKILL)
    future.result(20)
    assert pool.submit(os.getpid).result(20) != child


def test_a_batch_that_kills_every_child_is_an_error_and_not_a_loop(pool: Pool) -> None:
    with pytest.raises(ChildProcessError):
        pool.submit(os._exit, 1).result(20)
    assert pool.submit(sum, [1]).result(20) == 1


def test_children_do_not_outlive_their_parent() -> None:
    program = (
        "import os, time; from career_copilot.batches import submit; "
        "print(submit(os.getpid).result(), flush=True); submit(time.sleep, 30); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        time.sleep(0.2)
        parent.kill()
    assert gone(child, seconds=3)
