"""What a browser loads for the heaviest page, nothing of it cached."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from benchmarks import seeding, serving
from benchmarks.figure import Figure
from career_copilot.app import PAGES
from career_copilot.domain.drafting import DraftKind
from career_copilot.local import browser
from career_copilot.services import applications, drafts

FIGURES = ("page.max_kb_gzip",)
OPENINGS = 200
QUIET_MS = 1500


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """Every page, each in a fresh browser: documents, scripts, styles, fonts, icons, with their headers, as they travel."""
    now = datetime.now(UTC)
    with serving.application() as application, sync_playwright() as playwright:
        ids = seeding.openings(OPENINGS, now)
        person, token = next(seeding.people(1, ids, now))
        application_id, _ = applications.add(person, ids[0], now)
        draft_id = drafts.create(person, DraftKind.LETTER, "", now, application_id=application_id)
        chromium = playwright.chromium.launch(**browser.launch_options(browser.find_or_install()))
        loads = {}
        for page in PAGES:
            route = page.route.replace("[opening_id]", str(ids[0])).replace("[id]", str(application_id))
            route = route.replace("[draft_id]", str(draft_id))
            loads[route] = _load(chromium, application, route, token if page.private else "")
        chromium.close()
    heaviest = max(loads, key=lambda route: sum(loads[route].values()))
    parts = ", ".join(f"{kind} {size / 1000:.0f}" for kind, size in sorted(loads[heaviest].items()) if size >= 500)
    others = ", ".join(f"{route} {sum(sizes.values()) / 1000:.0f}" for route, sizes in sorted(loads.items()))
    note = f"heaviest: {heaviest} ({parts}); without the websocket's frames; all pages: {others}"
    yield Figure("page.max_kb_gzip", round(sum(loads[heaviest].values()) / 1000, 1), "kB", len(loads), note)


def _load(chromium: Browser, application: serving.Application, route: str, token: str) -> dict[str, float]:
    """Bytes received until the page has been quiet for a while, by kind of resource."""
    context = chromium.new_context()
    if token:
        context.add_cookies([{"name": f"career_copilot_{application.port}", "value": token, "url": application.url}])
    tab = context.new_page()
    network = context.new_cdp_session(tab)
    kinds: dict[str, str] = {}
    sizes: dict[str, float] = {}

    def answered(message: dict[str, Any]) -> None:
        kinds[message["requestId"]] = message["type"].lower()

    def finished(message: dict[str, Any]) -> None:
        kind = kinds.get(message["requestId"], "other")
        sizes[kind] = sizes.get(kind, 0) + message["encodedDataLength"]

    network.on("Network.responseReceived", answered)
    network.on("Network.loadingFinished", finished)
    network.send("Network.enable")
    tab.goto(application.url + route, wait_until="load")
    tab.wait_for_timeout(QUIET_MS)
    context.close()
    return sizes
