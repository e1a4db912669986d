"""We Work Remotely's RSS feed of remote openings. https://weworkremotely.com/remote-job-rss-feed

Employer and title stand together, `Acme: Staff Engineer`. What has left the feed has aged out, not closed."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import httpx
from defusedxml import ElementTree

from career_copilot.domain.posting import PostingData, Workplace
from career_copilot.job_boards.board import Board, Reading, UnreadableError, incomplete, postings
from career_copilot.job_boards.terms import distinct, employment_types, moment

HOST = "weworkremotely.com"


def read(company: str, known: Collection[str] = ()) -> Reading:
    """One request."""
    answer = yield httpx.Request("GET", f"https://{HOST}/remote-jobs.rss", headers={"Accept": "application/rss+xml"})
    try:
        channel = ElementTree.fromstring(answer.content).find("channel")
    except (ElementTree.ParseError, ValueError) as error:
        raise UnreadableError(f"its feed is damaged or breaks off: {error}") from error
    if channel is None:
        raise UnreadableError("the feed has no channel")
    return incomplete((yield from postings(channel.findall("item"), _posting)))


def _posting(item: Any) -> PostingData:
    def text(name: str) -> str:
        return (item.findtext(name) or "").strip()

    employer, separator, title = text("title").partition(": ")
    return PostingData(
        job_board="weworkremotely",
        identifier=text("guid") or text("link"),
        url=text("link") or text("guid"),
        title=title if separator else employer,
        hiring_organization=employer if separator else "",
        description=text("description"),
        # Every opening of this board is remote; its places say where the employer is.
        job_location=distinct([", ".join(distinct([text("state"), text("country")]))]),
        job_location_type=Workplace.REMOTE,
        applicant_location=distinct(text("region").split(",")),
        employment_type=employment_types([text("type")]),
        department=text("category"),
        tags=distinct([text("category"), *text("skills").split(",")]),
        date_posted=moment(text("pubDate")),
        valid_through=moment(text("expires_at")),
    )


BOARD = Board(
    name="weworkremotely",
    label="We Work Remotely",
    read=read,
    hosts=(HOST,),
    page=lambda company: "https://weworkremotely.com/",
    lists_all=False,
    many_employers=True,
    conditional=True,
    description="Remote openings in design, programming, marketing, support and more",
    attribution="We Work Remotely",
    attribution_url="https://weworkremotely.com/",
    cadence=timedelta(hours=2),
)
