"""The frame of the Today page: its widgets in the person's order, and what arranges them. Dragging is in assets/today.js."""

from collections.abc import Mapping
from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.today import Widget
from career_copilot.ui.layout import skeleton


class PlacedView(BaseModel):
    """A widget on the page."""

    widget: str
    name: str
    wide: bool
    first: bool
    last: bool


class Choice(BaseModel):
    """A widget that can be added."""

    widget: str
    name: str


class Need(BaseModel):
    """The next thing to do, when something is missing without which the page stays empty."""

    sentence: str = ""
    button: str = ""
    href: str = ""


def need(what: rx.Var[Need]) -> rx.Component:
    return rx.cond(
        what.sentence != "",
        rx.el.div(
            rx.icon("arrow-right", size=18, aria_hidden="true"),
            rx.el.p(what.sentence),
            rx.link(what.button, href=what.href, class_name="button primary", underline="none"),
            class_name="card today-need",
        ),
    )


def _tool(icon: str, label: Any, on_click: Any, **props: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(icon, size=16, aria_hidden="true"),
        type="button",
        class_name="button quiet icon small",
        aria_label=label,
        title=label,
        on_click=on_click,
        **props,
    )


def _tools(each: rx.Var[PlacedView], state: Any) -> rx.Component:
    return rx.el.span(
        _tool("arrow-up", f"Move {each.name} up", state.move(each.widget, -1), id=f"up-{each.widget}", aria_disabled=each.first.to_string()),
        _tool("arrow-down", f"Move {each.name} down", state.move(each.widget, 1), id=f"down-{each.widget}", aria_disabled=each.last.to_string()),
        rx.cond(
            each.wide,
            _tool("minimize-2", f"Make {each.name} small", state.resize(each.widget, False), id=f"size-{each.widget}"),
            _tool("maximize-2", f"Make {each.name} wide", state.resize(each.widget, True), id=f"size-{each.widget}"),
        ),
        _tool("x", f"Remove {each.name}", state.remove(each.widget)),
        class_name="widget-tools",
    )  # fmt: skip


def _widget(
    each: rx.Var[PlacedView],
    bodies: Mapping[Widget, rx.Component],
    links: Mapping[Widget, rx.Component],
    state: Any,
) -> rx.Component:
    cases = [(str(widget), body) for widget, body in bodies.items()]
    more = [(str(widget), link) for widget, link in links.items()]
    return rx.el.section(
        rx.el.div(
            rx.cond(state.arranging, rx.icon("grip-vertical", size=18, aria_hidden="true", class_name="widget-grip")),
            rx.el.h2(each.name, class_name="widget-title", id=f"title-{each.widget}"),
            rx.cond(state.arranging, _tools(each, state), rx.match(each.widget, *more, rx.fragment())),
            class_name="widget-head",
        ),
        rx.el.div(
            rx.cond(state.loaded, rx.match(each.widget, *cases, rx.fragment()), skeleton("80%", "60%", "70%")),
            class_name="widget-body",
            custom_attrs={"inert": state.arranging},
        ),
        class_name="card widget",
        aria_labelledby=f"title-{each.widget}",
        custom_attrs={"data-widget": each.widget, "data-wide": each.wide.to_string()},
        key=each.widget,
    )


def waiting() -> rx.Component:
    """The shape of the page until it is known what is on it."""
    return rx.el.div(
        *(rx.el.div(skeleton("30%", "80%", "60%", "70%"), class_name="card widget-waiting") for _ in range(6)),
        class_name="today-grid",
    )


def _to_add(state: Any) -> rx.Component:
    return rx.cond(
        state.arranging,
        rx.el.div(
            rx.cond(
                state.absent.length() > 0,
                rx.el.div(
                    rx.el.span("Add:", class_name="strong"),
                    rx.foreach(
                        state.absent,
                        lambda choice: rx.el.button(
                            rx.icon("plus", size=16, aria_hidden="true"),
                            choice.name,
                            type="button",
                            class_name="button small",
                            aria_label=f"Add {choice.name}",
                            on_click=state.add(choice.widget),
                            key=choice.widget,
                        ),
                    ),
                    class_name="today-add",
                ),
                rx.el.p("Everything is on the page.", class_name="quiet-text"),
            ),
            rx.el.p(
                "Drag a widget by its heading onto the place of another, or use its arrows. Every change can be undone from Recent changes.",
                class_name="quiet-text",
            ),
            class_name="today-arranging",
        ),
    )


def _drop(state: Any) -> rx.Component:
    """Filled and sent by assets/today.js when a widget was dropped on another."""
    return rx.el.form(
        rx.el.input(type="hidden", name="widget", default_value=""),
        rx.el.input(type="hidden", name="target", default_value=""),
        on_submit=state.drop,
        id="today-drop",
        hidden=True,
    )


def grid(state: Any, bodies: Mapping[Widget, rx.Component], links: Mapping[Widget, rx.Component]) -> rx.Component:
    """The widgets; `bodies` what each shows, `links` what stands beside its heading."""
    return rx.fragment(
        _to_add(state),
        rx.el.p(state.said, class_name="visually-hidden", role="status"),
        rx.el.div(
            rx.foreach(state.placed, lambda each: _widget(each, bodies, links, state)),
            class_name="today-grid",
            custom_attrs={"data-arranging": state.arranging.to_string()},
        ),
        _drop(state),
    )
