"""The port is no part of the build: a page talks to the server it came from."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from career_copilot.local import frontend
from tests.local.conftest import data, instance  # noqa: F401  a fixture


@pytest.mark.browser
def test_one_build_serves_two_ports_at_once(page: Page, data: Path) -> None:  # noqa: F811
    frontend.ensure()
    with instance(data / "one") as one, instance(data / "two") as two:
        for up in (one, two):
            up.wait_until_ready()
            with page.expect_websocket() as opened:
                page.goto(f"http://127.0.0.1:{up.port}/login")
            assert opened.value.url.startswith(f"ws://127.0.0.1:{up.port}/_event/")
            opened.value.wait_for_event("framereceived")
        assert "frontend: building" not in "".join([*one.log, *two.log])
