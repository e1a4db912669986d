"""Programs are kept running and are gone when the supervisor is, with all that they started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from career_copilot.errors import StartError
from career_copilot.local.bootstrap import ROOT
from career_copilot.local.output import Output
from career_copilot.local.supervisor import Child, Stopped, Supervisor
from tests.local.conftest import until

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGCHLD)


@pytest.fixture
def supervisor(tmp_path: Path) -> Iterator[Supervisor]:
    """Its signal handlers are taken back at the end, for the tests after this one."""
    before = {number: signal.getsignal(number) for number in SIGNALS}
    nowhere = os.open(os.devnull, os.O_WRONLY)
    with Supervisor(Output(tmp_path / "log", nowhere, nowhere)) as found:
        yield found
    signal.set_wakeup_fd(-1)
    for number, handler in before.items():
        signal.signal(number, handler)
    os.close(nowhere)


def shell(name: str, script: str, **more: bool) -> Child:
    return Child(name, ["/bin/sh", "-c", script], **more)  # type: ignore[arg-type]


def log(supervisor: Supervisor) -> str:
    for _ in range(5):
        supervisor.turn(0.02)
    assert supervisor.output.log
    return supervisor.output.log.read_text()


def alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def test_what_ends_is_started_again(supervisor: Supervisor, tmp_path: Path) -> None:
    starts = tmp_path / "starts"
    supervisor.start(shell("one", f"echo started >> {starts}; exit 3"))
    supervisor.wait_until(lambda: starts.exists() and starts.read_text().count("started") == 2, "no", 5)
    assert "one      | stopped (exit 3), starts again in 0.5 s" in log(supervisor)


def test_what_cannot_start_is_an_error_and_not_a_loop(supervisor: Supervisor) -> None:
    supervisor.start(shell("one", "echo because; exit 1"))
    with pytest.raises(StartError, match="one stopped 3 times in a row"):
        supervisor.wait_until(lambda: False, "no", 20)
    assert log(supervisor).count("one      | because") == 3


def test_what_takes_too_long_is_an_error(supervisor: Supervisor) -> None:
    with pytest.raises(StartError, match="it did not answer within 0 s"):
        supervisor.wait_until(lambda: False, "it did not answer", 0)


def test_a_signal_ends_the_waiting(supervisor: Supervisor) -> None:
    os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(Stopped):
        supervisor.wait_until(lambda: False, "no", 20)


def test_servers_are_stopped_after_those_that_use_them(supervisor: Supervisor, tmp_path: Path) -> None:
    order, ready = tmp_path / "order", tmp_path / "ready"
    for name, pause, server in (("database", 0, True), ("worker", 0.3, False)):
        script = f"trap 'sleep {pause}; echo {name} >> {order}; exit' TERM; echo {name} >> {ready}; while :; do sleep 0.05; done"
        supervisor.start(shell(name, script, server=server))
    supervisor.wait_until(lambda: ready.exists() and ready.read_text().count("\n") == 2, "no", 5)
    supervisor.stop()
    assert order.read_text().split() == ["worker", "database"]


def test_what_does_not_stop_is_killed_with_all_it_started(supervisor: Supervisor, tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    supervisor.start(
        shell(
            "one",
            f"trap '' TERM; sh -c 'echo $$ >> {pids}; exec sleep 600' & echo $$ >> {pids}; while :; do sleep 1; done",
        )
    )
    supervisor.wait_until(lambda: pids.exists() and pids.read_text().count("\n") == 2, "no", 5)
    started = time.monotonic()
    supervisor.stop()
    assert time.monotonic() - started < 3
    until(
        lambda: not any(alive(pid) for pid in map(int, pids.read_text().split())), 1
    )  # killed, the kernel takes a moment


def test_what_does_not_stop_in_time_is_told_once_more_before_it_is_killed(
    supervisor: Supervisor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("career_copilot.local.supervisor.ONCE_MORE", 10)
    ready, said = tmp_path / "ready", tmp_path / "said"
    script = f"trap '' TERM; trap 'echo quit >> {said}; exit' QUIT; touch {ready}; while :; do sleep 0.05; done"
    database = shell("database", script, server=True)
    database.last_signal = signal.SIGQUIT
    supervisor.start(database)
    supervisor.wait_until(ready.exists, "no", 5)
    supervisor.stop()
    assert said.read_text() == "quit\n"


def test_one_step_s_answer_comes_back_and_its_other_words_are_logged(supervisor: Supervisor) -> None:
    answer = supervisor.run_once("step", ["/bin/sh", "-c", "echo doing >&2; echo done"], dict(os.environ), ROOT)
    assert answer == "done\n"
    assert "step     | doing" in log(supervisor)


def test_a_step_that_fails_is_an_error(supervisor: Supervisor) -> None:
    with pytest.raises(StartError, match="step failed"):
        supervisor.run_once("step", ["/bin/false"], dict(os.environ), ROOT)


def test_killed_itself_it_takes_grandchildren_along(tmp_path: Path) -> None:
    """Also those that ignore signals and whose own parent was killed with them."""
    pids = tmp_path / "pids"
    script = f"""
from career_copilot.local.output import Output
from career_copilot.local.supervisor import Child, Supervisor
with Supervisor(Output()) as supervisor:
    supervisor.start(Child("one", ["/bin/sh", "-c",
        "sh -c 'trap \\"\\" TERM HUP INT; echo $$ >> {pids}; while :; do sleep 1; done' & echo $$ >> {pids}; wait"]))
    supervisor.run()
"""
    process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
    until(lambda: pids.exists() and pids.read_text().count("\n") == 2, 10)
    process.kill()
    process.wait()
    until(lambda: not [pid for pid in map(int, pids.read_text().split()) if alive(pid)], 3)
