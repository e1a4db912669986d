"""The Jobs page's questions: what is shown, in which order, to whom."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import text

from career_copilot import db
from career_copilot.domain import skills
from career_copilot.domain.jobs_query import JobsQuery, Sort, View
from career_copilot.domain.posting import EmploymentType, Seniority, Workplace
from career_copilot.errors import NotFoundError
from career_copilot.models import Opening, OpeningMatch, OpeningText
from career_copilot.services import opening_words, openings

pytestmark = pytest.mark.usefixtures("redis_server")
BERLIN = {"text": "Berlin, Germany", "locality": "Berlin", "country": "DE", "latitude": 52.52, "longitude": 13.405}
POTSDAM = {"text": "Potsdam", "locality": "Potsdam", "country": "DE", "latitude": 52.39, "longitude": 13.06}
LYON = {"text": "Lyon", "locality": "Lyon", "country": "FR", "latitude": 45.76, "longitude": 4.84}


def add(
    user_id: int, title: str, *, body: str = "", score: int | None = 50, blocked: bool = False, **values: Any
) -> int:
    """An opening in this person's feed, indexed as ingestion does."""
    config = values.pop("search_config", "english")
    places = values.pop("places", [BERLIN])
    skill_ids = values.pop("skills", [])
    with db.transaction() as session:
        opening = Opening(
            fingerprint=f"{title}/{values}/{body}/{places}",
            title=title,
            company=values.pop("company", "Nordlichtwerk"),
            places=places,
            countries=values.pop("countries", [place["country"] for place in places if place["country"]]),
            search_config=config,
            **values,
        )
        session.add(opening)
        session.flush()
        session.add(OpeningText(opening_id=opening.id or 0, html=f"<p>{body}</p>", text=body, skills=skill_ids))
        session.add(OpeningMatch(user_id=user_id, opening_id=opening.id or 0, score=score, blocked=blocked))
        session.flush()
        statement = (
            "update opening set search = setweight(to_tsvector(search_config::regconfig, unaccent(title)), 'A') || "
            "setweight(to_tsvector(search_config::regconfig, unaccent(:body)), 'D') where id = :id"
        )
        session.connection().execute(text(statement), {"body": body, "id": opening.id})
        return opening.id or 0


def titles(user_id: int, now: datetime, **query: Any) -> list[str]:
    return [row.title for row in openings.page(user_id, JobsQuery.model_validate(query), now).rows]


def test_the_best_come_first_and_what_is_blocked_last(alice: int, now: datetime) -> None:
    add(alice, "Good", score=70)
    add(alice, "Best but blocked", score=95, blocked=True)
    add(alice, "Better", score=80)
    add(alice, "Not scored yet", score=None)
    assert titles(alice, now) == ["Better", "Good", "Not scored yet", "Best but blocked"]


def test_someone_elses_opening_does_not_exist(alice: int, bob: int, now: datetime) -> None:
    opening_id = add(alice, "Alice's")
    assert openings.page(bob, JobsQuery(), now).live == 0
    for action in (
        lambda: openings.one(bob, opening_id, now),
        lambda: openings.save(bob, opening_id, now),
        lambda: openings.unsave(bob, opening_id),
        lambda: openings.hide(bob, opening_id, now),
        lambda: openings.unhide(bob, opening_id),
        lambda: openings.mark_seen(bob, opening_id, now),
    ):
        with pytest.raises(NotFoundError):
            action()
    assert openings.new_since(bob, JobsQuery(), None, now) == 0


@pytest.mark.parametrize(
    ("config", "title", "asked"),
    [
        ("english", "Engineers for bridges", "engineering bridge"),
        ("german", "Elektriker für Häuser", "haus"),
        ("french", "Développeurs confirmés", "developpeur"),
        ("spanish", "Camareras de sala", "camarera"),
        ("simple", "Inżynier oprogramowania", "inżynier"),
    ],
)
def test_words_are_found_in_the_language_of_the_ad(
    alice: int, now: datetime, config: str, title: str, asked: str
) -> None:
    add(alice, title, search_config=config)
    add(alice, "Something else", search_config="english")
    assert titles(alice, now, q=asked) == [title]


def test_a_hit_in_the_title_stands_above_a_better_score(alice: int, now: datetime) -> None:
    add(alice, "Nurse", body="You will work with a plumber now and then", score=90)
    add(alice, "Plumber", score=30)
    assert titles(alice, now, q="plumber") == ["Plumber", "Nurse"]


