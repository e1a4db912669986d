"""Rates with their uncertainty: intervals instead of bare percentages, and odds by score band that borrow strength.

A rate k of n is shown with the 80 % Jeffreys interval (the middle of Beta(k + ½, n − k + ½)), and not at all below `FLOOR`.
Odds by band are Beta-binomial with shrinkage (Gelman et al., Bayesian Data Analysis, chapter 5): the bands' rates are draws
from one Beta whose mean and spread the data decide, so that a band with three applications says little more than all of them
together, and more the more the bands differ. Everything is summed over a grid of shares: no sampling, the same every time."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FLOOR = 5
"""Fewer applications than this say nothing: no figure is shown."""
LEVEL = 0.8
BANDS = ((0, 39), (40, 54), (55, 69), (70, 84), (85, 100))
"""Scores from … to …, both included."""
_SHARES = (np.arange(1000) + 0.5) / 1000
_MEANS = (np.arange(40) + 0.5) / 40
_STRENGTHS = np.array([1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0])  # in applications; each as likely as the next


@dataclass(frozen=True, slots=True)
class Rate:
    """`k` of `n`; `middle`, `low` and `high` are shares from 0 to 1, None below `FLOOR`."""

    k: int
    n: int
    middle: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """The odds of one band of scores."""

    low_score: int
    high_score: int
    rate: Rate


def rate(k: int, n: int) -> Rate:
    """The share k/n with its Jeffreys interval, which reaches to 0 when k is 0 and to 1 when k is n. Raises ValueError
    unless 0 <= k <= n."""
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n} is no share")
    if n < FLOOR:
        return Rate(k, n)
    low, high = _middle(_normal(_beta(k + 0.5, n - k + 0.5)))
    return Rate(k, n, k / n, 0.0 if k == 0 else low, 1.0 if k == n else high)


def odds_by_band(results: Sequence[tuple[int, bool]]) -> list[Band]:
    """From (score, whether it came to that) of the applications that are decided: the odds of each band, without figures
    where it has fewer than `FLOOR`. Applications in flight must be left out before: they are no failures yet."""
    counts = []
    for low, high in BANDS:
        here = [hit for score, hit in results if low <= score <= high]
        counts.append((sum(here), len(here)))
    rates = _shrunken(counts)
    return [Band(low, high, found) for (low, high), found in zip(BANDS, rates, strict=True)]


@lru_cache(maxsize=1)
def _priors() -> NDArray[np.float64]:
    """float64[means × strengths, shares]: each Beta that the bands' rates may come from."""
    means, strengths = (grid.ravel() for grid in np.meshgrid(_MEANS, _STRENGTHS))
    return _normal(_beta((means * strengths)[:, None], ((1 - means) * strengths)[:, None]))


def _shrunken(counts: Sequence[tuple[int, int]]) -> list[Rate]:
    """Each band's share given all bands."""
    priors = _priors()
    likelihoods = np.stack([_beta(k + 1.0, n - k + 1.0) for k, n in counts])
    evidence = priors @ likelihoods.T  # of each band under each prior
    logs = np.log(evidence).sum(1)
    weights = np.exp(logs - logs.max())[:, None] / evidence
    found = []
    for (k, n), shares in zip(counts, _normal((weights.T @ priors) * likelihoods), strict=True):
        low, high = _middle(shares)
        found.append(Rate(k, n, float(shares @ _SHARES), low, high) if n >= FLOOR else Rate(k, n))
    return found


def _beta(a: float | NDArray[np.float64], b: float | NDArray[np.float64]) -> NDArray[np.float64]:
    """Beta(a, b) over the grid, up to a factor."""
    logs = (a - 1) * np.log(_SHARES) + (b - 1) * np.log1p(-_SHARES)
    found: NDArray[np.float64] = np.exp(logs - logs.max(-1, keepdims=True))
    return found


def _normal(weights: NDArray[np.float64]) -> NDArray[np.float64]:
    found: NDArray[np.float64] = weights / weights.sum(-1, keepdims=True)
    return found


def _middle(weights: NDArray[np.float64]) -> tuple[float, float]:
    """The middle `LEVEL` of a distribution over the grid."""
    edges = np.concatenate(([0.0], np.cumsum(weights)))
    low, high = np.interp([(1 - LEVEL) / 2, (1 + LEVEL) / 2], edges, np.arange(len(edges)) / len(_SHARES))
    return float(low), float(high)
