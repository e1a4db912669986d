"""Feed a reader recorded answers: no network, no mock, no database."""

from collections.abc import Collection, Iterable

import httpx

from career_copilot.domain.posting import PostingData
from career_copilot.job_boards import BOARDS
from career_copilot.job_boards.board import Listed


def drive(
    job_board: str, company: str, bodies: Iterable[bytes], known: Collection[str] = ()
) -> tuple[list[PostingData | Listed], str]:
    """What the reader yields when its requests get these bodies, in order, and why it says it is incomplete."""
    reading = BOARDS[job_board].read(company, known)
    answers = iter(bodies)
    found: list[PostingData | Listed] = []
    try:
        item = next(reading)
        while True:
            if isinstance(item, httpx.Request):
                item = reading.send(httpx.Response(200, content=next(answers), request=item))
            else:
                found.append(item)
                item = next(reading)
    except StopIteration as end:
        return found, end.value


def postings(job_board: str, company: str, bodies: Iterable[bytes]) -> list[PostingData]:
    """The postings of a complete reading."""
    found, truncated = drive(job_board, company, bodies)
    assert truncated == ""
    assert all(isinstance(item, PostingData) for item in found)
    return [item for item in found if isinstance(item, PostingData)]
