"""Each wish against an opening, in a sentence without codes."""

import re
from datetime import UTC, datetime

import pytest

from career_copilot.domain.matches import Verdict
from career_copilot.domain.matching import match
from career_copilot.domain.normalising import normalise
from career_copilot.domain.posting import OpeningData, PostingData, Workplace
from career_copilot.domain.resume import Language, Resume
from career_copilot.domain.wishes import SpokenLanguage, Wish, WishedPlace, Wishes

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
BERLIN = WishedPlace(text="Berlin", country="DE", latitude=52.52, longitude=13.405, radius_km=50)
NETHERLANDS = WishedPlace(text="The Netherlands", country="NL", radius_km=0)
CALIFORNIA = WishedPlace(text="California", country="US", region="California", radius_km=0)
EUROPE = WishedPlace(text="European Union", country="EU", radius_km=0)
REFUSES = "<p>We cannot sponsor a visa for this role.</p>"
ARABIC = [SpokenLanguage(code="ar", level="native"), SpokenLanguage(code="fr", level="C2")]


def opening(where: str, text: str = "", workplace: Workplace = Workplace.ON_SITE) -> OpeningData:
    posting = PostingData(
        job_board="lever", identifier="1", url="https://example.org/1", title="Nurse", hiring_organization="Hollow Oak",
        job_location=[where], job_location_type=workplace, description=text,
    )  # fmt: skip
    return normalise(posting, NOW)


def sentence(ad: OpeningData, wishes: Wishes, wish: Wish) -> str:
    found = match(ad, Resume(languages=[Language(language="German", level="A2")]), wishes, NOW).constraints
    return next(one.text for one in found if one.wish is wish)


@pytest.mark.parametrize(
    ("ad", "wishes", "wish", "expected"),
    [
        (opening("Lyon, France"), Wishes(places=[BERLIN]), Wish.PLACES, "The work is in Lyon, France; you want 50 km around Berlin, Germany"),
        (opening("Rotterdam, NL"), Wishes(places=[BERLIN, NETHERLANDS]), Wish.PLACES, "The work is in Rotterdam, Netherlands; you want 50 km around Berlin, Germany or the Netherlands"),
        (opening("Boston, MA"), Wishes(places=[CALIFORNIA]), Wish.PLACES, "The work is in Boston, United States; you want California, United States"),
        (opening("Boston, MA"), Wishes(places=[EUROPE]), Wish.PLACES, "The work is in Boston, United States; you want the European Union"),
        (opening("Rotterdam, NL"), Wishes(places=[BERLIN], relocation=True), Wish.PLACES, "The work is in Rotterdam, Netherlands; you would move"),
        (opening("Remote (EMEA)", workplace=Workplace.REMOTE), Wishes(places=[BERLIN]), Wish.PLACES, "The work is remote, open to Europe, the Middle East and Africa; you want 50 km around Berlin, Germany"),
        (opening("Remote - US only", workplace=Workplace.REMOTE), Wishes(places=[BERLIN]), Wish.PLACES, "The work is remote, open to the United States; you want 50 km around Berlin, Germany"),
        (opening("Berlin", REFUSES), Wishes(work_permits=["TN"]), Wish.PERMIT, "The ad says: No visa sponsorship; the work is in Germany; you may work in Tunisia"),
        (opening("Austin TX"), Wishes(work_permits=["EU", "CH"]), Wish.PERMIT, "The ad says nothing about permits; the work is in the United States; you may work in the European Union and Switzerland"),
        (opening("Berlin"), Wishes(needs_sponsorship=True), Wish.PERMIT, "The ad says nothing about permits; the work is in Germany; you need a visa sponsor"),
        (opening("Berlin", "<p>Fluent German and English B2 required.</p>"), Wishes(languages=ARABIC), Wish.LANGUAGES, "The ad asks for German C1 and English B2; you speak German A2, Arabic (native) and French C2"),
        (opening("Berlin"), Wishes(), Wish.LANGUAGES, "The ad names no language and is in no language we recognise; you speak German A2"),
    ],
)  # fmt: skip
def test_a_sentence_names_places_and_languages(ad: OpeningData, wishes: Wishes, wish: Wish, expected: str) -> None:
    told = sentence(ad, wishes, wish)
    assert told == expected
    assert not re.search(r"\b(?:DE|NL|FR|TN|CH|EU|EMEA|de|ar|nothing;)\b", told)


@pytest.mark.parametrize(
    ("ad", "verdict"),
    [
        (opening("Rotterdam, NL"), Verdict.OK),
        (opening("Oslo, Norway"), Verdict.VIOLATED),
        (opening("Remote (EMEA)", workplace=Workplace.REMOTE), Verdict.OK),
        (opening("Remote - Germany", workplace=Workplace.REMOTE), Verdict.OK),
        (opening("Remote - US only", workplace=Workplace.REMOTE), Verdict.VIOLATED),
    ],
)
def test_a_region_is_wished_as_all_its_countries(ad: OpeningData, verdict: Verdict) -> None:
    found = match(ad, Resume(), Wishes(places=[EUROPE]), NOW).constraints
    assert [one.verdict for one in found if one.wish is Wish.PLACES] == [verdict]
