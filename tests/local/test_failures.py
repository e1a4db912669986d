"""What can be wrong at start is said in one line that tells what to do, and nothing is lost."""

import os
import pwd
import resource
import socket
import subprocess
from pathlib import Path

import pytest

from career_copilot.config import Settings, settings
from career_copilot.errors import StartError
from career_copilot.local import directories, maintenance, postgres, stack
from career_copilot.local.bootstrap import ROOT
from career_copilot.local.postgres import free_port
from tests.local.conftest import command_line, environment, instance, run


def complaint(done: "subprocess.CompletedProcess[str]") -> str:
    """The one line, after the bootstrap's notice."""
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if not line.startswith("bootstrap:")]
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_a_port_in_use(data: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = complaint(run("up", "--data", str(data), "--port", str(port)))
    assert said == (
        f"career-copilot: port {port} on 127.0.0.1 is in use by another program: stop it, or choose another port, for "
        f"example --port {port + 1}."
    )


def test_an_address_that_is_not_ours(data: Path) -> None:
    assert "192.0.2.1 is not an address of this machine" in complaint(
        run("up", "--data", str(data), "--host", "192.0.2.1")
    )


@pytest.mark.parametrize("place", ["pg18", "pg17"])
def test_data_of_another_postgres_is_left_alone(data: Path, place: str) -> None:
    cluster = data / place
    cluster.mkdir(parents=True)
    (cluster / "PG_VERSION").write_text("17\n")
    said = complaint(run("up", "--data", str(data), "--port", str(free_port())))
    assert f"{cluster} holds data of Postgres 17, this version of Career Copilot needs 18" in said
    assert "restore FILE" in said
    assert [path.name for path in cluster.iterdir()] == ["PG_VERSION"]


def test_a_directory_that_cannot_be_written_to(tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.touch()
    assert "give a directory that may be written to with --data DIR" in complaint(
        run("up", "--data", str(in_the_way / "data"))
    )


def test_a_disk_that_is_full_before_the_start(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(directories, "free_bytes", lambda path: 7_000_000)
    with pytest.raises(StartError, match=r"7 MB are free, 200 MB are needed.*nothing was changed"):
        directories.prepare(data, embedded=True)


def test_a_database_elsewhere_needs_no_way_into_the_directory(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*given: object) -> None:
        raise AssertionError("asked whether the database's user may enter")

    monkeypatch.setattr(directories, "_check_entry", refuse)
    directories.prepare(data, embedded=False)
    assert data.stat().st_mode & 0o777 == 0o700
    with pytest.raises(AssertionError):
        directories.prepare(data, embedded=True)


def test_a_disk_that_fills_up_while_the_database_is_made(data: Path) -> None:
    """A limit on the size of files stands for the disk: a write fails in the middle, and later all goes well."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000))

    done = subprocess.run(
        command_line("up", "--data", str(data), "--port", str(free_port())),
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        preexec_fn=limited,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "Postgres could not make its data directory" in done.stderr.splitlines()[-1]
    assert not (data / "pg18").exists()
    with instance(data) as up:
        up.wait_until_ready()


def test_a_disk_that_fills_up_later_is_named(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(stack, "free_bytes", lambda path: 1_000_000)
    output = stack.Output()
    monkeypatch.setattr(output, "notice", said.append)
    chosen = stack.Settings(data=data)
    stack.Stack(chosen, stack.Supervisor(output), output).note_death(stack.Child("postgres", []))
    assert said == [f"the disk of {data} is full: make room; nothing is lost, and what stopped starts again by itself"]


def test_pid_files_of_a_dead_server_whose_number_another_process_has(data: Path) -> None:
    with instance(data) as up:
        up.wait_until_ready()
        up.process.kill()
    for name in ("pg18/postmaster.pid", "run/.s.PGSQL.5432.lock"):
        (data / name).write_text(f"{os.getpid()}\n{data / 'pg18'}\n1700000000\n5432\n\n\n\nready   \n")
    with instance(data) as again:
        assert again.wait_until_ready()[-1].startswith("ready: ")


def test_as_root_a_directory_that_the_database_s_user_cannot_enter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgres, "server_account", lambda: pwd.getpwnam("nobody"))
    monkeypatch.setattr(postgres, "run_as_server", lambda command, account: subprocess.CompletedProcess(command, 2))
    with pytest.raises(StartError, match=r"who cannot enter .* --data /var/lib/career-copilot"):
        directories.prepare(tmp_path / "data", embedded=True)


def test_a_part_without_its_servers_says_what_to_set(data: Path) -> None:
    for part in ("web", "worker", "beat"):
        said = complaint(run(part, "--data", str(data)))
        assert "set DATABASE_URL and REDIS_URL" in said
        assert "career_copilot up" in said


@pytest.mark.parametrize(
    ("words", "more", "said"),
    [
        (["--port", "99999"], {}, "CAREER_COPILOT_PORT is '99999': input should be less than or equal to 65535"),
        ([], {"CAREER_COPILOT_SIGNUPS": "maybe"}, "CAREER_COPILOT_SIGNUPS is 'maybe'"),
        (
            [],
            {"CAREER_COPILOT_PUBLIC_URL": "jobs.example.org"},
            "CAREER_COPILOT_PUBLIC_URL is 'jobs.example.org': it must be a whole address such as https://jobs.example.org.",
        ),
        (["--host", "0.0.0.0"], {"CAREER_COPILOT_SINGLE_USER": "1"}, "needs no login, so it only runs on this machine"),
    ],
)
def test_a_setting_that_is_wrong_is_named(data: Path, words: list[str], more: dict[str, str], said: str) -> None:
    assert said in complaint(run("up", "--data", str(data), *words, **more))


def test_a_second_up_does_not_promise_an_address_that_does_not_answer_yet(data: Path) -> None:
    data.mkdir()
    url = f"http://127.0.0.1:{free_port()}"
    with directories.held(data, url):
        second = run("up", "--data", str(data))
    assert second.returncode == 0
    assert f"already starting or stopping: {url} (process {os.getpid()})" in second.stdout


def test_a_start_while_a_backup_is_made_waits_for_another_time(data: Path) -> None:
    data.mkdir()
    with directories.held(data, "a backup"):
        said = complaint(run("up", "--data", str(data), "--port", str(free_port())))
    assert (
        said == f"career-copilot: a backup is at work on this data (process {os.getpid()}): try again when it is done."
    )


@pytest.mark.parametrize("words", [["backup", "FILE"], ["reset-password", "alice@example.org"], ["rotate-key"]])
def test_what_looks_after_data_refuses_a_directory_without_any_and_makes_nothing(
    data: Path, tmp_path: Path, words: list[str]
) -> None:
    home = tmp_path / "share"
    usual = home / "career-copilot"
    (usual / "pg18").mkdir(parents=True)
    file = tmp_path / "backup.tar"
    given = [str(file) if word == "FILE" else word for word in words]
    said = complaint(run(*given, "--data", str(data), XDG_DATA_HOME=str(home)))
    begin = f"career-copilot: there is no data in {data}: name its directory with --data or CAREER_COPILOT_DATA."
    usual_of_root = Path("/var/lib/career-copilot/pg18")
    assert said == f"{begin} There is some in {usual_of_root.parent if usual_of_root.is_dir() else usual}."
    assert not data.exists()
    assert not file.exists()


def test_a_database_in_which_nothing_was_ever_stored_is_not_backed_up(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As an earlier version left it behind when it was given the wrong directory."""
    monkeypatch.setenv("DATABASE_URL", "")  # named anew while the database runs
    with maintenance._opened(Settings(data=data), alone=True):
        pass
    settings.cache_clear()
    file = tmp_path / "backup.tar"
    done = run("backup", str(file), "--data", str(data))
    assert done.returncode == 1
    assert f"career-copilot: the database of {data} holds no data" in done.stderr.splitlines()[-1]
    assert not file.exists()
