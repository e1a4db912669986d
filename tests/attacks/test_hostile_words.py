"""Words of others (ads, résumé file names, addresses) are shown as words: nothing in them runs or leads astray."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from career_copilot import db, models
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.pipeline import Stage
from career_copilot.services import accounts, applications, notes, resumes
from tests.serving import AppServer

PACKAGE = Path(__file__).parent.parent.parent / "career_copilot"
HOSTILE = (
    '<img src=x onerror="window.__in=1"><script>window.__in=2</script><iframe src="https://evil.example"></iframe>'
    '<form action="https://evil.example"><input name=p></form><style>body{display:none}</style>'
    "<a href='javascript:window.__in=3'>apply</a> {{constructor}} ${window.__in=4}"
)


def test_no_page_hands_markup_to_the_browser() -> None:
    """Reflex's html and markdown components render what they are given, `<iframe>` and `onerror` too. Only a person's own
    notes are shown so, after `domain/markdown.py` has made them safe."""
    used = [
        f"{path.name}: {found.group()}"
        for folder in ("pages", "ui")
        for path in (PACKAGE / folder).rglob("*.py")
        for found in re.finditer(
            r"rx\.(?:html|markdown|script|el\.(?:iframe|object|embed))\b|inner_?html", path.read_text(), re.I
        )
    ]
    assert used == ["application_notes.py: rx.html"] * 2


def _opening(user_id: int) -> int:
    """An ad that attacks wherever it is shown."""
    with db.transaction() as session:
        source = models.Source(job_board="lever", company="hostile", name=HOSTILE, url="javascript:window.__in=5")
        opening = models.Opening(fingerprint="hostile", title=f"Nurse {HOSTILE}", company=HOSTILE)
        session.add_all([source, opening])
        session.flush()
        assert opening.id is not None
        assert source.id is not None
        session.add(models.Follow(user_id=user_id, source_id=source.id))
        session.add(models.OpeningText(opening_id=opening.id, html=HOSTILE, text=HOSTILE))
        session.add(models.OpeningMatch(user_id=user_id, opening_id=opening.id, score=90))
        posting = models.JobPosting(
            opening_id=opening.id,
            source_id=source.id,
            job_board="lever",
            company="hostile",
            identifier="1",
            url="javascript:window.__in=6",
            apply_url="javascript:window.__in=7",
            title=HOSTILE,
            hiring_organization=HOSTILE,
            content_hash="",
        )
        session.add(posting)
        return opening.id


@pytest.mark.browser
def test_hostile_ads_and_files_are_only_words(
    app_server: AppServer, join: Callable[[str], str], context: BrowserContext
) -> None:
    token = join("reader@example.org")
    me = accounts.current_user(token, datetime.now(UTC))
    assert me is not None
    opening_id = _opening(me.id)
    for kept in (
        resumes.keep(me.id, f"{HOSTILE[:60]}.txt", f"{HOSTILE} in a file".encode(), datetime.now(UTC)),
        resumes.keep_text(me.id, f"Experience\n{HOSTILE}", datetime.now(UTC)),
    ):
        resumes.read(kept, datetime.now(UTC))
    form = ApplicationForm(title=f"Nurse {HOSTILE}"[:300], company=HOSTILE[:200])
    application_id, _ = applications.create(me.id, form, Stage.APPLIED, datetime.now(UTC))
    notes.add(
        me.id,
        application_id,
        f"# {HOSTILE}\n\n[apply](javascript:window.__in=8) ![x](https://evil.example/x.png)",
        datetime.now(UTC),
    )
    context.add_cookies([{"name": f"career_copilot_{app_server.port}", "value": token, "url": app_server.url}])
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    shown = f"/applications/{application_id}"
    for route in ("/today", "/jobs", f"/jobs/{opening_id}", "/sources", "/profile", "/applications", shown):
        page.goto(f"{app_server.url}{route}")
        page.wait_for_load_state("networkidle")
        if route == shown:
            page.get_by_role("button", name="Notes").click()
            expect(page.locator(".markdown").get_by_text("onerror")).to_be_visible(timeout=20_000)
        expect(page.get_by_text("onerror").first).to_be_attached(timeout=20_000)
        assert page.locator("main :is(iframe, form[action*=evil], script, img)").count() == 0, route
        for link in page.locator("main a[href^='javascript:']").all():
            link.click(timeout=2000, force=True, no_wait_after=True)
        assert page.evaluate("window.__in") is None, route
        assert page.locator("body").is_visible()
    assert not [url for url in asked if "evil.example" in url]
