"""The charts of the Insights page, from what became of each application. Which are counted, and which are left out because
their answer may still come, is said with each chart."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, tzinfo

from career_copilot.domain import breakdowns, charts
from career_copilot.domain.breakdowns import DIMENSION_NAMES, Dimension, Line, Spread, spread
from career_copilot.domain.charts import Bar, Span
from career_copilot.domain.figures import Chart, Figure, days_words, more_needed, share_words
from career_copilot.domain.odds import FLOOR, rate
from career_copilot.domain.offered_pay import OfferedPay
from career_copilot.domain.outcomes import (
    FUNNEL,
    WAITING,
    Outcome,
    by_month,
    by_week,
    decided,
    flows,
    funnel,
    stage_durations,
)
from career_copilot.domain.pipeline import OPEN, STAGE_NAMES, Stage
from career_copilot.domain.sankey import Flow, Node, sankey

MOST_LINES = 9
MOST_WEEKS = 60
OTHERS = "All others"
_ENDS = (Stage.ACCEPTED, Stage.DECLINED, Stage.WITHDRAWN, Stage.REJECTED)


def insights(
    outcomes: Sequence[Outcome], offers: Sequence[OfferedPay], by: Sequence[Dimension], now: datetime, zone: tzinfo
) -> list[Chart]:
    """All charts, in the order of the page; replies and their times by each dimension of `by`."""
    groups = [chart for dimension in by for chart in _by(outcomes, dimension, now, zone)]
    return [
        _funnel(outcomes, now),
        _flows(outcomes),
        _over_time(outcomes, now, zone),
        _durations(outcomes),
        *groups,
        _odds(outcomes, now, "reply", "a reply", breakdowns.replied),
        _odds(outcomes, now, "interview", "an interview", breakdowns.interviewed),
        _offers(offers),
    ]


def _funnel(outcomes: Sequence[Outcome], now: datetime) -> Chart:
    known = {one.id for one in decided(outcomes, now)}
    figures, bars = [], []
    for step, ids in funnel(outcomes):
        share = "" if step == FUNNEL[0] else share_words(rate(len(known.intersection(ids)), len(known)))
        figure = Figure(f"funnel/{step}", step, (f"{len(ids):,}", share), tuple(ids))
        figures.append(figure)
        bars.append(Bar(figure.key, step, len(ids), f"{len(ids):,}{f' · {share}' if share else ''}"))
    waits = len(outcomes) - len(known)
    return Chart(
        name="funnel",
        title="How far they came",
        says=f"Shares are of the {len(known):,} that are decided: {_in_flight(waits)} left out.",
        n=len(outcomes),
        headings=("Step", "Applications", "Share of those decided (80 % interval)"),
        figures=tuple(figures),
        draw=lambda width: charts.bars(bars, width),
    )


def _flows(outcomes: Sequence[Outcome]) -> Chart:
    found = flows(outcomes)
    columns = (
        {STAGE_NAMES[stage]: at for at, stage in enumerate(OPEN)}
        | {STAGE_NAMES[end]: 9 for end in _ENDS}
        | {WAITING: 9}
    )
    at_node: dict[str, list[int]] = {}
    for (source, target), ids in found.items():
        at_node.setdefault(source, []).extend(ids)
        at_node.setdefault(target, []).extend(ids)
    nodes = [
        Figure(f"node/{name}", name, (), tuple(dict.fromkeys(at_node[name]))) for name in columns if name in at_node
    ]
    order = list(columns)
    steps = [
        Figure(f"flow/{source}/{target}", f"{source} → {target}", (f"{len(ids):,}",), tuple(ids))
        for (source, target), ids in sorted(found.items(), key=lambda item: [order.index(name) for name in item[0]])
    ]
    drawn = [Node(node.key, node.name, columns[node.name], len(node.ids)) for node in nodes]
    moved = [Flow(f"flow/{source}/{target}", source, target, len(ids)) for (source, target), ids in found.items()]
    return Chart(
        name="flows",
        title="Where they went",
        says="From stage to stage, and how it ended. What is still open ends in Waiting.",
        n=len(outcomes),
        headings=("Step", "Applications"),
        figures=tuple(steps),
        others=tuple(nodes),
        draw=lambda width: sankey(drawn, moved, width),
    )


def _over_time(outcomes: Sequence[Outcome], now: datetime, zone: tzinfo) -> Chart:
    found, unit = by_week(outcomes, now, zone), "week"
    if len(found) > MOST_WEEKS:
        found, unit = by_month(outcomes, now, zone), "month"
    figures = [
        Figure(f"sent/{day}", _day(day, unit), (f"{len(ids):,}",), tuple(ids)) for day, ids in found.items()
    ]  # fmt: skip
    bars = [
        Bar(figure.key, _tick(day, unit), len(figure.ids), f"{len(figure.ids):,} sent in the {figure.name}")
        for day, figure in zip(found, figures, strict=True)
    ]
    return Chart(
        name="sent",
        title=f"Sent by {unit}",
        says=f"By the {unit} in which each was sent, in your time zone.",
        n=len(outcomes),
        headings=(unit.capitalize(), "Applications"),
        figures=tuple(figures),
        draw=lambda width: charts.columns(bars, width),
    )


def _durations(outcomes: Sequence[Outcome]) -> Chart:
    found = stage_durations(outcomes)
    lines = [(STAGE_NAMES[stage], f"stay/{stage}", found[stage]) for stage in OPEN if stage in found]
    spreads = [(name, key, tuple(days), spread(list(days.values()))) for name, key, days in lines]
    return _spread_chart(
        "stays",
        "How long in each stage",
        "The middle half of the applications that left a stage, and the dot where half of them had left.",
        "Stage",
        spreads,
    )


def _by(outcomes: Sequence[Outcome], dimension: Dimension, now: datetime, zone: tzinfo) -> list[Chart]:
    """Replies and their times by one dimension. Of long lists the rest is one line."""
    lines = breakdowns.breakdown(outcomes, dimension, now, zone)
    if len(lines) > MOST_LINES:
        named = {line.name for line in lines[: MOST_LINES - 1]}
        lines = [*lines[: MOST_LINES - 1], _rest(outcomes, dimension, named, now, zone)]
    waits = sum(len(line.ids) - len(line.decided) for line in lines)
    title = DIMENSION_NAMES[dimension].lower()
    return [
        _replies(lines, dimension, f"Replies by {title}", waits),
        _spread_chart(
            f"days-{dimension}",
            f"Days to a reply by {title}",
            "The middle half of those that were answered, and the dot where half of the answers had come.",
            DIMENSION_NAMES[dimension],
            [(line.name, f"days/{dimension}/{line.name}", line.answered, line.reply_days) for line in lines],
        ),
    ]


def _replies(lines: Sequence[Line], dimension: Dimension, title: str, waits: int) -> Chart:
    figures = tuple(
        Figure(
            f"by/{dimension}/{line.name}",
            line.name,
            (
                f"{len(line.decided):,}",
                f"{line.replies.k:,}",
                share_words(line.replies),
                f"{line.interviews.k:,}",
                share_words(line.interviews),
                f"{len(line.ids) - len(line.decided):,}",
            ),
            line.decided,
        )
        for line in lines
    )
    drawn = [
        Span(figure.key, line.name, line.replies.low, line.replies.middle, line.replies.high,
             f"{share_words(line.replies)} · n {line.replies.n:,}")
        for figure, line in zip(figures, lines, strict=True)
    ]  # fmt: skip
    return Chart(
        name=f"by-{dimension}",
        title=title,
        says="The dot is the share that was answered, the line where the true share lies with 80 % probability. "
        f"Left out: {_in_flight(waits)}.",
        n=sum(len(line.decided) for line in lines),
        headings=(
            DIMENSION_NAMES[dimension], "Decided", "Replied", "Replied, interval", "Interviewed",
            "Interviewed, interval", "Left out",
        ),
        figures=figures,
        draw=lambda width: charts.spans(drawn, charts.share_ticks(), width),
        missing=_too_few(max((line.replies.n for line in lines), default=0)),
    )  # fmt: skip


def _rest(outcomes: Sequence[Outcome], dimension: Dimension, named: set[str], now: datetime, zone: tzinfo) -> Line:
    return breakdowns.line(
        OTHERS, [one for one in outcomes if breakdowns.value(one, dimension, zone) not in named], now
    )  # fmt: skip


def _odds(outcomes: Sequence[Outcome], now: datetime, name: str, what: str, came: Callable[[Outcome], bool]) -> Chart:
    settled = decided(outcomes, now)
    known = [one for one in settled if one.score is not None]
    figures, drawn = [], []
    for band in breakdowns.odds(outcomes, now, came):
        ids = tuple(one.id for one in known if one.score is not None and band.low_score <= one.score <= band.high_score)
        title, share = f"Score {band.low_score}–{band.high_score}", share_words(band.rate)
        figure = Figure(f"odds/{name}/{band.low_score}", title, (f"{len(ids):,}", f"{band.rate.k:,}", share), ids)
        figures.append(figure)
        drawn.append(
            Span(figure.key, title, band.rate.low, band.rate.middle, band.rate.high, f"{share} · n {len(ids):,}")
        )
    waits, unscored = len(outcomes) - len(settled), len(settled) - len(known)
    return Chart(
        name=f"odds-{name}",
        title=f"Odds of {what} by score",
        says=f"Among your own applications with such a score when they were sent. Left out: {_in_flight(waits)}, "
        f"{unscored:,} without a score.",
        n=len(known),
        headings=("Score", "Decided", "Came to it", "Odds (80 % interval)"),
        figures=tuple(figures),
        draw=lambda width: charts.spans(drawn, charts.share_ticks(), width),
        missing=_too_few(max((len(figure.ids) for figure in figures), default=0)),
    )


def _offers(offers: Sequence[OfferedPay]) -> Chart:
    figures = tuple(
        Figure(
            f"offer/{at}", offer.company or "Unknown", (f"{offer.amount:,} {offer.currency}",), (offer.application_id,)
        )
        for at, offer in enumerate(offers)
    )
    bars = [
        Bar(figure.key, figure.name, offer.amount, figure.cells[0])
        for figure, offer in zip(figures, offers, strict=True)
    ]
    return Chart(
        name="offers",
        title="What was offered",
        says="The base of a year, each offer for itself. Different currencies are in euros at reference rates.",
        n=len(offers),
        headings=("Company", "Base of a year"),
        figures=figures,
        draw=lambda width: charts.bars(bars[: MOST_LINES + 3], width),
        missing="" if offers else "An offer with its base pay appears here.",
    )


def _spread_chart(
    name: str, title: str, says: str, what: str, lines: Sequence[tuple[str, str, tuple[int, ...], Spread]]
) -> Chart:
    most = max((found.high for *_, found in lines if found.high is not None), default=1.0)
    drawn = [
        Span(key, label, found.low, found.middle, found.high, f"{days_words(found)} · n {found.n:,}")
        for label, key, _, found in lines
    ]
    return Chart(
        name=name,
        title=title,
        says=says,
        n=sum(found.n for *_, found in lines),
        headings=(what, "Applications", "Middle half", "Median, days"),
        figures=tuple(
            Figure(
                key,
                label,
                (f"{found.n:,}", days_words(found), "" if found.middle is None else f"{found.middle:.1f}"),
                ids,
            )
            for label, key, ids, found in lines
        ),
        draw=lambda width: charts.spans(drawn, charts.ticks_to(most, "days"), width),
        missing=_too_few(max((found.n for *_, found in lines), default=0)),
    )


def _too_few(most: int) -> str:
    """Nothing of the chart can be said yet."""
    return "" if most >= FLOOR else f"The first figure needs {FLOOR} applications: {more_needed(most)}."


def _in_flight(count: int) -> str:
    return f"{count:,} younger than 30 days that wait for a reply"


def _day(day: date, unit: str) -> str:
    return f"{day:%B %Y}" if unit == "month" else f"week of {day.day} {day:%b %Y}"


def _tick(day: date, unit: str) -> str:
    return f"{day:%b %Y}" if unit == "month" else f"{day.day} {day:%b}"
