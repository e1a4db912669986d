"""From applications to what the Applications page shows: pure conversions into words."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from career_copilot.domain.ages import age, days_between, exact, zone_named
from career_copilot.domain.applications import COLUMN_NAMES, CalendarEntry, CalendarKind, Card, Column
from career_copilot.domain.applications_query import ASCENDING, ApplicationsQuery, Sort, Span, days
from career_copilot.domain.pipeline import CLOSED, STAGE_NAMES, STAGES, STEP_NAMES, Stage, label
from career_copilot.services.application_lists import Board
from career_copilot.services.changes import RecentChange
from career_copilot.ui.applications_calendar import DayView, EntryView
from career_copilot.ui.applications_table import Cell, Head, TableRow
from career_copilot.ui.board import Badge, CardView, ColumnView
from career_copilot.ui.recent_changes import ChangeView

MOST_TAGS = 3
ENTRIES_A_DAY = {Span.MONTH: 3, Span.WEEK: 12}  # a single day shows all
SORTED_BY = {
    Column.COMPANY: Sort.COMPANY, Column.PLACE: Sort.PLACE, Column.STAGE: Sort.STAGE, Column.SOURCE: Sort.SOURCE,
    Column.SCORE: Sort.SCORE, Column.APPLIED: Sort.APPLIED, Column.SINCE: Sort.SINCE, Column.NEXT: Sort.NEXT,
    Column.ADDED: Sort.ADDED, Column.UPDATED: Sort.UPDATED,
}  # fmt: skip


def columns(board: Board, chosen: Sequence[Stage]) -> list[ColumnView]:
    """A column a stage; only those that were chosen show, if any were."""
    return [
        ColumnView(
            stage=stage, name=STAGE_NAMES[stage], count=board.counts[stage], closed=stage in CLOSED,
            hidden=bool(chosen) and stage not in chosen,
        )
        for stage in STAGES
    ]  # fmt: skip


def card_view(card: Card, now: datetime, zone: str) -> CardView:
    following, when, at = _next(card, now, zone)
    return CardView(
        id=card.id,
        title=card.title,
        company=card.company,
        step=card.step,
        step_name=STEP_NAMES.get(card.step, ""),
        tags=card.tags[:MOST_TAGS],
        score=-1 if card.score is None else card.score,
        since=_lasting(card.stage_since, now, zone),
        since_exact=f"{STAGE_NAMES[card.stage]} since {exact(card.stage_since, zone)}",
        next=following,
        next_when=when,
        next_exact=exact(at, zone),
        badges=_badges(card, now),
        archived=card.archived_at is not None,
    )


def _next(card: Card, now: datetime, zone: str) -> tuple[str, str, datetime | None]:
    """The interview or reminder that comes first, and when: `in 2 days`, and the moment."""
    if card.interview_at and (card.next_due_at is None or card.interview_at <= card.next_due_at):
        return "Interview", age(card.interview_at, now, zone), card.interview_at
    if card.next_due_at:
        return card.next_title, age(card.next_due_at, now, zone), card.next_due_at
    return "", "", None


def _badges(card: Card, now: datetime) -> list[Badge]:
    """The two that matter most."""
    found = []
    if card.next_due_at is not None and card.next_due_at <= now:
        found.append(Badge(text="Overdue", colour="amber"))
    if card.closed_opening:
        found.append(Badge(text="Ad closed", colour="amber"))
    if card.archived_at is not None:
        found.append(Badge(text="Archived", colour=""))
    return found[:2]


def _lasting(since: datetime, now: datetime, zone: str) -> str:
    """`today`, `1 day`, `12 days`, `9 weeks`."""
    number = days_between(since, now, zone)
    if number < 1:
        return "today"
    if number < 60:
        return f"{number} day{'s' if number > 1 else ''}"
    return f"{number // 7} weeks"


def heads(query: ApplicationsQuery, chosen: list[Column]) -> list[Head]:
    """The table's headings; a click on one orders by it, a second turns the order around."""
    found = [_head(query, "Title", Sort.TITLE)]
    for column in chosen:
        sort = SORTED_BY.get(column)
        found.append(_head(query, COLUMN_NAMES[column], sort) if sort else Head(name=COLUMN_NAMES[column]))
    return found


def _head(query: ApplicationsQuery, name: str, sort: Sort) -> Head:
    if query.sort is not sort:
        return Head(name=name, href=query.address(sort=str(sort), back=False))
    upwards = (sort in ASCENDING) != query.back
    return Head(
        name=name, href=query.address(back=not query.back), sorted="ascending" if upwards else "descending",
    )  # fmt: skip


def table_row(card: Card, chosen: list[Column], now: datetime, zone: str) -> TableRow:
    return TableRow(
        id=card.id,
        title=card.title,
        badges=_badges(card, now),
        name=f"{card.title} at {card.company}" if card.company else card.title,
        cells=[_cell(card, column, now, zone) for column in chosen],
    )


