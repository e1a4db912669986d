"""Interviews, reminders, applied and decision dates in a month, a week or on a day; on a phone as a list of days."""

import reflex as rx
from pydantic import BaseModel

ICONS = {"interview": "users", "reminder": "bell", "applied": "send", "decision": "scale"}


class EntryView(BaseModel):
    """What happens at a time."""

    kind: str
    time: str
    words: str
    who: str
    exact: str
    href: str  # empty: it belongs to no application


class DayView(BaseModel):
    """A day with what happens on it; `more` are left out and at the address of the `rest`."""

    iso: str
    number: int
    name: str
    short: str
    outside: bool
    today: bool
    lines: list[EntryView]
    more: int
    rest: str


def _words(entry: rx.Var[EntryView]) -> rx.Component:
    return rx.fragment(
        rx.match(
            entry.kind,
            *((kind, rx.icon(icon, size=12, aria_hidden="true")) for kind, icon in ICONS.items()),
            rx.fragment(),
        ),
        rx.cond(entry.time != "", rx.el.span(entry.time, class_name="entry-time")),
        rx.el.span(
            rx.el.span(entry.words, class_name="strong"),
            rx.cond(entry.who != "", rx.el.span(f" {entry.who}", class_name="entry-who")),
            class_name="entry-words",
        ),
    )


def _entry(entry: rx.Var[EntryView]) -> rx.Component:
    return rx.el.li(
        rx.cond(
            entry.href != "",
            rx.link(_words(entry), href=entry.href, class_name="entry-link", underline="none", title=entry.exact),
            rx.el.span(_words(entry), class_name="entry-link", title=entry.exact),
        ),
        custom_attrs={"data-kind": entry.kind},
    )


def _day(day: rx.Var[DayView]) -> rx.Component:
    return rx.el.li(
        rx.el.h3(
            rx.el.span(day.number, class_name="day-number", aria_hidden="true"),
            rx.el.span(day.name, class_name="day-name"),
            rx.cond(day.today, rx.el.span("today", class_name="day-today")),
        ),
        rx.cond(
            day.lines.length() > 0,
            rx.el.ul(rx.foreach(day.lines, _entry), class_name="day-entries"),
        ),
        rx.cond(
            day.more > 0,
            rx.link(
                f"{day.more} more",
                href=day.rest,
                class_name="day-more",
                underline="none",
                aria_label=f"{day.more} more on {day.name}: show them",
            ),
        ),
        class_name="calendar-day",
        custom_attrs={
            "data-outside": day.outside.to_string(),
            "data-today": day.today.to_string(),
            "data-empty": (day.lines.length() == 0).to_string(),
        },
        key=day.iso,
    )


def _turn(href: rx.Var[str], label: str, icon: str) -> rx.Component:
    return rx.link(
        rx.icon(icon, size=18, aria_hidden="true"),
        href=href,
        class_name="button quiet icon",
        aria_label=label,
        underline="none",
    )


def calendar(
    days: rx.Var[list[DayView]],
    title: rx.Var[str],
    span: rx.Var[str],
    addresses: dict[str, rx.Var[str]],
) -> rx.Component:
    """`addresses` of `previous`, `next`, `today`, `month` and `week`."""

    def choice(name: str, text: str) -> rx.Component:
        return rx.link(
            text,
            href=addresses[name],
            class_name="segment",
            underline="none",
            custom_attrs={"aria-current": rx.cond(span == name, "true", "false")},
        )

    return rx.el.div(
        rx.el.div(
            rx.el.h2(title, class_name="calendar-title", aria_live="polite"),
            _turn(addresses["previous"], "Earlier", "chevron-left"),
            rx.link("Today", href=addresses["today"], class_name="button small", underline="none"),
            _turn(addresses["next"], "Later", "chevron-right"),
            rx.el.div(choice("month", "Month"), choice("week", "Week"), class_name="segments"),
            class_name="calendar-head",
        ),
        rx.el.div(
            rx.foreach(days[:7], lambda day: rx.el.span(day.short)), class_name="calendar-week-days", aria_hidden="true"
        ),
        rx.el.ol(rx.foreach(days, _day), class_name="calendar-days", custom_attrs={"data-span": span}),
        rx.el.p("Nothing is planned in this time.", class_name="calendar-nothing quiet-text"),
        class_name="calendar",
    )
