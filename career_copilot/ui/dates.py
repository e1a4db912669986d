"""What is to be done, and interviews: their lists, and the one form that is open at a time. `state` is the page's."""

from typing import Any

import reflex as rx

from career_copilot.domain.interviews import OUTCOME_NAMES, Outcome
from career_copilot.domain.reminders import SNOOZE_NAMES
from career_copilot.ui.date_form import date_form
from career_copilot.ui.layout import skeleton


def panel(state: Any) -> rx.Component:
    """Both lists of an application."""
    return rx.el.div(
        rx.cond(
            state.loaded,
            rx.fragment(_tasks(state), _interviews(state)),
            skeleton("30%", "80%", "70%", "30%", "75%"),
        ),
        class_name="dates",
    )


def _head(title: str, opener: str, text: str, on_click: Any) -> rx.Component:
    return rx.el.div(
        rx.el.h2(title, class_name="section-title"),
        rx.el.button(
            rx.icon("plus", size=16, aria_hidden="true"), text, id=opener, type="button", class_name="button small",
            on_click=on_click,
        ),
        class_name="dates-head",
    )  # fmt: skip


def _tasks(state: Any) -> rx.Component:
    return rx.el.section(
        _head("To do", "new-task", "Add a task", state.new_task),
        rx.cond(state.form == "task", rx.cond(state.editing == 0, date_form(state))),
        rx.cond(
            state.tasks.length() > 0,
            rx.el.ul(rx.foreach(state.tasks, lambda line: task(line, state, state.edit_task)), class_name="date-rows"),
            rx.cond(
                state.form != "task",
                rx.el.p("Nothing to do here. Rules add tasks as the application moves on.", class_name="hint"),
            ),
        ),
        rx.cond(
            state.finished.length() > 0,
            rx.el.details(
                rx.el.summary(f"{state.finished.length()} done", class_name="dates-done"),
                rx.el.ul(
                    rx.foreach(state.finished, lambda line: task(line, state, state.edit_task)), class_name="date-rows"
                ),
            ),
        ),
        class_name="dates-part",
    )


def task(line: Any, state: Any, edit: Any = None) -> rx.Component:
    """One task: done or not at its left, what can be done with it at its right, and the choices for later beneath."""
    return rx.el.li(
        rx.el.div(_tick(line, state), _task_words(line), _task_tools(line, state, edit), class_name="date-row"),
        rx.cond(state.later == line.id, _later(line, state)),
        rx.cond((state.form == "task") & (state.editing == line.id), date_form(state))
        if edit is not None
        else rx.fragment(),
        class_name="date-item",
    )


def _tick(line: Any, state: Any) -> rx.Component:
    return rx.el.button(
        rx.cond(
            line.done,
            rx.icon("circle-check", size=20, aria_hidden="true"),
            rx.icon("circle", size=20, aria_hidden="true"),
        ),
        type="button",
        class_name=rx.cond(line.done, "button quiet icon tick done", "button quiet icon tick"),
        aria_label=rx.cond(line.done, f"“{line.title}” is not done", f"“{line.title}” is done"),
        title=rx.cond(line.done, "Not done", "Done"),
        on_click=rx.cond(line.done, state.reopen(line.id), state.finish(line.id)),
    )


def _task_words(line: Any) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(line.title, class_name=rx.cond(line.done, "date-title done", "date-title")),
            rx.cond(line.overdue, rx.el.span("Overdue", class_name="badge amber")),
        ),
        rx.el.div(
            rx.el.span(line.due, title=line.due_exact),
            rx.cond(line.repeats != "", rx.el.span(line.repeats)),
            rx.cond(line.by_rule, rx.el.span("by a rule")),
            class_name="date-facts",
        ),
        rx.cond(line.notes != "", rx.el.p(line.notes, class_name="date-notes", dir="auto")),
        class_name="date-words",
        dir="auto",
    )


def _task_tools(line: Any, state: Any, edit: Any) -> rx.Component:
    later = rx.el.button(
        rx.icon("clock", size=18, aria_hidden="true"),
        rx.el.span("Later"),
        id=f"later-{line.id}",
        type="button",
        class_name="button quiet small date-tool",
        aria_expanded=state.later == line.id,
        aria_label=f"Later: “{line.title}”",
        on_click=state.ask_when(line.id),
    )
    change = rx.el.button(
        rx.icon("pencil", size=18, aria_hidden="true"), rx.el.span("Edit"), type="button",
        class_name="button quiet small date-tool", aria_label=f"Edit “{line.title}”", on_click=edit(line.id),
    ) if edit is not None else rx.fragment()  # fmt: skip
    return rx.cond(~line.done, rx.el.div(later, change, class_name="date-tools"))


