"""From an opening and its match to what the Jobs pages show: pure conversions into words."""

from datetime import datetime

from pydantic import BaseModel

from career_copilot.domain.ages import age, exact
from career_copilot.domain.matching import Constraint, Evidence, EvidenceState, Match
from career_copilot.domain.opening_words import EMPLOYMENT_TYPES, SENIORITIES, WORKPLACES, annual, badges, pay, where
from career_copilot.domain.pipeline import stage_name
from career_copilot.domain.places_in_words import in_sentence
from career_copilot.domain.posting import EmploymentType, Seniority, Workplace
from career_copilot.domain.resume import Resume
from career_copilot.domain.segments import Segment, link, segments
from career_copilot.services.opening_values import OpeningRow, OpeningView, PostingLink
from career_copilot.ui.evidence import ConstraintLine, EvidenceLine
from career_copilot.ui.opening_row import RowView
from career_copilot.ui.score import PartLine

MOST_TEXT = 60_000  # characters of an ad or résumé that are sent to the tab


class Advert(BaseModel):
    """One place where the opening is advertised."""

    board: str
    url: str
    apply_url: str
    attribution: str
    attribution_url: str
    state: str
    posted: str
    first_seen: str
    last_seen: str


class Head(BaseModel):
    """What stands above the evidence."""

    id: int = 0
    title: str = ""
    company: str = ""
    facts: list[str] = []
    pay: str = ""
    annual: str = ""
    predicted: bool = False
    pay_text: str = ""
    badges: list[str] = []
    standing: str = ""
    standing_exact: str = ""
    score: int = -1
    blocked: bool = False
    saved: bool = False
    hidden: bool = False
    apply_url: str = ""
    application_id: int = 0
    application: str = ""


def row_view(row: OpeningRow, now: datetime, zone: str, boards: dict[str, tuple[str, str, str]]) -> RowView:
    """`boards`: name → (label, attribution, its address)."""
    named = [boards[name] for name in row.job_boards if name in boards]
    credited = next((board for board in named if board[1]), ("", "", ""))
    return RowView(
        id=row.id,
        title=row.title,
        company=row.company,
        where=where(row.places),
        workplace="" if row.workplace == "unknown" else WORKPLACES[Workplace(row.workplace)],
        pay=pay(row.salary),
        predicted=bool(row.salary and row.salary.predicted),
        age=age(row.date_posted or row.created_at, now, zone),
        age_exact=f"{'Posted' if row.date_posted else 'First seen'} {exact(row.date_posted or row.created_at, zone)}",
        score=-1 if row.score is None else row.score,
        badges=badges(row.state, row.blocked, row.valid_through, now),
        boards=", ".join(label for label, attribution, _ in named if not attribution),
        attribution=credited[1],
        attribution_url=credited[2],
        saved=row.saved,
        hidden=row.hidden,
        seen=row.seen,
        muted=row.blocked or row.state == "closed",
        application_id=row.application_id or 0,
        application=stage_name(row.application_stage),
    )


def head(view: OpeningView, now: datetime, zone: str) -> Head:
    """The opening without its match."""
    row = view.row
    facts = [
        where(row.places, most=4) or ("" if row.workplace == Workplace.REMOTE else "Place unknown"),
        WORKPLACES[Workplace(row.workplace)],
        *(f"Remote from {in_sentence(region)}" for region in view.remote_regions[:3]),
        *(EMPLOYMENT_TYPES[EmploymentType(kind)] for kind in row.employment_types),
        SENIORITIES.get(Seniority(row.seniority), ""),
    ]
    return Head(
        id=row.id,
        title=row.title,
        company=row.company,
        facts=[fact for fact in facts if fact],
        pay=pay(row.salary),
        annual=annual(row.salary, row.annual_salary),
        predicted=bool(row.salary and row.salary.predicted),
        pay_text=row.salary.text if row.salary else "",
        badges=badges(row.state, row.blocked, row.valid_through, now),
        standing=_standing(view, now, zone),
        standing_exact=exact(view.closed_at or view.verified_at, zone),
        score=-1 if row.score is None else row.score,
        blocked=row.blocked,
        saved=row.saved,
        hidden=row.hidden,
        apply_url=next((posting.apply_url or posting.url for posting in view.postings), ""),
        application_id=row.application_id or 0,
        application=stage_name(row.application_stage),
    )


def _standing(view: OpeningView, now: datetime, zone: str) -> str:
    """Whether it is still open, and how we know."""
    if view.row.state == "closed":
        why = f": {view.closed_reason}" if view.closed_reason else ""
        return f"Closed {age(view.closed_at, now, zone)}{why}"
    seen = age(view.verified_at, now, zone)
    if view.row.state == "unverified":
        return f"Unverified since {seen}: its board no longer shows it, which may only mean that it is older"
    return f"Verified open {seen}" if seen else "Open as far as we know"


def advert(posting: PostingLink, now: datetime, zone: str) -> Advert:
    return Advert(
        board=posting.board_name,
        url=posting.url,
        apply_url=posting.apply_url or posting.url,
        attribution=posting.attribution,
        attribution_url=posting.attribution_url,
        state={"live": "", "closed": "closed", "unverified": "unverified"}.get(posting.state, posting.state),
        posted=age(posting.date_posted, now, zone) or "date unknown",
        first_seen=exact(posting.first_seen_at, zone),
        last_seen=age(posting.last_seen_at, now, zone),
    )


def part_lines(match: Match) -> list[PartLine]:
    return [
        PartLine(
            name=part.name,
            points=f"{part.points:.1f}",
            possible=f"{part.possible:.1f}",
            share=round(100 * part.points / part.possible) if part.possible > 0 else 0,
            formula=part.formula,
        )
        for part in match.parts
    ]


def sum_line(match: Match) -> str:
    """How the parts become the score: `95.5 of 124.0 points = 77 of 100. Formula 1 / idf 2026-11.`"""
    points = sum(part.points for part in match.parts)
    possible = sum(part.possible for part in match.parts)
    return f"{points:.1f} of {possible:.1f} points = {match.score} of 100. Formula {match.version}."


def evidence_line(evidence: Evidence) -> EvidenceLine:
    return EvidenceLine(
        group=str(evidence.requirement.kind),
        label=evidence.requirement.label,
        state=str(evidence.state),
        words=evidence.text if evidence.state != EvidenceState.MISSING else "",
        note=evidence.note,
        points=f"{evidence.points:.1f} of {evidence.possible:.1f}" if evidence.possible else "",
        links=link(evidence.requirement.span),
    )


def constraint_line(constraint: Constraint) -> ConstraintLine:
    return ConstraintLine(verdict=str(constraint.verdict), hard=constraint.hard, text=constraint.text)


def ad_segments(view: OpeningView) -> list[Segment]:
    """The ad's text, cut where its requirements begin and end."""
    marks = [(link(requirement.span), requirement.span) for requirement in view.requirements]
    return segments(view.text[:MOST_TEXT], marks)


def resume_segments(resume: Resume, evidence: list[Evidence]) -> list[Segment]:
    """The résumé's text; the words that answer a requirement carry that requirement's name."""
    marks = [(link(found.requirement.span), found.span) for found in evidence if found.span is not None]
    return segments(resume.text[:MOST_TEXT], marks)
