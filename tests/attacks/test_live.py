"""Live updates over real sockets and two web processes: everybody's own, in every tab, also after a broken connection."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from career_copilot import db, live, models
from career_copilot.services import accounts
from tests.attacks.conftest import PASSWORD, Attacker
from tests.attacks.tab import Tab
from tests.serving import AppServer

pytestmark = pytest.mark.browser
TABS = 6


def log_in_elsewhere(email: str, browser: str) -> None:
    """Something that every open Settings page of this person shows."""
    token = accounts.log_in(email, PASSWORD, browser, "", datetime.now(UTC))
    found = accounts.current_user(token, datetime.now(UTC))
    assert found is not None
    live.publish(found.id, live.Topic.SESSIONS)


def test_every_tab_of_a_person_follows_in_whichever_process_and_nobody_elses(
    app_server: AppServer, attacker: Attacker, join: Callable[[str], str]
) -> None:
    mine, others = attacker.cookie(join("follower@example.org")), attacker.cookie(join("other@example.org"))
    tabs = [Tab(app_server, cookie=mine).open() for _ in range(TABS)]
    other = Tab(app_server, cookie=others).open()
    try:
        log_in_elsewhere("follower@example.org", "Opera OPR/1 on Windows")
        for tab in tabs:
            assert tab.listen(2, until="Opera on Windows")[-1:] != []
            assert "Opera on Windows" in tab.heard
        assert other.listen(0.3) == []
    finally:
        for tab in [*tabs, other]:
            tab.socket.close()


def test_tabs_follow_again_after_the_connection_to_redis_broke(
    app_server: AppServer, attacker: Attacker, join: Callable[[str], str]
) -> None:
    cookie = attacker.cookie(join("broken@example.org"))
    with Tab(app_server, cookie=cookie) as tab:
        tab.open()
        live.client().execute_command("CLIENT", "KILL", "TYPE", "pubsub")
        time.sleep(0.5)
        log_in_elsewhere("broken@example.org", "Edg/1 Windows")
        tab.listen(5, until="Edge on Windows")
        assert "Edge on Windows" in tab.heard


def test_the_ring_shows_on_any_page_what_is_being_read(
    app_server: AppServer, attacker: Attacker, join: Callable[[str], str]
) -> None:
    token = join("ring@example.org")
    me = accounts.current_user(token, datetime.now(UTC))
    assert me is not None
    with db.transaction() as session:
        source = models.Source(job_board="lever", company="ring", name="Ringwerk")
        session.add(source)
        session.flush()
        assert source.id is not None
        session.add(models.Follow(user_id=me.id, source_id=source.id))
        run = models.IngestRun(source_id=source.id, state="running", found=7, new=2, started_at=datetime.now(UTC))
        session.add(run)
    with Tab(app_server, cookie=attacker.cookie(token), page="/settings") as tab:
        tab.open()
        live.publish(me.id, live.Topic.SOURCES, source_id=source.id, state="running", found=7, new=2)
        tab.listen(2, until="7 found, 2 new")
        assert "Ringwerk" in tab.heard
        live.publish(me.id, live.Topic.SOURCES, source_id=source.id, state="running", found=12, new=3)
        assert "12 found, 3 new" in "".join(tab.listen(2, until="12 found, 3 new"))
        with db.transaction() as session:
            session.get_one(models.IngestRun, run.id).state = "done"
        live.publish(me.id, live.Topic.SOURCES, source_id=source.id, state="done", found=12, new=3)
        assert '"readings_rx_state_":[]' in "".join(tab.listen(2, until='"readings_rx_state_":[]'))
