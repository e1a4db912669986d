"""Analytics over real rows: what counts as sent, whose it is, and figures that open their own rows."""

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from career_copilot import db
from career_copilot.domain.applications import ApplicationForm
from career_copilot.domain.breakdowns import Dimension
from career_copilot.domain.insights_query import InsightsQuery
from career_copilot.domain.outcomes import Entry
from career_copilot.domain.pipeline import ReminderKind, Stage
from career_copilot.errors import NotFoundError
from career_copilot.models.tracker import Offer, Reminder
from career_copilot.services import analytics, applications, changes
from career_copilot.services.analytics import Report

pytestmark = pytest.mark.usefixtures("redis_server")


def sent(
    user_id: int,
    at: datetime,
    *later: tuple[Stage, float],
    title: str = "Nurse",
    company: str = "",
    source: str = "Lever",
) -> int:
    """An application that was sent at a time and moved on so many days later."""
    form = ApplicationForm(title=title, company=company, source=source)
    application_id, _ = applications.create(user_id, form, Stage.APPLIED, at)
    for stage, days in later:
        applications.move(user_id, [application_id], stage, "", at + timedelta(days=days))
    return application_id


def report(
    user_id: int, now: datetime, by: Sequence[Dimension] = (Dimension.SOURCE,), zone: str = "UTC", **query: str
) -> Report:
    return analytics.report(user_id, InsightsQuery(**query), by, now, zone)


def test_an_outcome_has_its_history(alice: int, now: datetime) -> None:
    earlier = now - timedelta(days=20)
    one, _ = applications.create(alice, ApplicationForm(title="Nurse"), Stage.INTERESTED, earlier)
    applications.move(alice, [one], Stage.APPLIED, "", earlier + timedelta(days=1))
    applications.move(alice, [one], Stage.INTERVIEW, "technical", earlier + timedelta(days=4))
    found = analytics.outcomes(alice, None)
    assert [(each.id, each.applied_at) for each in found] == [(one, earlier + timedelta(days=1))]
    assert found[0].entries == (
        Entry(Stage.INTERESTED, earlier), Entry(Stage.APPLIED, earlier + timedelta(days=1)), Entry(Stage.INTERVIEW, earlier + timedelta(days=4)),
    )  # fmt: skip
    assert found[0].days_to_reply == pytest.approx(3)


def test_only_what_was_sent_and_not_deleted_counts(alice: int, now: datetime) -> None:
    applications.create(alice, ApplicationForm(title="Nurse"), Stage.INTERESTED, now)
    back = sent(alice, now, (Stage.INTERESTED, 0.1))
    gone = sent(alice, now)
    archived = sent(alice, now)
    applications.archive(alice, [archived], True, now)
    deletion = applications.delete(alice, [gone], now)
    assert [(one.id, one.archived) for one in analytics.outcomes(alice, None)] == [(archived, True)]
    assert deletion.id is not None
    changes.undo(alice, deletion.id, now)
    assert {one.id for one in analytics.outcomes(alice, None)} == {archived, gone}
    assert back not in {one.id for one in analytics.outcomes(alice, None)}


def test_someone_elses_applications_do_not_exist(alice: int, bob: int, now: datetime) -> None:
    theirs = sent(bob, now - timedelta(days=40), (Stage.REJECTED, 3))
    found = report(alice, now, period="all")
    assert (found.sent, found.shown) == (0, 0)
    assert all(theirs not in behind.ids for behind in found.behind.values())
    assert analytics.rows(alice, [theirs], 1) == []
    assert [row.id for row in analytics.rows(bob, [theirs], 1)] == [theirs]


