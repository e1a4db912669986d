"""Today: what is due, what is new, how it goes, in widgets that the person chooses and arranges."""

import reflex as rx

from career_copilot.domain.today import Widget
from career_copilot.pages.goals import GoalsState
from career_copilot.pages.marks import Marks
from career_copilot.pages.session import Page
from career_copilot.pages.today_state import TodayState
from career_copilot.pages.undoing import UndoState
from career_copilot.ui import today_figures, today_widgets
from career_copilot.ui.goals import dialog, edit_button, goal_lines
from career_copilot.ui.layout import empty, page_head, shell
from career_copilot.ui.today import grid, need, waiting
from career_copilot.ui.today_widgets import more, nothing


def _due() -> rx.Component:
    return rx.cond(
        (TodayState.due.length() > 0) | (TodayState.meetings_today.length() > 0),
        rx.fragment(
            rx.cond(TodayState.meetings_today.length() > 0, today_widgets.meeting_lines(TodayState.meetings_today)),
            today_widgets.task_lines(TodayState.due, TodayState.due_rest, TodayState.finish, TodayState.snooze),
        ),
        nothing("Nothing is due today."),
    )


def _matches() -> rx.Component:
    return rx.cond(
        TodayState.matches.length() > 0,
        today_widgets.match_lines(TodayState.matches, Marks.save, Marks.hide, TodayState.apply),
        nothing("Nothing new since yesterday. What your sources list appears here as soon as it is read."),
    )


def _pipeline() -> rx.Component:
    return rx.cond(
        TodayState.stages.length() > 0,
        today_figures.stages(TodayState.stages),
        nothing(
            "Your applications appear here by stage, from the first one on.",
            rx.link("Choose an opening", href="/jobs"),
        ),
    )


def _follow_ups() -> rx.Component:
    return rx.cond(
        TodayState.follow_ups.length() > 0,
        today_widgets.task_lines(
            TodayState.follow_ups, TodayState.follow_ups_rest, TodayState.finish, TodayState.snooze
        ),
        nothing("No other follow-up in the next two weeks. Applying sets one by itself."),
    )


def _meetings() -> rx.Component:
    return rx.cond(
        TodayState.meetings.length() > 0,
        today_widgets.meeting_lines(TodayState.meetings),
        nothing("No interview in the next seven days."),
    )


def _goals() -> rx.Component:
    return rx.cond(
        TodayState.goals.length() > 0,
        goal_lines(TodayState.goals, GoalsState.tell),
        rx.el.div(
            nothing("A small weekly goal, such as three applications, is counted here by itself."),
            edit_button("Set goals", GoalsState, "button"),
            class_name="widget-start",
        ),
    )


def _changes() -> rx.Component:
    return rx.cond(
        TodayState.changes.length() > 0,
        today_widgets.change_lines(TodayState.changes, UndoState.undo),
        nothing("What you change appears here and can be taken back."),
    )


def _sources() -> rx.Component:
    last = rx.cond(TodayState.last_read != "", f"Last read {TodayState.last_read}.", "")
    subject = rx.cond(TodayState.followed == 1, "Your source is", f"All {TodayState.followed} sources are")
    return rx.cond(
        TodayState.failing.length() > 0,
        today_widgets.source_lines(TodayState.failing, TodayState.failing_rest),
        rx.cond(
            TodayState.followed > 0,
            nothing(f"{subject} read without trouble. {last}"),
            nothing("You follow no source yet.", rx.link("Follow one", href="/sources")),
        ),
    )


BODIES = {
    Widget.TODAY: _due,
    Widget.MATCHES: _matches,
    Widget.PIPELINE: _pipeline,
    Widget.FOLLOW_UPS: _follow_ups,
    Widget.INTERVIEWS: _meetings,
    Widget.ODDS: lambda: today_figures.odds(TodayState.odds, TodayState.bands),
    Widget.GOALS: _goals,
    Widget.ACTIVITY: _changes,
    Widget.SOURCES: _sources,
}


def _links() -> dict[Widget, rx.Component]:
    return {
        Widget.MATCHES: rx.cond(
            TodayState.matches_total > 0,
            more(f"{TodayState.matches_total} new", "/jobs?sort=newest"),
            more("All", "/jobs"),
        ),
        Widget.PIPELINE: more("Board", "/applications"),
        Widget.ODDS: more("Insights", "/insights"),
        Widget.GOALS: rx.cond(TodayState.goals.length() > 0, edit_button("Change", GoalsState), rx.fragment()),
        Widget.SOURCES: more("Sources", "/sources"),
    }


def today_page() -> rx.Component:
    return shell(
        page_head(
            "Today",
            rx.el.button(
                rx.icon("layout-dashboard", size=16, aria_hidden="true"),
                rx.cond(TodayState.arranging, "Done", "Arrange"),
                type="button",
                class_name=rx.cond(TodayState.arranging, "button primary", "button"),
                on_click=TodayState.arrange,
                id="arrange",
                aria_pressed=TodayState.arranging,
            ),
            subtitle=rx.cond(TodayState.date != "", TodayState.date, "\u00a0"),
        ),
        rx.el.div(
            rx.cond(TodayState.loaded, need(TodayState.need)),
            grid(TodayState, {widget: body() for widget, body in BODIES.items()}, _links()),
            rx.cond(~TodayState.loaded & (TodayState.placed.length() == 0), waiting()),
            rx.cond(
                TodayState.loaded & (TodayState.placed.length() == 0) & ~TodayState.arranging,
                empty(
                    "layout-dashboard",
                    "You took everything off this page.",
                    rx.el.button("Arrange", type="button", class_name="button primary", on_click=TodayState.arrange),
                ),
            ),
            class_name="today",
            on_unmount=TodayState.leave,
        ),
        dialog(GoalsState),
        active="/today",
    )


PAGES = [Page("/today", "Today", today_page, on_load=TodayState.load)]
