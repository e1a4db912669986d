"""From an application to what its page shows: pure conversions into words."""

from datetime import datetime

from pydantic import BaseModel

from career_copilot.domain.ages import NEAR, age, day, days_between, exact
from career_copilot.domain.opening_words import pay_or_words
from career_copilot.services.application_details import ApplicationView, Deleted
from career_copilot.services.applications import KEPT_DELETED


class Fact(BaseModel):
    """One line beside the tabs; `exact` is the full date."""

    what: str
    value: str
    exact: str = ""


class Head(BaseModel):
    """What stands above and beside the tabs."""

    id: int = 0
    title: str = ""
    company: str = ""
    place: str = ""
    url: str = ""
    stage: str = ""
    step: str = ""
    since: str = ""
    since_exact: str = ""
    tags: list[str] = []
    archived: bool = False
    opening_id: int = 0
    facts: list[Fact] = []
    notes: int = 0
    documents: int = 0
    offers: int = 0


def head(view: ApplicationView, now: datetime, zone: str) -> Head:
    form = view.form
    return Head(
        id=view.id,
        title=form.title,
        company=form.company,
        place=form.place,
        url=form.url,
        stage=str(view.stage),
        step=str(view.step),
        since=f"since {age(view.stage_since, now, zone)}"
        if _is_far(view, now, zone)
        else f"{age(view.stage_since, now, zone)}",
        since_exact=exact(view.stage_since, zone),
        tags=form.tags,
        archived=view.archived_at is not None,
        opening_id=view.opening_id if view.opening_id and view.in_feed else 0,
        facts=facts(view, now, zone),
        notes=view.notes,
        documents=view.documents,
        offers=view.offers,
    )


def _is_far(view: ApplicationView, now: datetime, zone: str) -> bool:
    """A day is said with `since`, a distance without it."""
    return days_between(view.stage_since, now, zone) > NEAR


def deleted(found: Deleted, now: datetime, zone: str) -> str:
    """What stands in the place of an application that is deleted."""
    when, until = exact(found.deleted_at, zone), day(found.deleted_at + KEPT_DELETED, zone)
    return f"You deleted “{found.about}” {age(found.deleted_at, now, zone)} ({when}). It can be brought back until {until}."


def facts(view: ApplicationView, now: datetime, zone: str) -> list[Fact]:
    """What is known; `not yet` and `unknown` where a person would look for it."""
    form = view.form
    lines = [
        Fact(what="Applied", value=day(form.applied_at, zone) or "not yet", exact=exact(form.applied_at, zone)),
        Fact(what="Résumé sent", value=view.resume_name or "unknown"),
        Fact(what="Source", value=form.source or "unknown"),
        Fact(what="Advertised salary", value=pay_or_words(view.salary) or "not stated"),
        Fact(what="Score", value=str(view.score) if view.score is not None else ""),
        Fact(what="Ad posted", value=day(view.ad_posted_at, zone), exact=exact(view.ad_posted_at, zone)),
        Fact(what="Added", value=age(view.created_at, now, zone), exact=exact(view.created_at, zone)),
    ]
    return [line for line in lines if line.value]
