"""`test` and `check`: all tests, and lint with types.

Tests run three times: the fast ones, those that start whole instances and watch the clock, those in a browser. Without words of
its own each run shares its work among the processor's cores; where tests often wait, one more is at work than there are cores."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from career_copilot.local import browser
from career_copilot.local.bootstrap import ROOT, notice, run

NOTHING_COLLECTED = 5
CORES = min(4, os.cpu_count() or 1)
RUNS = {"not browser and not instance": CORES + 1, "instance": CORES + 1, "browser": CORES}
AXE = ROOT / "tests" / "journeys"


def test(words: list[str]) -> int:
    """Run pytest three times; `words` are handed to all. The last line printed is pytest's own; 0 only if all passed."""
    codes = []
    for markers, processes in RUNS.items():
        if markers == "browser":
            _install_axe()
            os.environ[browser.SETTING] = browser.find_or_install()
        codes.append(_pytest(markers, words or ["-n", str(processes), "--dist", "loadfile"]))
        if codes[-1] not in (0, NOTHING_COLLECTED):
            return codes[-1]
    if not words:  # all tests are of all kinds: none of one means that they were lost
        return max(codes)
    return min(codes)


def check() -> int:
    """Ruff and mypy, as in CI. Returns the first failure's code."""
    for words in (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]):
        code = subprocess.run([sys.executable, "-m", *words], cwd=ROOT, check=False).returncode
        if code:
            return code
    return 0


def _pytest(markers: str, words: list[str]) -> int:
    command = [sys.executable, "-m", "pytest", "-m", markers, *words]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _install_axe() -> None:
    """axe-core, from npm by the node of the environment; again only when its lockfile changed."""
    lock, stamp = AXE / "package-lock.json", AXE / "node_modules" / "installed-lock.json"
    if not lock.exists() or (stamp.exists() and stamp.read_bytes() == lock.read_bytes()):
        return
    notice("test: installing axe-core")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    npm = shutil.which("npm", path=path) or "npm"
    run(
        [[npm, "ci", "--no-audit", "--no-fund"]],
        "axe-core could not be installed from the npm registry",
        cwd=AXE,
        env=os.environ | {"PATH": path},
    )
    shutil.copy2(lock, stamp)
