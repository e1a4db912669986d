"""People in a list, and the form of one of them."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.contacts import CHANNEL_NAMES, RELATION_NAMES
from career_copilot.ui.forms import message
from career_copilot.ui.versions import two_versions


class ReachRow(BaseModel):
    """One way to reach somebody; without `href` nothing opens."""

    kind: str
    value: str
    href: str


class OtherRow(BaseModel):
    """Another application of the same contact."""

    id: int
    title: str
    company: str


class ContactRow(BaseModel):
    """A contact in words."""

    id: int
    name: str
    what: str
    relation: str
    reach: list[ReachRow]
    notes: str
    touched: str
    touched_exact: str
    others: list[OtherRow]


class FoundRow(BaseModel):
    """A contact known from elsewhere."""

    id: int
    name: str
    company: str


class ContactFields(BaseModel):
    """The form's texts; a field for the first channel of each kind."""

    name: str = ""
    role: str = ""
    company: str = ""
    notes: str = ""
    email: str = ""
    phone: str = ""
    linkedin: str = ""
    other: str = ""


def _field(label: str, name: str, value: rx.Var[str], **props: Any) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"contact-{name}", class_name="label"),
        rx.el.input(
            id=f"contact-{name}", name=name, default_value=value, auto_complete="off", class_name="input", **props
        ),
        class_name="field",
    )


def _relations(name: str = "", **props: Any) -> rx.Component:
    return rx.el.select(
        *(rx.el.option(text, value=str(value)) for value, text in RELATION_NAMES.items()),
        name=name,
        class_name="select small",
        **props,
    )


def _form(state: Any) -> rx.Component:
    fields = state.form
    return rx.el.form(
        rx.cond(state.compared.length() > 0, two_versions("This contact was", state)),
        _field("Name", "name", fields.name, max_length=200, dir="auto"),
        rx.cond(
            state.editing == 0,
            rx.el.div(
                rx.el.label("What they have to do with it", html_for="contact-relation", class_name="label"),
                _relations("relation", id="contact-relation", default_value="recruiter"),
                class_name="field",
            ),
        ),
        _field("Role", "role", fields.role, max_length=200, dir="auto"),
        _field("Company", "company", fields.company, max_length=200, dir="auto"),
        *(
            _field(text, f"channel-{kind}", getattr(fields, str(kind)), max_length=300)
            for kind, text in CHANNEL_NAMES.items()
        ),
        rx.el.div(
            rx.el.label("Notes", html_for="contact-notes", class_name="label"),
            rx.el.textarea(
                id="contact-notes", name="notes", default_value=fields.notes, max_length=5000, rows="3", dir="auto",
                class_name="textarea",
            ),
            class_name="field",
        ),
        message(state.error, "error"),
        rx.el.div(
            rx.el.button("Save", type="submit", class_name="button primary"),
            rx.el.button("Cancel", type="button", class_name="button quiet", on_click=state.cancel),
            class_name="form-tools",
        ),
        on_submit=state.save,
        class_name="form contact-form",
    )  # fmt: skip


def _known(state: Any) -> rx.Component:
    """Somebody from another application, found by name; hidden until there is somebody to find."""
    return rx.cond(
        (state.found.length() > 0) | state.searched,
        rx.el.div(
            rx.el.label("Somebody you know already", html_for="contact-search", class_name="label"),
            rx.el.input(
                id="contact-search", type="search", placeholder="Name or company", auto_complete="off",
                class_name="input", on_change=state.search.debounce(200),
            ),
            rx.el.ul(
                rx.foreach(
                    state.found,
                    lambda one: rx.el.li(
                        rx.el.button(
                            rx.icon("plus", size=14, aria_hidden="true"),
                            rx.el.bdi(one.name),
                            rx.cond(one.company != "", rx.el.span(one.company, class_name="quiet-text")),
                            type="button", class_name="menu-item", on_click=state.link(one.id),
                        )
                    ),
                ),
                class_name="suggestions-list",
            ),
            rx.el.p("or somebody new", class_name="quiet-text"),
            class_name="field",
        ),
    )  # fmt: skip


