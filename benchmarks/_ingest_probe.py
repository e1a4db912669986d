"""The worker of the ingestion benchmark: the program's own, and one task that says when it started."""

import time

from benchmarks.ingest import PROBE
from career_copilot import live
from career_copilot.worker import celery


@celery.task(name="benchmark_probe")
def benchmark_probe() -> None:
    """Tell the time."""
    live.client().lpush(PROBE, time.time())
