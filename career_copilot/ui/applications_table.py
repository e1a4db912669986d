"""Applications as a table: ordered by its headings, chosen row by row, changed many at once."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.applications import COLUMN_NAMES
from career_copilot.ui.board import Badge
from career_copilot.ui.bulk_bar import bulk_bar


class Cell(BaseModel):
    """One column of one row."""

    name: str
    text: str
    exact: str = ""
    stage: str = ""


class TableRow(BaseModel):
    """One application. `name` tells it apart for a screen reader."""

    id: int
    title: str
    name: str
    badges: list[Badge]
    cells: list[Cell]


class Head(BaseModel):
    """A heading; `href` orders by it."""

    name: str
    href: str = ""
    sorted: str = "none"


def _head(head: rx.Var[Head]) -> rx.Component:
    return rx.el.th(
        rx.cond(
            head.href != "",
            rx.link(
                head.name,
                rx.match(
                    head.sorted,
                    ("ascending", rx.icon("arrow-up", size=12, aria_hidden="true")),
                    ("descending", rx.icon("arrow-down", size=12, aria_hidden="true")),
                    rx.fragment(),
                ),
                href=head.href,
                class_name="head-link",
                underline="none",
            ),
            head.name,
        ),
        scope="col",
        custom_attrs={"aria-sort": head.sorted},
    )


def _cell(cell: rx.Var[Cell]) -> rx.Component:
    return rx.el.td(
        rx.cond(
            cell.stage != "",
            rx.el.span(cell.text, class_name="stage-mark", custom_attrs={"data-stage": cell.stage}),
            rx.el.span(cell.text, title=rx.cond(cell.exact != "", cell.exact, cell.text)),
        ),
        custom_attrs={"data-label": cell.name, "data-empty": (cell.text == "").to_string()},
    )


def _row(row: rx.Var[TableRow], state: Any) -> rx.Component:
    chosen = state.selected.contains(row.id) | state.everything
    return rx.el.tr(
        rx.el.td(
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    checked=chosen,
                    on_click=lambda event: state.pick(row.id, event.shift_key),
                    read_only=True,
                    aria_label=f"Choose {row.name}",
                ),
                class_name="pick",
            ),
            class_name="pick-cell",
        ),
        rx.el.th(
            rx.link(row.title, href=f"/applications/{row.id}", class_name="table-title", underline="none"),
            rx.foreach(row.badges, lambda badge: rx.el.span(badge.text, class_name=f"badge {badge.colour}")),
            scope="row",
        ),
        rx.foreach(row.cells, _cell),
        custom_attrs={"data-chosen": chosen.to_string()},
        key=row.id.to_string(),
    )


def _sets(state: Any) -> rx.Component:
    """The saved sets, one of which is shown."""
    return rx.el.fieldset(
        rx.el.legend("Sets of columns", class_name="menu-title"),
        rx.foreach(
            state.sets,
            lambda name: rx.el.label(
                rx.el.input(
                    type="radio",
                    name="column-set",
                    checked=name == state.chosen_set,
                    on_change=lambda _: state.choose_set(name),
                ),
                name,
                class_name="check menu-check",
            ),
        ),
    )


def _columns_form(state: Any) -> rx.Component:
    """The columns of the set, and the name to save them under."""
    return rx.el.form(
        rx.el.fieldset(
            rx.el.legend("Columns", class_name="menu-title"),
            rx.el.div(
                *(
                    rx.el.label(
                        rx.el.input(
                            type="checkbox",
                            name=f"column.{column}",
                            default_checked=state.chosen_columns.contains(str(column)),
                        ),
                        name,
                        class_name="check menu-check",
                    )
                    for column, name in COLUMN_NAMES.items()
                ),
                class_name="menu-columns",
            ),
        ),
        rx.el.label(
            rx.el.span("Save as", class_name="label"),
            rx.el.input(
                name="name",
                default_value=state.chosen_set,
                max_length=40,
                required=True,
                class_name="input small",
            ),
            class_name="field menu-field",
        ),
        rx.el.div(
            rx.el.button("Save columns", type="submit", class_name="button primary small"),
            rx.cond(
                state.sets.length() > 1,
                rx.el.button(
                    "Delete this set",
                    type="button",
                    class_name="button quiet small",
                    on_click=state.delete_set(state.chosen_set),
                ),
            ),
            class_name="menu-field input-row",
        ),
        key=state.columns_form,
        on_submit=state.save_set,
    )


def columns_menu(state: Any) -> rx.Component:
    """Which columns: a saved set, its columns, and another name to save them under."""
    return rx.fragment(
        rx.el.button(
            rx.icon("columns-3", size=16, aria_hidden="true"),
            rx.el.span(state.chosen_set, class_name="columns-chosen"),
            type="button",
            class_name="button",
            aria_label=f"Columns: {state.chosen_set}",
            custom_attrs={"popoverTarget": "table-columns"},
        ),
        rx.el.div(
            _sets(state),
            _columns_form(state),
            id="table-columns",
            class_name="menu columns-menu",
            role="dialog",
            aria_label="Columns",
            custom_attrs={"popover": "auto"},
        ),
    )


def table(state: Any, pager: rx.Component) -> rx.Component:
    return rx.fragment(
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(
                            rx.el.label(
                                rx.el.input(
                                    type="checkbox",
                                    checked=state.page_chosen,
                                    on_click=state.pick_page,
                                    read_only=True,
                                    aria_label="Choose all on this page",
                                ),
                                class_name="pick",
                            ),
                            class_name="pick-cell",
                        ),
                        rx.foreach(state.heads, _head),
                    )
                ),
                rx.el.tbody(rx.foreach(state.rows, lambda row: _row(row, state))),
                class_name="table applications-table",
            ),
            class_name="table-wrap",
            tab_index=0,
            role="region",
            aria_label="Applications",
        ),
        pager,
        rx.cond((state.selected.length() > 0) | state.everything, bulk_bar(state)),
    )
