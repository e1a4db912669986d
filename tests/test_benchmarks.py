"""The harness of the benchmarks: names choose figures, percentiles are what they say."""

import json
from types import ModuleType

import pytest

from benchmarks import running
from benchmarks.figure import Figure, percentile


@pytest.mark.parametrize(("share", "expected"), [(0.5, 5), (0.95, 10), (0.9, 9), (0.91, 10), (0.1, 1), (0.01, 1)])
def test_a_percentile_is_a_value_that_was_measured(share: float, expected: int) -> None:
    assert percentile([10, 9, 8, 7, 6, 5, 4, 3, 2, 1], share) == expected


def test_every_module_s_figures_carry_its_name() -> None:
    for module, names in running.chosen([]).items():
        topic = module.__name__.rpartition(".")[2]
        assert names
        assert all(name.partition(".")[0] == topic for name in names)


def test_a_topic_or_a_full_name_chooses() -> None:
    assert list(running.chosen(["start"]).values()) == [["start.fresh_s", "start.later_s"]]
    assert list(running.chosen(["start.later_s"]).values()) == [["start.later_s"]]


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"no such figure: start\.never"):
        running.chosen(["start.never"])


def test_a_figure_is_one_line_of_json_and_a_missing_one_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    module = ModuleType("benchmarks.a")
    module.run = lambda names, recordings: iter([Figure("a.b", 1.5, "s", 3, "x")])  # type: ignore[attr-defined]
    monkeypatch.setattr(running, "chosen", lambda words: {module: ["a.b", "a.c"]})
    assert running.main([]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out) == {"figure": "a.b", "value": 1.5, "unit": "s", "n": 3, "note": "x"}
    assert said.err == "benchmarks: a.c was not measured\n"