def _reach(one: rx.Var[ReachRow]) -> rx.Component:
    return rx.el.li(
        rx.el.span(one.kind, class_name="quiet-text"),
        " ",
        rx.cond(
            one.href != "",
            rx.el.a(one.value, href=one.href, target="_blank", rel="noopener noreferrer"),
            rx.el.span(one.value),
        ),
    )


def _others(row: rx.Var[ContactRow]) -> rx.Component:
    return rx.cond(
        row.others.length() > 0,
        rx.el.p(
            rx.el.span("Also: ", class_name="quiet-text"),
            rx.foreach(
                row.others,
                lambda other: rx.link(
                    rx.cond(other.company != "", f"{other.title} at {other.company}", other.title),
                    href=f"/applications/{other.id}",
                    class_name="contact-other",
                ),
            ),
        ),
    )


def _contact(row: rx.Var[ContactRow], state: Any) -> rx.Component:
    def tool(icon: str, word: str, on_click: Any) -> rx.Component:
        return rx.el.button(
            rx.icon(icon, size=16, aria_hidden="true"),
            type="button",
            class_name="button quiet icon small",
            title=word,
            aria_label=f"{word}: {row.name}",
            on_click=on_click,
        )

    return rx.el.li(
        rx.cond(
            state.editing == row.id,
            rx.fragment(),
            rx.el.div(
                rx.el.div(
                    rx.el.bdi(row.name, class_name="strong"),
                    _relations(
                        value=row.relation, aria_label=f"What {row.name} has to do with it",
                        on_change=lambda value: state.relate(row.id, value),
                    ),
                    class_name="contact-head",
                ),
                rx.cond(row.what != "", rx.el.p(row.what, dir="auto")),
                rx.cond(row.reach.length() > 0, rx.el.ul(rx.foreach(row.reach, _reach), class_name="contact-reach")),
                rx.cond(row.notes != "", rx.el.p(row.notes, dir="auto", class_name="contact-notes")),
                _others(row),
                rx.el.p(
                    rx.cond(row.touched != "", f"In touch {row.touched}", "Not in touch yet"),
                    title=row.touched_exact,
                    class_name="quiet-text",
                ),
                rx.el.div(
                    rx.el.button(
                        "In touch today",
                        type="button",
                        class_name="button small",
                        aria_label=f"In touch today: {row.name}",
                        on_click=state.touch(row.id),
                    ),
                    tool("pencil", "Edit", state.edit(row.id)),
                    tool("unlink", "Take off this application", state.unlink(row.id)),
                    tool("trash-2", "Delete everywhere", state.delete(row.id)),
                    class_name="contact-tools",
                ),
                class_name="contact",
            ),
        ),
        key=row.id,
    )  # fmt: skip


def contacts(state: Any) -> rx.Component:
    """All contacts of an application, and the way to one more."""
    return rx.el.section(
        rx.el.div(
            rx.el.h2("Contacts", class_name="side-title"),
            rx.el.button(
                rx.icon("plus", size=16, aria_hidden="true"),
                type="button", class_name="button quiet icon small", aria_label="Add a contact", title="Add a contact",
                on_click=state.begin,
            ),
            class_name="side-head",
        ),
        rx.cond(
            state.editing >= 0,
            # above the list: what is typed outlives a contact that another tab deletes
            rx.el.div(rx.cond(state.editing == 0, _known(state)), _form(state), class_name="contact-new"),
        ),
        rx.cond(
            (state.rows.length() == 0) & (state.editing == -1),
            rx.el.p("Nobody yet: recruiter, hiring manager, whoever referred you.", class_name="quiet-text"),
            rx.el.ul(rx.foreach(state.rows, lambda row: _contact(row, state)), class_name="contact-list"),
        ),
        class_name="side-card card",
    )  # fmt: skip
