"""Stories of the bank of achievements: in a list, and one of them as a form."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.ui.forms import message
from career_copilot.ui.layout import empty
from career_copilot.ui.versions import two_versions

NEW = -1
PARTS = {
    "situation": ("Situation", "Where you were, and what was the matter."),
    "task": ("Task", "What was yours to do."),
    "action": ("Action", "What you did yourself."),
    "result": ("Result", "What came of it; a number if you have one."),
}


class Story(BaseModel):
    """In the list. `parts` are pairs of a name and its text."""

    id: int
    title: str
    about: str
    parts: list[list[str]]
    skills: list[str]


class FormView(BaseModel):
    """What the inputs begin with."""

    title: str = ""
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    skills: str = ""
    start_date: str = ""
    end_date: str = ""
    job: str = ""


def _input(label: str, name: str, value: Any, hint: str = "", **props: Any) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"story-{name}", class_name="label"),
        rx.el.input(
            id=f"story-{name}", name=name, default_value=value, class_name="input", auto_complete="off", **props
        ),
        rx.el.p(hint, class_name="hint") if hint else rx.fragment(),
        class_name="field",
    )


def _part(state: Any, name: str) -> rx.Component:
    label, hint = PARTS[name]
    return rx.el.div(
        rx.el.label(label, html_for=f"story-{name}", class_name="label"),
        rx.el.textarea(
            id=f"story-{name}", name=name, default_value=getattr(state.form, name), rows="2", class_name="textarea grows",
            aria_describedby=f"story-{name}-hint",
        ),
        rx.el.p(hint, id=f"story-{name}-hint", class_name="hint"),
        class_name="field",
    )  # fmt: skip


def _job(state: Any) -> rx.Component:
    """The jobs of the résumé; the one named is among them also when the résumé has it no more."""
    return rx.el.div(
        rx.el.label("Where it happened", html_for="story-job", class_name="label"),
        rx.el.select(
            rx.el.option("No job of my résumé", value=""),
            rx.cond(
                (state.form.job != "") & ~state.jobs.contains(state.form.job),
                rx.el.option(f"{state.form.job} (not in your résumé)", value=state.form.job),
            ),
            rx.foreach(state.jobs, lambda job: rx.el.option(job, value=job)),
            id="story-job", name="job", default_value=state.form.job, class_name="select",
        ),
        class_name="field",
    )  # fmt: skip


def _form(state: Any) -> rx.Component:
    return rx.el.form(
        rx.cond(state.compared.length() > 0, two_versions("This story was", state)),
        rx.el.h2(
            rx.cond(state.editing == NEW, "A new achievement", "Change the achievement"), class_name="section-title"
        ),
        _input("Title", "title", state.form.title, placeholder="Cut the night batch to 40 minutes"),
        _job(state),
        rx.el.div(
            _input("From", "start_date", state.form.start_date, placeholder="2024-03"),
            _input("To", "end_date", state.form.end_date, placeholder="2024-09"),
            class_name="story-dates",
        ),
        *(_part(state, name) for name in PARTS),
        _input("Skills", "skills", state.form.skills, "Separated by commas."),
        message(state.error, "error"),
        rx.el.div(
            rx.el.button("Save", type="submit", class_name="button primary"),
            rx.el.button("Cancel", type="button", class_name="button", on_click=state.cancel),
            class_name="story-tools",
        ),
        key=f"story-form-{state.revision}",
        on_submit=state.save,
        class_name="card form story-form",
    )


def _story(one: rx.Var[Story], state: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(
            state.editing == one.id,
            _form(state),
            rx.el.article(
                rx.el.div(
                    rx.el.div(
                        rx.el.h2(one.title, class_name="story-title", dir="auto"),
                        rx.cond(one.about != "", rx.el.p(one.about, class_name="quiet-text")),
                    ),
                    rx.el.div(
                        rx.el.button(
                            "Edit", id=f"edit-story-{one.id}", type="button", class_name="button quiet small",
                            aria_label=f"Edit {one.title}", on_click=state.edit(one.id),
                        ),
                        rx.el.button(
                            "Delete", type="button", class_name="button quiet small",
                            aria_label=f"Delete {one.title}", on_click=state.delete(one.id),
                        ),
                        class_name="story-tools",
                    ),
                    class_name="story-head",
                ),
                rx.el.dl(
                    rx.foreach(one.parts, lambda part: rx.el.div(rx.el.dt(part[0]), rx.el.dd(part[1], dir="auto"))),
                    class_name="story-parts",
                ),
                rx.cond(
                    one.skills.length() > 0,
                    rx.el.ul(rx.foreach(one.skills, lambda skill: rx.el.li(skill, class_name="badge")), class_name="chips", aria_label="Skills"),
                ),
                class_name="card story",
            ),
        ),
        key=one.id,
    )  # fmt: skip


def bank(state: Any) -> rx.Component:
    """The list, or what it is for."""
    return rx.el.div(
        rx.cond(
            state.editing == NEW,
            _form(state),
            rx.cond(
                state.stories.length() > 0,
                rx.el.button(
                    rx.icon("plus", size=16, aria_hidden="true"), "Add an achievement", id="add-story", type="button",
                    class_name="button primary", on_click=state.add,
                ),
                empty(
                    "trophy",
                    "Tell what you did as a short story: situation, task, action, result. It backs what letters and résumés say of "
                    "you, and answers interview questions. A line of your résumé can become one, too.",
                    rx.el.button("Add the first", id="add-story", type="button", class_name="button primary", on_click=state.add),
                    rx.link("To your résumé", href="/profile", class_name="button", underline="none"),
                ),
            ),
        ),
        rx.el.ul(rx.foreach(state.stories, lambda one: _story(one, state)), class_name="stories"),
        class_name="bank",
    )  # fmt: skip
