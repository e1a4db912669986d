"""Sources: what is read for this person, how each reading goes while it goes, and how to follow more."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import reflex as rx
from reflex_components_sonner.toast import ToastAction

from career_copilot import tasks
from career_copilot.domain.ages import age, exact
from career_copilot.domain.readings import RUNNING, reading_note
from career_copilot.errors import CareerCopilotError, InvalidInputError
from career_copilot.live import Topic
from career_copilot.pages.focus import focus_on
from career_copilot.pages.session import Page, Session, signed_in
from career_copilot.pages.undoing import UNDO_MS
from career_copilot.services import sources
from career_copilot.services.sources import BoardView, SourceView
from career_copilot.ui import source_rows
from career_copilot.ui.follow_form import EXAMPLES, board_switches, follow_form
from career_copilot.ui.layout import empty, page_head, shell
from career_copilot.ui.source_rows import BoardSwitch, Progress, SourceRow


class SourcesState(Session):
    """The followed sources as last read from the database, and beside them the counts of those being read now."""

    rows: list[SourceRow] = []
    running: dict[str, Progress] = {}
    boards: list[BoardSwitch] = []
    loaded: bool = False
    pasted: str = ""
    follow_error: str = ""
    form: int = 0  # another number is another, empty form

    async def _read(self) -> None:
        """All of the page, from the services."""
        found, boards = await asyncio.gather(
            asyncio.to_thread(sources.followed, self._user_id), asyncio.to_thread(sources.boards, self._user_id)
        )
        now = datetime.now(UTC)
        self.rows = [_row(source, now, self.time_zone) for source in found]
        self.running = {
            str(source.id): _progress(source.run.model_dump())
            for source in found
            if source.run is not None and source.run.state in RUNNING
        }
        self.boards = [_switch(board) for board in boards]
        self.loaded = True

    async def _hear(self, topic: str, data: dict[str, Any]) -> None:
        """Counts of a running reading travel in the hint; only its end, or something new, is read again."""
        if topic != Topic.SOURCES:
            return
        key = str(data.get("source_id"))
        known = any(row.key == key for row in self.rows)
        if known and data.get("state") in RUNNING:
            self.running = {**self.running, key: _progress(data)}
        else:
            await self._read()

    def _leave(self) -> None:
        self.rows, self.running, self.boards, self.loaded = [], {}, [], False

    @rx.event
    @signed_in
    async def load(self):
        """The page was opened."""
        self._follow_live()
        self.follow_error, self.pasted = "", ""
        await self._read()

    @rx.event
    @signed_in
    async def leave(self):
        """Keep nothing of this page in the tab: every page load sends all states."""
        self._leave()

    @rx.event
    @signed_in
    async def offer(self, example: str):
        """An example was chosen: put it in the field, to be completed."""
        self.pasted = example if example in EXAMPLES.values() else ""
        self.follow_error = ""
        self.form += 1
        return focus_on("follow-url")

    @rx.event
    @signed_in
    async def follow(self, form: dict[str, Any]):
        """Follow what the pasted address names."""
        self.pasted = str(form.get("url", "")).strip()[:2000]
        if not self.pasted:
            self.follow_error = "Paste the address of the page that lists the company's openings."
            return None
        try:
            source = await asyncio.to_thread(sources.follow, self._user_id, self.pasted, datetime.now(UTC))
        except CareerCopilotError as error:
            self.follow_error = str(error)
            return None
        self.pasted, self.follow_error = "", ""
        self.form += 1
        await self._started(source)
        return rx.toast.success(f"You follow {source.name}.")

    @rx.event
    @signed_in
    async def switch_board(self, job_board: str, on: bool):
        """Follow a whole board, or stop."""
        if on is True:
            source = await asyncio.to_thread(sources.follow_board, self._user_id, str(job_board), datetime.now(UTC))
            await self._started(source)
            return None
        source = next((row for row in self.rows if row.job_board == job_board and row.whole_board), None)
        return await self._unfollow(source.id) if source else None

    @rx.event
    @signed_in
    async def read_now(self, source_id: int):
        """Read one source, or with 0 all of them."""
        chosen = _number(source_id) or None
        runs = await asyncio.to_thread(sources.read_now, self._user_id, chosen, datetime.now(UTC))
        await asyncio.to_thread(_queue, runs)
        await self._read()

    @rx.event
    @signed_in
    async def unfollow(self, source_id: int):
        """Stop following; the toast takes it back."""
        return await self._unfollow(_number(source_id))

    @rx.event
    @signed_in
    async def follow_again(self, source_id: int, job_board: str, url: str):
        """Undo of `unfollow`."""
        if url:
            source = await asyncio.to_thread(sources.follow, self._user_id, str(url), datetime.now(UTC))
        else:
            source = await asyncio.to_thread(sources.follow_board, self._user_id, str(job_board), datetime.now(UTC))
        await self._started(source)

    async def _unfollow(self, source_id: int) -> Any:
        row = next((row for row in self.rows if row.id == source_id), None)
        await asyncio.to_thread(sources.unfollow, self._user_id, source_id, datetime.now(UTC))
        await self._read()
        if row is None:
            return None
        again = SourcesState.follow_again(row.id, row.job_board, "" if row.whole_board else row.url)
        return rx.toast.success(
            f"You no longer follow {row.name}.", action=ToastAction("Undo", again), duration=UNDO_MS
        )

    async def _started(self, source: SourceView) -> None:
        if source.run is not None and source.run.state == "queued":
            await asyncio.to_thread(_queue, [source.run.id])
        else:  # it was read lately for somebody else: its openings are in the feed already, unscored
            await asyncio.to_thread(tasks.score_source.delay, source.id)
        await self._read()


def _number(value: object) -> int:
    """An id from the browser, which may have sent anything."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    raise InvalidInputError("This is not a source.")


