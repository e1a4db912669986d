"""Intervals and odds: right against an independent implementation, honest in simulation."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from career_copilot.domain.odds import BANDS, FLOOR, LEVEL, odds_by_band, rate


@pytest.mark.parametrize(("k", "n"), [(1, 6), (3, 40), (90, 100), (12, 24)])
def test_the_interval_is_the_one_of_scipy(k: int, n: int) -> None:
    found = rate(k, n)
    assert (found.low, found.high) == pytest.approx(beta.interval(LEVEL, k + 0.5, n - k + 0.5), abs=1e-3)


def test_too_few_applications_say_nothing() -> None:
    few = rate(2, FLOOR - 1)
    assert (few.k, few.n, few.middle, few.low, few.high) == (2, FLOOR - 1, None, None, None)


def test_none_of_many_reaches_down_to_nothing_and_all_up_to_everything() -> None:
    assert rate(0, 20).low == 0
    assert rate(20, 20).high == 1


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3)])
def test_a_share_above_all_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="is no share"):
        rate(k, n)


@given(st.integers(FLOOR, 300).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate(kn: tuple[int, int]) -> None:
    found = rate(*kn)
    assert found.middle is not None
    assert 0 <= (found.low or 0) <= found.middle <= (found.high or 0) <= 1


def test_a_small_band_is_drawn_to_the_overall_rate() -> None:
    results = [(90, True)] * 5 + [(60, False)] * 95
    best = next(band.rate for band in odds_by_band(results) if band.low_score == 85)
    assert best.middle is not None
    assert 0.3 < best.middle < 0.95  # 5 of 5, but only five, where none of 95 is usual


def test_bands_cover_every_score_once() -> None:
    assert [score for low, high in BANDS for score in range(low, high + 1)] == list(range(101))


def test_a_band_with_few_shows_nothing_and_still_informs_the_others() -> None:
    bands = odds_by_band([(90, True)] * 4 + [(60, False)] * 20)
    assert [band.rate.middle is None for band in bands] == [True, True, False, True, True]


@pytest.mark.parametrize(("slope", "spread"), [(0.0, 0.0), (0.5, 0.4), (1.0, 0.5)])
def test_the_intervals_hold_the_truth_as_often_as_they_say(slope: float, spread: float) -> None:
    """200 people whose chance of a reply depends on the score not at all, a little, or much."""
    chance = np.random.default_rng(20261128)
    inside = shown = 0
    for _ in range(200):
        base, rise = chance.beta(2, 8), chance.normal(slope, spread)
        truth = [1 / (1 + np.exp(-(np.log(base / (1 - base)) + rise * (at - 2)))) for at in range(len(BANDS))]
        results = [
            (int(chance.integers(low, high + 1)), bool(chance.random() < share))
            for (low, high), share in zip(BANDS, truth, strict=True)
            for _ in range(chance.integers(0, 40))
        ]
        for band, share in zip(odds_by_band(results), truth, strict=True):
            if band.rate.low is not None and band.rate.high is not None:
                shown += 1
                inside += band.rate.low <= share <= band.rate.high
    assert shown > 500
    assert inside / shown >= 0.76