def test_the_period_and_the_filters_choose(alice: int, now: datetime) -> None:
    recent = sent(alice, now - timedelta(days=5))
    older = sent(alice, now - timedelta(days=100), source="Referral")
    ancient = sent(alice, now - timedelta(days=900))
    shown = {
        period: report(alice, now, period=period).behind["funnel/Applied"].ids for period in ("30", "90", "365", "all")
    }
    assert shown == {"30": (recent,), "90": (recent,), "365": (older, recent), "all": (ancient, older, recent)}
    assert report(alice, now, source="Referral").behind["funnel/Applied"].ids == (older,)
    assert report(alice, now, source="Referral").sources == ["Lever", "Referral"]
    assert report(alice, now, source="nobody's").shown == 0


def test_who_sent_nothing_lately_is_told_from_who_sent_nothing(alice: int, now: datetime) -> None:
    assert not report(alice, now).ever
    sent(alice, now - timedelta(days=900))
    lately = report(alice, now)
    assert (lately.sent, lately.ever) == (0, True)


def test_each_figure_opens_as_many_rows_as_it_says(alice: int, now: datetime) -> None:
    for at in range(12):
        sent(alice, now - timedelta(days=40 + at), *([(Stage.SCREENING, 3.0)] if at % 2 else []), company=f"C{at}")
    found = report(alice, now, list(Dimension))
    for chart in found.charts:
        for figure in chart.figures:
            ids = analytics.behind(found, figure.key).ids
            assert len(analytics.rows(alice, ids, 1)) == len(ids)
            assert chart.name == "offers" or figure.cells[0] == str(len(ids))
    with pytest.raises(NotFoundError):
        analytics.behind(found, "funnel/Hired")


def test_rows_come_by_the_page_the_latest_first(alice: int, now: datetime) -> None:
    ids = [sent(alice, now - timedelta(days=at)) for at in range(analytics.ROWS + 3)]
    assert [row.id for row in analytics.rows(alice, ids, 1)] == ids[: analytics.ROWS]
    assert [row.id for row in analytics.rows(alice, ids, 2)] == ids[analytics.ROWS :]
    assert analytics.rows(alice, ids, -7) == analytics.rows(alice, ids, 1)


def test_overdue_reminders_become_an_action(alice: int, now: datetime) -> None:
    late, fine, over = (sent(alice, now - timedelta(days=2)) for _ in range(3))
    applications.archive(alice, [over], True, now)
    with db.transaction() as session:
        for one, due in (
            (late, now - timedelta(hours=1)),
            (over, now - timedelta(hours=1)),
            (fine, now + timedelta(hours=1)),
        ):
            session.add(Reminder(user_id=alice, application_id=one, kind=ReminderKind.TASK, title="Call", due_at=due))
    found = report(alice, now)
    assert found.behind["do/overdue"].ids == (late,)
    assert found.review.actions[0].text == "Finish what is overdue in 1 application."


def test_offers_are_those_of_the_applications_shown(alice: int, now: datetime) -> None:
    one = sent(alice, now - timedelta(days=60), (Stage.OFFER, 20), company="Havnklinik")
    other = sent(alice, now - timedelta(days=500), (Stage.OFFER, 20), company="Long ago")
    with db.transaction() as session:
        for application_id in (one, other):
            terms = {"base": "52000", "currency": "EUR", "period": "year"}
            session.add(Offer(user_id=alice, application_id=application_id, terms=terms))
    chart = next(chart for chart in report(alice, now).charts if chart.name == "offers")
    assert [(figure.name, figure.cells, figure.ids) for figure in chart.figures] == [
        ("Havnklinik", ("52,000 EUR",), (one,))
    ]


def test_odd_words_and_zones_are_no_trouble(alice: int, now: datetime) -> None:
    for at in range(6):
        sent(alice, now - timedelta(days=400 + at), title="🚀 مهندس", company="‏شركة", source="<b>'; drop table--")
    found = report(alice, now, list(Dimension), zone="Mars/Olympus", period="all")
    assert found.behind["by/source/<b>'; drop table--"].ids == found.behind["funnel/Applied"].ids
    for chart in found.charts:
        assert chart.missing or chart.draw(326).targets
