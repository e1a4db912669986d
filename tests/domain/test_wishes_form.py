import pytest

from career_copilot.data import rates
from career_copilot.domain import wished_places
from career_copilot.domain import wishes_form as form
from career_copilot.domain.gazetteer import suggest
from career_copilot.domain.posting import EmploymentType, Place, SalaryPeriod, Workplace
from career_copilot.domain.wishes import Wish, WishedPlace, Wishes
from career_copilot.domain.wishes_checking import check
from career_copilot.errors import InvalidInputError


def test_words_are_added_once_and_several_at_a_time() -> None:
    wishes = form.with_word(form.with_word(Wishes(), "titles", "Nurse, Charge nurse"), "titles", " nurse ,")
    assert wishes.titles == ["Nurse", "Charge nurse"]
    assert form.without_word(wishes, "titles", "Nurse").titles == ["Charge nurse"]


def test_one_entry_names_nothing_twice_and_is_taken_whole_or_not_at_all() -> None:
    assert form.with_word(Wishes(avoid=["Sales"]), "avoid", "a, A,a , cold  calling,sales").avoid == [
        "Sales",
        "a",
        "cold calling",
    ]
    long = ", ".join(f"Charge nurse of ward {number}" for number in range(40))
    assert len(form.with_word(Wishes(), "titles", long).titles) == 40
    for text in ("x" * 121, f"Nurse, {'x' * 121}", ",".join(map(str, range(51)))):
        with pytest.raises(InvalidInputError, match="At most"):
            form.with_word(Wishes(), "titles", text)


@pytest.mark.parametrize("name", ["hard", "places", "model_config", ""])
def test_only_lists_of_words_take_words(name: str) -> None:
    with pytest.raises(InvalidInputError):
        form.with_word(Wishes(), name, "x")


def test_a_choice_is_switched_on_and_off_and_keeps_its_order() -> None:
    wishes = form.toggled(form.toggled(Wishes(), "workplaces", "on_site"), "workplaces", "remote")
    assert wishes.workplaces == [Workplace.REMOTE, Workplace.ON_SITE]
    assert form.toggled(wishes, "workplaces", "remote").workplaces == [Workplace.ON_SITE]
    with pytest.raises(InvalidInputError):
        form.toggled(Wishes(), "workplaces", "moon")
    with pytest.raises(InvalidInputError):
        form.toggled(Wishes(), "hard", "places")


def test_every_choice_on_screen_can_be_chosen() -> None:
    offered = {
        "workplaces": form.WORKPLACES,
        "employment_types": form.EMPLOYMENT_TYPES,
        "seniorities": form.SENIORITIES,
    }
    for name, choices in offered.items():
        for value in choices:
            assert getattr(form.toggled(Wishes(), name, value), name) == [value]


def test_a_city_has_a_radius_and_a_country_counts_as_a_whole() -> None:
    wishes = wished_places.with_place(Wishes(), suggest("Rotterdam")[0])
    wishes = wished_places.with_place(wishes, next(one for one in suggest("Belgium") if not one.locality))
    city, country = form.view(wishes).places
    assert (city.text, city.detail, city.radius_km, city.extent) == ("Rotterdam", "The Netherlands", 50, "")
    assert (country.text, country.extent) == ("Belgium", "whole country")
    without_article = form.view(Wishes(places=[WishedPlace(text="Netherlands", country="NL", radius_km=0)])).places[0]
    assert (without_article.detail, without_article.extent) == ("", "whole country")
    assert form.view(wished_places.with_radius(wishes, 0, 100)).places[0].radius_km == 100
    assert wished_places.with_place(wishes, suggest("Rotterdam")[0]) == wishes
    assert [one.text for one in wished_places.without_place(wishes, 0).places] == ["Belgium"]
    assert check(wishes) == wishes


def test_a_suggested_place_gets_its_position_and_what_is_unknown_stays_a_name() -> None:
    places = [WishedPlace(text="Rotterdam", country="NL"), WishedPlace(text="Nowhere at all")]
    city, name = wished_places.placed(Wishes(places=places)).places
    assert (city.text, city.country, city.radius_km, city.latitude is not None) == ("Rotterdam", "NL", 50, True)
    assert name == places[1]
    assert form.view(Wishes(places=[name])).places[0].extent == "where an ad names it"
    town = WishedPlace(text="Oberammergau", country="DE", radius_km=0)
    assert form.view(Wishes(places=[town])).places[0].extent == "where an ad names it"
    assert form.view(Wishes(places=[WishedPlace(text="Deutschland", country="DE")])).places[0].extent == "whole country"


def test_a_region_of_a_country_counts_as_a_whole() -> None:
    wishes = wished_places.with_place(Wishes(), suggest("Bavaria")[0])
    assert wishes.places == [WishedPlace(text="Bavaria", country="DE", region="Bavaria", radius_km=0)]
    assert form.view(wishes).places[0] == form.PlaceView(
        text="Bavaria", detail="Germany", radius_km=0, extent="whole region"
    )
    assert wished_places.with_place(wishes, suggest("Bayern")[0]) == wishes
    assert wished_places.placed(Wishes(places=[WishedPlace(text="Bayern, Deutschland")])) == wishes
    assert check(wishes) == wishes


