"""Find a Chromium for the tests and benchmarks that need one: the system's, else Playwright's own download, else apt's."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from career_copilot.local.bootstrap import notice

SETTING = "CAREER_COPILOT_CHROMIUM"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NO_BROWSER = (
    "No Chromium was found and none could be installed. Install one (Debian, Ubuntu: `apt install chromium`; elsewhere: "
    f"`python -m playwright install chromium`), or name one in {SETTING}."
)


def find_or_install() -> str:
    """The path of a Chromium; empty when none can be had, and the tests that need one then fail with NO_BROWSER."""
    if found := _installed() or _playwrights():
        return found
    notice("test: no Chromium found, downloading Playwright's")
    if _runs([sys.executable, "-m", "playwright", "install", "chromium"]) and (found := _playwrights()):
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        notice("test: that failed, installing Debian's")
        _runs(["apt-get", "update", "-qq"])
        if _runs(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core"]):
            return _installed()
    return ""


def launch_options(path: str) -> dict[str, object]:
    """Keyword arguments of Playwright's `launch`. Raises RuntimeError with NO_BROWSER when there is no browser."""
    if not path:
        raise RuntimeError(NO_BROWSER)
    # As root, and in containers, Chromium's own sandbox cannot be set up.
    return {"executable_path": path, "args": ["--no-sandbox"] if os.geteuid() == 0 else []}


def _installed() -> str:
    named = os.environ.get(SETTING, "")
    if named and Path(named).exists():
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), "")


def _playwrights() -> str:
    """The one that Playwright downloaded earlier and that starts here, or nothing."""
    ask = "from playwright.sync_api import sync_playwright as p\nwith p() as w: print(w.chromium.executable_path)"
    done = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=False)
    path = done.stdout.strip()
    return path if done.returncode == 0 and Path(path).exists() and _runs([path, "--version"]) else ""


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode == 0
