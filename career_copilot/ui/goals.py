"""Weekly goals on the Today page, and the dialog that sets them."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.goals import MOST_WEEKLY
from career_copilot.ui.forms import message
from career_copilot.ui.versions import two_versions

DIALOG = "goals-dialog"


class WeekBar(BaseModel):
    """A week of a goal; `height` in hundredths of the most that is drawn."""

    key: str
    words: str
    height: int
    reached: bool
    now: bool


class GoalView(BaseModel):
    """A goal in words."""

    kind: str
    name: str
    done: str
    target: int
    percent: int
    reached: bool
    told: bool
    streak: str
    milestones: str
    weeks: list[WeekBar]
    history: str


class GoalField(BaseModel):
    """A line of the dialog."""

    kind: str
    label: str
    value: str


def goal_lines(goals: rx.Var[list[GoalView]], tell: Any) -> rx.Component:
    """`tell(kind, more)` is an event."""

    def step(goal: rx.Var[GoalView], icon: str, label: str, more: bool) -> rx.Component:
        return rx.el.button(
            rx.icon(icon, size=16, aria_hidden="true"), type="button", class_name="button quiet icon small",
            aria_label=f"{goal.name}: {label}", title=label, on_click=tell(goal.kind, more),
        )  # fmt: skip

    def bar(week: rx.Var[WeekBar]) -> rx.Component:
        return rx.el.span(
            class_name="week",
            title=week.words,
            style={"--height": week.height.to(str)},
            custom_attrs={"data-reached": week.reached.to_string(), "data-now": week.now.to_string()},
            key=week.key,
        )

    def line(goal: rx.Var[GoalView]) -> rx.Component:
        return rx.el.li(
            rx.el.div(
                rx.el.span(rx.el.bdi(goal.name), class_name="goal-name"),
                rx.el.span(
                    rx.cond(goal.told, step(goal, "minus", "less", False)),
                    rx.el.span(
                        rx.cond(goal.reached, rx.icon("check", size=16, aria_label="reached"), rx.fragment()),
                        rx.el.b(goal.done),
                        f" of {goal.target}",
                        class_name="goal-count",
                    ),
                    rx.cond(goal.told, step(goal, "plus", "more", True)),
                    class_name="goal-number",
                ),
                class_name="goal-head",
            ),
            rx.el.div(
                rx.el.span(class_name="goal-bar", style={"--percent": goal.percent.to(str)}, aria_hidden="true"),
                rx.el.span(
                    rx.foreach(goal.weeks, bar), class_name="weeks", role="img", aria_label=goal.history
                ),
                class_name="goal-bars",
            ),
            rx.cond(
                (goal.streak != "") | (goal.milestones != ""),
                rx.el.p(
                    rx.cond(goal.streak != "", rx.el.span(goal.streak, class_name="fact")),
                    rx.cond(goal.milestones != "", rx.el.span(goal.milestones, class_name="fact")),
                    class_name="line-facts",
                ),
            ),
            class_name="goal",
            custom_attrs={"data-reached": goal.reached.to_string()},
            key=goal.kind,
        )  # fmt: skip

    return rx.el.ul(rx.foreach(goals, line), class_name="goals")


def edit_button(text: str, state: Any, kind: str = "widget-more") -> rx.Component:
    return rx.el.button(
        text, type="button", class_name=kind, on_click=state.open, custom_attrs={"data-opens-goals": ""}
    )


def _field(field: rx.Var[GoalField]) -> rx.Component:
    return rx.el.div(
        rx.el.label(field.label, html_for=f"goal-{field.kind}", class_name="label"),
        rx.el.input(
            id=f"goal-{field.kind}", name=field.kind, type="number", min=0, max=MOST_WEEKLY, step=1, input_mode="numeric",
            default_value=field.value, placeholder="0", class_name="input goal-input",
        ),
        class_name="goal-field",
    )  # fmt: skip


def dialog(state: Any) -> rx.Component:
    """Opened and closed by its State; Escape closes it as the browser does."""
    form = rx.el.form(
        rx.foreach(state.fields, _field),
        rx.el.div(
            rx.el.label("What you count yourself", html_for="goal-name", class_name="label"),
            rx.el.input(
                id="goal-name", name="name", default_value=state.name, max_length=60, class_name="input",
                placeholder="such as talks with people in the field",
            ),
            class_name="field",
        ),
        message(state.error, "error"),
        rx.el.div(
            rx.el.button("Cancel", type="button", class_name="button", on_click=state.close),
            rx.el.button("Save", type="submit", class_name="button primary"),
            class_name="dialog-foot",
        ),
        on_submit=state.save,
        class_name="form",
        key=state.form.to_string(),
    )  # fmt: skip
    return rx.el.dialog(
        rx.el.h2("Weekly goals", class_name="section-title", id="goals-title"),
        rx.el.p(
            "How much a week, from Monday on. Leave out what you don't want to count; a pause breaks nothing.",
            class_name="quiet-text",
        ),
        rx.cond(state.compared.length() > 0, two_versions("These goals were", state)),
        form,
        id=DIALOG,
        class_name="dialog",
        aria_labelledby="goals-title",
    )