def test_websearch_syntax(alice: int, now: datetime) -> None:
    add(alice, "Data engineer", body="python and spark")
    add(alice, "Data analyst", body="python and excel")
    assert titles(alice, now, q='"data engineer"') == ["Data engineer"]
    assert titles(alice, now, q="python -excel") == ["Data engineer"]
    assert sorted(titles(alice, now, q="spark or excel")) == ["Data analyst", "Data engineer"]


@pytest.mark.parametrize(
    "hostile", ["'; drop table opening; --", "a & | ! ( :*", "\\", "%", '"""', "<->" * 30, "\u202e x"]
)
def test_hostile_words_find_nothing_and_break_nothing(alice: int, now: datetime, hostile: str) -> None:
    add(alice, "Plumber")
    assert openings.page(alice, JobsQuery(q=hostile, place=hostile[:80]), now).live == 1


def test_a_misspelled_word_gets_the_closest_title(alice: int, now: datetime) -> None:
    add(alice, "Backend Engineer")
    page = openings.page(alice, JobsQuery(q="bakcend enginer"), now)
    assert page.shown == 0
    assert page.notes == ["Nothing matches “bakcend enginer”. The closest title is “Backend Engineer”."]


def test_the_closest_title_fits_into_a_sentence(alice: int, now: datetime) -> None:
    add(alice, f"Backend Engineer \u202e{'W' * 3000}")
    [note] = openings.page(alice, JobsQuery(q="bakcend enginer"), now).notes
    assert note.startswith("Nothing matches “bakcend enginer”. The closest title is “Backend Engineer WWW")
    assert (note.endswith("W…”."), len(note) < 200) == (True, True)


def test_place_is_a_circle_a_country_or_remote(alice: int, now: datetime) -> None:
    add(alice, "In Berlin")
    add(alice, "In Potsdam", places=[POTSDAM])
    add(alice, "In Lyon", places=[LYON])
    add(alice, "Anywhere", places=[], workplace="remote")
    assert titles(alice, now, place="Berlin", radius=5) == ["In Berlin"]
    assert set(titles(alice, now, place="Berlin", radius=50)) == {"In Berlin", "In Potsdam"}
    assert titles(alice, now, place="France") == ["In Lyon"]
    assert titles(alice, now, place="remote") == ["Anywhere"]
    assert openings.page(alice, JobsQuery(place="Zzyzzx"), now).notes == [
        "“Zzyzzx” is not in the table of places: searched in the words of the ads."
    ]


def test_a_salary_floor_shows_or_hides_what_states_none(alice: int, now: datetime) -> None:
    add(alice, "Pays well", salary_maximum_eur=80_000)
    add(alice, "Pays little", salary_maximum_eur=30_000)
    add(alice, "Says nothing")
    assert set(titles(alice, now, salary=60_000)) == {"Pays well", "Says nothing"}
    assert titles(alice, now, salary=60_000, unstated=False) == ["Pays well"]
    assert titles(alice, now, salary=5_000, period="month", unstated=False) == ["Pays well"]
    assert titles(alice, now, sort=Sort.SALARY) == ["Pays well", "Pays little", "Says nothing"]


def test_facts_filter(alice: int, now: datetime) -> None:
    add(alice, "One", workplace="hybrid", employment_types=["PART_TIME"], seniority="senior", language="de",
        job_boards=["lever"], date_posted=now - timedelta(days=1), score=80)  # fmt: skip
    add(alice, "Two", workplace="on_site", employment_types=["FULL_TIME"], job_boards=["ashby"],
        date_posted=now - timedelta(days=20), score=40)  # fmt: skip
    for query in (
        {"workplace": ["hybrid"]},
        {"employment": ["PART_TIME", "INTERN"]},
        {"seniority": ["senior"]},
        {"language": "de"},
        {"board": ["lever", "greenhouse"]},
        {"days": 7},
        {"score": 60},
    ):
        assert titles(alice, now, **query) == ["One"], query
    assert titles(alice, now, sort="newest") == ["One", "Two"]


