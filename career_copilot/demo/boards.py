"""The demonstration's job boards: one ASGI application on loopback that answers each vendor's addresses in each
vendor's format. The path begins with the host that the real client would have asked: `/api.lever.co/v0/postings/…`."""

from starlette.applications import Starlette

from career_copilot.demo import ats_boards, more_boards


def app() -> Starlette:
    """The ASGI application, for `granian --factory`."""
    return Starlette(routes=[*ats_boards.ROUTES, *more_boards.ROUTES])
