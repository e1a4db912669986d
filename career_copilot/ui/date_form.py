"""The form of a task or of an interview: one is open at a time, and keeps what is typed until it is sent."""

from typing import Any

import reflex as rx

from career_copilot.domain import time_zones
from career_copilot.domain.pipeline import STEP_NAMES
from career_copilot.ui.forms import message
from career_copilot.ui.versions import two_versions

MONTH = "month"
REPEATS = {"": "Does not repeat", "1": "Every day", "7": "Every week", "14": "Every 2 weeks", MONTH: "Every month"}
LENGTHS = {
    "15": "15 min",
    "30": "30 min",
    "45": "45 min",
    "60": "1 h",
    "90": "1 h 30",
    "120": "2 h",
    "240": "4 h",
    "480": "A day",
}
PREPARATION = {
    "0": "None",
    "15": "15 min before",
    "30": "30 min before",
    "60": "1 h before",
    "120": "2 h before",
    "1440": "A day before",
}


def date_form(state: Any) -> rx.Component:
    """The open form; another `revision` is another, fresh one."""
    return rx.el.form(
        rx.cond(
            state.conflict, two_versions(rx.cond(state.form == "task", "This task was", "This interview was"), state)
        ),
        rx.el.div(message(state.error, "error"), id="date-form-error", tab_index=-1),
        rx.cond(state.form == "task", _task_inputs(state), _interview_inputs(state)),
        rx.el.div(
            rx.el.button("Save", type="submit", class_name="button primary"),
            rx.el.button("Cancel", type="button", class_name="button", on_click=state.cancel),
            rx.cond(
                state.editing > 0,
                rx.el.button("Delete", type="button", class_name="button danger push", on_click=state.delete),
            ),
            class_name="date-actions",
        ),
        key=f"{state.form}-{state.revision}",
        on_submit=state.save,
        class_name="form date-form",
    )


def _input(label: str, name: str, **props: Any) -> rx.Component:
    """Its id is not its name: Reflex would send the value of whatever has that id under that name."""
    props.setdefault("type", "text")
    return rx.el.div(
        rx.el.label(label, html_for=f"date-{name}", class_name="label"),
        rx.el.input(id=f"date-{name}", name=name, class_name="input", auto_complete="off", **props),
        class_name="field",
    )


def _choice(label: str, name: str, chosen: Any, choices: dict[str, str]) -> rx.Component:
    """A select that keeps an unusual value it was given."""
    return rx.el.div(
        rx.el.label(label, html_for=f"date-{name}", class_name="label"),
        rx.el.select(
            *(rx.el.option(text, value=value) for value, text in choices.items()),
            rx.cond(rx.Var.create(list(choices)).contains(chosen), rx.fragment(), rx.el.option(chosen, value=chosen)),
            id=f"date-{name}",
            name=name,
            default_value=chosen,
            class_name="select",
        ),
        class_name="field",
    )


def _notes(fields: Any) -> rx.Component:
    return rx.el.div(
        rx.el.label("Notes", html_for="date-notes", class_name="label"),
        rx.el.textarea(id="date-notes", name="notes", default_value=fields.notes, class_name="textarea", dir="auto"),
        class_name="field wide",
    )


def _title(fields: Any, label: str, **props: Any) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for="date-form-first", class_name="label"),
        rx.el.input(
            id="date-form-first", name="title", default_value=fields.title, max_length=300, class_name="input", dir="auto",
            auto_complete="off", **props,
        ),
        class_name="field wide",
    )  # fmt: skip


def _task_inputs(state: Any) -> rx.Component:
    fields = state.fields
    return rx.el.div(
        _title(fields, "What is to be done", required=True),
        _input("Due", "due_at", type="datetime-local", default_value=fields.due_at),
        _choice("Repeat", "every_days", fields.every_days, REPEATS),
        _notes(fields),
        class_name="date-inputs",
    )


def _interview_inputs(state: Any) -> rx.Component:
    fields = state.fields
    zone = rx.el.div(
        rx.el.label("Time zone", html_for="date-time_zone", class_name="label"),
        rx.el.select(
            rx.foreach(rx.Var.create(time_zones.choices()), lambda name: rx.el.option(name, value=name)),
            id="date-time_zone",
            name="time_zone",
            default_value=fields.time_zone,
            class_name="select",
        ),
        class_name="field",
    )
    return rx.el.div(
        _title(fields, "Title (may be empty)"),
        _choice(
            "Kind", "step", fields.step, {"": "Interview", **{str(step): name for step, name in STEP_NAMES.items()}}
        ),
        _input("Date and time there", "starts", type="datetime-local", default_value=fields.starts, required=True),
        zone,
        _choice("Length", "minutes", fields.minutes, LENGTHS),
        _choice("Prepare", "preparation_minutes", fields.preparation_minutes, PREPARATION),
        _input("Place", "place", default_value=fields.place, max_length=500),
        _input("Link", "link", type="url", default_value=fields.link, max_length=2000, placeholder="https://"),
        _input("People", "people", default_value=fields.people, max_length=2000),
        _notes(fields),
        class_name="date-inputs",
    )
