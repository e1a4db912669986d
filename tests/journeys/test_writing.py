"""A letter in a browser: it streams into two tabs, is flagged, mended, exported, sent; stopped and gone on with; without a
key made of the person's own evidence."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from career_copilot.domain.pipeline import Stage
from career_copilot.services import applications, explanations, second_opinions, submissions
from tests import standin
from tests.journeys.axe import violations
from tests.journeys.people import administrator, browser_of, open_page
from tests.services import writing
from tests.serving import AppServer

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("worker")]
SLOW = 30_000


@dataclass
class Writer:
    """A nurse with one application, in a browser."""

    user_id: int
    application_id: int
    opening_id: int
    context: BrowserContext

    def begin(self, kind: str = "Cover letter") -> Page:
        """A draft of this kind, begun on the application's page."""
        page = open_page(self.context, f"/applications/{self.application_id}")
        page.get_by_role("group", name="Parts of the application").get_by_role("button", name="Writing").click(
            timeout=SLOW
        )
        page.get_by_role("group", name="Write", exact=True).get_by_role("button", name=kind).click()
        expect(page).to_have_url(re.compile(r"/write/\d+$"), timeout=SLOW)
        expect(page.get_by_role("heading", level=1, name=kind)).to_be_visible(timeout=SLOW)
        return page


@pytest.fixture
def writer(browser: Browser, app_server: AppServer, request: pytest.FixtureRequest) -> Iterator[Writer]:
    name = re.sub(r"\W+", ".", request.node.name).strip(".")
    user_id, token = administrator(f"{name}@example.org")
    writing.resume(user_id)
    now = datetime.now(UTC)
    opening_id = writing.opening(user_id)
    application_id = writing.application(user_id, now, opening_id)
    context = browser_of(browser, app_server, token, viewport={"width": 1440, "height": 900}, accept_downloads=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield Writer(user_id, application_id, opening_id, context)
    context.close()


@pytest.fixture
def model(writer: Writer) -> Iterator[standin.Server]:
    with standin.running() as server:
        writing.connect(server.groq_url, writer.user_id)
        yield server


def line(page: Page, text: str) -> object:
    return page.locator(".draft-line", has_text=text)


def test_a_letter_streams_into_two_tabs_is_flagged_mended_exported_and_frozen(
    writer: Writer, model: standin.Server
) -> None:
    page = writer.begin()
    other = open_page(writer.context, page.url)
    expect(other.get_by_role("button", name="Write with a model")).to_be_enabled(timeout=SLOW)
    model.script(standin.Says(writing.LETTER, gap=0.2))
    page.get_by_role("button", name="Write with a model").click()
    for tab in (page, other):
        expect(tab.locator(".draft-text[aria-busy]")).to_contain_text("Dear", timeout=SLOW)
        expect(tab.get_by_role("button", name="Stop")).to_be_visible()
    for tab in (page, other):
        expect(line(tab, "I led a team of 40 nurses.")).to_contain_text("Not carried by your facts", timeout=SLOW)
        expect(tab.get_by_text("1 sentence is not carried by your facts")).to_be_visible(timeout=SLOW)
        expect(tab.get_by_role("link", name="PDF")).to_have_count(0)
    assert "⟦" not in page.locator(".draft-text").inner_text()
    assert violations(page) == []
    flagged = line(page, "I led a team of 40 nurses.")
    flagged.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Sentence", exact=True).fill("I mentor student nurses of two universities.")
    page.get_by_role("button", name="Save").click()
    for tab in (page, other):
        expect(line(tab, "I mentor student nurses")).to_be_visible(timeout=SLOW)
        expect(tab.get_by_text("not carried by your facts")).to_have_count(0)
    with page.expect_download() as caught:
        page.get_by_role("link", name="PDF").click()
    assert caught.value.suggested_filename == "Cover letter for Fjordlegene.pdf"
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_text("Copied.")).to_be_visible()
    assert "Marta Lindqvist" in page.evaluate("navigator.clipboard.readText()")
    page.get_by_role("button", name="Keep with the application").click()
    expect(page.get_by_text("Added Cover letter for Fjordlegene.pdf")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Kept: version 2, the current one.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="I sent it").click()
    expect(page.get_by_text("The application has these words already")).to_be_visible(timeout=SLOW)
    applications.move(writer.user_id, [writer.application_id], Stage.APPLIED, "", datetime.now(UTC))
    (record,) = submissions.of_application(writer.user_id, writer.application_id)
    assert [file.kind for file in record.files] == ["letter"]
    page.get_by_role("link", name="The application").click()
    page.get_by_role("button", name="What was sent").click(timeout=SLOW)
    expect(page.get_by_text("I mentor student nurses of two universities.")).to_be_attached(timeout=SLOW)


