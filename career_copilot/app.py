"""Composition root of the web process: its pages, its routes, the live listener, and the checks around them all."""

import asyncio
import gc
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

import reflex as rx
from starlette.applications import Starlette

from career_copilot import db
from career_copilot.api import (
    account,
    application_documents,
    calendar,
    drafts,
    health,
    resumes,
    spoken_answers,
    submissions,
    transfers,
    written_resumes,
)
from career_copilot.api import insights as insights_api
from career_copilot.config import settings
from career_copilot.pages import (
    achievements,
    activity,
    application,
    applications,
    exports,
    failing,
    following,
    import_wizard,
    index,
    insights,
    job,
    jobs,
    login,
    missing,
    model_ledger,
    models,
    notices,
    offers,
    onboarding,
    practice,
    practising,
    profile,
    resume_document,
    session,
    sources,
    tailoring,
    today,
    wishes,
    worker_watch,
    write,
)
from career_copilot.pages import settings as settings_page
from career_copilot.pages.session import Page
from career_copilot.services import matches
from career_copilot.services import today as today_service
from career_copilot.services.login_sessions import CurrentUser
from career_copilot.ui import connection, layout, spans
from career_copilot.web import hosts, logs, unavailable
from career_copilot.web.hardening import App, Hardening

PREPARE_AFTER = 5.0  # seconds
PAGES: list[Page] = [
    *index.PAGES,
    *login.PAGES,
    *today.PAGES,
    *jobs.PAGES,
    *job.PAGES,
    *applications.PAGES,
    *insights.PAGES,
    *sources.PAGES,
    *profile.PAGES,
    *achievements.PAGES,
    *resume_document.PAGES,
    *wishes.PAGES,
    *onboarding.PAGES,
    *settings_page.PAGES,
    *models.PAGES,
    *model_ledger.PAGES,
    *offers.PAGES,
    *application.PAGES,
    *import_wizard.PAGES,
    *exports.PAGES,
    *tailoring.PAGES,
    *write.PAGES,
    *practice.PAGES,
    *practising.PAGES,
]
ROUTES = [
    *health.ROUTES,
    *account.ROUTES,
    *resumes.ROUTES,
    *spoken_answers.ROUTES,
    *calendar.ROUTES,
    *submissions.ROUTES,
    *application_documents.ROUTES,
    *drafts.ROUTES,
    *insights_api.ROUTES,
    *transfers.ROUTES,
    *written_resumes.ROUTES,
]
UNREACHABLE = dict.fromkeys(unavailable.UNREACHABLE, unavailable.handle)


def _start(user: CurrentUser) -> str:
    """Who is new is shown round first; whoever has something to see begins with today's."""
    routes = {page.route for page in PAGES}
    if user.onboarded and today_service.begun(user.id):
        return "/today"
    wanted = ("/jobs", "/settings") if user.onboarded else ("/onboarding", "/jobs", "/settings")
    return next(route for route in wanted if route in routes)


@asynccontextmanager
async def _as_many_threads_as_connections() -> AsyncIterator[None]:
    """Services run in threads; each may hold one connection, so neither waits for the other."""
    executor = ThreadPoolExecutor(db.POOL_SIZE, thread_name_prefix="service")
    asyncio.get_running_loop().set_default_executor(executor)
    yield
    executor.shutdown(wait=False, cancel_futures=True)


@asynccontextmanager
async def _started() -> AsyncIterator[None]:
    """All that was imported stays. A collection that walked through it again would hold every tab up for 0.1 s."""
    gc.collect()
    gc.freeze()
    yield


async def _prepare() -> None:
    """Once the first pages are out."""
    await asyncio.sleep(PREPARE_AFTER)
    await asyncio.to_thread(matches.prepare_to_explain)
    gc.freeze()


async def _listen() -> None:
    await following.listen(app)


async def _watch() -> None:
    await worker_watch.watch(app)


def _harden(inner: App) -> App:
    """Runs when a server starts, not when the module is imported or the frontend is built."""
    hosts.check_start(settings())
    logs.install()
    private = frozenset(page.route for page in PAGES if page.private)
    return Hardening(inner, private, frozenset(page.route for page in PAGES) - private, _start)


layout.TOOLS.append(notices.bell)
layout.TOOLS.append(activity.ring)
app = rx.App(
    toaster=rx.toast.provider(position="top-center", gap=3),  # within the empty top bar: what saves is below
    stylesheets=[
        "/app.css",
        "/application.css",
        "/applications.css",
        "/dates.css",
        "/insights.css",
        "/today.css",
        "/transfers.css",
        "/writing.css",
    ],
    html_lang="en",
    head_components=[
        rx.el.link(rel="icon", href="/favicon.svg", type="image/svg+xml"),
        rx.el.meta(name="theme-color", content="#3e63dd"),
        rx.el.script(src="/frame.js", defer=True),
        rx.el.script(src="/unsaved.js", defer=True),
        rx.el.script(src=spans.SCRIPT, defer=True),
        rx.el.script(src="/jobs.js", defer=True),
        rx.el.script(src="/insights.js", defer=True),
        rx.el.script(src="/today.js", defer=True),
    ],
    api_transformer=[Starlette(routes=ROUTES, exception_handlers=UNREACHABLE), _harden],
    backend_exception_handler=failing.failed,
    extra_app_wraps={(5, "Overlay"): lambda stateful: connection.notice() if stateful else None},
)
app.add_middleware(session.OwnerMiddleware(), index=0)
app.register_lifespan_task(_as_many_threads_as_connections)
app.register_lifespan_task(_started)
app.register_lifespan_task(_listen)
app.register_lifespan_task(_watch)
app.register_lifespan_task(_prepare)
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
