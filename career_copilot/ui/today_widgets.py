"""What the widgets of the Today page show: few lines each, every one of them a link or a deed."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.reminders import SNOOZE_NAMES
from career_copilot.ui import score
from career_copilot.ui.opening_row import RowView

NOTHING = rx.Var.create("")


class TaskLine(BaseModel):
    """A task that is due."""

    id: int
    title: str
    about: str
    when: str
    exact: str
    overdue: bool
    href: str


class MeetingLine(BaseModel):
    """An interview, by the person's own clock."""

    id: int
    title: str
    about: str
    day: str
    hours: str
    exact: str
    where: str
    link: str
    href: str


class ChangeLine(BaseModel):
    """Something that was changed."""

    id: int
    summary: str
    when: str
    exact: str
    undone: bool


class SourceLine(BaseModel):
    """A source that fails."""

    id: int
    name: str
    words: str
    next: str
    exact: str


def more(text: Any, href: str) -> rx.Component:
    """The link beside a widget's heading."""
    return rx.link(text, href=href, class_name="widget-more", underline="none")


def nothing(sentence: Any, *link: rx.Component) -> rx.Component:
    """What a widget says when it has nothing to show."""
    return rx.el.p(sentence, *([" ", *link] if link else []), class_name="widget-nothing")


def _linked(title: rx.Var[str], href: rx.Var[str], about: rx.Var[str] = NOTHING) -> rx.Component:
    text = rx.fragment(
        rx.el.bdi(title), rx.cond(about != "", rx.el.span(" · ", rx.el.bdi(about), class_name="line-about"))
    )
    return rx.cond(
        href != "",
        rx.link(text, href=href, class_name="line-title", underline="none"),
        rx.el.span(text, class_name="line-title"),
    )


def _and_more(count: rx.Var[int], href: str) -> rx.Component:
    return rx.cond(count > 0, rx.link(f"and {count} more", href=href, class_name="widget-rest", underline="none"))


def _later(task: rx.Var[TaskLine], snooze: Any) -> rx.Component:
    """Choices for later. assets/today.js closes it on Escape and on a click outside."""
    return rx.el.details(
        rx.el.summary(
            rx.icon("clock", size=16, aria_hidden="true"),
            class_name="button quiet icon small",
            aria_label=f"Put off “{task.title}”",
            title="Later",
        ),
        rx.el.div(
            *(
                rx.el.button(text, type="button", class_name="menu-item", on_click=snooze(task.id, str(choice)))
                for choice, text in SNOOZE_NAMES.items()
            ),
            class_name="later-menu",
        ),
        class_name="later",
    )


def task_lines(rows: rx.Var[list[TaskLine]], rest: rx.Var[int], finish: Any, snooze: Any) -> rx.Component:
    """`finish(id)` and `snooze(id, choice)` are events."""

    def line(task: rx.Var[TaskLine]) -> rx.Component:
        return rx.el.li(
            rx.el.button(
                rx.icon("circle", size=18, aria_hidden="true"),
                type="button",
                class_name="button quiet icon small line-done",
                aria_label=f"“{task.title}” is done",
                title="Done",
                on_click=finish(task.id),
            ),
            rx.el.div(
                _linked(task.title, task.href, task.about),
                rx.el.span(
                    rx.cond(task.overdue, rx.el.span("Overdue", class_name="badge amber")),
                    rx.el.time(task.when, title=task.exact, class_name="fact"),
                    class_name="line-facts",
                ),
                class_name="line-text",
            ),
            _later(task, snooze),
            class_name="line",
            key=task.id.to_string(),
        )

    return rx.fragment(
        rx.el.ul(rx.foreach(rows, line), class_name="lines"), _and_more(rest, "/applications?view=calendar")
    )


