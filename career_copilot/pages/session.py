"""Who is looking at this tab. The only place of the pages that knows: guards, the tab's owner, and live updates.

A page's State inherits `Session`; each of its public handlers is `@rx.event @signed_in async def`. Its `load` calls
`self._follow_live()` first, and `async def _hear(self, topic, data)` reads again what changed. `data` may be empty."""

import asyncio
import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex.middleware.middleware import Middleware

from career_copilot.config import settings
from career_copilot.errors import CareerCopilotError
from career_copilot.live import Topic
from career_copilot.pages import checked
from career_copilot.pages.following import FOLLOWING, GAP_SECONDS, LEAVE
from career_copilot.pages.worker_watch import WATCH
from career_copilot.services import accounts
from career_copilot.ui.person import Person
from career_copilot.web import cookies, tabs

RELOAD = 'sessionStorage.removeItem("token"); window.location.reload()'
HYDRATE_EVENTS = ("hydrate", "hydrate_and_load")


@dataclass(frozen=True)
class Page:
    """A route: how it is found, shown and loaded. `private` pages need a login, already to be delivered."""

    route: str
    title: str
    component: Callable[[], rx.Component]
    on_load: Any = None
    private: bool = True


class Session(Person):
    """The person this tab belongs to. Set before anything is sent to the tab, by `OwnerMiddleware`."""

    _user_id: int = 0
    _session_id: int = 0

    async def _asking(self) -> accounts.CurrentUser | None:
        """The person whose cookie came with this socket, looked up anew: a revoked session is nobody."""
        token = cookies.session_token(self.router.headers.cookie)
        return await asyncio.to_thread(accounts.current_user, token, datetime.now(UTC))

    def _take(self, user: accounts.CurrentUser | None) -> None:
        """Write down whose tab this is."""
        self.email = user.email if user else ""
        self.is_admin = user.is_admin if user else False
        self.time_zone = user.time_zone if user else "UTC"
        self.density = user.density if user else "comfortable"
        self.onboarded = user.onboarded if user else False
        self.single_user = settings().single_user
        self.worker_silent = WATCH.silent
        self._user_id = user.id if user else 0
        self._session_id = user.session_id if user else 0

    def _follow_live(self, pause: float = GAP_SECONDS) -> None:
        """From now on `_hear` of this page is called when something of this person changes. Call it first in `load`:
        what changes while it reads then waits for the tab's lock instead of being missed. A page that reads much hears
        only every `pause` seconds."""
        FOLLOWING.attach(self.router.session.client_token, self._user_id, self._session_id, type(self), pause)

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        """Read again what `topic` names. Pages that follow override it; the person themselves is read for all of them."""
        if topic == Topic.PERSON and (user := await self._asking()):
            self._take(user)


def public(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a handler that strangers may call (login page and such). A test wants this or `signed_in` on each."""
    handler.__guard__ = "public"
    return handler


async def _refused(state: Session) -> Any:
    """None when the person who asks owns this tab, else what sends the browser away. A tab of somebody else is
    reloaded, because only `OwnerMiddleware` has all of its state in hand to empty it."""
    user = await state._asking()
    if user is not None and not state._user_id:
        state._take(user)  # an event that overtook the tab's hydration: there is nothing of anybody in it yet
    if user is not None and user.id == state._user_id:
        if user.is_admin != state.is_admin:
            state.is_admin = user.is_admin
        return None
    FOLLOWING.detach(state.router.session.client_token)
    return rx.call_script(LEAVE if user is None else RELOAD)


def signed_in(handler: Callable[..., Any]) -> Callable[..., Any]:
    """Only the owner of the tab gets through, and only with arguments of the kinds that the handler names. Errors we expect
    become a message; their text is written for people."""
    signature = inspect.signature(handler)
    if inspect.isasyncgenfunction(handler):

        @functools.wraps(handler)
        async def guarded_steps(self: Session, *args: Any, **kwargs: Any) -> Any:
            if refusal := await _refused(self):
                yield refusal
                return
            try:
                checked.arguments(signature, self, *args, **kwargs)
                async for step in handler(self, *args, **kwargs):
                    yield step
            except CareerCopilotError as error:
                yield rx.toast.error(str(error))

        guarded: Callable[..., Any] = guarded_steps
    elif inspect.iscoroutinefunction(handler):

        @functools.wraps(handler)
        async def guarded_call(self: Session, *args: Any, **kwargs: Any) -> Any:
            if refusal := await _refused(self):
                return refusal
            try:
                checked.arguments(signature, self, *args, **kwargs)
                return await handler(self, *args, **kwargs)
            except CareerCopilotError as error:
                return rx.toast.error(str(error))

        guarded = guarded_call
    else:
        raise TypeError(f"{handler.__qualname__} must be `async def`: a sync handler stalls every tab of the process.")
    guarded.__guard__ = "signed_in"
    return guarded


def with_files(handler: Callable[..., Any]) -> Callable[..., Any]:
    """For the handler of a place to drop files. When the browser held all of them back, it sends an empty list after
    it has said so: that is nothing to do, and what was said stays."""

    @functools.wraps(handler)
    async def given(self: Session, files: list[rx.UploadFile]) -> Any:
        return await handler(self, files) if files else None

    return given


class OwnerMiddleware(Middleware):
    """State is kept by tab, not by person. Before a tab is sent all its state, empty it if it was somebody else's."""

    async def preprocess(self, app: rx.App, state: Any, event: Any) -> None:
        if event.name.rpartition(".")[2] not in HYDRATE_EVENTS:
            return
        root = state._get_root_state()
        session = await root.get_state(Session)
        user = await session._asking()
        tab = session.router.session.client_token
        FOLLOWING.detach(tab)  # the page's load attaches it again, for its new owner
        await asyncio.to_thread(tabs.claim, tab, user.id if user else 0)
        if session._user_id != (user.id if user else 0):
            root.reset()
        session._take(user)


FOLLOWING.everywhere[Topic.PERSON] = Session