@pytest.mark.parametrize(
    ("name", "field", "values"),
    [("workplace", "workplace", Workplace), ("seniority", "seniority", Seniority), ("employment", "employment_types", EmploymentType)],
)  # fmt: skip
def test_each_value_of_a_filter_finds_its_own(
    alice: int, now: datetime, name: str, field: str, values: type[StrEnum]
) -> None:
    for value in values:
        add(alice, value, **{field: [value] if field == "employment_types" else value})
    for value in values:
        assert titles(alice, now, **{name: [value]}) == [value]


def test_closed_openings_are_shown_when_saved_or_asked_for(alice: int, now: datetime) -> None:
    closed = add(alice, "Closed", state="closed")
    add(alice, "Unverified", state="unverified")
    assert titles(alice, now) == ["Unverified"]
    assert set(titles(alice, now, closed=True)) == {"Closed", "Unverified"}
    openings.save(alice, closed, now)
    assert titles(alice, now, view=View.SAVED) == ["Closed"]


def test_hide_and_save_and_back(alice: int, now: datetime) -> None:
    opening_id = add(alice, "One")
    openings.save(alice, opening_id, now)
    assert openings.page(alice, JobsQuery(), now).saved == 1
    assert openings.hide(alice, opening_id, now)
    page = openings.page(alice, JobsQuery(), now)
    assert (page.rows, page.live, page.hidden, page.saved, page.shown) == ([], 1, 1, 0, 0)
    assert not openings.hide(alice, opening_id, now)  # pressed twice
    assert titles(alice, now, view="hidden") == ["One"]
    openings.unhide(alice, opening_id)
    assert titles(alice, now) == ["One"]


def test_the_first_look_counts(alice: int, now: datetime) -> None:
    opening_id = add(alice, "One")
    openings.mark_seen(alice, opening_id, now)
    openings.mark_seen(alice, opening_id, now + timedelta(days=1))
    assert openings.one(alice, opening_id, now).row.seen


def test_pages_neither_repeat_nor_lose_a_row(alice: int, now: datetime) -> None:
    for number in range(60):
        add(alice, f"Same score {number}")
    first = openings.page(alice, JobsQuery(), now)
    assert (first.shown, first.pages, len(first.rows)) == (60, 3, 25)
    ids = [row.id for number in (1, 2, 3) for row in openings.page(alice, JobsQuery(page=number), now).rows]
    assert len(set(ids)) == 60
    assert [row.id for row in openings.page(alice, JobsQuery(page=4000), now).rows] == ids[50:]


def test_new_arrivals_are_counted_for_the_query(alice: int, bob: int, now: datetime) -> None:
    of_another_feed = add(bob, "Plumber that another person had long before")
    add(alice, "Old plumber")
    newest = openings.page(alice, JobsQuery(), now).newest
    add(alice, "New baker")
    with db.transaction() as session:
        session.add(OpeningMatch(user_id=alice, opening_id=of_another_feed))
    assert openings.new_since(alice, JobsQuery(), newest, now) == 2
    assert openings.new_since(alice, JobsQuery(q="plumber"), newest, now) == 1


def test_a_region_is_what_lies_in_it_and_remote_work_from_its_country(alice: int, now: datetime) -> None:
    munich = {"text": "Munich", "locality": "Munich", "region": "Bavaria", "country": "DE"}
    add(alice, "In Munich", places=[BERLIN | {"region": "Berlin"}, munich])
    add(alice, "In Berlin", places=[BERLIN | {"region": "Berlin"}])
    add(alice, "In Lyon", places=[LYON])
    add(alice, "From Germany", places=[], workplace="remote", remote_regions=["DE"])
    for typed in ("Bavaria", "Bayern", "Bavaria, Germany"):
        assert set(titles(alice, now, place=typed)) == {"In Munich", "From Germany"}, typed


def test_a_part_of_the_united_kingdom_is_a_region_of_it(alice: int, now: datetime) -> None:
    for town, region in (("Leeds", "England"), ("Stirling", "Scotland"), ("Swansea", "Wales")):
        add(alice, town, places=[{"text": town, "locality": town, "region": region, "country": "GB"}])
    assert titles(alice, now, place="Scotland") == ["Stirling"]
    assert titles(alice, now, place="Wales") == ["Swansea"]
    assert set(titles(alice, now, place="UK")) == {"Leeds", "Stirling", "Swansea"}