def _queue(runs: list[int]) -> None:
    for run in runs:
        tasks.ingest.delay(run)


def _progress(data: dict[str, Any]) -> Progress:
    counts = {name: int(data.get(name) or 0) for name in ("found", "new", "updated", "closed", "seconds")}
    return Progress(waiting=data.get("state") == "queued", **counts)


def _switch(board: BoardView) -> BoardSwitch:
    return BoardSwitch(**board.model_dump(include=set(BoardSwitch.model_fields)))


def _row(source: SourceView, now: datetime, zone: str) -> SourceRow:
    """A source as the screen shows it, its dates as words of this moment."""
    run = source.run
    last = None if run is None else _progress(run.model_dump())
    state = "never" if run is None else run.state
    due = source.next_due_at
    return SourceRow(
        id=source.id,
        key=str(source.id),
        job_board=source.job_board,
        whole_board=source.company == "",
        name=source.name,
        board=source.board,
        url=source.url,
        attribution=source.attribution,
        attribution_url=source.attribution_url,
        openings=source.openings,
        known=source.last_success_at is not None or source.openings > 0,
        state=state,
        last=last or Progress(),
        note=""
        if run is None
        else reading_note(state, run.error, run.error_kind, source.openings, run.closed, due, now),
        success=age(source.last_success_at, now, zone) or "never",
        success_exact=exact(source.last_success_at, zone),
        due="within a minute" if due is not None and due <= now else age(due, now, zone),
        due_exact=exact(due, zone),
        failures=source.failure_streak,
    )


def _following() -> rx.Component:
    return rx.el.section(
        rx.el.h2("Following", rx.el.span(SourcesState.rows.length(), class_name="count"), class_name="section-title"),
        rx.cond(
            SourcesState.rows.length() > 0,
            source_rows.table(SourcesState.rows, SourcesState.running, SourcesState.read_now, SourcesState.unfollow),
            empty("rss", "What you follow appears here, with how each reading went. Paste an address above."),
        ),
        class_name="following",
    )


def sources_page() -> rx.Component:
    return shell(
        page_head(
            "Sources",
            rx.el.button(
                rx.icon("refresh-cw", size=16, aria_hidden="true"),
                "Read all now",
                type="button",
                class_name="button",
                on_click=SourcesState.read_now(0),
                disabled=SourcesState.rows.length() == 0,
            ),
            subtitle="What is read for you, and how each reading went.",
        ),
        rx.cond(
            SourcesState.loaded,
            rx.el.div(
                rx.el.section(
                    rx.el.h2("Follow a company", class_name="section-title"),
                    rx.el.p(
                        "Its openings are read at once, and again every few hours. What you follow is known to you alone.",
                        class_name="quiet-text",
                    ),
                    follow_form(SourcesState),
                    class_name="card follow-card",
                ),
                rx.el.section(
                    rx.el.h2("Boards of many employers", class_name="section-title"),
                    board_switches(SourcesState),
                    class_name="card boards-card",
                ),
                _following(),
                class_name="sources-grid",
                on_unmount=SourcesState.leave,
            ),
            source_rows.waiting(),
        ),
        active="/sources",
    )


PAGES = [Page("/sources", "Sources", sources_page, on_load=SourcesState.load)]
