"""The research brief on the practice page: a model's sentences with their doubts, what the rules list, the sources."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.ui.forms import message
from career_copilot.ui.models import model_button

WITHOUT = "What your sources say is listed by rules."

COMPARED = (
    "Of each sentence, the numbers, names, addresses, superlatives, denials and what is a must are compared with the sources that "
    "it names. Read the source for the rest."
)


class Mark(BaseModel):
    """A citation: the number in the list, and the name of the source."""

    id: int
    number: int
    name: str


class LineRow(BaseModel):
    """`reasons`: why its sources do not carry it; empty when they do."""

    text: str
    marks: list[Mark]
    reasons: str = ""


class GroupRow(BaseModel):
    title: str
    lines: list[LineRow]


class SourceRow(BaseModel):
    """`pasted`: the id of a text that can be removed; 0: it is not one."""

    id: int
    number: int
    name: str
    when: str
    exact: str
    url: str
    outside: bool
    pasted: int


def brief(state: Any) -> rx.Component:
    """Closed at first: who practises may want it out of the way."""
    return rx.el.details(
        rx.el.summary(
            rx.el.h2("Research brief", class_name="section-title"),
            rx.el.span("The employer and the position, out of what you have here and what you paste.", class_name="quiet-text"),
        ),
        rx.el.div(
            _written(state),
            rx.foreach(
                state.stripped,
                lambda words: rx.el.p(f"Left out, and shown to no model: {words}", class_name="hint", dir="auto"),
            ),
            rx.foreach(state.groups, _group),
            rx.el.button("Copy the brief", type="button", class_name="button small", on_click=state.copy),
            _sources(state),
            _paste(state),
            class_name="research",
        ),
        class_name="card practice-card research-card",
    )  # fmt: skip


def _written(state: Any) -> rx.Component:
    return rx.el.section(
        rx.cond(
            (state.written.length() > 0) | (state.partial != ""),
            rx.fragment(
                rx.el.h3("In short, by a model", class_name="strong"),
                rx.el.p(COMPARED, class_name="quiet-text"),
                rx.el.ul(
                    rx.foreach(state.written, _line),
                    rx.cond(state.partial != "", rx.el.li(state.partial, dir="auto")),
                    class_name="research-lines",
                ),
            ),
        ),
        message(state.failed, "error"),
        rx.cond(state.standing != "", rx.el.p(state.standing, role="status", class_name="quiet-text")),
        rx.cond(
            state.running,
            rx.el.button("Stop", type="button", class_name="button small", on_click=state.stop),
            rx.el.div(
                rx.cond(
                    state.can_resume & state.ready,
                    rx.el.button("Resume", type="button", class_name="button small", on_click=state.resume),
                ),
                model_button(
                    rx.cond(state.written.length() > 0, "Have it written anew", "Have a model write it"),
                    state.write, state.ready, state.not_ready, WITHOUT, "research", "button small",
                ),
                rx.cond(
                    state.can_bring_back,
                    rx.el.button(
                        "Bring back the one before", type="button", class_name="button small", on_click=state.bring_back
                    ),
                ),
                class_name="form-tools",
            ),
        ),
        class_name="research-part",
    )  # fmt: skip


def _group(group: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h3(group.title, class_name="strong"),
        rx.el.ul(rx.foreach(group.lines, _line), class_name="research-lines"),
        class_name="research-part",
        key=group.title,
    )


def _line(line: Any) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.text, dir="auto", class_name=rx.cond(line.reasons != "", "sentence unsupported", "")),
        rx.foreach(
            line.marks,
            lambda mark: rx.el.a(
                f"[{mark.number}]", href=f"#source-{mark.id}", title=mark.name, aria_label=f"Source {mark.number}: {mark.name}",
                class_name="research-mark", custom_attrs={"reloadDocument": True},  # within this page, and nothing else
            ),
        ),
        rx.cond(
            line.reasons != "",
            rx.el.span(
                rx.icon("triangle-alert", size=14, aria_hidden="true"),
                rx.el.span(f"Not carried: {line.reasons}."),
                class_name="line-reason",
            ),
        ),
    )  # fmt: skip


def _sources(state: Any) -> rx.Component:
    def source(one: Any) -> rx.Component:
        return rx.el.li(
            rx.el.span(f"[{one.number}] ", class_name="quiet-text"),
            rx.cond(
                one.url != "",
                rx.cond(
                    one.outside,
                    rx.el.a(one.name, href=one.url, target="_blank", rel="noopener noreferrer", dir="auto"),
                    rx.link(one.name, href=one.url, underline="always"),
                ),
                rx.el.span(one.name, dir="auto"),
            ),
            rx.cond(one.when != "", rx.el.span(f" {one.when}", title=one.exact, class_name="quiet-text")),
            rx.cond(
                one.pasted > 0,
                rx.el.button(
                    "Remove", type="button", class_name="button quiet small", aria_label=f"Remove the source {one.name}",
                    on_click=state.remove(one.pasted),
                ),
            ),
            id=f"source-{one.id}",
            tab_index=-1,
            key=one.id,
        )  # fmt: skip

    return rx.el.section(
        rx.el.h3("Sources", class_name="strong"),
        rx.el.ul(rx.foreach(state.sources, source), class_name="research-lines"),
        class_name="research-part",
    )


def _paste(state: Any) -> rx.Component:
    def field(label: str, control: rx.Component) -> rx.Component:
        return rx.el.div(rx.el.label(label, html_for=control.id, class_name="label"), control, class_name="field")

    return rx.el.form(
        rx.el.h3("Paste a source", class_name="strong"),
        rx.el.input(type="hidden", name="drawn", value=state.renewed.to_string()),
        field(
            "Where it is from",
            rx.el.input(id="source-name", name="source-name", class_name="input", max_length=200, auto_complete="off", required=True),
        ),
        field(
            "Its address, if it has one (nothing is fetched)",
            rx.el.input(id="source-url", name="source-url", type="url", class_name="input", max_length=2_000, auto_complete="off"),
        ),
        field(
            "The text",
            rx.el.textarea(id="source-text", name="source-text", class_name="textarea", rows=5, max_length=40_000, dir="auto", required=True),
        ),
        rx.el.div(rx.el.button("Add the source", type="submit", class_name="button"), class_name="form-tools"),
        on_submit=state.paste,
        key=f"paste-{state.renewed}",
        class_name="form research-part",
    )  # fmt: skip