def test_a_model_doubts_what_rules_let_pass_and_checks_what_was_edited_when_it_is_asked(
    writer: Writer, model: standin.Server
) -> None:
    page = writer.begin()
    doubt = standin.opinion(1, follows=False, reason="The checklist is yours, the whole result may not be")
    model.script(
        standin.Says(f"Dear hiring team,\n\n{writing.TRUE}\n"), standin.Says(json.dumps({"sentences": [doubt]}))
    )
    page.get_by_role("button", name="Write with a model").click()
    doubted = line(page, "halved infections")
    expect(doubted).to_contain_text("in a model’s opinion, the checklist is yours", timeout=SLOW)
    expect(page.get_by_text("Checked by rules, then by a model.")).to_be_visible()
    expect(page.get_by_role("link", name="PDF")).to_have_count(0)
    assert violations(page) == []
    doubted.get_by_role("button", name="Edit", exact=True).click()
    page.get_by_label("Sentence", exact=True).fill("I wrote a checklist for central lines.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Checked by rules only.")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Have a model check it").click()
    expect(page.get_by_text("Checked by rules, then by a model.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("link", name="PDF")).to_have_count(1)
    page.goto(page.url.partition("/write/")[0] + "/settings/models")
    page.get_by_role("group", name="Check sentences").get_by_role("button", name="Off").click(timeout=SLOW)
    expect(page.get_by_text("Switched the check by a model off")).to_be_visible(timeout=SLOW)
    assert not second_opinions.wanted(writer.user_id)


def test_a_text_that_is_stopped_goes_on_after_whole_sentences(writer: Writer, model: standin.Server) -> None:
    page = writer.begin("First message")
    model.script(standin.Says(f"Hello,\n\n{writing.TRUE}\nI have many " + "more " * 300, gap=0.03))
    page.get_by_role("button", name="Write with a model").click()
    expect(page.locator("#partial")).to_contain_text("more more", timeout=SLOW)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_text("Stopped. What came is kept.")).to_be_visible(timeout=SLOW)
    expect(line(page, "more more")).to_have_count(0)
    model.script(standin.Says("I mentor student nurses of two universities. ⟦7⟧\n\nWith warm regards,\n"))
    page.get_by_role("button", name="Resume").click()
    expect(line(page, "With warm regards,")).to_be_visible(timeout=SLOW)
    expect(line(page, "halved infections")).to_be_visible()
    page.get_by_role("button", name="I sent it").click()
    expect(page.get_by_text("Added First message, sent")).to_be_visible(timeout=SLOW)


def test_without_a_key_the_letter_is_made_of_evidence_and_says_so(writer: Writer) -> None:
    page = writer.begin()
    expect(page.get_by_role("button", name="Write with a model")).to_be_disabled()
    expect(page.get_by_text("No key for a language model is set.")).to_be_visible()
    page.get_by_role("button", name="Draft from your evidence").click()
    expect(page.get_by_text("Made of your own evidence by rules, without a model")).to_be_visible(timeout=SLOW)
    quoted = line(page, "Triage and wound care on a ward of 28 beds")
    facts = quoted.locator(".sentence-facts")
    expect(facts).to_be_hidden()
    quoted.locator(".sentence").focus()
    expect(facts).to_be_visible()
    expect(facts).to_contain_text("résumé")
    assert violations(page) == []


def test_two_tabs_edit_and_both_texts_are_kept_until_one_is_chosen(writer: Writer) -> None:
    page = writer.begin()
    page.get_by_role("button", name="Draft from your evidence").click()
    expect(line(page, "Kind regards,")).to_be_visible(timeout=SLOW)
    other = open_page(writer.context, page.url)
    closing = line(other, "Kind regards,")
    expect(closing).to_be_visible(timeout=SLOW)
    closing.hover()
    closing.get_by_role("button", name=re.compile("Edit")).click()
    expect(other.get_by_label("Sentence", exact=True)).to_be_visible()
    line(page, "Dear hiring team,").hover()
    line(page, "Dear hiring team,").get_by_role("button", name=re.compile("Remove")).click()
    expect(page.get_by_text("Version 2")).to_be_visible(timeout=SLOW)
    other.get_by_label("Sentence", exact=True).fill("With best regards,")
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_text("also changed in another tab")).to_be_visible(timeout=SLOW)
    other.get_by_role("button", name="Keep what is here").click()
    expect(line(page, "With best regards,")).to_be_visible(timeout=SLOW)
    expect(line(page, "Dear hiring team,")).to_be_visible()
    page.get_by_role("button", name="Versions").click()
    page.get_by_role("button", name="Compare version 2").click()
    expect(page.locator(".version-diff ins").first).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Compare version 2").click()
    expect(page.locator(".version-diff")).to_have_count(0)
    page.get_by_role("button", name="Bring back version 1").click()
    expect(line(other, "Kind regards,")).to_be_visible(timeout=SLOW)
    assert violations(page) == []


