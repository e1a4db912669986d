"""A session token in a log is a login for whoever reads it."""

import logging

import pytest

from career_copilot.web import logs

COOKIE = "career_copilot_8000=s3cr3t-Token_x; theme=dark"


@pytest.fixture
def careful() -> None:
    before = logging.getLogRecordFactory()
    logs.install()
    yield
    logging.setLogRecordFactory(before)


@pytest.mark.usefixtures("careful")
def test_the_cookie_reaches_no_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    log = logging.getLogger("some.library")
    log.warning(f"Unknown event {{'cookie': '{COOKIE}'}}")
    log.warning("Unknown event %s for %s", {"cookie": COOKIE}, "tab")
    log.info("GET /reset?link=s3cr3t-Token_x HTTP/1.1")
    log.info("GET /calendar/s3cr3t-Token_x.ics HTTP/1.1")
    try:
        raise ValueError(COOKIE)
    except ValueError:
        log.exception("Failed")
    assert "s3cr3t" not in caplog.text
    assert caplog.text.count("(hidden)") >= 5
    assert "theme=dark" in caplog.text
    assert "for tab" in caplog.text