def _cell(card: Card, column: Column, now: datetime, zone: str) -> Cell:
    if column is Column.NEXT:
        following, when, at = _next(card, now, zone)
        return Cell(name=COLUMN_NAMES[column], text=f"{following} {when}".strip(), exact=exact(at, zone))
    if column is Column.SINCE:
        since = exact(card.stage_since, zone)
        return Cell(name=COLUMN_NAMES[column], text=_lasting(card.stage_since, now, zone), exact=since)
    times = {Column.APPLIED: card.applied_at, Column.ADDED: card.created_at, Column.UPDATED: card.updated_at}
    if column in times:
        return Cell(name=COLUMN_NAMES[column], text=age(times[column], now, zone), exact=exact(times[column], zone))
    words = {
        Column.COMPANY: card.company,
        Column.PLACE: card.place,
        Column.STAGE: label(card.stage, card.step),
        Column.TAGS: ", ".join(card.tags),
        Column.SOURCE: card.source,
        Column.SCORE: "" if card.score is None else str(card.score),
        Column.RESUME: card.resume_name,
    }
    return Cell(name=COLUMN_NAMES[column], text=words[column], stage=card.stage if column is Column.STAGE else "")


def calendar_days(
    entries: list[CalendarEntry], query: ApplicationsQuery, day: date, today: date, zone: str
) -> list[DayView]:
    """The days around `day`, each with what happens on it in the person's zone."""
    by_day: dict[date, list[CalendarEntry]] = {}
    for entry in entries:
        by_day.setdefault(entry.at.astimezone(zone_named(zone)).date(), []).append(entry)
    most, week = ENTRIES_A_DAY.get(query.span), ENTRIES_A_DAY[Span.WEEK]
    found = []
    for one in days(query.span, day):
        here = by_day.get(one, [])
        shown = here if most is None or len(here) <= most + 1 else here[:most]
        found.append(
            DayView(
                iso=one.isoformat(), number=one.day, name=f"{one:%A} {one.day} {one:%B}", short=f"{one:%a}",
                outside=query.span is Span.MONTH and one.month != day.month, today=one == today,
                lines=[_entry(entry, zone) for entry in shown], more=len(here) - len(shown),
                rest=query.address(span="week" if len(here) <= week + 1 else "day", day=one.isoformat()),
            )
        )  # fmt: skip
    return found


_KINDS = {
    CalendarKind.INTERVIEW: "Interview",
    CalendarKind.REMINDER: "Reminder",
    CalendarKind.APPLIED: "Applied",
    CalendarKind.DECISION: "Decide",
}


def _entry(entry: CalendarEntry, zone: str) -> EntryView:
    words = entry.words or _KINDS[entry.kind]
    who = " · ".join(filter(None, (entry.title, entry.company)))
    timed = entry.kind in (CalendarKind.INTERVIEW, CalendarKind.REMINDER)
    return EntryView(
        kind=entry.kind,
        time=f"{entry.at.astimezone(zone_named(zone)):%H:%M}" if timed else "",
        words=words,
        who=who,
        exact=f"{_KINDS[entry.kind]}, {exact(entry.at, zone)}",
        href=f"/applications/{entry.application_id}" if entry.application_id else "",
    )


def calendar_title(span: Span, day: date) -> str:
    """`November 2026`, the week's first and last day, or the day."""
    if span is Span.MONTH:
        return f"{day:%B %Y}"
    if span is Span.DAY:
        return f"{day:%a} {day.day} {day:%b %Y}"
    first, last = days(span, day)[0], days(span, day)[-1]
    start = f"{first.day} {first:%b}" if first.month != last.month else str(first.day)
    return f"{start} – {last.day} {last:%b %Y}"


def change_view(change: RecentChange, now: datetime, zone: str) -> ChangeView:
    by = {"you": "", "rule": "by a rule", "import": "by an import", "mail": "from a mail"}
    return ChangeView(
        id=change.id,
        summary=change.summary,
        when=age(change.created_at, now, zone),
        exact=exact(change.created_at, zone),
        by=by.get(change.actor, change.actor),
        undone=change.undone,
    )


def stage_of(value: object) -> Stage | None:
    """A stage named by the browser, which may have sent anything."""
    return Stage(value) if isinstance(value, str) and value in STAGES else None


def day_bounds(first: date, last: date, zone: str) -> tuple[datetime, datetime]:
    """The moments at which the first day begins and the last one ends."""
    start = datetime(first.year, first.month, first.day, tzinfo=zone_named(zone))
    after = last + timedelta(days=1)
    return start, datetime(after.year, after.month, after.day, tzinfo=zone_named(zone))
