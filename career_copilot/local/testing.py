"""`test` and `check`: all tests (first the fast ones, then those in a browser), and lint with types.

The browser tests are a pytest run of their own: Playwright keeps an event loop running in its process."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from career_copilot.local import browser
from career_copilot.local.bootstrap import ROOT, notice, run

NOTHING_COLLECTED = 5
AXE = ROOT / "tests" / "journeys"


def test(words: list[str]) -> int:
    """Run pytest twice; `words` are handed to both. The last line printed is pytest's own; 0 only if all passed."""
    fast = _pytest("not browser", words)
    if fast not in (0, NOTHING_COLLECTED):
        return fast
    _install_axe()
    os.environ[browser.SETTING] = browser.find_or_install()
    slow = _pytest("browser", words)
    if not words:  # all tests are of both kinds: none of one means that they were lost
        return slow or fast
    return fast if slow == NOTHING_COLLECTED else slow


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
        [npm, "ci", "--no-audit", "--no-fund"],
        "axe-core could not be installed from the npm registry",
        cwd=AXE,
        env=os.environ | {"PATH": path},
    )
    shutil.copy2(lock, stamp)
