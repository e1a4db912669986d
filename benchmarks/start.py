"""How long the one command takes until page and health check answer."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks import serving
from benchmarks.figure import Figure

FIGURES = ("start.fresh_s", "start.later_s")
ALREADY_INSIDE = ("VIRTUAL_ENV", "CAREER_COPILOT_BOOTSTRAPPED", "CAREER_COPILOT_NO_BOOTSTRAP", "PYTHONPATH")


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """A copy of the checkout without environment and builds, started by the Python below ours: once from nothing, then
    three times more."""
    python: str = sys._base_executable  # type: ignore[attr-defined]
    inside = {name: os.environ.pop(name) for name in ALREADY_INSIDE if name in os.environ}
    try:
        with serving.temporary_data() as directory:
            root = serving.checkout(directory / "checkout")
            data = directory / "data"
            fresh = serving.start(data, root, python)
            serving.stop(fresh)
            if "start.fresh_s" in names:
                note = "virtual environment, packages, frontend, database; package caches as this machine has them"
                yield Figure("start.fresh_s", round(fresh.seconds, 1), "s", 1, note)
            if "start.later_s" in names:
                yield _later(data, root, python)
    finally:
        os.environ |= inside


def _later(data: Path, root: Path, python: str) -> Figure:
    seconds = []
    for _ in range(3):
        again = serving.start(data, root, python)
        serving.stop(again)
        seconds.append(again.seconds)
    note = f"median of {', '.join(f'{value:.2f}' for value in seconds)}"
    return Figure("start.later_s", round(sorted(seconds)[1], 2), "s", 3, note)
