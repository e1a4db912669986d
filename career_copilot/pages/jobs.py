"""Jobs: the ranked list beside the opening."""

from typing import Any

import reflex as rx

from career_copilot.domain.jobs_query import PAGE_SIZE
from career_copilot.pages.job import detail, waiting
from career_copilot.pages.jobs_list import BOARDS, JobsState
from career_copilot.pages.marks import Marks
from career_copilot.pages.session import Page
from career_copilot.ui import filters
from career_copilot.ui.layout import empty, shell, skeleton
from career_copilot.ui.opening_row import opening_row

WIDE = rx.Var("window.matchMedia('(min-width: 1024px)').matches")


def _counts() -> rx.Component:
    """`842 live → 118 shown`, each number a link."""
    return rx.el.p(
        rx.link(f"{JobsState.live} live", href="/jobs", class_name="count-link", underline="none"),
        rx.cond(JobsState.values.closed, rx.el.span(f"+ {JobsState.closed} closed")),
        rx.el.span("→", aria_hidden="true"),
        rx.el.span(f"{JobsState.shown} shown", class_name="strong"),
        rx.cond(
            JobsState.saved > 0,
            rx.link(f"{JobsState.saved} saved", href="/jobs?view=saved", class_name="count-link", underline="none"),
        ),
        rx.cond(
            JobsState.hidden > 0,
            rx.link(f"{JobsState.hidden} hidden", href="/jobs?view=hidden", class_name="count-link", underline="none"),
        ),
        filters.chips(JobsState.chips),
        rx.cond(
            JobsState.chips.length() > 1,
            rx.link("Clear all", href=JobsState.clear, class_name="count-link", underline="none"),
        ),
        class_name="counts",
    )


def _pill() -> rx.Component:
    def pill(*words: Any) -> rx.Component:
        return rx.el.button(
            rx.icon("arrow-up", size=14, aria_hidden="true"),
            *words,
            type="button",
            class_name="pill",
            on_click=JobsState.refresh,
        )

    return rx.el.div(
        rx.cond(
            JobsState.waiting > 0,
            pill(JobsState.waiting, " new"),
            rx.cond(JobsState.reordered, pill("Show the new order"), rx.fragment()),
        ),
        class_name="pill-holder",
        role="status",
    )


def _nothing() -> rx.Component:
    """Why the list is empty, and the one thing to do about it."""
    return rx.cond(
        ~JobsState.has_sources,
        empty(
            "rss",
            "Your openings appear here, ranked, once you follow a company or a job board.",
            rx.link("Follow sources", href="/sources", class_name="button primary", underline="none"),
        ),
        rx.cond(
            JobsState.chips.length() > 0,
            empty(
                "filter-x",
                "No opening passes all of these filters.",
                rx.link("Clear the filters", href=JobsState.clear, class_name="button primary", underline="none"),
            ),
            rx.match(
                JobsState.values.view,
                ("saved", _nothing_kept("star", "Nothing is saved.")),
                ("hidden", _nothing_kept("eye-off", "Nothing is hidden.")),
                _nothing_read(),
            ),
        ),
    )


def _nothing_kept(icon: str, words: str) -> rx.Component:
    return empty(icon, words, rx.link("Show all openings", href="/jobs", class_name="button primary", underline="none"))


def _nothing_read() -> rx.Component:
    return rx.cond(
        JobsState.failing,
        empty(
            "circle-alert",
            "No openings to show: reading your sources failed. What went wrong stands beside each of them.",
            rx.link("See what failed", href="/sources", class_name="button primary", underline="none"),
        ),
        empty(
            "inbox",
            "Nothing here yet. What your sources list appears by itself as soon as it is read.",
            rx.link("See how the reading goes", href="/sources", class_name="button", underline="none"),
        ),
    )


