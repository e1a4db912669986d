"""The weekly strategy review: what changed, what works, and three things to do. Rules over the person's own rows, without a
model: the same rows give the same review.

*Works* is said only of what stands apart: a value (one source, one résumé, …) against all the others together, when the two
80 % intervals do not touch. Chance alone still does that about once in fifteen comparisons, and the page says so."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from statistics import median

from career_copilot.domain import breakdowns
from career_copilot.domain.breakdowns import AD_AGES, UNKNOWN, Dimension
from career_copilot.domain.figures import share_words
from career_copilot.domain.odds import BANDS, FLOOR, Rate, rate
from career_copilot.domain.outcomes import PATIENCE, Outcome, decided
from career_copilot.domain.pipeline import Stage

WEEK = timedelta(days=7)
GIVEN_UP = timedelta(days=60)
ACTIONS = 3
MOST_FINDINGS = 3
_USUAL_WEEKS = 8
_ENOUGH_SOURCES = 3
_FRESH = frozenset(name for _, oldest, name in AD_AGES if oldest <= 7)


@dataclass(frozen=True, slots=True)
class Change:
    """What happened in the last seven days, and in the seven before."""

    key: str
    name: str
    now: tuple[int, ...]
    before: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A value that does better than all others of its kind together. The ids are those that its rate counts."""

    key: str
    kind: str
    name: str
    ids: tuple[int, ...]
    rate: Rate
    others: tuple[int, ...]
    others_rate: Rate

    @property
    def label(self) -> str:
        return {
            "ad_age": f"Ads of {self.name}",
            "resume": f"Résumé “{self.name}”",
            "source": f"Source: {self.name}",
            "title": f"Titles like “{self.name}”",
            "score": f"Scores of {self.name}",
        }[self.kind]


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do, and why. `ids` are the applications it is about; `route` is where else it is done."""

    key: str
    text: str
    why: str
    ids: tuple[int, ...] = ()
    route: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    changes: tuple[Change, ...]
    findings: tuple[Finding, ...]
    actions: tuple[Action, ...]


def review(outcomes: Sequence[Outcome], overdue: Sequence[int], now: datetime, zone: tzinfo) -> Review:
    """From all that was sent, and the applications with a reminder that is overdue."""
    found = findings(outcomes, now, zone)
    actions = []
    for action in _actions(outcomes, overdue, found, now):
        actions.append(action)
        if len(actions) == ACTIONS:
            break
    return Review(tuple(_changes(outcomes, now)), tuple(found[:MOST_FINDINGS]), tuple(actions))


def findings(outcomes: Sequence[Outcome], now: datetime, zone: tzinfo) -> list[Finding]:
    """What does better than the rest, the widest gap first."""
    known = decided(outcomes, now)
    kinds: list[tuple[str, Callable[[Outcome], str]]] = [
        (str(dimension), lambda one, dimension=dimension: breakdowns.value(one, dimension, zone))  # type: ignore[misc]
        for dimension in (Dimension.AD_AGE, Dimension.RESUME, Dimension.SOURCE, Dimension.TITLE)
    ]
    found = [finding for kind, value in [*kinds, ("score", _band)] for finding in _apart(known, kind, value)]
    return sorted(found, key=lambda one: (-_gap(one.rate, one.others_rate), one.key))


def _apart(known: Sequence[Outcome], kind: str, value: Callable[[Outcome], str]) -> Iterator[Finding]:
    groups: dict[str, list[Outcome]] = {}
    for one in known:
        groups.setdefault(value(one), []).append(one)
    groups.pop(UNKNOWN, None)  # it cannot be chosen
    heard = {one.id for one in known if breakdowns.replied(one)}
    everyone = [one.id for group in groups.values() for one in group]
    for name, group in groups.items():
        if kind == Dimension.AD_AGE and name not in _FRESH:
            continue  # nobody can wait for an ad to age: it may be gone
        ids = tuple(one.id for one in group)
        if not FLOOR <= len(ids) <= len(everyone) - FLOOR:
            continue
        others = tuple(sorted(set(everyone).difference(ids)))
        here, there = _rate(ids, heard), _rate(others, heard)
        if _gap(here, there) > 0:
            yield Finding(f"works/{kind}/{name}", kind, name, ids, here, others, there)


def _rate(ids: Sequence[int], heard: set[int]) -> Rate:
    return rate(len(heard.intersection(ids)), len(ids))


def _gap(better: Rate, worse: Rate) -> float:
    """How far the intervals are apart; not above 0 when they touch."""
    return better.low - worse.high if better.low is not None and worse.high is not None else 0.0


def _band(one: Outcome) -> str:
    if one.score is None:
        return UNKNOWN
    return next(f"{low}–{high}" for low, high in BANDS if low <= one.score <= high)


def _changes(outcomes: Sequence[Outcome], now: datetime) -> Iterator[Change]:
    moments: list[tuple[str, str, Callable[[Outcome], datetime | None]]] = [
        ("sent", "Sent", lambda one: one.applied_at),
        ("replied", "Replies", lambda one: one.replied_at),
        ("interview", "To interview", lambda one: one.first_at(frozenset({Stage.INTERVIEW}))),
        ("offer", "Offers", lambda one: one.first_at(frozenset({Stage.OFFER}))),
        ("rejected", "Rejections", lambda one: one.first_at(frozenset({Stage.REJECTED}))),
    ]
    for key, name, moment in moments:
        weeks: tuple[list[int], list[int]] = ([], [])
        for one in outcomes:
            at = moment(one)
            if at is not None and timedelta(0) <= now - at < 2 * WEEK:
                weeks[(now - at) // WEEK].append(one.id)
        yield Change(f"week/{key}", name, tuple(weeks[0]), tuple(weeks[1]))


def _actions(
    outcomes: Sequence[Outcome], overdue: Sequence[int], found: Sequence[Finding], now: datetime
) -> Iterator[Action]:
    """All that could be done, the most pressing first; the last ones hold for everybody."""
    yield from _waiting(outcomes, overdue, now)
    yield from (_follow(finding) for finding in found[:2])
    yield from _habits(outcomes, now)
    yield Action(
        "do/best", "Look through the best openings of your feed.", "What fits you best is on top.", route="/jobs"
    )
    yield Action(
        "do/sources", "Follow one more company or job board.", "More openings to choose from.", route="/sources"
    )
    yield Action(
        "do/profile", "Read your profile and wishes once more.", "Scores are made from them.", route="/profile"
    )


def _waiting(outcomes: Sequence[Outcome], overdue: Sequence[int], now: datetime) -> Iterator[Action]:
    """What somebody waits for."""
    open_ones = [one for one in outcomes if not one.archived]
    offers = tuple(one.id for one in open_ones if one.stage is Stage.OFFER)
    if offers:
        yield Action("do/offers", f"Answer {_count(offers, 'offer')}.", "Nothing else is as near to a job.", offers)
    if overdue:
        yield Action(
            "do/overdue", f"Finish what is overdue in {_count(overdue, 'application')}.",
            "You asked to be reminded of it.", tuple(overdue),
        )  # fmt: skip
    silent = [one for one in open_ones if one.stage is Stage.APPLIED and not one.replied]
    waiting = tuple(one.id for one in silent if WEEK <= now - one.applied_at < PATIENCE)
    if waiting:
        yield Action(
            "do/follow", f"Follow up on {_count(waiting, 'application')}.",
            "Sent 7 to 30 days ago, and nobody answered yet.", waiting,
        )  # fmt: skip


def _follow(finding: Finding) -> Action:
    """More of what works."""
    texts = {
        "ad_age": f"Answer ads of {finding.name} first.",
        "resume": f"Send “{finding.name}” more often than your other résumés.",
        "source": f"Look for more on {finding.name}.",
        "title": f"Apply to more openings like “{finding.name}”.",
        "score": f"Choose openings with a score of {finding.name}.",
    }
    return Action(f"do/{finding.key}", texts[finding.kind], comparison(finding), finding.ids)


def comparison(finding: Finding) -> str:
    """`34–52 % were answered (18 of 42), of the others 8–15 % (12 of 104).`"""
    here, there = finding.rate, finding.others_rate
    return (
        f"{share_words(here)} were answered ({here.k:,} of {here.n:,}), "
        f"of the others {share_words(there)} ({there.k:,} of {there.n:,})."
    )


def _habits(outcomes: Sequence[Outcome], now: datetime) -> Iterator[Action]:
    """What a search lives on: enough of it, from enough places, and nothing dead on the board."""
    weeks = Counter((now - one.applied_at) // WEEK for one in outcomes if one.applied_at <= now)
    usual = int(median(weeks[at] for at in range(1, _USUAL_WEEKS + 1)))
    recent = tuple(one.id for one in outcomes if timedelta(0) <= now - one.applied_at < WEEK)
    if usual > len(recent):
        yield Action(
            "do/pace", f"Send {usual - len(recent)} more this week.",
            f"You sent {len(recent)} in the last 7 days; usual for you are {usual}.", recent, "/jobs",
        )  # fmt: skip
    known = decided(outcomes, now)
    if len(known) < FLOOR:
        yield Action(
            "do/start", f"Send {max(1, FLOOR - len(outcomes))} more.",
            f"Shares are told from {FLOOR} applications on that are answered or older than 30 days.", route="/jobs",
        )  # fmt: skip
    dead = tuple(
        one.id for one in outcomes
        if one.stage is Stage.APPLIED and not one.archived and not one.replied and now - one.applied_at >= GIVEN_UP
    )  # fmt: skip
    if dead:
        yield Action(
            "do/close",
            f"Close {_count(dead, 'application')}.",
            "Nobody answered for 60 days; a reply is unlikely.",
            dead,
        )
    sources = {one.source for one in outcomes if one.source}
    if outcomes and len(sources) < _ENOUGH_SOURCES:
        yield Action(
            "do/wider", "Look in one more place.",
            f"Your applications came from {len(sources) or 'no known'} {'source' if len(sources) == 1 else 'sources'}.",
            tuple(one.id for one in outcomes), "/sources",
        )  # fmt: skip


def _count(ids: Sequence[int], noun: str) -> str:
    return f"1 {noun}" if len(ids) == 1 else f"{len(ids):,} {noun}s"
