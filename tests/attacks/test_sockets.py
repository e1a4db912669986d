"""Attacks over a raw socket on the production build with two web processes: each fails to get in."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlmodel import col, select
from websockets.exceptions import ConnectionClosed, InvalidStatus

from career_copilot import app, db, live, models  # noqa: F401  the app, so that all its states are known here
from career_copilot.live import Topic
from career_copilot.pages.people import PeopleState
from career_copilot.pages.resumes import ResumesState
from career_copilot.pages.settings import SettingsState
from career_copilot.services import accounts, login_sessions, people, resumes
from tests.attacks.conftest import PASSWORD, Attacker
from tests.attacks.tab import ROOT_STATE, Tab
from tests.pages.test_guards import _own_states
from tests.serving import AppServer

pytestmark = pytest.mark.browser
Join = Callable[[str], str]
STATE, PEOPLE = SettingsState.get_full_name(), PeopleState.get_full_name()
LEAVE = "window.location.assign"
RELOAD = "window.location.reload"
RUNS = 4  # two processes share the port: enough tabs that both get some


def person(token: str) -> accounts.CurrentUser:
    found = accounts.current_user(token, datetime.now(UTC))
    assert found is not None
    return found


def _see_everybody(token: str) -> None:
    """Make this person an administrator: the Settings page lists all accounts then."""
    people.set_admin(_an_admin(), person(token).id, True)


def _an_admin() -> int:
    """Whoever signed up first in this run."""
    with db.transaction() as session:
        return session.exec(select(models.User.id).where(col(models.User.is_admin)).limit(1)).one() or 0


@pytest.fixture
def tab(app_server: AppServer) -> Callable[..., Tab]:
    """Open tabs; all are closed at the end."""
    opened: list[Tab] = []

    def opening(**given: str) -> Tab:
        opened.append(Tab(app_server, **given))
        return opened[-1]

    yield opening  # type: ignore[misc]
    for each in opened:
        each.socket.close()


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://localhost:1", "http://127.0.0.1.evil.example"]
)
def test_another_sites_socket_is_refused_even_with_the_cookie(
    origin: str, tab: Callable[..., Tab], attacker: Attacker, join: Join
) -> None:
    cookie = attacker.cookie(join(f"origin{abs(hash(origin))}@example.org"))
    with pytest.raises(InvalidStatus) as caught:
        tab(cookie=cookie, Origin=origin)
    assert caught.value.response.status_code == 403


def test_a_socket_to_a_foreign_host_name_is_refused(app_server: AppServer) -> None:
    import socket

    with socket.create_connection(("127.0.0.1", app_server.port), timeout=10) as raw:
        raw.sendall(
            b"GET /_event/?token=x&EIO=4&transport=websocket HTTP/1.1\r\nHost: evil.example\r\nUpgrade: websocket\r\n"
            b"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
        )
        assert b" 403 " in raw.recv(4096).split(b"\r\n")[0]


@pytest.mark.parametrize("target", ["/ping", "/_event/?token=x&EIO=4&transport=websocket"])
def test_a_second_host_name_is_refused(target: str, app_server: AppServer) -> None:
    import socket

    upgrade = (
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    )
    with socket.create_connection(("127.0.0.1", app_server.port), timeout=10) as raw:
        own = f"Host: 127.0.0.1:{app_server.port}\r\n"
        head = f"GET {target} HTTP/1.1\r\n{own}Host: evil.example\r\n{upgrade if '_event' in target else ''}\r\n"
        raw.sendall(head.encode())
        assert raw.recv(4096).split(b" ")[1] in (b"400", b"403")


def test_polling_is_no_way_round(attacker: Attacker) -> None:
    status, _, _ = attacker.ask("GET", "/_event/?EIO=4&transport=polling&token=x", Origin="https://evil.example")
    assert status in (400, 403)


def test_the_next_person_in_the_same_tab_sees_nothing_of_the_one_before(
    tab: Callable[..., Tab], attacker: Attacker, join: Join
) -> None:
    token = join("alice.tab@example.org")
    _see_everybody(token)  # so that her page's state holds what his must not
    alice, bob = attacker.cookie(token), attacker.cookie(join("bob.tab@example.org"))
    for _ in range(RUNS):
        hers = tab(cookie=alice).open()
        assert "alice.tab@" in hers.heard
        hers.socket.close()
        time.sleep(0.1)
        his = tab(cookie=bob, token=hers.token).open()
        his.listen(0.3)
        assert "bob.tab@" in his.heard
        assert "alice.tab@" not in his.heard
        his.socket.close()
        time.sleep(0.1)
        nobodys = tab(token=hers.token).open()
        assert "bob.tab@" not in nobodys.heard
        assert "alice.tab@" not in nobodys.heard
        nobodys.socket.close()
        time.sleep(0.1)


def test_a_stolen_tab_token_opens_nothing_without_the_cookie(
    tab: Callable[..., Tab], attacker: Attacker, join: Join
) -> None:
    token = join("alice.stolen@example.org")
    _see_everybody(token)
    hers = tab(cookie=attacker.cookie(token)).open()
    assert "alice.stolen@" in hers.heard
    hers.socket.close()
    for _ in range(RUNS):
        thief = tab(token=hers.token).open(hydrate=False)
        for handler in ("load", "choose_density", "make_reset_link"):
            thief.call(f"{STATE}.{handler}", {"density": "compact", "user_id": 1}, 0.2)
        assert "alice.stolen@" not in thief.heard
        thief.call(f"{ROOT_STATE}.hydrate", {}, 0.5)
        assert "alice.stolen@" not in thief.heard
        thief.socket.close()
        time.sleep(0.1)


def test_a_stolen_tab_token_opens_nothing_with_ones_own_cookie(
    tab: Callable[..., Tab], attacker: Attacker, join: Join
) -> None:
    """The thief has an account here, skips the event that would empty the tab, then asks for all of it."""
    alice, thief_cookie = join("alice.taken@example.org"), attacker.cookie(join("thief@example.org"))
    _see_everybody(alice)
    hers = tab(cookie=attacker.cookie(alice)).open()
    assert "alice.taken@" in hers.heard
    hers.socket.close()
    for _ in range(RUNS):
        thief = tab(cookie=thief_cookie, token=hers.token).open(hydrate=False)
        answer = "".join(thief.call(f"{STATE}.load", {}, 0.4))
        assert "alice.taken@" not in answer
        thief.call(f"{STATE}.choose_density", {"density": "compact"}, 0.2)
        thief.call(f"{ROOT_STATE}.hydrate", {}, 0.5)
        assert "alice.taken@" not in thief.heard
        thief.socket.close()
        time.sleep(0.1)
    assert person(alice).density == "comfortable"


def test_a_live_tab_cannot_be_shared(tab: Callable[..., Tab], attacker: Attacker, join: Join) -> None:
    """The token of an open tab in another socket becomes another tab, and hints go to their owner only."""
    token = join("alice.live@example.org")
    hers = tab(cookie=attacker.cookie(token)).open()
    thief = tab(cookie=attacker.cookie(join("thief.live@example.org")), token=hers.token).open()
    login_sessions.log_out(
        accounts.log_in("alice.live@example.org", PASSWORD, "Opera", "", datetime.now(UTC)), datetime.now(UTC)
    )
    live.publish(person(token).id, Topic.SESSIONS)
    thief.listen(0.6)
    assert "alice.live@" not in thief.heard


def test_a_file_is_not_put_into_somebody_elses_tab(tab: Callable[..., Tab], attacker: Attacker, join: Join) -> None:
    """Uploads come by HTTP with a tab's token, run as the tab's person, and answer with what changed there."""
    victim, thief = join("victim.upload@example.org"), join("thief.upload@example.org")
    hers = tab(cookie=attacker.cookie(victim), page="/profile").open()
    body = (
        b'--b\r\nContent-Disposition: form-data; name="files"; filename="cv.txt"\r\nContent-Type: text/plain\r\n\r\n'
        b"Somebody Else\r\n--b--\r\n"
    )
    headers = {
        "Content_Type": "multipart/form-data; boundary=b",
        "Origin": attacker.origin,
        "Reflex_Client_Token": hers.token,
        "Reflex_Event_Handler": f"{ResumesState.get_full_name()}.upload",
    }
    for cookie in (attacker.cookie(thief), ""):
        assert attacker.ask("POST", "/_upload", body, Cookie=cookie, **headers)[0] == 403
    assert resumes.all_of(person(victim).id) == resumes.all_of(person(thief).id) == []
    assert attacker.ask("POST", "/_upload", body, Cookie=attacker.cookie(victim), **headers)[0] == 200
    assert [found.name for found in resumes.all_of(person(victim).id)] == ["cv.txt"]


def test_strangers_get_nothing_from_any_handler(tab: Callable[..., Tab], attacker: Attacker, join: Join) -> None:
    join("somebody@example.org")
    tried = 0
    stranger = tab(page="/login").open()
    for state in _own_states():
        for name, handler in state.event_handlers.items():
            if getattr(handler.fn, "__guard__", "") != "signed_in":
                continue
            tried += 1
            answer = "".join(stranger.call(f"{state.get_full_name()}.{name}", {}, 10, until=LEAVE))
            assert LEAVE in answer, f"{state.__name__}.{name}"
    stranger.listen(1)
    assert "@example.org" not in stranger.heard
    assert tried >= 5


@pytest.mark.parametrize(
    "name",
    [
        "_hear", "_take", "_read", "_open", "_read_sessions", "_asking", "_follow_live", "__init__", "set_email", "set_is_admin",
        "set_people", "setvar", "dict", "get_state", "get_value", "reset", "__setattr__", "add_var", "_reset_client_storage",
    ],
)  # fmt: skip
def test_what_is_no_handler_cannot_be_called(
    name: str, tab: Callable[..., Tab], attacker: Attacker, join: Join
) -> None:
    token = join(f"private{abs(hash(name))}@example.org")
    people.set_admin(_an_admin(), person(token).id, False)
    mine = tab(cookie=attacker.cookie(token)).open()
    payload = {"value": True, "name": "is_admin", "topic": "sessions", "data": {}, "user": {"id": 1, "is_admin": True}}
    for state in (STATE, PEOPLE, ROOT_STATE):
        answer = "".join(mine.call(f"{state}.{name}", payload, 0.15))
        assert '"is_admin_rx_state_":true' not in answer
    assert not person(token).is_admin


def test_vars_cannot_be_written_from_outside(tab: Callable[..., Tab], attacker: Attacker, join: Join) -> None:
    join("first.of.all@example.org")
    token = join("climber@example.org")
    mine = tab(cookie=attacker.cookie(token)).open()
    for name in ("is_admin", "_user_id", "is_admin_rx_state_", "_session_id"):
        values = {f"{STATE}.{name}": 1, f"{STATE.rpartition('.')[0]}.{name}": 1}
        mine.call(
            f"{ROOT_STATE}.reflex___state____update_vars_internal_state.update_vars_internal", {"vars": values}, 0.2
        )
        mine.call(f"{ROOT_STATE}.update_vars_internal", {"vars": values}, 0.2)
    heard = "".join(mine.call(f"{STATE}.load", {}, 0.5))
    assert "first.of.all@example.org" not in heard
    assert '"is_admin_rx_state_":true' not in mine.heard


def test_an_ordinary_person_administers_nothing(tab: Callable[..., Tab], attacker: Attacker, join: Join) -> None:
    join("first.again@example.org")
    token = join("ordinary@example.org")
    mine = tab(cookie=attacker.cookie(token)).open()
    admin = _an_admin()
    for handler, payload in (
        ("make_reset_link", {"user_id": admin}),
        ("make_admin", {"user_id": person(token).id, "is_admin": True}),
        ("choose_signups", {"value": "closed"}),
    ):
        answer = "".join(mine.call(f"{PEOPLE}.{handler}", payload, 0.4))
        assert "/reset?link=" not in answer
        assert "Only an administrator" in answer
    assert not person(token).is_admin
    assert accounts.sign_up_state("", datetime.now(UTC)) == "open"


def test_someone_elses_session_cannot_be_ended(tab: Callable[..., Tab], attacker: Attacker, join: Join) -> None:
    victim, token = join("victim@example.org"), join("ender@example.org")
    mine = tab(cookie=attacker.cookie(token)).open()
    answer = "".join(mine.call(f"{STATE}.end_session", {"session_id": person(victim).session_id}, 0.4))
    assert "already ended" in answer
    assert accounts.current_user(victim, datetime.now(UTC)) is not None


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        ("choose_density", {"density": {"$ne": ""}}),
        ("choose_density", {"density": "x" * 10_000}),
        ("choose_time_zone", {"name": "../../etc/passwd"}),
        ("choose_time_zone", {"name": None}),
        ("end_session", {"session_id": "1 or 1=1"}),
        ("end_session", {"session_id": 10**30}),
        ("end_session", {}),
        ("load", {"unexpected": 1}),
    ],
)
def test_arguments_of_the_wrong_kind_change_nothing(
    handler: str, payload: dict[str, object], tab: Callable[..., Tab], attacker: Attacker, join: Join
) -> None:
    token = join(f"kinds{abs(hash(str(payload)))}@example.org")
    mine = tab(cookie=attacker.cookie(token)).open()
    mine.call(f"{STATE}.{handler}", payload, 0.4)
    found = person(token)
    assert (found.density, found.time_zone) == ("comfortable", "UTC")
    assert mine.call(f"{STATE}.choose_density", {"density": "compact"}, 0.5)  # the tab still works
    assert person(token).density == "compact"


def test_a_revoked_session_gets_no_further_updates_on_an_open_socket(
    tab: Callable[..., Tab], attacker: Attacker, join: Join
) -> None:
    keeper = join("revoked@example.org")
    for _ in range(RUNS):
        now = datetime.now(UTC)
        token = accounts.log_in("revoked@example.org", PASSWORD, "Firefox/130 Linux", "", now)
        mine = tab(cookie=attacker.cookie(token)).open()
        me = person(token)
        live.publish(me.id, Topic.SESSIONS)
        assert mine.listen(0.5) == [] or "sessions" in mine.heard  # it follows
        login_sessions.revoke(me.id, me.session_id, now)
        assert LEAVE in "".join(mine.listen(1.5, until=LEAVE))
        login_sessions.log_out(accounts.log_in("revoked@example.org", PASSWORD, "Opera", "", now), now)
        for topic in Topic:
            live.publish(me.id, topic)
        assert mine.listen(0.5) == []
        answer = "".join(mine.call(f"{STATE}.load", {}, 0.4))
        assert LEAVE in answer
        assert "revoked@" not in answer
        mine.socket.close()
    assert accounts.current_user(keeper, datetime.now(UTC)) is not None


def test_the_cookie_and_the_password_reach_no_log(
    tab: Callable[..., Tab], attacker: Attacker, join: Join, app_server: AppServer
) -> None:
    token = join("logged@example.org")
    mine = tab(cookie=attacker.cookie(token)).open()
    for name in ("nowhere.nothing", f"{STATE}.nothing", f"{STATE}._hear", "", f"{STATE}.choose_density"):
        mine.call(name, {"density": ["unfit"]}, 0.2)
    mine.socket.send('42/_event,["event", "not an event"]')
    mine.socket.send('42/_event,["event", {"token": 1}]')
    mine.socket.send('42/_event,["event", {"name": 7, "payload": 7, "router_data": {"headers": 7}}]')
    time.sleep(0.5)
    attacker.post("/api/account/log-in", {"email": "logged@example.org", "password": "a secret password"})
    log = app_server.logged()
    assert "nowhere.nothing" in log  # so the log does speak of it
    assert token not in log
    assert "a secret password" not in log


def test_the_cookie_is_in_no_frame(tab: Callable[..., Tab], attacker: Attacker, join: Join) -> None:
    token = join("framed@example.org")
    mine = tab(cookie=attacker.cookie(token)).open()
    mine.call(f"{STATE}.load", {}, 0.4)
    assert "framed@example.org" in mine.heard
    assert token not in mine.heard


def test_an_oversized_frame_closes_the_socket_and_nothing_else(
    tab: Callable[..., Tab], attacker: Attacker, join: Join
) -> None:
    token = join("oversized@example.org")
    mine = tab(cookie=attacker.cookie(token)).open()
    with pytest.raises(ConnectionClosed):
        mine.call(f"{STATE}.choose_density", {"density": "x" * 2_000_000}, 5)
    assert person(token).density == "comfortable"
    assert tab(cookie=attacker.cookie(token)).open().heard


def test_a_flood_of_events_closes_the_socket(tab: Callable[..., Tab], attacker: Attacker, join: Join) -> None:
    mine = tab(cookie=attacker.cookie(join("flood@example.org"))).open()
    with pytest.raises(ConnectionClosed):
        _flood(mine)


def _flood(mine: Tab) -> None:
    for _ in range(20_000):
        mine.send(f"{STATE}.choose_density", {"density": "compact"})
    mine.listen(5)