def test_a_place_also_shows_remote_work_that_may_be_done_from_there(alice: int, now: datetime) -> None:
    remote = {"places": [], "workplace": "remote"}
    add(alice, "From Germany", remote_regions=["DE"], **remote)
    add(alice, "From the EU", remote_regions=["EU"], **remote)
    add(alice, "From anywhere", remote_regions=["WORLD"], **remote)
    add(alice, "From America", remote_regions=["US"], **remote)
    add(alice, "In an office in Lyon", places=[LYON], remote_regions=["DE"])
    expected = {"From Germany", "From the EU", "From anywhere"}
    assert set(titles(alice, now, place="Germany")) == expected
    assert set(titles(alice, now, place="Berlin")) == expected


def test_a_region_of_the_world_is_all_its_countries(alice: int, now: datetime) -> None:
    remote = {"places": [], "workplace": "remote"}
    add(alice, "In Lyon", places=[LYON])
    add(alice, "In Oslo", places=[{"text": "Oslo", "locality": "Oslo", "country": "NO"}])
    add(alice, "From Germany", remote_regions=["DE"], **remote)
    add(alice, "From America", remote_regions=["US"], **remote)
    assert set(titles(alice, now, place="EU")) == {"In Lyon", "From Germany"}
    assert set(titles(alice, now, place="Europe")) == {"In Lyon", "In Oslo", "From Germany"}
    assert titles(alice, now, place="Nordics") == ["In Oslo"]
    assert titles(alice, now, place="us") == ["From America"]
    page = openings.page(alice, JobsQuery(place="Nordics"), now)
    assert page.notes == []


def test_a_circle_across_the_date_line_and_one_at_the_pole(alice: int, now: datetime) -> None:
    suva = {"text": "Suva", "locality": "Suva", "country": "FJ", "latitude": -18.14, "longitude": 178.44}
    taveuni = {"text": "Taveuni", "locality": "Taveuni", "country": "FJ", "latitude": -16.85, "longitude": -179.97}
    svalbard = {"text": "Ny-Ålesund", "locality": "Ny-Ålesund", "country": "NO", "latitude": 78.93, "longitude": 11.93}
    add(alice, "Taveuni", places=[taveuni])
    add(alice, "Suva", places=[suva])
    add(alice, "Arctic", places=[svalbard])
    assert set(titles(alice, now, place="Suva", radius=250)) == {"Taveuni", "Suva"}
    assert titles(alice, now, place="Longyearbyen", radius=150) == ["Arctic"]


def test_several_places_count_each(alice: int, now: datetime) -> None:
    add(alice, "Two offices", places=[LYON, POTSDAM])
    add(alice, "Two offices, one unknown", places=[{"text": "Somewhere"} | {"country": ""}, LYON])
    assert titles(alice, now, place="Berlin") == ["Two offices"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ("Berlin, Lyon", {"Berlin", "Lyon", "From Germany", "From France"}),
        ("Lyon or Berlin", {"Berlin", "Lyon", "From Germany", "From France"}),
        ("Potsdam / Norway", {"Berlin", "Oslo", "From Germany"}),
        ("Benelux or Nordics", {"Oslo"}),
        ("Berlin, Germany", {"Berlin", "From Germany"}),
        ("Lyon or Zzyzzx", {"Lyon", "Zzyzzx", "From France"}),
        ("Remote Germany", {"From Germany"}),
        ("remote, Berlin or Lyon", {"From Germany", "From France"}),
        ("Berlin (remote)", {"From Germany"}),
        ("Remote in France", {"From France"}),
        ("Remote", {"From Germany", "From France"}),
        ("Lyon or remote", {"Lyon", "From Germany", "From France"}),
        ("Trinidad and Tobago", set()),
    ],
)
def test_any_of_several_places_will_do(alice: int, now: datetime, place: str, expected: set[str]) -> None:
    oslo = {"text": "Oslo", "locality": "Oslo", "country": "NO", "latitude": 59.91, "longitude": 10.75}
    unknown = {"text": "Zzyzzx", "country": ""}
    for title, where in (("Berlin", BERLIN), ("Lyon", LYON), ("Oslo", oslo), ("Zzyzzx", unknown)):
        add(alice, title, places=[where])
    for title, code in (("From Germany", "DE"), ("From France", "FR")):
        add(alice, title, places=[], workplace="remote", remote_regions=[code])
    page = openings.page(alice, JobsQuery(place=place), now)
    assert {row.title for row in page.rows} == expected
    unread = "“Zzyzzx” is not in the table of places: searched in the words of the ads."
    assert page.notes == ([unread] if "Zzyzzx" in place else [])