def _pager() -> rx.Component:
    def turn(href: rx.Var[str], label: str, icon: str) -> rx.Component:
        return rx.cond(
            href != "",
            rx.link(
                rx.icon(icon, size=18, aria_hidden="true"),
                href=href,
                class_name="button quiet icon",
                aria_label=label,
                underline="none",
            ),
            rx.el.span(
                rx.icon(icon, size=18, aria_hidden="true"),
                class_name="button quiet icon",
                aria_hidden="true",
                custom_attrs={"data-off": ""},
            ),
        )

    return rx.el.nav(
        turn(JobsState.previous, "Previous page", "chevron-left"),
        rx.el.span(
            f"{(JobsState.page - 1) * PAGE_SIZE + 1}–{(JobsState.page - 1) * PAGE_SIZE + JobsState.rows.length()} of {JobsState.shown}"
        ),
        turn(JobsState.next, "Next page", "chevron-right"),
        class_name="pager",
        aria_label="Pages",
    )


def _list() -> rx.Component:
    return rx.el.div(
        _pill(),
        rx.cond(
            ~JobsState.has_resume,
            rx.el.p(
                rx.el.span(
                    "Openings are not ranked yet. ",
                    rx.link(
                        rx.cond(JobsState.unchosen, "Choose one of your résumés for matching", "Add your résumé"),
                        href="/profile",
                        underline="always",
                    ),
                ),
                class_name="message info",
            ),
            rx.cond(
                JobsState.unscored > 0,
                rx.el.p(
                    rx.el.span(class_name="ring"),
                    f"Scoring {JobsState.unscored} openings",
                    class_name="message info",
                    role="status",
                ),
            ),
        ),
        rx.foreach(JobsState.notes, lambda note: rx.el.p(note, class_name="message info", role="status")),
        rx.cond(
            JobsState.rows.length() > 0,
            rx.fragment(
                rx.el.ul(
                    rx.foreach(
                        JobsState.rows,
                        lambda row: opening_row(
                            row,
                            JobsState.current,
                            lambda id: JobsState.select(id, WIDE),
                            Marks.save,
                            Marks.hide,
                            Marks.apply,
                        ),
                    ),
                    class_name="opening-list",
                    aria_label="Openings",
                ),
                _pager(),
            ),
            _nothing(),
        ),
        class_name="jobs-list",
    )


def _keys() -> rx.Component:
    keys = {
        "j  k": "next, previous",
        "Enter": "open the full page",
        "s": "save",
        "h": "hide",
        "a": "add to applications",
        "/": "search",
        "?": "this sheet",
    }
    return rx.fragment(
        rx.el.button(
            rx.icon("keyboard", size=18, aria_hidden="true"),
            type="button",
            class_name="button quiet icon keys-button",
            aria_label="Keyboard shortcuts",
            custom_attrs={"popoverTarget": "keys-help"},
        ),
        rx.el.div(
            rx.el.p("Keyboard", class_name="menu-title"),
            rx.el.dl(*(part for key, what in keys.items() for part in (rx.el.dt(rx.el.kbd(key)), rx.el.dd(what)))),
            id="keys-help",
            class_name="menu keys",
            custom_attrs={"popover": "auto"},
        ),
    )


def jobs_page() -> rx.Component:
    return shell(
        rx.el.h1("Jobs", class_name="visually-hidden"),
        rx.el.div(
            filters.filters(
                JobsState.values,
                JobsState.form,
                JobsState.apply,
                BOARDS,
                JobsState.chips.length(),
                JobsState.salary_error,
            ),
            _keys(),
            class_name="jobs-top",
        ),
        rx.cond(JobsState.loaded, _counts(), rx.el.p(class_name="counts")),
        rx.el.div(
            rx.cond(
                JobsState.loaded,
                _list(),
                rx.el.div(*(skeleton("70%", "50%", "40%") for _ in range(8)), class_name="jobs-list"),
            ),
            rx.el.div(rx.cond(JobsState.current > 0, detail(), waiting()), class_name="jobs-detail"),
            class_name="jobs-split",
            on_mount=JobsState.arrive(WIDE),
            on_unmount=JobsState.leave,
        ),
        active="/jobs",
    )


PAGES = [Page("/jobs", "Jobs", jobs_page, on_load=JobsState.load)]
