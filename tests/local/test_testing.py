"""`test` runs the fast tests, those of whole instances, then those in a browser, and never calls a missing browser a success."""

import subprocess
from pathlib import Path

import pytest

from career_copilot.local import browser, testing


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """What pytest was asked; the codes it answers with are taken from `codes`."""
    found: list[tuple[str, list[str]]] = []
    monkeypatch.setattr(testing, "_install_axe", lambda: None)
    monkeypatch.setattr(testing.browser, "find_or_install", lambda: "/usr/bin/chromium")
    monkeypatch.setenv(browser.SETTING, "")
    return found


@pytest.mark.parametrize(
    ("codes", "words", "expected"),
    [
        ([0, 0, 0], [], 0),
        ([0, 0, 1], [], 1),  # a browser test failed
        ([0, 1], [], 1),
        ([1], [], 1),  # the fast ones failed: the last line is theirs
        ([0, 0, 5], [], 5),  # all tests, but none in a browser: somebody lost them
        ([0, 5, 0], [], 5),
        ([0, 5, 5], ["tests/domain"], 0),
        ([5, 5, 0], ["tests/journeys"], 0),
        ([5, 5, 5], ["-k", "nothing"], 5),
        ([5, 0, 0], [], 5),
    ],
)
def test_the_exit_code_is_zero_only_when_all_passed(
    codes: list[int],
    words: list[str],
    expected: int,
    runs: list[tuple[str, list[str]]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = iter(codes)

    def run(markers: str, given: list[str]) -> int:
        runs.append((markers, given))
        return next(answers)

    monkeypatch.setattr(testing, "_pytest", run)
    assert testing.test(words) == expected
    asked = [(markers, words or ["-n", str(count), "--dist", "loadfile"]) for markers, count in testing.RUNS.items()]
    assert runs == asked[: len(codes)]


def test_a_named_browser_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "chromium").touch()
    monkeypatch.setenv(browser.SETTING, str(tmp_path / "chromium"))
    assert browser.find_or_install() == str(tmp_path / "chromium")


@pytest.fixture
def attempts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A machine without any browser, on which nothing can be installed; what was tried."""
    tried: list[str] = []
    monkeypatch.setattr(browser, "_installed", lambda: "")
    monkeypatch.setattr(browser, "_playwrights", lambda: "")
    monkeypatch.setattr(browser, "_runs", lambda command: bool(tried.append(command[0])))
    monkeypatch.setattr(browser.shutil, "which", lambda name: f"/usr/bin/{name}")
    return tried


def test_playwright_s_is_tried_before_debian_s(attempts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.os, "geteuid", lambda: 0)
    assert browser.find_or_install() == ""
    assert [Path(program).name for program in attempts][1:] == ["apt-get", "apt-get"]
    assert "python" in attempts[0]


def test_only_root_asks_debian(attempts: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser.os, "geteuid", lambda: 1000)
    assert browser.find_or_install() == ""
    assert len(attempts) == 1


def test_without_a_browser_tests_fail_and_say_what_to_install() -> None:
    with pytest.raises(RuntimeError, match="apt install chromium"):
        browser.launch_options("")


def test_the_first_failing_check_is_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    def run(command: list[str], **options: object) -> "subprocess.CompletedProcess[str]":
        seen.append(" ".join(command[2:4]))
        return subprocess.CompletedProcess(command, 1 if "format" in command else 0)

    monkeypatch.setattr(testing.subprocess, "run", run)
    assert testing.check() == 1
    assert seen == ["ruff check", "ruff format"]
