"""Applications: what became of each, as a board, a table or a calendar."""

import reflex as rx

from career_copilot.domain.pipeline import STAGE_NAMES, STAGES, STEP_NAMES
from career_copilot.pages.applications_state import ApplicationsState
from career_copilot.pages.applications_table import TableState
from career_copilot.pages.recent_changes import RecentChanges
from career_copilot.pages.session import Page
from career_copilot.pages.undoing import UndoState
from career_copilot.ui import filters, recent_changes, transfer_menu
from career_copilot.ui.applications_calendar import calendar
from career_copilot.ui.applications_table import columns_menu, table
from career_copilot.ui.board import Board
from career_copilot.ui.bulk_bar import bulk_progress
from career_copilot.ui.forms import field, hidden
from career_copilot.ui.layout import empty, shell, skeleton

STAGE_OPTIONS = {str(stage): name for stage, name in STAGE_NAMES.items()}
VIEWS = {"board": ("Board", "kanban"), "table": ("Table", "table-2"), "calendar": ("Calendar", "calendar-days")}


def _views() -> rx.Component:
    return rx.el.nav(
        *(
            rx.link(
                rx.icon(icon, size=14, aria_hidden="true"),
                text,
                href=ApplicationsState.addresses[view],
                class_name="segment",
                underline="none",
                custom_attrs={"aria-current": rx.cond(ApplicationsState.view == view, "page", "false")},
            )
            for view, (text, icon) in VIEWS.items()
        ),
        class_name="segments",
        aria_label="Views",
    )


def _add_button(class_name: str = "button primary") -> rx.Component:
    return rx.el.button(
        rx.icon("plus", size=16, aria_hidden="true"),
        "Add",
        type="button",
        class_name=class_name,
        aria_label="Add an application",
        custom_attrs={"popoverTarget": "add-application"},
    )


def _add_dialog() -> rx.Component:
    """Only a title is needed. The browser's own popover: Escape and a click outside close it."""
    return rx.el.div(
        rx.el.h2("Add an application", class_name="section-title", id="add-title"),
        rx.el.form(
            rx.cond(
                ApplicationsState.problem != "",
                rx.el.p(ApplicationsState.problem, class_name="message error", role="alert"),
            ),
            hidden("entry", ApplicationsState.entry),
            field("Title", "title", required=True, max_length=300, auto_focus=True),
            field("Company", "company", max_length=200),
            rx.el.div(
                field("Place", "place", max_length=200),
                field("Source", "source", max_length=80),
                class_name="input-row",
            ),
            field("Link to the ad", "url", type="url", max_length=2000, placeholder="https://"),
            field("Advertised salary", "salary", max_length=500, placeholder="60,000–70,000 EUR a year"),
            rx.el.label(
                rx.el.span("Text of the ad", class_name="label"),
                rx.el.textarea(name="advert", max_length=100_000, rows=3, class_name="textarea", dir="auto"),
                rx.el.span("Paste it, and letters and tailored résumés know what is asked for.", class_name="hint"),
                class_name="field",
            ),
            rx.el.label(
                rx.el.span("Stage", class_name="label"),
                rx.el.select(
                    *(rx.el.option(text, value=stage) for stage, text in STAGE_OPTIONS.items()),
                    name="stage",
                    default_value="interested",
                    class_name="select",
                ),
                class_name="field",
            ),
            field("Applied on", "applied_on", type="date", default_value=ApplicationsState.today),
            rx.el.div(
                rx.el.button(
                    "Cancel",
                    type="button",
                    class_name="button",
                    custom_attrs={"popoverTarget": "add-application", "popoverTargetAction": "hide"},
                ),
                rx.el.button("Add", type="submit", class_name="button primary"),
                class_name="dialog-foot",
            ),
            key=f"add-{ApplicationsState.entry}",
            on_submit=ApplicationsState.create,
            class_name="form",
        ),
        id="add-application",
        class_name="dialog",
        role="dialog",
        aria_labelledby="add-title",
        custom_attrs={"popover": "auto"},
    )


def _choice(name: str, label: str, options: rx.Var[list[str]], value: rx.Var[str], none: str) -> rx.Component:
    return rx.el.label(
        rx.el.span(label, class_name="visually-hidden"),
        rx.el.select(
            rx.el.option(none, value=""),
            rx.cond((value != "") & ~options.contains(value), rx.el.option(value, value=value)),
            rx.foreach(options, lambda option: rx.el.option(option, value=option)),
            name=name,
            default_value=value,
            class_name="select",
        ),
    )


