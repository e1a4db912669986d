"""Composition root of the web process: its pages, its routes, the live listener, and the checks around them all."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import reflex as rx
from starlette.applications import Starlette

from career_copilot import db
from career_copilot.api import account, health, resumes, transfers
from career_copilot.config import settings
from career_copilot.pages import (
    activity,
    exports,
    following,
    import_wizard,
    index,
    job,
    jobs,
    login,
    missing,
    onboarding,
    profile,
    session,
    sources,
    wishes,
)
from career_copilot.pages import settings as settings_page
from career_copilot.pages.session import Page
from career_copilot.services.login_sessions import CurrentUser
from career_copilot.ui import layout, spans
from career_copilot.web import hosts, logs
from career_copilot.web.hardening import App, Hardening

PAGES: list[Page] = [
    *index.PAGES,
    *login.PAGES,
    *jobs.PAGES,
    *job.PAGES,
    *sources.PAGES,
    *profile.PAGES,
    *wishes.PAGES,
    *onboarding.PAGES,
    *settings_page.PAGES,
    *import_wizard.PAGES,
    *exports.PAGES,
]
ROUTES = [*health.ROUTES, *account.ROUTES, *resumes.ROUTES, *transfers.ROUTES]


def _start(user: CurrentUser) -> str:
    """Who is new is shown round first."""
    routes = {page.route for page in PAGES}
    wanted = ("/jobs", "/settings") if user.onboarded else ("/onboarding", "/jobs", "/settings")
    return next(route for route in wanted if route in routes)


@asynccontextmanager
async def _as_many_threads_as_connections() -> AsyncIterator[None]:
    """Services run in threads; each may hold one connection, so neither waits for the other."""
    executor = ThreadPoolExecutor(db.POOL_SIZE, thread_name_prefix="service")
    asyncio.get_running_loop().set_default_executor(executor)
    yield
    executor.shutdown(wait=False, cancel_futures=True)


async def _listen() -> None:
    await following.listen(app)


def _harden(inner: App) -> App:
    """Runs when a server starts, not when the module is imported or the frontend is built."""
    hosts.check_start(settings())
    logs.install()
    private = frozenset(page.route for page in PAGES if page.private)
    return Hardening(inner, private, frozenset(page.route for page in PAGES) - private, _start)


layout.TOOLS.append(activity.ring)
app = rx.App(
    toaster=rx.toast.provider(position="top-center"),  # over the empty top bar: what saves is below
    stylesheets=["/app.css", "/transfers.css"],
    html_lang="en",
    head_components=[
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.meta(name="theme-color", content="#3e63dd"),
        rx.el.script(src="/frame.js", defer=True),
        rx.el.script(src=spans.SCRIPT, defer=True),
        rx.el.script(src="/jobs.js", defer=True),
    ],
    api_transformer=[Starlette(routes=ROUTES), _harden],
)
app.add_middleware(session.OwnerMiddleware(), index=0)
app.register_lifespan_task(_as_many_threads_as_connections)
app.register_lifespan_task(_listen)
for page in PAGES:
    app.add_page(
        page.component,
        route=page.route,
        title=f"{page.title} · Career Copilot",
        description="Ranked openings, each with the evidence for why it fits.",
        on_load=page.on_load,
        context={"sitemap": None},
    )
app.add_page(
    missing.missing_page,
    route="404",
    title="Not found · Career Copilot",
    description="There is nothing at this address.",
)