def _later(line: Any, state: Any) -> rx.Component:
    choices = [
        rx.el.button(
            text, type="button", class_name="button small", on_click=state.put_off(line.id, str(choice)),
            **({"id": f"later-{line.id}-first"} if number == 0 else {}),
        )
        for number, (choice, text) in enumerate(SNOOZE_NAMES.items())
    ]  # fmt: skip
    typed = rx.el.form(
        rx.el.input(type="datetime-local", name="until", class_name="input small", aria_label="Until", required=True),
        rx.el.button("Set", type="submit", class_name="button small"),
        on_submit=state.put_off_to,
        class_name="date-until",
    )
    return rx.el.div(*choices, typed, role="group", aria_label=f"Put off “{line.title}”", class_name="date-later")


def _interviews(state: Any) -> rx.Component:
    return rx.el.section(
        _head("Interviews", "new-interview", "Add an interview", state.new_interview),
        rx.cond(state.form == "interview", rx.cond(state.editing == 0, date_form(state))),
        rx.cond(
            state.meetings.length() > 0,
            rx.el.ul(rx.foreach(state.meetings, lambda line: _interview(line, state)), class_name="date-rows"),
            rx.cond(state.form != "interview", rx.el.p("No interview yet.", class_name="hint")),
        ),
        class_name="dates-part",
    )


def _interview(line: Any, state: Any) -> rx.Component:
    cancelled = line.outcome == str(Outcome.CANCELLED)
    return rx.el.li(
        rx.el.div(
            rx.icon("calendar-clock", size=20, aria_hidden="true", class_name="date-sign"),
            rx.el.div(
                rx.el.div(
                    rx.el.span(line.title, class_name=rx.cond(cancelled, "date-title done", "date-title")),
                    rx.cond(cancelled, rx.el.span(line.outcome_name, class_name="badge amber")),
                    dir="auto",
                ),
                rx.el.div(
                    rx.el.span(line.day, title=line.exact, class_name="strong"),
                    rx.el.span(line.hours),
                    rx.cond(line.hours_here != "", rx.el.span(line.hours_here)),
                    rx.el.span(line.age, title=line.exact),
                    class_name="date-facts",
                ),
                _where(line),
                _warnings(line),
                rx.cond(line.notes != "", rx.el.p(line.notes, class_name="date-notes", dir="auto")),
                class_name="date-words",
            ),
            _interview_tools(line, state, cancelled),
            class_name="date-row meeting",
        ),
        rx.cond((state.form == "interview") & (state.editing == line.id), date_form(state)),
        class_name="date-item",
    )


def _where(line: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(line.place != "", rx.el.span(line.place, dir="auto")),
        rx.cond(line.link != "", rx.el.a("Join by link", href=line.link, target="_blank", rel="noopener noreferrer")),
        rx.cond(line.people != "", rx.el.span("with ", line.people, dir="auto")),
        rx.cond(line.preparation != "", rx.el.span(line.preparation)),
        class_name="date-facts",
    )


def _warnings(line: Any) -> rx.Component:
    def warning(*words: Any) -> rx.Component:
        return rx.el.p(rx.icon("triangle-alert", size=16, aria_hidden="true"), *words, class_name="date-warning")

    return rx.fragment(
        rx.cond(line.overlaps != "", warning(rx.el.span("At the same time as: ", line.overlaps))),
        rx.cond(
            line.twice,
            warning(rx.el.span("The clock shows this hour twice that night; the first of the two is meant.")),
        ),
    )


def _interview_tools(line: Any, state: Any, cancelled: Any) -> rx.Component:
    outcome = rx.el.select(
        *(rx.el.option(text, value=str(value)) for value, text in OUTCOME_NAMES.items()),
        value=line.outcome,
        on_change=lambda value: state.set_outcome(line.id, value),
        aria_label=f"Outcome of “{line.title}”",
        class_name="select small",
    )
    return rx.el.div(
        outcome,
        rx.el.a(
            rx.icon("calendar-plus", size=16, aria_hidden="true"), href=line.calendar, download=True, custom_attrs={"reloadDocument": True},
            class_name="button quiet icon small", aria_label=f"Calendar file of “{line.title}”", title="Calendar file",
        ),
        rx.el.button(
            "Edit", type="button", class_name="button quiet small", aria_label=f"Edit “{line.title}”",
            on_click=state.edit_interview(line.id),
        ),
        class_name="date-tools",
    )  # fmt: skip
