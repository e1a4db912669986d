"""What the widgets of the Today page were answered, in words: pure, by the person's own clock."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from career_copilot.domain.ages import DAYS, MONTHS, age, exact
from career_copilot.domain.interviews import InterviewView
from career_copilot.domain.local_times import wall
from career_copilot.domain.odds import FLOOR, Band
from career_copilot.domain.pipeline import STAGE_NAMES, STEP_NAMES, Stage, is_open
from career_copilot.domain.today import WIDGET_NAMES, Arrangement
from career_copilot.services.changes import RecentChange
from career_copilot.services.today import Due, Needs, Reading
from career_copilot.ui.today import Choice, Need, PlacedView
from career_copilot.ui.today_figures import BandLine, StageCount
from career_copilot.ui.today_widgets import ChangeLine, MeetingLine, SourceLine, TaskLine


def placed(arrangement: Arrangement) -> list[PlacedView]:
    last = len(arrangement.placed) - 1
    return [
        PlacedView(
            widget=each.widget, name=WIDGET_NAMES[each.widget], wide=each.wide, first=place == 0, last=place == last
        )
        for place, each in enumerate(arrangement.placed)
    ]


def absent(arrangement: Arrangement) -> list[Choice]:
    return [Choice(widget=widget, name=WIDGET_NAMES[widget]) for widget in arrangement.absent]


def need(needs: Needs) -> Need:
    """The first thing that is missing, and the way there."""
    if not needs.resume:
        return Need(
            sentence="Openings are ranked once there is a résumé.", button="Add your résumé", href="/onboarding"
        )
    if not needs.sources:
        sentence = "Openings arrive once you follow a company or a job board."
        return Need(sentence=sentence, button="Follow sources", href="/sources")
    if not needs.applications:
        sentence = "Applications, reminders and odds begin with the first opening that you want."
        return Need(sentence=sentence, button="Choose an opening", href="/jobs")
    return Need()


def day(when: datetime, now: datetime, zone: str) -> str:
    """`Today`, `Tomorrow`, `Wed 2 Dec`."""
    there, here = wall(when, zone).date(), wall(now, zone).date()
    if there - here in (timedelta(0), timedelta(days=1)):
        return "Today" if there == here else "Tomorrow"
    return f"{DAYS[there.weekday()]} {there.day} {MONTHS[there.month - 1]}"


def clock(when: datetime, zone: str) -> str:
    return f"{wall(when, zone):%H:%M}"


def task(due: Due, now: datetime, zone: str) -> TaskLine:
    overdue = due.due_at <= now
    today = wall(due.due_at, zone).date() == wall(now, zone).date()
    return TaskLine(
        id=due.id,
        title=due.title,
        about=due.about,
        when=f"today at {clock(due.due_at, zone)}" if today and not overdue else age(due.due_at, now, zone),
        exact=exact(due.due_at, zone),
        overdue=overdue,
        href=f"/applications/{due.application_id}" if due.application_id else "",
    )


def meeting(view: InterviewView, now: datetime, zone: str) -> MeetingLine:
    kind = f"{STEP_NAMES[view.step]} interview" if view.step else "Interview"
    return MeetingLine(
        id=view.id,
        title=view.title or kind,
        about=view.about,
        day=day(view.starts_at, now, zone),
        hours=f"{clock(view.starts_at, zone)}–{clock(view.ends_at, zone)}",
        exact=exact(view.starts_at, zone),
        where=view.place,
        link=view.link,
        href=f"/applications/{view.application_id}",
    )


def stage(name: Stage, count: int) -> StageCount:
    href = f"/applications?view=table&stage={name}"
    return StageCount(stage=name, name=STAGE_NAMES[name], count=count, href=href, closed=not is_open(name))


def odds(bands: Sequence[Band]) -> tuple[str, list[BandLine]]:
    """One sentence about the best band, and a line for each that has applications."""
    counted = [band for band in bands if band.rate.n]
    known = [band for band in counted if band.rate.middle is not None]
    if not known:
        most = max((band.rate.n for band in counted), default=0)
        return f"Shown from {FLOOR} decided applications with similar scores on. So far: {most}.", []
    best = max(known, key=lambda band: (band.rate.middle or 0, band.rate.n))
    share = f"{_hundredths(best.rate.low)}–{_hundredths(best.rate.high)} in 100"
    sentence = f"Best so far: scores {_label(best)}. {best.rate.k} of {best.rate.n} got a reply; expect {share}."
    return sentence, [_band(band, band is best) for band in reversed(counted)]


def _band(band: Band, best: bool) -> BandLine:
    rate = band.rate
    return BandLine(
        label=_label(band),
        words=f"{rate.k} of {rate.n}" if rate.middle is not None else f"only {rate.n}",
        known=rate.middle is not None,
        best=best,
        low=_hundredths(rate.low),
        middle=_hundredths(rate.middle),
        high=_hundredths(rate.high),
    )


def _label(band: Band) -> str:
    return f"{band.low_score}–{band.high_score}"


def _hundredths(share: float | None) -> int:
    return round(100 * (share or 0))


def change(done: RecentChange, now: datetime, zone: str) -> ChangeLine:
    return ChangeLine(
        id=done.id,
        summary=done.summary,
        when=age(done.created_at, now, zone),
        exact=exact(done.created_at, zone),
        undone=done.undone,
    )


def source(reading: Reading, now: datetime, zone: str) -> SourceLine:
    times = (
        f"failed {reading.failure_streak} times in a row" if reading.failure_streak > 1 else "the last reading failed"
    )
    again = reading.next_due_at
    return SourceLine(
        id=reading.id,
        name=reading.name,
        words=times,
        next=""
        if again is None
        else "read again within a minute"
        if again <= now
        else f"read again {age(again, now, zone)}",
        exact=exact(again, zone),
    )