def test_a_letter_is_begun_at_an_opening_and_true_sentences_are_remembered(writer: Writer) -> None:
    page = open_page(writer.context, f"/jobs/{writer.opening_id}")
    page.get_by_role("button", name="Write a letter").click(timeout=SLOW)
    page.get_by_role("button", name="Write it yourself").click(timeout=SLOW)
    page.get_by_label("New sentence").fill("I led a team of 40 nurses.")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="This is true: keep and remember").click(timeout=SLOW)
    expect(page.get_by_text("Not carried by your facts")).to_have_count(0, timeout=SLOW)
    expect(page.get_by_role("link", name="PDF")).to_be_visible()
    page.goto("/write")
    expect(page.get_by_role("link", name=re.compile("Cover letter"))).to_be_visible(timeout=SLOW)
    assert violations(page) == []


def test_an_opening_says_why_it_fits_and_a_model_may_say_it_within_the_match(
    writer: Writer, model: standin.Server
) -> None:
    page = open_page(writer.context, f"/jobs/{writer.opening_id}")
    expect(page.get_by_role("heading", name="Why this fits")).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("Kubernetes (must have) is not in your résumé.")).to_be_visible()
    known = explanations.of_opening(writer.user_id, writer.opening_id, datetime.now(UTC)).said
    text = "You meet what they ask for first."
    model.script(standin.Says(json.dumps({"why": [{"text": text, "points": known.why[0].points}], "gaps": []})))
    page.get_by_role("button", name="Put it into words").click()
    expect(page.get_by_text(text)).to_be_visible(timeout=SLOW)
    expect(page.get_by_text("names, numbers and skills were checked against the requirements below")).to_be_visible()
    assert violations(page) == []


def test_what_is_typed_outlives_a_model_that_writes_and_a_tab_that_deletes(
    writer: Writer, model: standin.Server
) -> None:
    page = writer.begin("First message")
    page.get_by_role("button", name="Draft from your evidence").click()
    expect(line(page, "Kind regards,")).to_be_visible(timeout=SLOW)
    other = open_page(writer.context, page.url)
    other.get_by_role("button", name="Add a sentence").click(timeout=SLOW)
    typed = other.get_by_label("New sentence")
    typed.fill("I mentor student nurses of two universities.")
    model.script(standin.Says("Hello,\n\nKind regards,\n", gap=0.1))
    page.get_by_role("button", name="Write anew with a model").click()
    expect(page.get_by_text("Version 2")).to_be_visible(timeout=SLOW)
    expect(line(page, "Hello,")).to_be_visible(timeout=SLOW)
    expect(typed).to_have_value("I mentor student nurses of two universities.")
    expect(line(other, "I saw the position")).to_be_visible()
    other.get_by_role("button", name="Save").click()
    expect(other.get_by_text("also changed in another tab")).to_be_visible(timeout=SLOW)
    expect(typed).to_have_value("I mentor student nurses of two universities.")
    other.get_by_role("button", name="Keep what is here").click()
    expect(line(other, "I mentor student nurses")).to_be_visible(timeout=SLOW)
    texts = other.locator(".draft-line .sentence").all_inner_texts()
    assert texts.index("Kind regards,") == texts.index("I mentor student nurses of two universities.") + 1
    line(other, "I mentor student nurses").hover()
    line(other, "I mentor student nurses").get_by_role("button", name="Add below").click()
    typed.fill("Words to be copied.")
    page.get_by_role("button", name="Delete this draft").click()
    page.get_by_role("button", name="Delete", exact=True).click()
    expect(page).to_have_url(re.compile(r"/applications/\d+"), timeout=SLOW)
    expect(other.get_by_text("It was deleted in another tab.")).to_be_visible(timeout=SLOW)
    expect(typed).to_have_value("Words to be copied.")
    assert violations(other) == []
    other.get_by_role("button", name="Cancel").click()
    expect(other.get_by_text("There is no such draft.")).to_be_visible(timeout=SLOW)


def test_drafts_are_searched_and_an_opening_lists_its_own(writer: Writer) -> None:
    page = writer.begin("Thank-you")
    writer.begin().close()
    page.goto(page.url.partition("/write/")[0] + "/write")
    expect(page.get_by_text("2 drafts.")).to_be_visible(timeout=SLOW)
    page.get_by_role("searchbox", name="Search drafts").fill("thank")
    expect(page.get_by_text("1 draft.")).to_be_visible(timeout=SLOW)
    page.get_by_role("searchbox", name="Search drafts").fill("nothing of it")
    expect(page.get_by_text("No draft has these words in its title.")).to_be_visible(timeout=SLOW)
    assert violations(page) == []
    page.goto(page.url.partition("/write")[0] + f"/jobs/{writer.opening_id}")
    expect(page.get_by_role("link", name="Thank-you for Fjordlegene")).to_be_visible(timeout=SLOW)
