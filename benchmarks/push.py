"""How soon an open tab shows what a task has committed: alone, and beside the tabs of a hundred people."""

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks import seeding, serving
from benchmarks.figure import Figure, percentile
from career_copilot import live
from career_copilot.domain.jobs_query import JobsQuery
from career_copilot.local import browser
from career_copilot.local.bootstrap import ROOT
from career_copilot.services import openings
from career_copilot.worker import celery

FIGURES = ("push.p50_ms.tabs1", "push.p95_ms.tabs1", "push.p95_ms.tabs100")
OPENINGS = 500
CROWD = 100
SAMPLES = 220
WARM_UP = 20
GAP_SECONDS = (0.15, 0.35)  # at random, so that samples do not keep step with each other or with the crowd
PATIENCE_SECONDS = 10  # for the last ones, when the machine is busy
QUEUE = "benchmark"
STAMPS = "career-copilot:benchmark:stamps"
# A star that appears or goes: which opening, whether saved, and when. The clock counts whole milliseconds: rounded up.
OBSERVER = """
window.shown = [];
new MutationObserver(changes => {
    for (const { target } of changes)
        if (target.matches(".opening-row")) {
            const id = Number(target.querySelector(".row-title").getAttribute("href").split("/").pop());
            window.shown.push([id, target.dataset.saved === "true", Date.now() + 1]);
        }
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-saved"] });
"""


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """A Celery task saves or unsaves an opening; the star of its row on the Jobs page changes in a Chromium tab."""
    now = datetime.now(UTC)
    with serving.application() as application, _worker(), sync_playwright() as playwright:
        people = list(seeding.people(1 + CROWD, seeding.openings(OPENINGS, now), now))
        seeding.settle()
        chromium = playwright.chromium.launch(**browser.launch_options(browser.find_or_install()))
        tab = _open_tab(chromium, application, people[0][1])
        if any(name.endswith(".tabs1") for name in names):
            times = _sample(tab, people[0][0], now)
            note = f"{_what(times)}; one tab, one web process"
            for name, share in zip(FIGURES[:2], (0.5, 0.95), strict=True):
                if name in names:
                    yield Figure(name, round(percentile(times, share), 1), "ms", len(times), note)
        if FIGURES[2] in names:
            with _crowd(application, people[1:]) as crowd:
                times = _sample(tab, people[0][0], now)
            note = (
                f"{_what(times)}; beside {CROWD} clients of {CROWD} people on the same page, one web process: "
                f"{crowd['changed']} hints, each after a change of its own, one a second a client, evenly (p95 "
                f"{crowd['late_ms']:.0f} ms late), {crowd['heard']} delivered"
            )
            yield Figure(FIGURES[2], round(percentile(times, 0.95), 1), "ms", len(times), note)
        chromium.close()


def _what(times: list[float]) -> str:
    return (
        f"commit of a Celery task → attribute of a row in the DOM of Chromium, {OPENINGS} openings, the first beside "
        f"the list; p50 {percentile(times, 0.5):.1f}, max {max(times):.1f} ms"
    )


def _open_tab(chromium: Any, application: serving.Application, token: str) -> Page:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": f"career_copilot_{application.port}", "value": token, "url": application.url}])
    context.add_init_script(OBSERVER)
    tab: Page = context.new_page()
    tab.goto(f"{application.url}/jobs")
    tab.locator(".opening-row").first.wait_for()
    tab.locator(".job-head").wait_for()
    return tab


def _sample(tab: Page, user_id: int, now: datetime) -> list[float]:
    """Milliseconds from commit to DOM. Raises RuntimeError when the tab did not show all of them."""
    rows = openings.page(user_id, JobsQuery(), now).rows
    saved = {row.id: row.saved for row in rows}
    live.client().delete(STAMPS)
    tab.evaluate("window.shown.length = 0")
    chance = random.Random(3)
    for number in range(WARM_UP + SAMPLES):
        opening_id = rows[number % len(rows)].id
        saved[opening_id] = not saved[opening_id]
        celery.send_task("benchmark_save", args=[user_id, opening_id, saved[opening_id]], queue=QUEUE)
        time.sleep(chance.uniform(*GAP_SECONDS))
    deadline = time.monotonic() + PATIENCE_SECONDS
    while tab.evaluate("window.shown.length") < WARM_UP + SAMPLES and time.monotonic() < deadline:
        time.sleep(0.1)
    stamps = [json.loads(stamp) for stamp in live.client().lrange(STAMPS, 0, -1)]  # type: ignore[union-attr]
    if len(stamps) != WARM_UP + SAMPLES:
        raise RuntimeError(f"{len(stamps)} of {WARM_UP + SAMPLES} tasks ran")
    shown = tab.evaluate("window.shown")
    return [_shown_at(shown, *stamp) - stamp[2] for stamp in stamps][WARM_UP:]


def _shown_at(shown: list[tuple[int, bool, float]], opening_id: int, saved: bool, committed: float) -> float:
    """When the tab first showed it after the commit; between two changes of one row lie seconds."""
    for row, star, at in shown:
        if (row, star) == (opening_id, saved) and at >= committed:
            return at
    raise RuntimeError(f"the tab never showed opening {opening_id} as {'saved' if saved else 'not saved'}")


@contextmanager
def _worker() -> Iterator[None]:
    """A worker beside the program's own, with the task that is measured."""
    command = [sys.executable, "-m", "celery", "-A", "benchmarks._push_worker", "worker", "-P", "threads", "-c", "1"]
    command += ["--without-mingle", "--without-gossip", "-Q", QUEUE, "-l", "ERROR"]
    with subprocess.Popen(command, cwd=ROOT, env=os.environ.copy(), stdout=sys.stderr) as process:
        try:
            yield
        finally:
            process.kill()


@contextmanager
def _crowd(application: serving.Application, people: list[tuple[int, str]]) -> Iterator[dict[str, Any]]:
    """Other people at work meanwhile; what they saw is in the dictionary afterwards."""
    from career_copilot.pages.jobs_list import JobsState  # brings Reflex: not needed by the processes that import this

    name = JobsState.get_full_name()
    given = {
        "port": application.port,
        "people": people,
        "events": [[f"{name}.load", {}], [f"{name}.arrive", {"wide": True}]],
    }
    command = [sys.executable, "-m", "benchmarks._push_crowd"]
    found: dict[str, Any] = {}
    with subprocess.Popen(
        command, cwd=ROOT, env=os.environ.copy(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(json.dumps(given) + "\n")
        process.stdin.flush()
        if process.stdout.readline().strip() != "ready":
            raise RuntimeError("the crowd did not get in")
        try:
            yield found
        finally:
            process.stdin.close()
            found |= json.loads(process.stdout.readline() or "{}")
