"""Attacks over plain HTTP on the production build: each fails to get in."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import text

from career_copilot import db
from career_copilot.api.account import ROUTES
from career_copilot.pages.applications_state import ApplicationsState
from career_copilot.pages.jobs_list import JobsState
from career_copilot.pages.resumes import ResumesState
from career_copilot.services import attempts
from tests import serving
from tests.attacks.conftest import PASSWORD, Attacker
from tests.attacks.tab import Tab
from tests.serving import AppServer

pytestmark = pytest.mark.browser
EVIL = "https://evil.example"
POSTS = [route.path for route in ROUTES]


@pytest.mark.parametrize("path", [*POSTS, "/_upload", "/api/spoken-answers"])
def test_another_sites_form_is_refused(path: str, attacker: Attacker, join: Callable[[str], str]) -> None:
    cookie = attacker.cookie(join(f"csrf{abs(hash(path))}@example.org"))
    fields = {"email": "a@example.org", "password": PASSWORD, "current_password": PASSWORD}
    for origin in (EVIL, "null", f"http://localhost:{attacker.server.port}"):
        status, headers, _ = attacker.post(path, fields, Cookie=cookie, Origin=origin)
        assert status == 403
        assert "set-cookie" not in headers
    status, _, _ = attacker.ask("POST", path, b"", Cookie=cookie)
    assert status == 403
    assert attacker.ask("GET", "/settings", Cookie=cookie)[0] == 200  # still logged in, nothing happened


@pytest.mark.parametrize("path", ["/", "/settings", "/ping", "/_health", "/api/account/log-in"])
def test_another_site_may_not_read_an_answer(path: str, attacker: Attacker) -> None:
    for method in ("GET", "OPTIONS"):
        _, headers, _ = attacker.ask(method, path, Origin=EVIL, Access_Control_Request_Method="POST")
        assert not [name for name in headers if name.startswith("access-control-allow-origin")]


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example", "10.0.0.1", ""])
def test_a_foreign_host_name_gets_nothing(host: str, attacker: Attacker) -> None:
    for path in ("/", "/ping", "/assets/x.js", "/_upload"):
        assert attacker.ask("GET", path, Host=host)[0] == 403


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE"])
@pytest.mark.parametrize("path", ["/_upload", "/_upload/", "/_upload/cv.pdf", "/_upload/../settings", "//_upload"])
def test_strangers_neither_upload_nor_read_uploads(method: str, path: str, attacker: Attacker) -> None:
    body = b"x" * 100_000 if method in ("POST", "PUT") else None
    headers = {"Origin": attacker.origin, "Reflex_Client_Token": "11111111-1111-1111-1111-111111111111"}
    assert attacker.ask(method, path, body, **headers)[0] in (403, 404, 405, 413)


def test_a_stranger_may_not_send_a_recording_and_nobody_a_huge_one(
    attacker: Attacker, join: Callable[[str], str]
) -> None:
    path, headers = "/api/spoken-answers?session=1&key=x", {"Origin": attacker.origin, "Content_Type": "audio/webm"}
    assert attacker.ask("POST", path, b"x" * 100_000, **headers)[0] == 403
    cookie = attacker.cookie(join("speaker@example.org"))
    assert attacker.ask("POST", path, b"x" * 100_000, Cookie=cookie, **headers)[0] == 409
    assert attacker.ask("POST", path, b"x" * 25_000_001, Cookie=cookie, **headers)[0] == 413


@pytest.mark.parametrize("path", ["/_upload", "/api/account/change-password"])
def test_a_body_larger_than_its_route_allows_is_refused(
    path: str, attacker: Attacker, join: Callable[[str], str]
) -> None:
    token = join(f"large{len(path)}@example.org")
    with Tab(attacker.server, cookie=attacker.cookie(token), page="/profile") as tab:
        tab.open()
    upload = path == "/_upload"
    headers = {
        "Origin": attacker.origin,
        "Cookie": attacker.cookie(token),
        "Content_Type": "multipart/form-data; boundary=b" if upload else "application/x-www-form-urlencoded",
        "Reflex_Client_Token": tab.token,
        "Reflex_Event_Handler": f"{ResumesState.get_full_name()}.upload",
    }
    start = b'--b\r\nContent-Disposition: form-data; name="files"; filename="cv.txt"\r\n\r\n' if upload else b"a="
    large = start + b"x" * (11 * 1024 * 1024 if upload else 70_000)
    assert attacker.ask("POST", path, large, **headers)[0] == 413
    chunks = (large[start : start + 65_536] for start in range(0, len(large), 65_536))  # without a length
    with suppress(ConnectionError):  # the answer may be lost when the server hangs up while we still send
        assert attacker.ask("POST", path, chunks, **headers)[0] == 413


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "/\\evil.example",
        "https://evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\r\nX-Injected: 1",
    ],
)
def test_logging_in_leads_to_our_own_pages_only(to: str, attacker: Attacker, join: Callable[[str], str]) -> None:
    email = f"next{abs(hash(to))}@example.org"
    join(email)
    status, headers, _ = attacker.post("/api/account/log-in", {"email": email, "password": PASSWORD, "next": to})
    assert status == 303
    assert headers["location"] == "/"
    assert "x-injected" not in headers


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(attacker: Attacker, join: Callable[[str], str]) -> None:
    join("flags@example.org")
    _, headers, _ = attacker.post("/api/account/log-in", {"email": "flags@example.org", "password": PASSWORD})
    assert "HttpOnly" in headers["set-cookie"]
    assert "SameSite=lax" in headers["set-cookie"]
    assert "Path=/" in headers["set-cookie"]


def test_a_token_of_before_the_login_is_not_taken_over(attacker: Attacker, join: Callable[[str], str]) -> None:
    """Session fixation: the victim logs in with a cookie that the attacker chose."""
    join("fixed@example.org")
    chosen = attacker.cookie("chosen-by-the-attacker")
    fields = {"email": "fixed@example.org", "password": PASSWORD}
    _, headers, _ = attacker.post("/api/account/log-in", fields, Cookie=chosen)
    assert "chosen-by-the-attacker" not in headers["set-cookie"]
    assert attacker.ask("GET", "/settings", Cookie=chosen)[0] == 303


def test_a_cookie_replayed_after_logging_out_opens_nothing(attacker: Attacker, join: Callable[[str], str]) -> None:
    cookie = attacker.cookie(join("replay@example.org"))
    assert attacker.ask("GET", "/settings", Cookie=cookie)[0] == 200
    attacker.post("/api/account/log-out", {}, Cookie=cookie)
    status, headers, _ = attacker.ask("GET", "/settings", Cookie=cookie)
    assert (status, headers["location"]) == (303, "/login?next=/settings")


def test_logging_in_leads_back_to_the_filters_and_only_to_own_pages(
    attacker: Attacker, join: Callable[[str], str]
) -> None:
    status, headers, _ = attacker.ask("GET", "/jobs?q=a%20b&days=7&next=//evil.example")
    to = parse_qs(urlsplit(headers["location"]).query)["next"]
    assert (status, to) == (303, ["/jobs?q=a%20b&days=7&next=//evil.example"])
    join("led.back@example.org")
    fields = {"email": "led.back@example.org", "password": PASSWORD, "next": to[0]}
    assert attacker.post("/api/account/log-in", fields)[1]["location"] == to[0]


def test_guessing_passwords_is_stopped_in_all_processes_together(
    attacker: Attacker, join: Callable[[str], str]
) -> None:
    join("guessed@example.org")
    for number in range(attempts.PER_ACCOUNT):
        attacker.post("/api/account/log-in", {"email": "guessed@example.org", "password": f"a guess number {number}"})
    _, headers, _ = attacker.post("/api/account/log-in", {"email": "guessed@example.org", "password": PASSWORD})
    assert not re.search(r"career_copilot_\d+=", headers["set-cookie"])


def test_the_settings_posts_need_a_login(attacker: Attacker) -> None:
    for action in ("change-password", "delete", "log-out-everywhere"):
        status, headers, _ = attacker.post(
            f"/api/account/{action}", {"current_password": PASSWORD, "password": PASSWORD}
        )
        assert (status, headers["location"]) == (303, "/login")


@pytest.mark.parametrize(
    "path", ["/", "/login", "/settings/../login", "/nowhere", "/assets/nothing.js", "/ping", "/api/account/log-in"]
)
def test_every_answer_carries_the_protective_headers(path: str, attacker: Attacker) -> None:
    _, headers, _ = attacker.ask("GET", path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    script = headers["content-security-policy"].split("script-src ")[1].split(";")[0]
    assert "'unsafe-inline'" not in script
    assert script.count("'sha256-") >= 1
    assert headers["referrer-policy"] == "same-origin"
    assert headers["permissions-policy"] == "camera=(), microphone=(self), geolocation=()"


def test_pages_are_asked_for_anew_and_assets_kept(attacker: Attacker) -> None:
    _, headers, page = attacker.ask("GET", "/login")
    assert headers["cache-control"] == "no-cache"
    found = re.findall(r"/assets/[\w.-]+\.js", page)
    env = [path for path in found if "reflex-env" in path]
    assert env
    assert attacker.ask("GET", env[0])[1]["cache-control"] == "no-cache"
    other = next(path for path in found if "reflex-env" not in path)
    headers = attacker.ask("GET", other)[1]
    assert "immutable" in headers["cache-control"]
    assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in headers  # two kB that mean nothing to a part of a page


@pytest.mark.parametrize(
    "path",
    [
        "/..%2f..%2frxconfig.py",
        "/assets/..%2f..%2f..%2f..%2frxconfig.py",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/.web/env.json",
    ],
)
def test_files_outside_the_build_are_not_served(path: str, attacker: Attacker) -> None:
    status, _, body = attacker.ask("GET", path)
    assert status == 404
    assert "root:" not in body
    assert "app_module_import" not in body


def test_single_user_mode_refuses_proxies_and_foreign_names(app_server: AppServer) -> None:
    urls = app_server.environment["DATABASE_URL"], app_server.environment["REDIS_URL"]
    with serving.web(app_server.data, *urls, single_user=True, web_workers=1) as alone:
        attacker = Attacker(alone)
        assert attacker.ask("GET", "/settings")[0] == 200
        for header in ("Forwarded", "X_Forwarded_For", "X_Forwarded_Host", "X_Forwarded_Proto", "X_Real_Ip", "Via"):
            assert attacker.ask("GET", "/settings", **{header: "127.0.0.1"})[0] == 403
        assert attacker.ask("GET", "/settings", Host="evil.example")[0] == 403
        assert attacker.post("/api/account/log-out-everywhere", {}, Origin=EVIL)[0] == 403


def test_no_list_of_pages_and_no_tools_of_the_framework_are_served(attacker: Attacker) -> None:
    for path in ("/sitemap.xml", "/_all_routes", "/auth-codespace", "/rxconfig.py", "/env.json", "/.env"):
        assert attacker.ask("GET", path)[0] == 404, path


@pytest.mark.parametrize("action", ["log-in", "sign-up", "reset"])
def test_a_nul_in_a_form_is_left_out(action: str, attacker: Attacker, join: Callable[[str], str]) -> None:
    join(f"nul.{action}@example.org")
    fields = {"email": f"nul.{action}@exa\x00mple.org", "password": PASSWORD, "time_zone": "U\x00TC", "link": "\x00"}
    assert attacker.post(f"/api/account/{action}", fields)[0] == 303
    email = {"email": "nul@\x00", "password": "\x00"}
    assert attacker.post(f"/api/account/{action}", email)[0] == 303


def test_a_nul_in_an_address_or_an_event_is_left_out(attacker: Attacker, join: Callable[[str], str]) -> None:
    cookie = attacker.cookie(join("nul@example.org"))
    for page, state in (("/jobs", JobsState), ("/applications", ApplicationsState)):
        with Tab(attacker.server, cookie=cookie, page=f"{page}?q=%00&place=%00") as tab:
            tab.open()
            tab.call(f"{state.get_full_name()}.load")
            tab.listen(5, until='"loaded_rx_state_":true')
            assert '"loaded_rx_state_":true' in tab.heard
            assert "did not work" not in tab.heard
    with Tab(attacker.server, cookie=cookie, page="/applications") as tab:
        tab.open()
        tab.send(f"{ApplicationsState.get_full_name()}.create", {"form": {"title": "Nur\x00se", "stage": "applied"}})
        tab.listen(10, until="Nurse")
        assert "Nurse" in tab.heard


@contextmanager
def without_table(name: str) -> Iterator[None]:
    """The server meets what nobody foresaw."""
    with db.transaction() as session:
        session.execute(text(f"alter table {name} rename to away"))
    try:
        yield
    finally:
        with db.transaction() as session:
            session.execute(text(f"alter table away rename to {name}"))


def test_a_failing_handler_is_told_in_our_words(attacker: Attacker, join: Callable[[str], str]) -> None:
    with Tab(attacker.server, cookie=attacker.cookie(join("failing@example.org")), page="/jobs") as tab:
        tab.open()
        with without_table("opening_match"):
            tab.send(f"{JobsState.get_full_name()}.load", {})
            tab.listen(10, until="did not work")
        assert "What you saved before is safe" in tab.heard
        assert "UndefinedTable" not in tab.heard
    assert "UndefinedTable" in attacker.server.logged()
