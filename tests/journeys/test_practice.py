"""Practising for an interview in a browser: the pack, a session of typed answers with a clock, what comes back."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from career_copilot.domain.achievements import AchievementForm
from career_copilot.domain.pipeline import Stage
from career_copilot.domain.practice import Criterion
from career_copilot.services import achievements, practice
from tests import standin
from tests.journeys.axe import violations
from tests.journeys.people import administrator, browser_of, open_page
from tests.services import writing
from tests.serving import AppServer

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]
SLOW = 30_000
SAID = (
    "At Havnklinik in 2021 complaints came every day. I set up a fixed call hour, and they fell from 20 to 5 a month. "
)
TOP_OF = "selector => document.querySelector(selector).getBoundingClientRect().top"
TOP_BAR = "() => document.querySelector('.topbar').getBoundingClientRect().bottom"


class Nurse:
    def __init__(self, email: str) -> None:
        self.user_id, self.token = administrator(email)
        now = datetime.now(UTC)
        writing.resume(self.user_id)
        story = AchievementForm(
            title="Call hour", action="Families complained; I set up a call hour", result="5 a month"
        )
        achievements.add(self.user_id, story, now)
        self.application_id = writing.application(self.user_id, now, writing.opening(self.user_id), Stage.SCREENING)


@pytest.fixture
def nurse(app_server: AppServer, request: pytest.FixtureRequest) -> Nurse:
    return Nurse(f"{re.sub(r'[^a-z]+', '.', request.node.name).strip('.')}@example.org")


@pytest.fixture(params=[(1440, "light"), (390, "dark")], ids=["desk", "phone"])
def context(
    browser: Browser, app_server: AppServer, nurse: Nurse, request: pytest.FixtureRequest
) -> Iterator[BrowserContext]:
    width, scheme = request.param
    found = browser_of(browser, app_server, nurse.token, viewport={"width": width, "height": 900}, color_scheme=scheme)
    yield found
    found.close()


def has_no_sideways_scroll(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def undo(page: Page, told: str) -> None:
    """By the message that says so."""
    page.locator("[data-sonner-toast]", has_text=told).get_by_role("button", name="Undo").click()


def test_a_session_of_typed_answers_is_judged_kept_and_comes_back(nurse: Nurse, context: BrowserContext) -> None:
    page = open_page(context, f"/applications/{nurse.application_id}")
    page.locator("#main").get_by_role("link", name="Practise").click(timeout=SLOW)
    expect(page).to_have_url(re.compile(r"/practice/\d+$"), timeout=SLOW)
    expect(page.get_by_text("We do not see Kubernetes in your résumé.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("link", name="Call hour").first).to_be_visible()
    expect(page.get_by_role("heading", name="Questions to ask")).to_be_visible()
    assert violations(page) == []
    assert has_no_sideways_scroll(page)
    page.get_by_label("Questions", exact=True).select_option(label="Behavioural")
    page.get_by_role("button", name="Begin").press("Enter")
    field = page.get_by_label("Your answer")
    expect(field).to_be_focused(timeout=SLOW)
    expect(page.get_by_text("Question 1 of 5")).to_be_visible()
    expect(page.get_by_role("timer")).to_have_text(re.compile(r"^1:\d\d$"))
    field.fill(SAID * 5)
    page.get_by_label("Says what you did yourself, not “we”").check()
    page.reload()
    expect(field).to_have_value(SAID * 5, timeout=SLOW)
    expect(page.get_by_label("Says what you did yourself, not “we”")).to_be_checked()
    page.get_by_role("button", name="End the session").click()
    expect(page.get_by_text("Kept in this tab, for when its question is asked again:")).to_be_visible(timeout=SLOW)
    expect(page.locator("[data-kept-of] .practice-said")).to_have_text((SAID * 5).strip())
    assert violations(page) == []
    assert has_no_sideways_scroll(page)
    page.get_by_label("Questions", exact=True).select_option(label="Behavioural")
    page.get_by_role("button", name="Begin").click()
    expect(field).to_have_value(SAID * 5, timeout=SLOW)
    expect(page.get_by_label("Says what you did yourself, not “we”")).to_be_checked()
    page.get_by_label("Answers what was asked").check()
    assert violations(page) == []
    assert has_no_sideways_scroll(page)
    page.get_by_role("button", name="Judge it").click()
    expect(page.get_by_role("heading", name="67 of 100")).to_be_focused(timeout=SLOW)
    expect(page.get_by_role("listitem").filter(has_text="The result has a figure").first).to_contain_text("20")
    rubric = page.locator(".practice-main .judgement")
    expect(rubric.filter(has_text="Says what you did yourself")).to_contain_text("your tick")
    expect(rubric.filter(has_text="Says where and when it was")).to_contain_text("not ticked")
    assert violations(page) == []
    doubted = page.locator(".answer-doubt")
    expect(doubted.first).to_contain_text("At Havnklinik in 2021 complaints came every day.", timeout=SLOW)
    left = doubted.count()
    doubted.first.get_by_role("button", name="This is true: remember it").click()
    expect(doubted).to_have_count(left - 1, timeout=SLOW)
    undo(page, "Accepted")
    expect(doubted).to_have_count(left, timeout=SLOW)
    expect(page.get_by_role("button", name="Have a model judge it")).to_be_disabled()
    expect(page.locator("#judge-result-why")).to_contain_text("No key for a language model is set.")
    page.get_by_role("button", name="Next question").click()
    expect(page.get_by_text("Question 2 of 5")).to_be_visible(timeout=SLOW)
    expect(field).to_have_value("")
    field.fill("I do not know.")
    page.get_by_role("button", name="Judge it").click()
    expect(page.get_by_role("heading", name="0 of 100", exact=True)).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Next question").click()
    page.get_by_role("button", name="End the session").click(timeout=SLOW)
    expect(page.get_by_role("button", name="Begin")).to_be_focused(timeout=SLOW)
    expect(page.get_by_text("Kept in this tab")).to_be_hidden()  # both answers were given
    expect(page.get_by_text(re.compile(r"Practised once, last 67 of 100, comes back in"))).to_be_visible()
    expect(page.get_by_text("n = 2")).to_be_visible()
    expect(page.get_by_text("The next comes back in")).to_be_visible()
    expect(page.locator("[data-sonner-toast]")).to_have_count(0, timeout=SLOW)  # a message that fades is pale
    assert violations(page) == []
    assert has_no_sideways_scroll(page)
    assert [answer.score for answer in practice.history(nurse.user_id, nurse.application_id)][1] == 67


def test_a_double_press_gives_one_answer(nurse: Nurse, browser: Browser, app_server: AppServer) -> None:
    context = browser_of(browser, app_server, nurse.token, viewport={"width": 390, "height": 844})
    page = open_page(context, f"/practice/{nurse.application_id}")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Your answer").fill(SAID, timeout=SLOW)
    page.get_by_role("button", name="Judge it").dblclick()
    expect(page.locator("#result")).to_be_focused(timeout=SLOW)
    page.wait_for_timeout(1_000)
    assert len(practice.history(nurse.user_id, nurse.application_id)) == 1
    expect(page.locator("#result")).to_be_visible()
    expect(page.get_by_text("another tab")).to_have_count(0)
    expect(page.locator("#result")).to_be_in_viewport(ratio=1)
    assert page.evaluate(TOP_OF, "#result") >= page.evaluate(TOP_BAR)
    page.get_by_role("button", name="Next question").click()
    expect(page.get_by_label("Your answer")).to_be_focused(timeout=SLOW)
    expect(page.locator("#question-asked")).to_be_in_viewport()
    assert page.evaluate(TOP_OF, "#question-asked") >= page.evaluate(TOP_BAR)
    context.close()


def test_ones_own_question_and_an_answer_go_and_other_peoples_are_not_there(
    nurse: Nurse, browser: Browser, app_server: AppServer
) -> None:
    context = browser_of(browser, app_server, nurse.token, viewport={"width": 1440, "height": 900})
    page = open_page(context, f"/practice/{nurse.application_id}")
    page.get_by_label("A question of your own").fill("Why night shifts?")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("Why night shifts?", exact=True)).to_be_visible(timeout=SLOW)
    page.get_by_label("Questions", exact=True).select_option(label="Your own")
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Your answer").fill("Because.", timeout=SLOW)
    page.get_by_role("button", name="Judge it").click()
    page.get_by_role("button", name="Done").click(timeout=SLOW)
    expect(page.get_by_role("button", name="Begin")).to_be_focused(timeout=SLOW)
    page.locator(".practice-past > summary").click()
    page.get_by_role("button", name="Delete the answer to: Why night shifts?").click()
    expect(page.locator(".practice-past")).to_have_count(0, timeout=SLOW)
    undo(page, "Deleted a practised answer")
    expect(page.locator(".practice-past")).to_have_count(1, timeout=SLOW)
    page.get_by_role("button", name="Remove: Why night shifts?").click()
    expect(page.locator(".practice-row", has_text="Why night shifts?")).to_have_count(0, timeout=SLOW)
    undo(page, "Removed the question")
    expect(page.locator(".practice-row", has_text="Why night shifts?")).to_have_count(1, timeout=SLOW)
    _, other = administrator(f"other.{nurse.user_id}@example.org")
    stranger = open_page(browser_of(browser, app_server, other), f"/practice/{nurse.application_id}")
    expect(stranger.get_by_text("There is no such application.")).to_be_visible(timeout=SLOW)
    assert violations(stranger) == []
    context.close()


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")], ids=["desk", "phone"])
def test_the_list_leads_to_what_is_due_and_follows_in_a_second_tab(
    browser: Browser, app_server: AppServer, width: int, scheme: str
) -> None:
    user_id, token = administrator(f"practising.{width}@example.org")
    context = browser_of(
        browser, app_server, token, viewport={"width": width, "height": 900}, color_scheme=scheme,
    )  # fmt: skip
    page = open_page(context, "/practice")
    expect(page.get_by_text("No application is at an interview yet.")).to_be_visible(timeout=SLOW)
    assert violations(page) == []
    now = datetime.now(UTC)
    application = writing.application(user_id, now, stage=Stage.INTERVIEW)
    expect(page.get_by_text("Not practised yet")).to_be_visible(timeout=SLOW)
    earlier = now - timedelta(days=3)
    session = practice.one(user_id, practice.start(user_id, application, None, False, 0, earlier))
    practice.answer(user_id, session.id, session.questions[0].key, {"text": "I do not know."}, earlier)
    practice.finish(user_id, session.id, earlier)
    expect(page.get_by_text("1 question due again now.")).to_be_visible(timeout=SLOW)
    assert violations(page) == []
    assert has_no_sideways_scroll(page)
    page.get_by_role("link", name="Intensive Care Nurse, Fjordlegene").press("Enter")
    expect(page.get_by_role("button", name="Practise what is due")).to_be_visible(timeout=SLOW)
    context.close()


def test_a_model_judges_with_quotes_in_every_tab(nurse: Nurse, browser: Browser, app_server: AppServer) -> None:
    context = browser_of(browser, app_server, nurse.token, viewport={"width": 1440, "height": 900})
    with standin.running() as server:
        writing.connect(server.groq_url, nurse.user_id)
        page = open_page(context, f"/practice/{nurse.application_id}")
        page.get_by_label("Questions", exact=True).select_option(label="Behavioural")
        page.get_by_role("button", name="Begin").click()
        page.get_by_label("Your answer").fill(SAID, timeout=SLOW)
        page.get_by_role("button", name="Judge it").click()
        expect(page.get_by_role("heading", name="17 of 100")).to_be_visible(timeout=SLOW)
        other = open_page(context, page.url)
        quotes = {
            Criterion.SITUATION: "complaints came every day",
            Criterion.ACTION: "I set up a fixed call hour",
            Criterion.RESULT: "we won a prize",
            Criterion.RELEVANCE: "",
        }
        found = [{"criterion": each, "met": bool(quote), "quote": quote, "advice": "Name the disagreement."} for each, quote in quotes.items()]  # fmt: skip
        server.script(standin.Says(json.dumps({"criteria": found}), delay=0.5))
        page.get_by_role("button", name="Have a model judge it").first.click()
        expect(page.get_by_text("A model is judging").first).to_be_visible(timeout=SLOW)
        expect(page.get_by_role("heading", name="50 of 100")).to_be_visible(timeout=SLOW)
        expect(page.locator("#result ~ .judgements")).to_contain_text("I set up a fixed call hour")
        expect(page.locator("#result ~ .judgements")).to_contain_text("Name the disagreement.")
        expect(page.locator("#result ~ .judgements")).not_to_contain_text("prize")
        expect(other.get_by_text("50 of 100").first).to_be_visible(timeout=SLOW)
        assert violations(page) == []
    context.close()
