"""From a tailored résumé to what its page shows: pure conversions into words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import reflex as rx
from pydantic import BaseModel, ValidationError

from career_copilot.domain.ages import age, exact
from career_copilot.domain.ats_check import Outcome
from career_copilot.domain.posting import RequirementTopic
from career_copilot.domain.resume_sheet import Look
from career_copilot.domain.tailoring_keywords import Named, Naming
from career_copilot.errors import InvalidInputError
from career_copilot.services.ats_checks import Reading
from career_copilot.services.drafts import VersionView
from career_copilot.services.resume_printing import Printed
from career_copilot.services.tailoring import TailoredView

TEMPLATES = {
    "plain": "Plain: one column, for programs that read applications",
    "modern": "Modern: one column, with a line of colour",
    "columns": "Two columns",
    "european": "European, photo if you like",
}
FORMATS = {"pdf": "PDF", "docx": "Word", "md": "Markdown", "json": "JSON Resume"}
AUTHORS = {"evidence": "Chosen by rules", "model": "Model", "you": "You", "rollback": "Gone back"}
NAMINGS = {Naming.SAME: "in the ad's words", Naming.OTHER: "in other words", Naming.NOT: "not named"}
MOST_VERSIONS = 60
STYLE = rx.el.link(rel="stylesheet", href="/tailoring.css", custom_attrs={"precedence": "default"})
"""The styles of these pages alone."""


class Head(BaseModel):
    """Above and beside the lines."""

    id: int = 0
    title: str = ""
    about: str = ""
    version: int = 0
    note: str = ""
    flagged: int = 0
    by_model: int = 0
    by_rules_only: int = 0
    stripped: list[str] = []
    proposals: int = 0
    base_name: str = ""
    outdated: bool = False
    opening_id: int = 0
    application_id: int = 0
    template: str = "plain"
    paper: str = "a4"
    language: str = ""
    one_page: bool = False
    photo: bool = False
    has_photo: bool = False
    named_before: int = 0
    named_now: int = 0


class Asked(BaseModel):
    """A keyword of the ad: `sign` as in the evidence view, and how it is named now and was before."""

    label: str
    sign: str
    now: str
    before: str
    must: bool


class VersionRow(BaseModel):
    number: int
    note: str
    when: str
    when_exact: str
    current: bool


class ReadingRow(BaseModel):
    """What programs read of one template in one format; `missing` are lines of what was lost or changed."""

    template: str
    name: str
    summary: str
    good: bool
    missing: list[str]


def head(view: TailoredView) -> Head:
    look = view.tailored.look
    return Head(
        id=view.id,
        title=view.title,
        about=view.about,
        version=view.version,
        note=view.note,
        flagged=view.flagged,
        by_model=view.by_model,
        by_rules_only=view.by_rules_only,
        stripped=list(view.stripped),
        proposals=len(view.tailored.proposals),
        base_name=view.base_name,
        outdated=view.outdated,
        opening_id=view.opening_id or 0,
        application_id=view.application_id or 0,
        template=look.template,
        paper=look.paper,
        language=look.language or "",
        one_page=look.one_page,
        photo=view.tailored.photo,
        has_photo=view.has_photo,
        named_before=sum(each.before is not Naming.NOT for each in view.named),
        named_now=sum(each.after is not Naming.NOT for each in view.named),
    )


def asked(named: Sequence[Named]) -> list[Asked]:
    signs = {Naming.SAME: "●", Naming.OTHER: "◐", Naming.NOT: "–"}
    return [
        Asked(
            label=each.keyword.label,
            sign=signs[each.after],
            now=_naming(each, each.after),
            before="" if each.before is each.after else f"before: {_naming(each, each.before)}",
            must=each.keyword.kind != "nice",
        )
        for each in named
    ]


def _naming(named: Named, how: Naming) -> str:
    if named.keyword.topic is RequirementTopic.EXPERIENCE:
        return "by the dates of your work" if how is Naming.SAME else "not by the dates of your work"
    return NAMINGS[how]


def version_rows(states: Sequence[VersionView], now: datetime, zone: str) -> list[VersionRow]:
    """The last first."""
    return [
        VersionRow(
            number=each.number,
            note=each.note or AUTHORS[each.author],
            when=age(each.created_at, now, zone),
            when_exact=exact(each.created_at, zone),
            current=index == 0,
        )
        for index, each in enumerate(states[:MOST_VERSIONS])
    ]


def pages(draft_id: int, version: int, count: int) -> list[str]:
    """The addresses of the pictures."""
    return [f"/api/tailored/{draft_id}/{version}/pages/{number}" for number in range(1, count + 1)]


def print_note(made: Printed, look: Look) -> str:
    """`1 page, set a little tighter`."""
    said = "1 page" if made.pages == 1 else f"{made.pages} pages"
    if look.one_page and not made.fits:
        said += ": it does not fit on one without leaving something out"
    elif look.one_page and made.shrunk:
        said += ", set a little tighter" if made.shrunk < 0.5 else ", set much tighter"
    return said + (f". No font here has: {made.left_out}" if made.left_out else "")


def reading_rows(found: Sequence[Reading]) -> list[ReadingRow]:
    return [
        ReadingRow(
            template=each.template,
            name=f"{TEMPLATES[each.template].partition(':')[0]}, {FORMATS[each.format]}",
            summary=f"{each.fields - len(each.missing)} of {each.fields} fields are read as they were written",
            good=not each.missing,
            missing=[_missing(check.field, check.wanted, check.read, check.outcome) for check in each.missing],
        )
        for each in found
    ]


def _missing(field: str, wanted: str, read: str, outcome: Outcome) -> str:
    if outcome is Outcome.LOST:
        return f"{field}: lost “{wanted}”"
    return f"{field}: “{wanted}” is read as “{read}”" if read else f"{field}: “{wanted}” is read, but not as this field"


def look(wanted: dict[str, Any]) -> Look:
    """Raises InvalidInputError for what there is not."""
    try:
        return Look.model_validate(wanted)
    except ValidationError as error:
        raise InvalidInputError("There is no such look of a résumé.") from error