def meeting_lines(rows: rx.Var[list[MeetingLine]]) -> rx.Component:
    def line(meeting: rx.Var[MeetingLine]) -> rx.Component:
        return rx.el.li(
            rx.el.time(
                rx.el.span(meeting.day, class_name="strong"), rx.el.span(meeting.hours), title=meeting.exact,
                class_name="line-when",
            ),
            rx.el.div(
                _linked(meeting.title, meeting.href),
                rx.el.span(
                    rx.el.span(rx.el.bdi(meeting.about), class_name="fact"),
                    rx.cond(meeting.where != "", rx.el.span(rx.el.bdi(meeting.where), class_name="fact")),
                    class_name="line-facts",
                ),
                class_name="line-text",
            ),
            rx.cond(
                meeting.link != "",
                rx.el.a(
                    "Join", href=meeting.link, target="_blank", rel="noopener noreferrer", class_name="button small",
                    aria_label=f"Join {meeting.title}, {meeting.about}",
                ),
            ),
            class_name="line meeting-line",
            key=meeting.id.to_string(),
        )  # fmt: skip

    return rx.el.ul(rx.foreach(rows, line), class_name="lines")


def match_lines(rows: rx.Var[list[RowView]], save: Any, hide: Any, add: Any) -> rx.Component:
    """`save(id, on)`, `hide(id, on)` and `add(id)` are events."""

    def tool(icon: str, label: Any, on_click: Any) -> rx.Component:
        return rx.el.button(
            rx.icon(icon, size=16, aria_hidden="true"), type="button", class_name="button quiet icon small",
            aria_label=label, title=label, on_click=on_click,
        )  # fmt: skip

    def line(row: rx.Var[RowView]) -> rx.Component:
        return rx.el.li(
            score.chip(row.score),
            rx.el.div(
                rx.link(rx.el.bdi(row.title), href=f"/jobs/{row.id}", class_name="line-title", underline="none"),
                rx.el.span(
                    rx.el.span(row.company, class_name="fact"),
                    rx.cond(row.where != "", rx.el.span(row.where, class_name="fact")),
                    rx.cond(row.pay != "", rx.el.span(row.pay, class_name="fact")),
                    class_name="line-facts",
                ),
                class_name="line-text",
            ),
            rx.el.span(
                rx.cond(
                    row.saved,
                    tool("bookmark-check", f"No longer save {row.title}", save(row.id, False)),
                    tool("bookmark", f"Save {row.title}", save(row.id, True)),
                ),
                tool("eye-off", f"Hide {row.title}", hide(row.id, True)),
                tool("plus", f"Add {row.title} to applications", add(row.id)),
                class_name="line-tools",
            ),
            class_name="line match-line",
            custom_attrs={"data-seen": row.seen.to_string(), "data-saved": row.saved.to_string()},
            key=row.id.to_string(),
        )

    return rx.el.ul(rx.foreach(rows, line), class_name="lines")


def change_lines(rows: rx.Var[list[ChangeLine]], undo: Any) -> rx.Component:
    def line(change: rx.Var[ChangeLine]) -> rx.Component:
        word = rx.cond(change.undone, "Do again", "Undo")
        return rx.el.li(
            rx.el.div(
                rx.el.span(rx.el.bdi(change.summary), class_name="line-title plain"),
                rx.el.span(
                    rx.el.time(change.when, title=change.exact, class_name="fact"),
                    rx.cond(change.undone, rx.el.span("undone", class_name="fact")),
                    class_name="line-facts",
                ),
                class_name="line-text",
            ),
            rx.el.button(
                word, type="button", class_name="button quiet small", on_click=undo(change.id, change.undone),
                custom_attrs={"data-turns": "true"},
                aria_label=rx.cond(change.undone, f"Do again: {change.summary}", f"Undo: {change.summary}"),
            ),
            class_name="line",
            key=change.id.to_string(),
        )  # fmt: skip

    return rx.el.ul(rx.foreach(rows, line), class_name="lines")


def source_lines(rows: rx.Var[list[SourceLine]], rest: rx.Var[int]) -> rx.Component:
    def line(source: rx.Var[SourceLine]) -> rx.Component:
        return rx.el.li(
            rx.icon("circle-alert", size=16, aria_hidden="true", class_name="line-sign"),
            rx.el.div(
                rx.link(source.name, href="/sources", class_name="line-title", underline="none"),
                rx.el.span(
                    rx.el.span(source.words, class_name="fact"),
                    rx.cond(source.next != "", rx.el.time(source.next, title=source.exact, class_name="fact")),
                    class_name="line-facts",
                ),
                class_name="line-text",
            ),
            class_name="line",
            key=source.id.to_string(),
        )

    return rx.fragment(rx.el.ul(rx.foreach(rows, line), class_name="lines"), _and_more(rest, "/sources"))
