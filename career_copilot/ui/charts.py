"""Charts as SVG, from the geometry of `domain/charts.py`; each with its table, as a picture and as CSV. What can be pressed
opens the applications behind it. Keys and the picture are in assets/insights.js, colours in assets/insights.css."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.charts import Drawing


class TableRow(BaseModel):
    """A row of the table behind a chart; its first cell opens the applications."""

    key: str
    name: str
    first: str
    cells: list[str]


class ChartView(BaseModel):
    """A chart as the screen shows it."""

    name: str
    title: str
    says: str
    n: str
    missing: str
    headings: list[str]
    rows: list[TableRow]
    drawing: Drawing
    csv: str


def chart(view: rx.Var[ChartView], open_rows: Any) -> rx.Component:
    """`open_rows(key)` is an event."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2(view.title, class_name="chart-title"),
            rx.el.span(view.n, class_name="chart-n"),
            rx.cond(view.missing == "", _downloads(view)),
            class_name="chart-head",
        ),
        rx.el.p(view.says, class_name="chart-says"),
        rx.cond(
            view.missing == "",
            rx.fragment(_picture(view, open_rows), _table(view, open_rows)),
            rx.el.p(view.missing, class_name="chart-missing"),
        ),
        class_name="card chart",
        custom_attrs={"data-chart": view.name},
        key=view.name,
    )


def plain(view: rx.Var[ChartView], open_rows: Any) -> rx.Component:
    """A chart beside other things: nothing to download."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2(view.title, class_name="chart-title"),
            rx.el.span(view.n, class_name="chart-n"),
            class_name="chart-head",
        ),
        rx.el.p(view.says, class_name="chart-says"),
        rx.cond(
            view.missing == "",
            rx.fragment(_picture(view, open_rows), _table(view, open_rows)),
            rx.el.p(view.missing, class_name="chart-missing"),
        ),
        class_name="card chart",
    )


def _downloads(view: rx.Var[ChartView]) -> rx.Component:
    return rx.el.span(
        rx.el.button(
            "PNG",
            type="button",
            class_name="button quiet small",
            aria_label=f"{view.title}: download as PNG",
            custom_attrs={"data-png": ""},
        ),
        rx.el.a(
            "CSV",
            href=view.csv,
            class_name="button quiet small",
            aria_label=f"{view.title}: download as CSV",
            download=True,
            custom_attrs={"reloadDocument": True},  # the browser fetches it; it is no page of ours
        ),
        class_name="chart-tools",
    )


def _picture(view: rx.Var[ChartView], open_rows: Any) -> rx.Component:
    drawing = view.drawing
    return rx.el.svg(
        rx.foreach(drawing.outlines, lambda outline: rx.el.svg.path(d=outline.d, class_name=outline.look)),
        rx.foreach(
            drawing.labels,
            lambda label: rx.el.svg.text(label.text, x=label.x.to(str), y=label.y.to(str), class_name=label.look),
        ),
        rx.foreach(
            drawing.targets,
            lambda target, at: rx.el.svg.path(
                rx.el.svg.title(target.name),
                d=target.d,
                class_name="target",
                role="button",
                aria_label=target.name,
                tab_index=rx.cond(at == 0, 0, -1),
                on_click=open_rows(target.key),
            ),
        ),
        view_box=f"0 0 {drawing.width} {drawing.height}",
        role="group",
        aria_label=view.title,
        class_name="drawing",
    )


def _table(view: rx.Var[ChartView], open_rows: Any) -> rx.Component:
    return rx.el.details(
        rx.el.summary("Show as table"),
        rx.el.div(
            rx.el.table(
                rx.el.caption(view.title, class_name="visually-hidden"),
                rx.el.thead(rx.el.tr(rx.foreach(view.headings, lambda name: rx.el.th(name, scope="col")))),
                rx.el.tbody(
                    rx.foreach(
                        view.rows,
                        lambda row: rx.el.tr(
                            rx.el.th(row.name, scope="row"),
                            rx.el.td(
                                rx.el.button(
                                    row.first,
                                    type="button",
                                    class_name="figure",
                                    aria_label=f"{row.name}: {row.first}, show them",
                                    on_click=open_rows(row.key),
                                )
                            ),
                            rx.foreach(row.cells, lambda cell: rx.el.td(cell)),
                        ),
                    )
                ),
                class_name="chart-cells",
            ),
            class_name="chart-scroll",
            tab_index=0,
            role="region",
            aria_label=f"{view.title}: table",
        ),
        class_name="chart-table",
    )
