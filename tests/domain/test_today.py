"""The arrangement of the Today page: any actions leave each widget at most once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from career_copilot.domain.today import (
    DEFAULT_ARRANGEMENT,
    WIDGET_NAMES,
    Arrangement,
    Placed,
    Widget,
    added,
    moved,
    put,
    removed,
    sized,
)

A, B, C = Widget.TODAY, Widget.PIPELINE, Widget.GOALS
ABC = Arrangement(placed=[Placed(widget=A), Placed(widget=B, wide=True), Placed(widget=C)])


def test_everything_stands_there_at_first_and_has_a_name() -> None:
    assert DEFAULT_ARRANGEMENT.absent == []
    assert set(WIDGET_NAMES) == set(Widget)


@pytest.mark.parametrize(
    ("widget", "by", "expected"),
    [(A, 1, [B, A, C]), (A, -1, [A, B, C]), (C, 1, [A, B, C]), (C, -2, [C, A, B]), (B, 9, [A, C, B])],
)
def test_moved(widget: Widget, by: int, expected: list[Widget]) -> None:
    assert moved(ABC, widget, by).widgets == expected


@pytest.mark.parametrize(
    ("widget", "target", "expected"),
    [(A, C, [B, C, A]), (C, A, [C, A, B]), (A, B, [B, A, C]), (B, B, [A, B, C]), (A, Widget.ODDS, [A, B, C])],
)
def test_put_in_the_place_of_another(widget: Widget, target: Widget, expected: list[Widget]) -> None:
    assert put(ABC, widget, target).widgets == expected


def test_a_widget_keeps_its_size_wherever_it_goes() -> None:
    assert put(ABC, B, A).placed[0] == Placed(widget=B, wide=True)


def test_removed_and_added_it_stands_at_the_end() -> None:
    without = removed(ABC, A)
    assert (without.widgets, A in without.absent) == ([B, C], True)
    assert added(without, A).widgets == [B, C, A]
    assert added(ABC, A) == ABC


def test_sized() -> None:
    assert [each.wide for each in sized(ABC, C, True).placed] == [False, True, True]


def test_a_widget_twice_is_refused() -> None:
    with pytest.raises(ValidationError):
        Arrangement(placed=[Placed(widget=A), Placed(widget=A)])


WIDGETS = st.sampled_from(list(Widget))
STEPS = st.one_of(
    st.tuples(st.sampled_from([added, removed]), st.tuples(WIDGETS)),
    st.tuples(st.just(sized), st.tuples(WIDGETS, st.booleans())),
    st.tuples(st.just(moved), st.tuples(WIDGETS, st.integers(-12, 12))),
    st.tuples(st.just(put), st.tuples(WIDGETS, WIDGETS)),
)


@given(st.lists(STEPS, max_size=12))
def test_no_action_loses_or_doubles_another_widget(steps: list) -> None:  # type: ignore[type-arg]
    arrangement = DEFAULT_ARRANGEMENT
    for step, arguments in steps:
        before, arrangement = arrangement, step(arrangement, *arguments)
        assert sorted([*arrangement.widgets, *arrangement.absent]) == sorted(Widget)
        rest = [widget for widget in before.widgets if widget is not arguments[0]]
        assert [widget for widget in arrangement.widgets if widget is not arguments[0]] == rest
