"""The profile is corrected, and an opening's score follows at once, for the reason that its explanation names."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.people import account, browser_of, open_page
from tests.serving import AppServer

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]
SLOW = 60_000  # ms: readings and scores are made by the worker, on a machine that may be busy
RESUME = """{
  "basics": {"name": "Nils Example", "label": "Site reliability engineer"},
  "work": [{"position": "Operations engineer", "name": "Example Hosting", "startDate": "2019-03",
            "highlights": ["Ran Linux systems in production"]}],
  "skills": [{"name": "Linux"}, {"name": "Bash"}]
}"""


def score_of(page: Page) -> int:
    return int(page.locator(".job .score.large .score-number").inner_text())


def part(page: Page, name: str) -> float:
    """The points of one line of the formula."""
    return float(page.locator(".score-tip .parts li", has_text=name).locator("b").text_content() or "")


def musts(page: Page) -> float:
    """The same points, added up from the requirements that won them."""
    group = page.locator(".job .evidence > section", has=page.get_by_role("heading", name="Must have"))
    return sum(float(text.partition(" of ")[0]) for text in group.locator(".evidence-points").all_inner_texts() if text)


def requirement(page: Page, skill: str) -> Locator:
    return page.locator(".job .evidence-line", has=page.locator(".evidence-label", has_text=re.compile(f"^{skill}$")))


def save(profile: Page) -> None:
    profile.get_by_role("button", name="Save", exact=True).click()
    expect(profile.get_by_text("All saved")).to_be_visible()


def test_a_skill_added_to_the_profile_raises_the_score_for_the_reason_it_says(
    browser: Browser, app_server: AppServer, tmp_path: Path
) -> None:
    file = tmp_path / "nils.json"
    file.write_text(RESUME)
    _, token = account("correcting@example.org")
    context = browser_of(browser, app_server, token, viewport={"width": 1440, "height": 900})
    profile = open_page(context, "/profile")
    profile.locator("input[type=file]").set_input_files(file)
    expect(profile.get_by_label("Headline or profession")).to_have_value("Site reliability engineer", timeout=SLOW)
    following = open_page(context, "/sources")
    following.get_by_label("Careers page of a company").fill("https://jobs.ashbyhq.com/quillworks")
    following.get_by_role("button", name="Follow", exact=True).click()
    expect(following.locator(".source-row")).to_contain_text(re.compile(r"[1-9]\d* found"), timeout=SLOW)

    job = open_page(context, "/jobs?q=Kubernetes+scripting")
    expect(job.locator(".job .score.large .score-number")).to_have_text(re.compile(r"^\d+$"), timeout=SLOW)
    kubernetes = requirement(job, "Kubernetes")
    expect(kubernetes.locator(".evidence-sign")).to_have_class(re.compile("missing"))
    expect(kubernetes.locator(".evidence-points")).to_have_text("0.0 of 5.0")
    score, points = score_of(job), part(job, "Required skills")
    assert points == pytest.approx(musts(job), abs=0.2)

    profile.get_by_role("button", name="Add a skill").click()
    expect(profile.locator('[id="skills.2.name"]')).to_be_focused()
    profile.keyboard.type("Kubernetes")
    save(profile)
    expect(kubernetes.locator(".evidence-sign")).to_have_class(re.compile("exact"), timeout=SLOW)
    expect(kubernetes.locator(".evidence-words")).to_have_text("Kubernetes")
    expect(kubernetes.locator(".evidence-points")).to_have_text("5.0 of 5.0")
    expect(job.locator(".job .score.large .score-number")).not_to_have_text(str(score), timeout=SLOW)
    raised = score_of(job)
    assert raised > score
    expect(job.locator(".score-tip > .formula > .quiet-text")).to_contain_text(f"points = {raised} of 100")
    assert part(job, "Required skills") >= points + 5  # more where its neighbours are asked for as well
    assert part(job, "Required skills") == pytest.approx(musts(job), abs=0.2)
    row = job.locator(".opening-row[data-current=true] .score-number")
    expect(row).to_have_text(str(raised), timeout=SLOW)

    profile.get_by_role("button", name="Remove Kubernetes").click()
    save(profile)
    expect(kubernetes.locator(".evidence-sign")).to_have_class(re.compile("missing"), timeout=SLOW)
    expect(row).to_have_text(str(score), timeout=SLOW)
    expect(job.locator(".job .score.large .score-number")).to_have_text(str(score), timeout=SLOW)
    assert part(job, "Required skills") == points
