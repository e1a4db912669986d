"""One command starts everything, says where, and takes everything with it when it ends."""

import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import psycopg
import pytest

from career_copilot.local import postgres
from career_copilot.local.bootstrap import ROOT
from tests.local.conftest import Instance, instance, run, until


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_last_line_says_where_and_by_then_page_and_health_answer(running: Instance) -> None:
    assert running.lines[-1] == f"ready: http://127.0.0.1:{running.port}"  # type: ignore[attr-defined]
    assert running.get("/_health")[0] == 200
    assert b"Career Copilot" in running.get("/")[1]


def test_one_of_each_process_runs(running: Instance) -> None:
    for words in (
        "bin/postgres",
        "valkey-server",
        "celery --quiet -A career_copilot.worker:celery worker",
        " beat ",
        "granian",
    ):
        assert running.named(words), words


def test_a_second_up_on_the_same_data_says_where_the_first_runs(running: Instance) -> None:
    second = run("up", "--data", str(running.data), "--port", str(postgres.free_port()))
    assert second.returncode == 0
    assert f"already running: http://127.0.0.1:{running.port} (process {running.process.pid})" in second.stdout
    assert running.healthy()


def test_a_password_link_leads_to_the_instance_that_runs(running: Instance) -> None:
    url = postgres.url(running.data)
    with psycopg.connect(url) as connection:
        connection.execute(
            "insert into user_account (email, password_hash, is_admin, time_zone, settings, created_at)"
            " values ('alice@example.org', 'not a hash', false, 'UTC', '{}', now())"
        )
    done = run("reset-password", "alice@example.org", "--data", str(running.data))
    assert done.stdout.startswith(f"http://127.0.0.1:{running.port}/reset?link="), done.stderr
    unknown = run("reset-password", "nobody@example.org", "--data", str(running.data))
    assert (unknown.returncode, unknown.stdout) == (1, "")
    assert "career-copilot: There is no account with the e-mail nobody@example.org." in unknown.stderr


def test_data_and_secrets_are_private(running: Instance) -> None:
    # As root the database runs as another user, who must pass through the outermost directory.
    assert mode(running.data) == (0o711 if os.geteuid() == 0 else 0o700)
    for name in (f"pg{postgres.MAJOR}", "run", "valkey", "files", "logs", "dumps"):
        assert mode(running.data / name) == 0o700, name
    for name in ("valkey.password", "valkey/valkey.conf", "logs/career-copilot.log"):
        assert mode(running.data / name) == 0o600, name


def test_nothing_but_the_web_server_and_valkey_listens_and_those_on_loopback(running: Instance) -> None:
    addresses = {
        connection.laddr.ip
        for process in running.processes()
        for connection in process.net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


@pytest.mark.parametrize("words", ["bin/postgres -D", "valkey-server", "celery --quiet", "granian"])
def test_what_is_killed_comes_back(running: Instance, words: str) -> None:
    before = {process.pid for process in running.named(words)}
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    until(lambda: (after := running.named(words)) and not before & {process.pid for process in after}, 10)
    until(running.healthy, 30)


@pytest.mark.parametrize(
    ("number", "whole_group"), [(signal.SIGTERM, False), (signal.SIGTERM, True), (signal.SIGINT, True)]
)
def test_it_stops_within_four_seconds_and_leaves_nothing(data: Path, number: int, whole_group: bool) -> None:
    with instance(data) as up:
        up.wait_until_ready()
        started = time.monotonic()
        (os.killpg if whole_group else os.kill)(up.process.pid, number)
        assert up.process.wait(10) == 0
        assert time.monotonic() - started < 4
        assert until(lambda: not up.processes(), 3) < 3  # what waits for the disk cannot be ended by anybody


def test_killed_without_a_chance_it_leaves_no_orphans_and_the_next_start_is_normal(data: Path) -> None:
    with instance(data, CAREER_COPILOT_WEB_WORKERS="2") as up:
        up.wait_until_ready()
        assert len(up.processes()) > 8
        up.process.kill()
        up.process.wait()
        assert until(lambda: not up.processes(), 3) < 3
    with instance(data) as again:
        assert again.wait_until_ready()[-1].startswith("ready: ")


def test_stopped_while_it_starts_it_leaves_nothing(data: Path) -> None:
    with instance(data) as up:
        until(lambda: up.named("bin/postgres"), 60)
        up.process.send_signal(signal.SIGTERM)
        assert up.process.wait(10) == 0
        assert up.processes() == []


def test_a_server_that_is_given_is_not_started(servers: Path, data: Path) -> None:
    postgres.create_database(servers, "given")
    given = {"DATABASE_URL": postgres.url(servers, "given"), "REDIS_URL": os.environ["REDIS_URL"]}
    with instance(data, **given) as up:
        up.wait_until_ready()
        assert not up.named("bin/postgres")
        assert not up.named("valkey-server")
        assert not (data / f"pg{postgres.MAJOR}").exists()


def test_an_ordinary_user_can_start_it(data: Path) -> None:
    """As root the test becomes `nobody`; the packages may lie where only root can read, so that one right is kept."""
    prefix: tuple[str, ...] = ()
    if os.geteuid() == 0:
        rights = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]
        prefix = ("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *rights)
        ask = f"import sys, pydantic, career_copilot; sys.exit(sys.version != {sys.version!r})"
        readable = subprocess.run([*prefix[:4], sys.executable, "-c", ask], cwd=ROOT, capture_output=True, check=False)
        if readable.returncode == 0:
            prefix = prefix[:4]
        data.mkdir()
        os.chown(data, *_nobody())
    with instance(data, prefix=prefix, HOME=str(data)) as up:
        up.wait_until_ready()
        assert {process.uids().real for process in up.processes()} == {_nobody()[0] if prefix else os.getuid()}
        assert mode(data) == 0o700


def _nobody() -> tuple[int, int]:
    import pwd

    account = pwd.getpwnam("nobody")
    return account.pw_uid, account.pw_gid


def test_under_nohup_it_outlives_the_terminal(data: Path) -> None:
    with instance(data, prefix=("nohup",)) as up:
        up.wait_until_ready()
        up.process.send_signal(signal.SIGHUP)
        time.sleep(1)
        assert up.healthy()


def test_from_outside_the_first_account_needs_the_link_that_is_printed(data: Path) -> None:
    with instance(data, "--host", "0.0.0.0") as up:
        *_, link, ready = up.wait_until_ready()
        assert link.startswith(f"first administrator, once: http://127.0.0.1:{up.port}/")
        assert ready == f"ready: http://127.0.0.1:{up.port}"