def test_an_opening_in_every_country_can_be_stored(alice: int, now: datetime) -> None:
    """The filters' index holds the lists; an index entry has a largest size."""
    everywhere = [first + second for first in "ABCDEFGHIJ" for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    assert len(everywhere) > 250
    add(alice, "All", remote_regions=everywhere, countries=everywhere, workplace="remote", places=[])
    assert titles(alice, now, place="Germany") == ["All"]


@pytest.mark.parametrize("signs", ["-", "🙂", "(((", "\\", "%_%"])
def test_signs_without_a_word_are_left_out_and_that_is_said(alice: int, now: datetime, signs: str) -> None:
    add(alice, "The nurse")
    page = openings.page(alice, JobsQuery(q=signs), now)
    assert page.shown == 1
    assert page.notes[0] == f"“{signs}” holds no word that can be searched for, so it is left out."


def test_a_sign_that_belongs_to_a_word_is_part_of_it(alice: int, now: datetime) -> None:
    add(alice, "Truck Driver (C+E)")
    add(alice, "C# Developer", skills=[skills.find("C#")])
    add(alice, "Engineer (C++)")
    add(alice, "Software engineer", body="You know C and C++.", skills=[skills.find("C++")])
    assert set(titles(alice, now, q="C++")) == {"Engineer (C++)", "Software engineer"}
    assert titles(alice, now, q='"c# developer"') == titles(alice, now, q="C#") == ["C# Developer"]
    assert titles(alice, now, q="engineer C++ know") == ["Software engineer"]
    assert len(titles(alice, now, q="C")) == 4
    page = openings.page(alice, JobsQuery(q="driver or C#"), now)
    assert (page.shown, page.notes[0].startswith("“C#” is searched for without its sign")) == (4, True)


def test_one_stemmer_s_refusal_is_no_other_s(alice: int, now: datetime) -> None:
    """`-bridges` must not find an English ad for bridges because another language does not stem the word."""
    add(alice, "Builder of a bridge", search_config="english")
    add(alice, "Builder", search_config="english")
    assert titles(alice, now, q="builder -bridges") == ["Builder"]


def test_counts_tell_closed_saved_and_hidden_apart(alice: int, bob: int, now: datetime) -> None:
    shown = add(alice, "Shown")
    saved, closed, hidden_closed = add(alice, "Saved", score=None), add(alice, "Closed", score=None), add(alice, "Gone")
    openings.save(alice, saved, now)
    openings.hide(alice, closed, now)
    with db.transaction() as session:
        session.execute(
            text("update opening set state = 'closed' where id = any(:ids)"), {"ids": [closed, hidden_closed]}
        )
    page = openings.page(alice, JobsQuery(), now)
    assert (page.live, page.closed, page.shown, page.saved, page.hidden, page.unscored) == (2, 2, 2, 1, 1, 1)
    assert [row.id for row in page.rows] == [shown, saved]
    assert openings.page(alice, JobsQuery(view="all", closed=True), now).shown == 3


def test_every_page_of_every_order_is_total(alice: int, now: datetime) -> None:
    for number in range(30):
        add(alice, f"Plumber {number}", score=number % 3, salary_maximum_eur=None if number % 2 else 40_000)
    for query in ({"sort": "newest"}, {"sort": "salary"}, {"q": "plumber"}, {"workplace": ["unknown"]}):
        first, last = (openings.page(alice, JobsQuery.model_validate(query | {"page": n}), now) for n in (1, 9))
        assert (first.shown, first.pages, len(first.rows), len(last.rows)) == (30, 2, 25, 5), query
        assert len({row.id for row in [*first.rows, *last.rows]}) == 30


@pytest.mark.parametrize("extension", ["unaccent", "pg_trgm"])
def test_without_an_extension_search_says_so_and_works(
    alice: int, now: datetime, extension: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening_words, "_present", set())  # as in a process that has not seen it yet
    add(alice, "Plumber", search_config="english")
    with db.transaction() as session:
        session.execute(text(f"drop extension {extension}"))
    assert titles(alice, now, q="plumbers") == ["Plumber"]
    notes = openings.page(alice, JobsQuery(q="plumbxrs"), now).notes
    assert any(f"lacks the extension `{extension}`" in note for note in notes)
