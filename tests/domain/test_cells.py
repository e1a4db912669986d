"""Cells are safe in a spreadsheet and come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_copilot.domain import cells
from career_copilot.domain.applications import tidy_tags

ITEMS = st.lists(st.text(min_size=1, max_size=12), max_size=5)


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-5", "@sum(a1)", "\t=1", "'=1", "''@x"])
def test_what_begins_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert cells.guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Nurse", "'quoted'", "", "a=b", "’tis"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert cells.guarded(text) == cells.unguarded(text) == text


@given(st.text())
def test_guarding_is_undone_exactly(text: str) -> None:
    assert cells.unguarded(cells.guarded(text)) == text
    assert cells.guarded(text)[:1] not in tuple("=+-@\t\r")


@given(ITEMS)
def test_joined_words_come_apart_again(items: list[str]) -> None:
    tags = [" ".join(item.split()) for item in items if item.strip()]
    assert cells.split(cells.joined(tags)) == tags or cells.split(cells.joined(tags)) == [t.strip() for t in tags]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("remote, nights", ["remote", "nights"]),
        ("remote;nights;", ["remote", "nights"]),
        ('"Berlin, Mitte", part time', ["Berlin, Mitte", "part time"]),
        ('"never closed, x', ['"never closed', "x"]),
        ("", []),
    ],
)
def test_lists_of_others(cell: str, expected: list[str]) -> None:
    assert cells.split(cell) == expected


def test_tags_survive() -> None:
    tags = tidy_tags(["a, b", 'say "hi"', "c;d"])
    assert cells.split(cells.joined(tags)) == tags
