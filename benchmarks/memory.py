"""What the program needs while nobody does anything."""

import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from benchmarks import serving
from benchmarks.figure import Figure

FIGURES = ("memory.idle_mb",)
SETTLED_AFTER = 20  # seconds


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """The proportional share (shared pages are counted once) of all processes of a fresh, idle instance."""
    with serving.application() as application:
        time.sleep(SETTLED_AFTER)
        shares = {process: process.memory_full_info().pss / 1e6 for process in application.tree()}
        total = sum(shares.values())
        yield Figure("memory.idle_mb", round(total, 1), "MB", len(shares), _by_kind(shares))


def _by_kind(shares: dict[psutil.Process, float]) -> str:
    kinds: dict[str, float] = {}
    for process, share in shares.items():
        words = " ".join(process.cmdline())
        kind = next(
            (kind for kind in ("granian", "celery", "postgres", "valkey", "guard") if kind in words), "supervisor"
        )
        if kind == "celery":
            kind = "beat" if " beat " in words else "worker"
        kinds[kind] = kinds.get(kind, 0) + share
    parts = ", ".join(f"{kind} {share:.0f}" for kind, share in sorted(kinds.items()))
    return f"PSS of {len(shares)} processes, one web process: {parts}"
