"""Accounts: who may come in, what ends whose sessions, and that nobody else's account exists for you."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection

from career_copilot import db, live, models
from career_copilot.config import settings
from career_copilot.errors import InvalidInputError, NotAllowedError, NotFoundError, TooManyAttemptsError
from career_copilot.services import accounts, attempts, login_sessions, one_time_links, passwords, people
from career_copilot.services.login_sessions import CurrentUser

pytestmark = pytest.mark.usefixtures("database", "redis_server")
PASSWORD = "correct horse battery"
ADDRESS = "192.0.2.7"


def sign_up(email: str, now: datetime, link: str = "", address: str = ADDRESS) -> str:
    return accounts.sign_up(email, PASSWORD, "Europe/Berlin", "Firefox/130 Linux", address, now, link)


def log_in(email: str, now: datetime, password: str = PASSWORD, address: str = ADDRESS) -> str:
    return accounts.log_in(email, password, "Firefox/130 Linux", address, now)


def user(token: str, now: datetime) -> CurrentUser:
    found = accounts.current_user(token, now)
    assert found is not None
    return found


def test_the_first_account_is_the_administrators_and_only_the_first(now: datetime) -> None:
    assert user(sign_up("first@example.org", now), now).is_admin
    assert not user(sign_up("second@example.org", now), now).is_admin


def test_signing_up_logs_in_and_keeps_the_time_zone(now: datetime) -> None:
    found = user(sign_up("  New.Person@Example.org ", now), now)
    assert (found.email, found.time_zone, found.onboarded) == ("new.person@example.org", "Europe/Berlin", False)


def test_a_time_zone_nobody_knows_becomes_utc(now: datetime) -> None:
    token = accounts.sign_up("a@example.org", PASSWORD, "Mars/Olympus", "", ADDRESS, now)
    assert user(token, now).time_zone == "UTC"


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "a b@example.org", "x@" + "y" * 300 + ".org"])
def test_what_is_no_email_address_is_refused(email: str, now: datetime) -> None:
    with pytest.raises(InvalidInputError, match="e-mail"):
        sign_up(email, now)


@pytest.mark.parametrize("password", ["", "123456789", "x" * 1025])
def test_passwords_too_short_or_absurdly_long_are_refused(password: str, now: datetime) -> None:
    with pytest.raises(InvalidInputError, match="password"):
        accounts.sign_up("a@example.org", password, "UTC", "", ADDRESS, now)


def test_one_email_has_one_account(now: datetime) -> None:
    sign_up("a@example.org", now)
    with pytest.raises(InvalidInputError, match="log in instead"):
        sign_up("A@example.org", now)


def test_the_password_is_stored_as_an_argon2id_hash(now: datetime) -> None:
    sign_up("a@example.org", now)
    with db.transaction() as session:
        row = session.get(models.User, user(log_in("a@example.org", now), now).id)
        assert row is not None
        assert row.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_only_the_hash_of_the_token_is_stored(now: datetime, database: Connection) -> None:
    token = sign_up("a@example.org", now)
    assert len(token) >= 43
    stored = str(database.exec_driver_sql("select * from login_session").mappings().all())
    assert token not in stored
    assert login_sessions.token_hash(token) in stored


def test_unknown_account_and_wrong_password_look_the_same_and_both_cost_a_hash(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_up("a@example.org", now)
    verified = []
    real = passwords.HASHER.verify
    monkeypatch.setattr(
        passwords, "HASHER", type("Counting", (), {"verify": lambda _, *a: verified.append(a) or real(*a)})()
    )
    said = []
    for email in ("a@example.org", "nobody@example.org"):
        with pytest.raises(NotAllowedError) as caught:
            log_in(email, now, "wrong password")
        said.append(str(caught.value))
    assert said[0] == said[1]
    assert len(verified) == 2


def test_nobody_without_a_password_can_log_in(alice: int, now: datetime) -> None:
    for guess in ("", "not a hash"):
        with pytest.raises(NotAllowedError):
            log_in("alice@example.org", now, guess)


def test_an_account_allows_ten_wrong_passwords_in_a_quarter_of_an_hour(now: datetime) -> None:
    sign_up("a@example.org", now)
    for attempt in range(attempts.PER_ACCOUNT):
        with pytest.raises(NotAllowedError):
            log_in("a@example.org", now, "wrong password", address=f"192.0.2.{attempt}")
    with pytest.raises(TooManyAttemptsError, match=r"Try again in 1\d minutes"):
        log_in("a@example.org", now, address="198.51.100.1")  # even the right one, from elsewhere
    sign_up("b@example.org", now)
    log_in("b@example.org", now)  # others are not locked out


def test_logging_in_forgives_earlier_mistakes(now: datetime) -> None:
    sign_up("a@example.org", now)
    for _ in range(3):
        for _ in range(attempts.PER_ACCOUNT - 1):
            with pytest.raises(NotAllowedError):
                log_in("a@example.org", now, "wrong password", address="2001:db8::1")
        log_in("a@example.org", now)


def test_an_address_that_tries_many_accounts_is_stopped(now: datetime) -> None:
    for number in range(attempts.PER_ADDRESS):
        with pytest.raises(NotAllowedError):
            log_in(f"{number}@example.org", now, address=f"2001:db8::{number:x}")  # one customer's /64
    with pytest.raises(TooManyAttemptsError):
        log_in("another@example.org", now, address="2001:db8::ffff")
    with pytest.raises(NotAllowedError):
        log_in("another@example.org", now, address="2001:db8:1::1")


def test_attempts_made_at_once_are_all_counted(now: datetime) -> None:
    def one(_: int) -> bool:
        try:
            attempts.take("log-in", "203.0.113.9", "a@example.org")
        except TooManyAttemptsError:
            return False
        return True

    with ThreadPoolExecutor(8) as threads:
        assert sum(threads.map(one, range(30))) == attempts.PER_ACCOUNT


def test_a_session_ends_when_it_is_revoked_and_when_it_is_unused_for_a_month(now: datetime) -> None:
    token = sign_up("a@example.org", now)
    later = now + login_sessions.LIFETIME - timedelta(hours=1)
    assert accounts.current_user(token, later) is not None  # and so it lasts another month
    assert accounts.current_user(token, later + login_sessions.LIFETIME - timedelta(hours=1)) is not None
    assert accounts.current_user(token, later + 2 * login_sessions.LIFETIME) is None
    again = log_in("a@example.org", now)
    login_sessions.log_out(again, now)
    assert accounts.current_user(again, now) is None


@pytest.mark.parametrize("token", [None, "", "nonsense", "x" * 5000, "\x00", "é"])
def test_a_token_nobody_was_given_is_nobody(token: str | None, now: datetime) -> None:
    assert accounts.current_user(token, now) is None


def test_sessions_are_listed_with_their_browser_and_one_can_be_ended(now: datetime) -> None:
    token = sign_up("a@example.org", now)
    here = user(token, now)
    other = log_in("a@example.org", now + timedelta(minutes=1))
    listed = login_sessions.all_of(here.id, here.session_id, now)
    assert [(row.browser, row.address, row.current) for row in listed] == [
        ("Firefox on Linux", ADDRESS, False),
        ("Firefox on Linux", ADDRESS, True),
    ]
    login_sessions.revoke(here.id, listed[0].id, now)
    assert accounts.current_user(other, now) is None
    assert accounts.current_user(token, now) is not None


def test_someone_elses_session_does_not_exist(alice: int, now: datetime) -> None:
    bobs = user(sign_up("b@example.org", now), now)
    with pytest.raises(NotFoundError):
        login_sessions.revoke(alice, bobs.session_id, now)
    assert [row.id for row in login_sessions.all_of(alice, 0, now)] == []


def test_changing_the_password_ends_the_other_sessions_and_only_those(now: datetime) -> None:
    here, there = sign_up("a@example.org", now), log_in("a@example.org", now)
    me = user(here, now)
    accounts.change_password(me.id, me.session_id, PASSWORD, "a quite different one", now)
    assert accounts.current_user(here, now) is not None
    assert accounts.current_user(there, now) is None
    with pytest.raises(NotAllowedError):
        log_in("a@example.org", now)
    log_in("a@example.org", now, "a quite different one")


def test_changing_the_password_needs_the_present_one(now: datetime) -> None:
    here = user(sign_up("a@example.org", now), now)
    for _ in range(attempts.PER_ACCOUNT):
        with pytest.raises(NotAllowedError):
            accounts.change_password(here.id, here.session_id, "wrong password", "a quite different one", now)
    with pytest.raises(TooManyAttemptsError):
        accounts.change_password(here.id, here.session_id, PASSWORD, "a quite different one", now)


def test_logging_out_everywhere_ends_every_session(now: datetime) -> None:
    tokens = [sign_up("a@example.org", now), log_in("a@example.org", now)]
    login_sessions.revoke_all(user(tokens[0], now).id, now)
    assert [accounts.current_user(token, now) for token in tokens] == [None, None]


def test_a_reset_link_works_once_within_a_day_and_ends_all_sessions(now: datetime) -> None:
    before = sign_up("a@example.org", now)
    link = one_time_links.reset_link("A@example.org", now).partition("link=")[2]
    assert one_time_links.can_reset(link, now)
    with pytest.raises(InvalidInputError):
        one_time_links.reset_password(link, "short", "", ADDRESS, now)
    token = one_time_links.reset_password(link, "a quite different one", "", ADDRESS, now)
    assert user(token, now).email == "a@example.org"
    assert accounts.current_user(before, now) is None
    with pytest.raises(NotAllowedError, match="used or is too old"):
        one_time_links.reset_password(link, "and yet another one", "", ADDRESS, now)


def test_a_reset_link_too_old_or_replaced_or_invented_opens_nothing(now: datetime) -> None:
    sign_up("a@example.org", now)
    first, second = (one_time_links.reset_link("a@example.org", now).partition("link=")[2] for _ in range(2))
    assert not one_time_links.can_reset(first, now)
    assert not one_time_links.can_reset(second, now + one_time_links.RESET_LIFETIME)
    assert not one_time_links.can_reset("", now)
    with pytest.raises(NotAllowedError):
        one_time_links.reset_password("invented", "a quite different one", "", ADDRESS, now)


def test_there_is_no_reset_link_for_an_unknown_account(now: datetime) -> None:
    with pytest.raises(NotFoundError, match="no account"):
        one_time_links.reset_link("nobody@example.org", now)


@pytest.fixture
def reachable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREER_COPILOT_PUBLIC_URL", "https://jobs.example.org/")
    settings.cache_clear()
    yield
    monkeypatch.undo()
    settings.cache_clear()


@pytest.mark.usefixtures("reachable")
def test_where_others_could_come_first_the_first_account_needs_the_printed_link(now: datetime) -> None:
    url = one_time_links.first_admin_link(now)
    assert url is not None
    assert url.startswith("https://jobs.example.org/signup?link=")
    link = url.partition("link=")[2]
    assert accounts.sign_up_state("", now) == "needs-link"
    assert accounts.sign_up_state(link, now) == "first"
    for wrong in ("", "invented"):
        with pytest.raises(NotAllowedError):
            sign_up("stranger@example.org", now, wrong)
    assert user(sign_up("admin@example.org", now, link), now).is_admin
    assert one_time_links.first_admin_link(now) is None
    assert not user(sign_up("second@example.org", now), now).is_admin


@pytest.mark.usefixtures("reachable")
def test_a_reset_link_is_no_administrators_link(now: datetime, alice: int) -> None:
    link = one_time_links.reset_link("alice@example.org", now).partition("link=")[2]
    with db.transaction() as session:
        session.delete(session.get(models.User, alice))
    with pytest.raises(NotAllowedError):
        sign_up("stranger@example.org", now, link)


def test_on_loopback_the_first_account_needs_no_link(now: datetime) -> None:
    assert one_time_links.first_admin_link(now) is None
    assert accounts.sign_up_state("", now) == "first"


def test_the_administrator_closes_and_opens_sign_up(now: datetime) -> None:
    admin = user(sign_up("admin@example.org", now), now)
    people.set_signups(admin.id, "closed")
    assert accounts.sign_up_state("", now) == people.signups(admin.id) == "closed"
    with pytest.raises(NotAllowedError, match="closed"):
        sign_up("late@example.org", now)
    people.set_signups(admin.id, "open")
    sign_up("late@example.org", now)


def test_the_setting_closes_sign_up_whatever_the_administrator_chose(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = user(sign_up("admin@example.org", now), now)
    monkeypatch.setenv("CAREER_COPILOT_SIGNUPS", "closed")
    settings.cache_clear()
    try:
        people.set_signups(admin.id, "open")
        assert people.signups(admin.id) == accounts.sign_up_state("", now) == "locked"
        with pytest.raises(NotAllowedError, match="settings of this server"):
            sign_up("late@example.org", now)
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_only_administrators_see_and_change_people(now: datetime) -> None:
    admin, person = user(sign_up("admin@example.org", now), now), user(sign_up("b@example.org", now), now)
    assert [row.email for row in people.everyone(admin.id)] == ["admin@example.org", "b@example.org"]
    for attempt in (
        lambda: people.everyone(person.id),
        lambda: people.reset_link(person.id, admin.id, now),
        lambda: people.set_signups(person.id, "open"),
        lambda: people.set_admin(person.id, person.id, True),
        lambda: people.signups(person.id),
    ):
        with pytest.raises(NotAllowedError):
            attempt()
    link = people.reset_link(admin.id, person.id, now).partition("link=")[2]
    assert one_time_links.can_reset(link, now)


def test_one_administrator_always_remains(now: datetime) -> None:
    admin, person = user(sign_up("admin@example.org", now), now), user(sign_up("b@example.org", now), now)
    with pytest.raises(InvalidInputError):
        people.set_admin(admin.id, admin.id, False)
    with pytest.raises(NotAllowedError, match="only administrator"):
        accounts.delete(admin.id, PASSWORD)
    people.set_admin(admin.id, person.id, True)
    accounts.delete(admin.id, PASSWORD)
    assert [row.email for row in people.everyone(person.id)] == ["b@example.org"]


def test_deleting_an_account_deletes_its_rows_and_files_and_nobody_elses(
    now: datetime, bob: int, database: Connection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAREER_COPILOT_DATA", str(tmp_path))
    settings.cache_clear()
    try:
        token = sign_up("a@example.org", now)
        me = user(token, now)
        for owner in (me.id, bob):
            file = tmp_path / "files" / str(owner) / "cv.pdf"
            file.parent.mkdir(parents=True)
            file.write_bytes(b"%PDF")
            with db.transaction() as session:
                session.add(
                    models.ResumeFile(
                        user_id=owner,
                        name="cv",
                        media_type="application/pdf",
                        size=4,
                        sha256="",
                        path=f"{owner}/cv.pdf",
                    )
                )
        with pytest.raises(NotAllowedError):
            accounts.delete(me.id, "wrong password")
        accounts.delete(me.id, PASSWORD)
        assert accounts.current_user(token, now) is None
        assert [path.parent.name for path in tmp_path.rglob("*.pdf")] == [str(bob)]
        assert database.exec_driver_sql("select user_id from resume").scalars().all() == [bob]
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_single_user_mode_is_always_the_one_person(now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREER_COPILOT_SINGLE_USER", "1")
    settings.cache_clear()
    try:
        one = accounts.current_user(None, now)
        assert one is not None
        assert one.is_admin
        assert accounts.current_user("anything", now) == one
    finally:
        monkeypatch.undo()
        settings.cache_clear()


def test_density_and_time_zone_are_kept(alice: int, now: datetime) -> None:
    accounts.set_density(alice, "compact")
    accounts.set_time_zone(alice, "Asia/Tokyo")
    with db.transaction() as session:
        row = session.get(models.User, alice)
        assert row is not None
        assert (row.settings["density"], row.time_zone) == ("compact", "Asia/Tokyo")
    for wrong in (lambda: accounts.set_density(alice, "tiny"), lambda: accounts.set_time_zone(alice, "Mars/Olympus")):
        with pytest.raises(InvalidInputError):
            wrong()


def test_all_tabs_hear_how_things_are_shown_before_they_show_dates_anew(
    alice: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[live.Topic] = []
    monkeypatch.setattr(live, "publish", lambda user_id, topic: told.append(topic))
    accounts.set_density(alice, "compact")
    assert told == [live.Topic.PERSON]
    accounts.set_time_zone(alice, "Asia/Tokyo")
    assert told[1] == live.Topic.PERSON
    assert {live.Topic.OPENINGS, live.Topic.APPLICATIONS} <= set(told[2:])


def test_what_can_no_longer_be_used_is_forgotten(now: datetime, database: Connection) -> None:
    kept = sign_up("a@example.org", now)
    login_sessions.log_out(log_in("a@example.org", now), now)
    one_time_links.reset_link("a@example.org", now)
    assert accounts.forget_expired(now + timedelta(hours=1)) == 0
    assert accounts.forget_expired(now + timedelta(days=2)) == 1  # the link
    accounts.current_user(kept, now + timedelta(days=20))  # in use, so it lasts
    assert accounts.forget_expired(now + timedelta(days=31)) == 1  # the session logged out
    assert accounts.current_user(kept, now + timedelta(days=31)) is not None
    assert database.exec_driver_sql("select count(*) from login_session").scalar() == 1