def test_a_radius_that_is_not_offered_is_refused() -> None:
    with pytest.raises(InvalidInputError):
        wished_places.with_radius(wished_places.with_place(Wishes(), suggest("Rotterdam")[0]), 0, 999_999)


def test_suggestions_of_namesakes_differ_in_words() -> None:
    found = [wished_places.suggestion(place) for place in suggest("Birmingham", 20)]
    assert len(found) >= 2
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("typed", "floor"),
    [
        ("65000", 65000),
        ("65,000", 65000),
        ("65.000", 65000),
        ("65 000", 65000),
        ("65k", 65000),
        ("1.5k", 1500),
        ("60000.00", 60000),
        ("65 k", 65000),
        ("", None),
        ("0", 0),
    ],
)
def test_a_salary_floor_as_people_write_it(typed: str, floor: int | None) -> None:
    wishes = form.with_salary(Wishes(), typed, "CHF", "month")
    assert (wishes.salary_floor, wishes.salary_currency, wishes.salary_period) == (floor, "CHF", SalaryPeriod.MONTH)


@pytest.mark.parametrize(
    "typed", ["-5", "12,5", "60000.50", "1.2345k", "$65k", "6 5", "a lot", "6e5", "٦٥", "99999999999"]
)
def test_a_salary_floor_that_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError, match="whole number"):
        form.with_salary(Wishes(), typed, "EUR", "year")


def test_every_currency_offered_can_be_compared() -> None:
    assert [code for code in form.CURRENCIES if rates.per_euro(code) is None] == []


def test_a_language_is_there_once_with_its_last_level() -> None:
    wishes = form.with_language(form.with_language(Wishes(), "de", "B1"), "de", "C1")
    assert [(one.name, one.level) for one in form.view(wishes).languages] == [("German", "C1")]
    assert form.without_language(wishes, "de").languages == []
    with pytest.raises(InvalidInputError):
        form.with_language(Wishes(), "xx", "B1")
    with pytest.raises(InvalidInputError):
        form.with_language(Wishes(), "de", "fluent")


def test_a_permit_is_a_country_or_the_union() -> None:
    wishes = form.with_permit(form.with_permit(Wishes(), "EU"), "CH")
    assert [one.name for one in form.view(wishes).permits] == ["European Union", "Switzerland"]
    assert form.without_permit(wishes, "EU").work_permits == ["CH"]
    with pytest.raises(InvalidInputError):
        form.with_permit(Wishes(), "XX")


def test_a_wish_is_hard_or_soft_as_the_person_says() -> None:
    wishes = form.with_hard(Wishes(), "salary", True)
    assert wishes.hard == [Wish.PERMIT, Wish.LANGUAGES, Wish.SALARY]
    assert form.with_hard(form.with_hard(wishes, "salary", True), "salary", False).hard == Wishes().hard
    assert form.with_hard(wishes, "languages", False).hard == [Wish.PERMIT, Wish.SALARY]
    with pytest.raises(InvalidInputError):
        form.with_hard(Wishes(), "everything", True)


def test_permit_and_languages_are_a_must_until_the_person_says_otherwise() -> None:
    assert form.view(Wishes()).hard == ["permit", "languages"]
    assert Wishes.model_validate({"hard": []}).hard == []


def test_two_versions_show_what_differs() -> None:
    mine = form.with_salary(Wishes(titles=["Nurse"]), "4000", "EUR", "month")
    theirs = Wishes(titles=["Nurse"], employment_types=[EmploymentType.PART_TIME], hard=[Wish.SALARY])
    found = {one.where: (one.mine, one.theirs) for one in form.differences(mine, theirs)}
    assert found == {
        "Salary floor": ("4000 EUR a month", ""),
        "Employment type": ("", "Part time"),
        "Must": ("Work permit, Languages", "Salary floor"),
    }


def test_a_country_is_named_once_and_a_chosen_city_replaces_one_without_position() -> None:
    given = Wishes(places=[WishedPlace(text="Berlin, Germany", country="DE"), WishedPlace(text="Leiden", country="NL")])
    assert form.view(given).places[0].detail == ""
    city = Place(text="Leiden", locality="Leiden", country="NL", latitude=52.16, longitude=4.49)
    chosen = wished_places.with_place(given, city)
    assert [(one.text, one.latitude) for one in chosen.places] == [("Berlin, Germany", None), ("Leiden", 52.16)]
    assert wished_places.with_place(chosen, city) == chosen
    assert wished_places.placed(given).places[0].latitude is not None


def test_a_region_of_the_world_is_a_place_with_all_its_countries() -> None:
    wishes = wished_places.with_place(Wishes(), suggest("Nordics")[0])
    shown = form.view(wishes).places[0]
    assert (shown.text, shown.extent, shown.detail) == ("Nordic countries", "all its countries", "")
    assert check(wishes) == wishes
