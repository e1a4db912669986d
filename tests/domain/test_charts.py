"""Charts as geometry: everything is inside, in proportion, and can be pressed."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from career_copilot.domain import charts
from career_copilot.domain.charts import NARROW, WIDE, Bar, Drawing, Span, fitted, ticks_to
from career_copilot.domain.sankey import Flow, Node, sankey

WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])
NAMES = st.text(max_size=60)


def numbers(d: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+\.?\d*", d)]


def starts_inside(drawing: Drawing) -> bool:
    starts = [numbers(outline.d)[:2] for outline in drawing.outlines]
    words = [(label.x, label.y) for label in drawing.labels]
    return all(-1 <= x <= drawing.width + 1 and -1 <= y <= drawing.height + 1 for x, y in [*starts, *words])


@WIDTHS
def test_bars_are_as_long_as_their_counts(width: int) -> None:
    drawing = charts.bars([Bar("a", "Applied", 40, "40"), Bar("b", "Replied", 10, "10")], width)
    long, short = (numbers(outline.d)[2] for outline in drawing.outlines)
    assert long == pytest.approx(4 * short, rel=0.02)
    assert starts_inside(drawing)
    assert [(target.key, target.name) for target in drawing.targets] == [("a", "Applied: 40"), ("b", "Replied: 10")]


@WIDTHS
@given(st.lists(st.tuples(NAMES, st.integers(0, 10**6)), max_size=40))
def test_whatever_is_counted_is_inside(width: int, counts: list[tuple[str, int]]) -> None:
    bars = [Bar(str(at), name, count, f"{count}") for at, (name, count) in enumerate(counts)]
    assert starts_inside(charts.bars(bars, width))
    assert starts_inside(charts.columns(bars, width))


@WIDTHS
def test_a_span_lies_on_its_scale(width: int) -> None:
    drawing = charts.spans([Span("a", "Lever", 0.25, 0.5, 0.75, "25–75 %")], charts.share_ticks(), width)
    quarter, half, three = (numbers(outline.d)[0] for outline in drawing.outlines[1:4])
    line, dot = drawing.outlines[5:]
    assert numbers(line.d)[0] == pytest.approx(quarter, abs=0.11)
    assert numbers(line.d)[2] == pytest.approx(three - quarter, abs=0.2)
    assert numbers(dot.d)[0] + 5 == pytest.approx(half, abs=0.11)


def test_too_little_is_said_in_words_and_not_drawn() -> None:
    drawing = charts.spans([Span("a", "Lever", None, None, None, "2 more needed")], charts.share_ticks(), WIDE)
    assert {outline.look for outline in drawing.outlines} == {"grid"}
    assert "2 more needed" in [label.text for label in drawing.labels]


def test_many_columns_name_only_as_many_as_there_is_room_for() -> None:
    bars = [Bar(str(at), f"{at} Nov", at, "") for at in range(53)]
    named = [label for label in charts.columns(bars, NARROW).labels if "tick" in label.look]
    assert 3 <= len(named) <= 6


@WIDTHS
@pytest.mark.parametrize("name", ["4 Nov", "24 Nov", "Nov 2026"])
@pytest.mark.parametrize("count", [1, 2, 7, 13, 49, 60, 120])
def test_names_of_columns_do_not_run_into_each_other(width: int, name: str, count: int) -> None:
    drawing = charts.columns([Bar(str(at), name, 1, "") for at in range(count)], width)
    long, shift = len(name) * 5.8, {"start": 0.0, "middle": 0.5, "end": 1.0}
    lefts = [label.x - long * shift[label.look.split()[1]] for label in drawing.labels if "tick" in label.look]
    assert all(left + long <= following for left, following in pairwise(lefts))


@pytest.mark.parametrize(("most", "last"), [(0.4, 2), (1, 2), (4.2, 5), (12, 15), (31, 40), (99, 100), (900, 1000)])
def test_ticks_are_round_and_reach_the_most(most: float, last: int) -> None:
    ticks = ticks_to(most, "days")
    assert ticks[0][0] == 0
    assert ticks[-1] == (last, f"{last:,} days")
    assert 2 < len(ticks) <= 6


@pytest.mark.parametrize(
    ("text", "room", "shown"),
    [
        ("Lever", 100, "Lever"),
        ("A very long name of a board", 60, "A very l…"),
        ("求人求人求人", 40, "求人…"),
        ("", 10, ""),
    ],
)
def test_a_name_is_cut_to_its_room(text: str, room: float, shown: str) -> None:
    assert fitted(text, room) == shown


NODES = [
    Node("a", "Applied", 0, 10),
    Node("s", "Screening", 1, 4),
    Node("r", "Rejected", 9, 3),
    Node("w", "Waiting", 9, 7),
]
FLOWS = [Flow("as", "Applied", "Screening", 4), Flow("aw", "Applied", "Waiting", 6), Flow("sr", "Screening", "Rejected", 3),
         Flow("sw", "Screening", "Waiting", 1)]  # fmt: skip


@WIDTHS
def test_flows_are_as_wide_as_their_counts_and_fill_their_nodes(width: int) -> None:
    drawing = sankey(NODES, FLOWS, width)
    assert starts_inside(drawing)
    thick = {t.key: float(re.search(r"v([\d.]+)C", t.d)[1]) for t in drawing.targets if "v" in t.d and "C" in t.d}  # type: ignore[index]
    tall = {t.key: numbers(t.d)[3] for t in drawing.targets if "C" not in t.d}
    assert thick["as"] + thick["aw"] == pytest.approx(tall["a"], abs=0.3)
    assert thick["sr"] + thick["sw"] == pytest.approx(tall["s"], abs=0.3)
    assert thick["aw"] == pytest.approx(1.5 * thick["as"], rel=0.02)


@WIDTHS
@pytest.mark.parametrize("open_stages", [1, 2, 3, 4])
def test_labels_of_a_sankey_do_not_run_into_each_other(width: int, open_stages: int) -> None:
    names = ["Applied", "Screening", "Interview", "Offer"][:open_stages]
    nodes = [Node(name, name, at, 400 - 100 * at) for at, name in enumerate(names)]
    ends = [Node(name, name, 9, 100) for name in ("Accepted", "Declined", "Withdrawn", "Waiting")]
    flows = [Flow(f"{a.key}{b.key}", a.name, b.name, 100) for a, b in pairwise([*nodes, ends[0]])]
    labels = sankey([*nodes, *ends], flows, width).labels
    spots = sorted((label.y, label.x - len(label.text) * 6.2 * ("end" in label.look), label.text) for label in labels)
    for (y, x, text), (next_y, next_x, _) in pairwise(spots):
        assert next_y != y or x + len(text) * 6.2 <= next_x


def test_a_single_application_flows_too() -> None:
    drawing = sankey(
        [Node("a", "Applied", 0, 1), Node("w", "Waiting", 9, 1)], [Flow("aw", "Applied", "Waiting", 1)], NARROW
    )
    assert [label.text for label in drawing.labels] == ["Applied 1", "Waiting 1"]
    assert sankey([], [], WIDE).outlines == []


def test_columns_of_a_scale_leave_room_for_what_is_missing() -> None:
    bars = [Bar("1", "1", 50, ""), Bar("2", "2", 25, "")]
    assert charts.columns(bars, NARROW).outlines != charts.columns(bars, NARROW, top=100).outlines
    assert charts.columns(bars, NARROW, top=50) == charts.columns(bars, NARROW)
