"""How long the board of applications takes to open with 500 cards, and a move until another tab shows it."""

import random
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright
from sqlalchemy import insert, text

from benchmarks import seeding, serving
from benchmarks.figure import Figure, percentile
from career_copilot import db
from career_copilot.domain.pipeline import OPEN
from career_copilot.local import browser
from career_copilot.models.tracker import Application
from career_copilot.pages.applications_state import ApplicationsState
from tests.attacks.tab import Tab

FIGURES = ("kanban.open_p95_ms", "kanban.move_other_tab_p95_ms")
CARDS = 500
OPENS = 40
MOVES = 120
WARM_UP = 8
GAP_SECONDS = (0.25, 0.45)  # at random, so that samples do not keep step with each other
PATIENCE_MS = 3000
# When the menu item was pressed, when all cards stood on the board, and when which card came to which column. The wall
# clock counts whole milliseconds: rounded up.
OBSERVER = f"""
window.pressed = 0; window.opened = 0; window.came = [];
addEventListener("click", event => {{
    if (event.target.closest("a[href='/applications']")) window.pressed = performance.now();
}}, true);
new MutationObserver(changes => {{
    if (!window.opened && document.querySelectorAll(".board-card").length >= {CARDS}) window.opened = performance.now();
    for (const {{ addedNodes }} of changes)
        for (const node of addedNodes)
            if (node.dataset?.id)
                window.came.push([Number(node.dataset.id), node.closest("[data-stage]").dataset.stage, Date.now() + 1]);
}}).observe(document, {{ subtree: true, childList: true }});
"""


def run(names: list[str], recordings: Path) -> Iterator[Figure]:
    """In Chromium, with all cards in the five open columns, a hundred in each, none of them collapsed."""
    now = datetime.now(UTC)
    with serving.application() as application, sync_playwright() as playwright:
        user_id, token = next(seeding.people(1, seeding.openings(1, now), now))
        ids = _applications(user_id, now)
        chromium = playwright.chromium.launch(**browser.launch_options(browser.find_or_install()))
        tab = _tab(chromium, application, token)
        if FIGURES[0] in names:
            times = [_open(tab) for _ in range(WARM_UP + OPENS)][WARM_UP:]
            note = (
                f"press on the menu item on another page → all {CARDS} cards in the DOM of Chromium, one web process; "
                f"p50 {percentile(times, 0.5):.0f}, max {max(times):.0f} ms"
            )
            yield Figure(FIGURES[0], round(percentile(times, 0.95), 1), "ms", len(times), note)
        if FIGURES[1] in names:
            _open(tab)
            times = _moves(tab, application, token, ids)
            note = (
                f"move sent by one tab → card in its column in another, in Chromium, {CARDS} cards, one web process; "
                f"p50 {percentile(times, 0.5):.0f}, max {max(times):.0f} ms"
            )
            yield Figure(FIGURES[1], round(percentile(times, 0.95), 1), "ms", len(times), note)
        chromium.close()


def _applications(user_id: int, now: datetime) -> list[int]:
    """As many in each open stage, with tags, scores and a past."""
    chance = random.Random(5)
    rows = [
        {
            "user_id": user_id, "title": f"{chance.choice(list(seeding.LEVELS))}{chance.choice(seeding.TITLES)}",
            "company": f"Company {number % 90}", "place": chance.choice(seeding.PLACES)[0], "source": "Lever", "url": "",
            "stage": str(OPEN[number % len(OPEN)]), "step": "", "position": number, "score": chance.randint(20, 99),
            "tags": chance.sample(["remote", "dream", "night shifts", "referral"], chance.randint(0, 2)), "version": 0,
            "stage_since": now - timedelta(days=chance.randint(0, 90)), "created_at": now, "updated_at": now,
        }
        for number in range(CARDS)
    ]  # fmt: skip
    reminders = """
        insert into reminder (user_id, application_id, kind, rule, title, notes, due_at, version, created_at, updated_at)
        select user_id, id, 'follow_up', '', 'Follow up', '', :due, 0, :now, :now from application where id % 2 = 0
    """
    with db.transaction() as session:
        ids = list(session.scalars(insert(Application).returning(Application.id), rows))  # type: ignore[call-overload]
        session.execute(text(reminders), {"due": now + timedelta(days=4), "now": now})
    with db.engine().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum (analyze) application, reminder"))
    return ids


def _tab(chromium: Any, application: serving.Application, token: str) -> Page:
    context = chromium.new_context(viewport={"width": 1440, "height": 900})
    context.add_cookies([{"name": f"career_copilot_{application.port}", "value": token, "url": application.url}])
    context.add_init_script(OBSERVER)
    tab: Page = context.new_page()
    tab.goto(f"{application.url}/settings")
    tab.wait_for_load_state("networkidle")
    return tab


def _open(tab: Page) -> float:
    """Milliseconds from the press to the last card; from another page of the same tab, as people move about."""
    tab.locator(".rail a[href='/settings']").click()
    tab.locator(".page-title", has_text="Settings").wait_for()
    tab.wait_for_timeout(150)
    tab.evaluate("window.opened = window.pressed = 0")
    tab.locator(".rail a[href='/applications']").click()
    tab.locator(".board-card").nth(CARDS - 1).wait_for(state="attached")
    tab.wait_for_timeout(50)
    pressed, opened = tab.evaluate("[window.pressed, window.opened]")
    if not 0 < pressed < opened:
        raise RuntimeError("the board did not open by the press that was timed")
    return float(opened - pressed)


def _moves(tab: Page, application: serving.Application, token: str, ids: list[int]) -> list[float]:
    """Milliseconds from the event of one tab to the DOM of the other. Raises RuntimeError for one that never came."""
    other = Tab(application, f"career_copilot_{application.port}={token}", page="/applications")  # type: ignore[arg-type]
    other.open()
    other.send(f"{ApplicationsState.get_full_name()}.load")
    other.listen(20, until='"interested_rx_state_"')
    tab.evaluate("window.came.length = 0")
    chance, sent = random.Random(7), []
    for number in range(WARM_UP + MOVES):
        card = ids[(number * 37) % len(ids)]
        stage = str(OPEN[(ids.index(card) + 1 + number % 4) % len(OPEN)])  # each card once, to another column
        payload = {"application_id": card, "stage": stage, "step": "", "below": 0, "serial": number + 1}
        sent.append((card, stage, time.time() * 1000))
        other.send(f"{ApplicationsState.get_full_name()}.move", payload)
        other.listen(20, until=f'"settled_rx_state_":{number + 1}')
        other.listen(chance.uniform(*GAP_SECONDS))
    tab.wait_for_timeout(PATIENCE_MS)  # the last ones, when the machine is busy
    other.socket.close()
    came = tab.evaluate("window.came")
    return [_came_at(came, *move) - move[2] for move in sent][WARM_UP:]


def _came_at(came: list[tuple[int, str, float]], card: int, stage: str, sent: float) -> float:
    for found, column, at in came:
        if (found, column) == (card, stage) and at >= sent:
            return at
    raise RuntimeError(f"the other tab never showed application {card} in {stage}")
