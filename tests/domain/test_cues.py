"""Phrases are found where they stand, whatever gate is in front of the search."""

import pytest

from career_copilot.domain import cues

PHRASES = ("a plus", "u.s. person", "$", "bac+", "jährige")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SQL is A PLUS, German a plus", [(7, "a plus"), (22, "a plus")]),
        ("Bac+5, 3-jährige Praxis, $10", [(0, "bac+"), (9, "jährige"), (25, "$")]),
        ("U.S. Persons only; surplus", [(0, "u.s. person")]),
        ("İ makes small letters longer: a plus", [(30, "a plus")]),
        ("nothing", []),
    ],
)
def test_phrases_are_found_where_they_stand(text: str, found: list[tuple[int, str]]) -> None:
    assert sorted(cues.places(text, PHRASES)) == found


def test_a_phrase_found_again_nearby_may_be_passed_over() -> None:
    assert sorted(cues.places("a plus a plus and a plus", ("a plus",), apart=10)) == [(0, "a plus"), (18, "a plus")]
