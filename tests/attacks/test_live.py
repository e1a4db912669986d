"""Live updates over real sockets and two web processes: everybody's own, in every tab, also after a broken connection."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from career_copilot import live
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
