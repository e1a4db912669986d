"""The bootstrap installs what changed, once, and nothing where it is not wanted."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from career_copilot.errors import StartError
from career_copilot.local import bootstrap
from tests.local.conftest import environment


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with requirements and no environment, and this process outside of any."""
    (tmp_path / "requirements.txt").write_text(
        '# What runs.\none==1\ntwo==2  # why\n\nthree==3; sys_platform != "win32"\n'
    )
    (tmp_path / "requirements-dev.txt").write_text("-r requirements.txt\npytest==1\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    for name in (bootstrap.INSIDE, bootstrap.SWITCHED_OFF):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.fixture
def commands(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """What was run; `-m venv` leaves an environment that works, and running again inside it ends the bootstrap."""
    found: list[list[str]] = []

    def run(commands: list[list[str]], failure: str, **options: object) -> None:
        found.append(commands[0] if len(commands) == 1 else [word for command in commands for word in command])
        if "venv" in commands[0]:
            (checkout / ".venv/bin").mkdir(parents=True, exist_ok=True)
            for name in ("python", "pip"):
                (checkout / ".venv/bin" / name).unlink(missing_ok=True)
                (checkout / ".venv/bin" / name).symlink_to(sys.executable)

    def execve(path: str, command: list[str], environment: dict[str, str]) -> None:
        found.append(command)
        assert environment[bootstrap.INSIDE] == str(checkout)

    monkeypatch.setattr(bootstrap, "run", run)
    monkeypatch.setattr(os, "execve", execve)
    return found


def test_a_fresh_checkout_gets_an_environment_the_packages_and_the_same_command(
    checkout: Path, commands: list[list[str]]
) -> None:
    bootstrap.ensure(["up", "--port", "8001"])
    python = str(checkout / ".venv/bin/python")
    assert commands[0][1:3] == ["-m", "venv"]
    assert commands[1][:4] == [python, "-m", "pip", "install"]
    assert {"one==1", "two==2", 'three==3; sys_platform != "win32"'} < set(commands[1])
    assert not [word for word in commands[1] if word.startswith(("#", "-r"))]
    assert commands[2] == [python, "-m", "career_copilot", "up", "--port", "8001"]
    assert len(commands) == 3


def test_the_next_start_installs_nothing(checkout: Path, commands: list[list[str]]) -> None:
    bootstrap.ensure(["up"])
    commands.clear()
    bootstrap.ensure(["up"])
    assert len(commands) == 1


def test_changed_requirements_are_installed_and_so_are_those_for_tests(
    checkout: Path, commands: list[list[str]]
) -> None:
    bootstrap.ensure(["up"])
    commands.clear()
    bootstrap.ensure(["test"], development=True)
    assert {"one==1", "pytest==1"} < set(commands[0])
    bootstrap.ensure(["up"])
    assert len(commands) == 3  # the development ones cover these
    (checkout / "requirements.txt").write_text("one==2\n")
    bootstrap.ensure(["up"])
    assert "pip" in commands[3]


def test_an_environment_of_another_python_is_made_anew(checkout: Path, commands: list[list[str]]) -> None:
    bootstrap.ensure(["up"])
    (checkout / ".venv/bin/python").unlink()
    (checkout / ".venv/bin/python").symlink_to("/nonexistent/python3.9")
    commands.clear()
    bootstrap.ensure(["up"])
    assert commands[0][1:3] == ["-m", "venv"]


def test_a_python_without_venv_is_told_what_to_install(
    checkout: Path, commands: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(StartError, match=r"no `ensurepip` module.*apt install python3\.\d+-venv"):
        bootstrap.ensure(["up"])
    assert not (checkout / ".venv").exists()


def test_a_failed_installation_shows_its_last_lines_and_is_tried_again(checkout: Path) -> None:
    with pytest.raises(StartError, match=r"could not be installed\.\nno such package"):
        bootstrap.run(
            [[sys.executable, "-c", "pass"], [sys.executable, "-c", "print('no such package'); exit(1)"]],
            "it could not be installed",
        )


@pytest.mark.parametrize(
    ("switch", "said"),
    [({}, "using the active virtual environment"), ({"CAREER_COPILOT_NO_BOOTSTRAP": "1"}, "switched off by")],
)
def test_where_it_is_not_wanted_it_installs_nothing_and_says_so(switch: dict[str, str], said: str) -> None:
    script = "from career_copilot.local import bootstrap; bootstrap.ensure(['up']); print('went on')"
    found = {name: value for name, value in environment(**switch).items() if name != bootstrap.INSIDE}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=bootstrap.ROOT, env=found, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "went on\n")
    assert said in done.stderr
    assert "nothing is installed" in done.stderr


def test_the_way_to_the_bootstrap_needs_the_standard_library_only() -> None:
    """A bare Python, without the packages of this environment, gets as far as the help text."""
    done = subprocess.run(
        [
            sys._base_executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(bootstrap.ROOT)!r}); "  # type: ignore[attr-defined]
            "from career_copilot.local.command import main; main(['--help'])",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "start everything" in done.stdout
