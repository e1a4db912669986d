"""The first account where others could come first: `migrate`, then `web`, at an address of their own as in compose.yaml."""

import os
import re
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from career_copilot.local import postgres
from tests import serving
from tests.journeys.people import PASSWORD
from tests.local.conftest import command_line, data  # noqa: F401  a fixture

pytestmark = pytest.mark.browser
DATABASE = "first_admin"


def migrate(directory: Path, public_url: str) -> str:
    """What an operator reads when the command has ended."""
    environment = os.environ | {
        "CAREER_COPILOT_DATA": str(directory),
        "CAREER_COPILOT_PUBLIC_URL": public_url,
        "DATABASE_URL": os.environ["DATABASE_URL"].replace("/career_copilot?", f"/{DATABASE}?"),
    }
    done = subprocess.run(
        command_line("migrate"),
        cwd=serving.ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def sign_up(page: Page, address: str, email: str) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    expect(page).to_have_url(re.compile("/onboarding"))


def test_the_printed_link_makes_the_first_account_and_no_second_administrator(
    browser: Browser,
    servers: Path,
    data: Path,  # noqa: F811
) -> None:
    postgres.create_database(servers, DATABASE)
    port = postgres.free_port()
    public_url = f"http://localhost:{port}"
    said = migrate(data, public_url)
    link = re.search(r"^first administrator, once: (\S+)$", said, re.MULTILINE)
    assert link, said
    assert link[1].startswith(f"{public_url}/signup?link=")
    urls = postgres.url(servers, DATABASE), os.environ["REDIS_URL"]
    with serving.web(data, *urls, port=port, public_url=public_url, web_workers=1):
        stranger, first, second = (browser.new_context(base_url=public_url).new_page() for _ in range(3))
        stranger.goto("/signup")
        expect(stranger.locator(".account-card")).to_contain_text("link")
        expect(stranger.get_by_role("button", name="Create account")).to_have_count(0)
        forged = {"email": "stranger@example.org", "password": PASSWORD}
        stranger.request.post("/api/account/sign-up", form=forged, headers={"Origin": public_url})
        stranger.goto("/jobs")
        expect(stranger).to_have_url(re.compile("/login"))
        sign_up(first, link[1], "operator@example.org")
        first.goto("/settings")
        expect(first.get_by_role("heading", name="People")).to_be_visible()
        sign_up(second, link[1], "colleague@example.org")
        second.goto("/settings")
        expect(second.get_by_role("heading", name="Password")).to_be_visible()
        expect(second.get_by_role("heading", name="People")).to_have_count(0)
    assert "first administrator" not in migrate(data, public_url)
