"""How soon an open tab shows the first word that a model says: what our own path adds to the model's."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from benchmarks import seeding, serving
from benchmarks.figure import Figure, percentile
from career_copilot import db, tasks
from career_copilot.domain.drafting import DraftKind, Wish
from career_copilot.local import browser
from career_copilot.models.ai import ModelConnection
from career_copilot.services import drafts, generations, vault
from tests import standin

FIGURES = ("ai.first_token_overhead_p95_ms",)
SAMPLES = 40
WARM_UP = 4
THINKING_SECONDS = 0.4  # of the model, so that everything else has come to rest before its first word
PATIENCE_MS = 20_000
# The first word of each sample, and when it stood in the page. The clock counts whole milliseconds: rounded up.
OBSERVER = """
window.shown = {};
new MutationObserver(() => {
    const text = document.querySelector(".draft-text[aria-busy]")?.textContent ?? "";
    for (const [word] of text.matchAll(/Sample\\d+x/g)) window.shown[word] ??= Date.now() + 1;
}).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
"""


class Stamped(standin.Handler):
    """Notes when it has sent the first word of a stream."""

    sent: dict[str, float] = {}

    def _event(self, value: dict[str, Any]) -> None:
        super()._event(value)
        word = (value["choices"] or [{}])[0].get("delta", {}).get("content", "")
        if word.startswith("Sample"):
            self.sent.setdefault(word.strip(), time.time() * 1000)


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """The stand-in sends the first word → it stands in the DOM of Chromium; the program's own worker between them."""
    now = datetime.now(UTC)
    with serving.application() as application, standin.running() as server, sync_playwright() as playwright:
        server.RequestHandlerClass = Stamped
        (user_id, token) = next(seeding.people(1, seeding.openings(20, now), now))
        with db.transaction() as session:
            key = vault.seal(session, "gsk_benchmark")
            session.add(ModelConnection(user_id=None, provider="groq", url=server.groq_url, sealed_key=key))
        draft_id = drafts.create(user_id, DraftKind.OUTREACH, "", now)
        chromium = playwright.chromium.launch(**browser.launch_options(browser.find_or_install()))
        tab = _open_tab(chromium, application, token, draft_id)
        times = [_sample(tab, server, user_id, draft_id, number) for number in range(WARM_UP + SAMPLES)][WARM_UP:]
        note = (
            f"the stand-in has sent the first word → in the DOM of an open tab in Chromium, through worker, Valkey and web "
            f"process; p50 {percentile(times, 0.5):.1f}, max {max(times):.1f} ms; one tab, one web process"
        )
        yield Figure(FIGURES[0], round(percentile(times, 0.95), 1), "ms", len(times), note)
        chromium.close()


def _open_tab(chromium: Any, application: serving.Application, token: str, draft_id: int) -> Page:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": f"career_copilot_{application.port}", "value": token, "url": application.url}])
    context.add_init_script(OBSERVER)
    tab: Page = context.new_page()
    tab.goto(f"{application.url}/write/{draft_id}")
    tab.get_by_role("heading", level=1).wait_for()
    return tab


def _sample(tab: Page, server: standin.Server, user_id: int, draft_id: int, number: int) -> float:
    """Milliseconds from the word on the wire to the word in the page."""
    word = f"Sample{number}x"
    server.script(standin.Says("", deltas=[word, " is what came first.\n"], delay=THINKING_SECONDS, gap=0.3))
    tasks.generate.delay(generations.start(user_id, draft_id, Wish(), datetime.now(UTC)))
    tab.wait_for_function(f"window.shown['{word}']", timeout=PATIENCE_MS)
    tab.locator(".draft-text:not([aria-busy])").wait_for(timeout=PATIENCE_MS)
    return float(tab.evaluate(f"window.shown['{word}']")) - Stamped.sent[word]