def _filters() -> rx.Component:
    values = ApplicationsState.values
    return rx.el.form(
        rx.el.div(
            rx.icon("search", size=16, aria_hidden="true", class_name="search-sign"),
            rx.el.input(
                name="q",
                type="search",
                default_value=values.q,
                placeholder="Search titles, companies, places, tags",
                aria_label="Search",
                class_name="input",
                max_length=200,
            ),
            class_name="search",
        ),
        filters.short_select("stage", "Stage", {"": "Any stage", **STAGE_OPTIONS}, values.stage, "Several stages"),
        _choice("tag", "Tag", ApplicationsState.tags, values.tag, "Any tag"),
        _choice("source", "Source", ApplicationsState.sources, values.source, "Any source"),
        filters.short_select(
            "archived",
            "Archived",
            {"hide": "Without archived", "show": "With archived", "only": "Archived only"},
            values.archived,
        ),
        rx.el.button("Search", type="submit", class_name="visually-hidden"),
        key=f"applications-{ApplicationsState.form}",
        on_submit=ApplicationsState.apply,
        class_name="filters",
        role="search",
        custom_attrs={"data-applies": ""},
    )


def _chips() -> rx.Component:
    return rx.cond(
        (ApplicationsState.chips.length() > 0) | (ApplicationsState.notes.length() > 0),
        rx.el.div(
            filters.chips(ApplicationsState.chips),
            rx.cond(
                ApplicationsState.chips.length() > 1,
                rx.link("Clear all", href=ApplicationsState.clear, class_name="count-link", underline="none"),
            ),
            rx.foreach(ApplicationsState.notes, lambda note: rx.el.p(note, class_name="message info", role="status")),
            class_name="counts",
        ),
    )


def _board() -> rx.Component:
    return Board.create(
        columns=ApplicationsState.columns,
        cards={str(stage): getattr(ApplicationsState, stage) for stage in STAGES},
        steps=[["", "No step"], *([str(step), name] for step, name in STEP_NAMES.items())],
        settled=ApplicationsState.settled,
        on_move=ApplicationsState.move,
        on_more=ApplicationsState.more,
        on_act=ApplicationsState.act,
    )


def _pager() -> rx.Component:
    def turn(href: rx.Var[str], label: str, icon: str) -> rx.Component:
        sign = rx.icon(icon, size=18, aria_hidden="true")
        return rx.cond(
            href != "",
            rx.link(sign, href=href, class_name="button quiet icon", aria_label=label, underline="none"),
            rx.el.span(sign, class_name="button quiet icon", aria_hidden="true", custom_attrs={"data-off": ""}),
        )

    return rx.el.nav(
        turn(TableState.previous, "Previous page", "chevron-left"),
        rx.el.span(TableState.span),
        turn(TableState.next, "Next page", "chevron-right"),
        class_name="pager",
        aria_label="Pages",
    )


def _calendar() -> rx.Component:
    names = ("previous", "next", "today", "month", "week")
    return calendar(
        ApplicationsState.days,
        ApplicationsState.title,
        ApplicationsState.span,
        {name: ApplicationsState.addresses[name] for name in names},
    )


def _table() -> rx.Component:
    return rx.cond(
        TableState.shown > 0,
        table(TableState, _pager()),
        empty(
            "filter-x",
            "No application passes these filters.",
            rx.link("Clear the filters", href=ApplicationsState.clear, class_name="button primary", underline="none"),
        ),
    )


def _nothing() -> rx.Component:
    return empty(
        "kanban",
        "Your applications appear here: from an opening, or added by hand.",
        rx.link("Look at openings", href="/jobs", class_name="button primary", underline="none"),
        _add_button("button"),
        rx.link("Import a list", href="/applications/import", class_name="button", underline="none"),
    )


def _waiting() -> rx.Component:
    return rx.el.div(
        *(rx.el.div(*(skeleton("80%", "50%", "30%") for _ in range(3)), class_name="board-column") for _ in range(5)),
        class_name="board waiting",
        custom_attrs={"data-fits": "true"},
    )


def applications_page() -> rx.Component:
    shown = rx.match(ApplicationsState.view, ("table", _table()), ("calendar", _calendar()), _board())
    return shell(
        rx.el.div(
            rx.el.h1("Applications", class_name="page-title"),
            _views(),
            rx.el.div(
                rx.cond(ApplicationsState.view == "table", columns_menu(TableState)),
                recent_changes.button(RecentChanges.show),
                transfer_menu.button(),
                _add_button(),
                class_name="page-tools",
            ),
            class_name="applications-head",
        ),
        rx.cond(ApplicationsState.loaded & (ApplicationsState.total == 0), rx.fragment(), _filters()),
        _chips(),
        bulk_progress(TableState),
        rx.cond(
            ApplicationsState.loaded,
            rx.cond(ApplicationsState.total > 0, shown, _nothing()),
            _waiting(),
        ),
        _add_dialog(),
        transfer_menu.menu(ApplicationsState.addresses["export"]),
        recent_changes.panel(RecentChanges, UndoState.undo),
        rx.el.div(on_unmount=ApplicationsState.leave),
        active="/applications",
    )


PAGES = [Page("/applications", "Applications", applications_page, on_load=ApplicationsState.load)]
