"""What was sent: the records of an application, one of them open. `state` is the page's."""

from typing import Any

import reflex as rx

from career_copilot.ui.layout import empty, skeleton


def panel(state: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(
            state.loaded,
            rx.cond(
                state.records.length() > 0,
                rx.fragment(rx.foreach(state.records, lambda row: _record(row, state))),
                empty(
                    "file-lock-2",
                    "When this application moves to Applied, what you sent is frozen here: the ad, your résumé, letters "
                    "and answers, each with its hash.",
                ),
            ),
            skeleton("40%", "90%", "80%", "60%"),
        ),
        class_name="record",
    )


def _record(row: Any, state: Any) -> rx.Component:
    return rx.el.section(
        rx.el.div(
            rx.el.div(
                rx.el.h2("Sent ", rx.el.span(row.sent, title=row.sent_exact), class_name="section-title"),
                rx.el.div(
                    rx.cond(row.undone != "", rx.el.span(row.undone, class_name="badge amber")),
                    rx.el.span(row.sent_exact),
                    class_name="date-facts",
                ),
                rx.cond(row.corrected != "", rx.el.p(row.corrected, class_name="hint")),
            ),
            _tools(row, state),
            class_name="record-head",
        ),
        rx.cond(
            row.verified != "",
            rx.el.div(
                rx.cond(
                    row.intact,
                    rx.icon("shield-check", size=16, aria_hidden="true"),
                    rx.icon("shield-alert", size=16, aria_hidden="true"),
                ),
                rx.el.span(row.verified),
                role="status",
                class_name=rx.cond(row.intact, "message done", "message error"),
            ),
        ),
        rx.cond(state.opened == row.id, _opened(row, state)),
        class_name=rx.cond(row.undone != "", "card record-card undone", "card record-card"),
    )


def _tools(row: Any, state: Any) -> rx.Component:
    return rx.el.div(
        rx.cond(
            state.opened != row.id,
            rx.el.button("Show", type="button", class_name="button small", on_click=state.open(row.id)),
        ),
        rx.el.button("Verify", type="button", class_name="button small", on_click=state.verify(row.id)),
        rx.el.a(
            rx.icon("printer", size=16, aria_hidden="true"), "PDF", href=row.pdf, download=True, custom_attrs={"reloadDocument": True},
            class_name="button small", aria_label="Record as PDF",
        ),
        class_name="record-tools",
    )  # fmt: skip


def _opened(row: Any, state: Any) -> rx.Component:
    return rx.el.div(
        rx.el.dl(
            _fact("The ad", row.advert_from),
            _fact("Résumé", rx.cond(row.resume_name != "", row.resume_name, "No résumé was named.")),
            rx.cond(
                state.links.length() > 0,
                rx.el.div(
                    rx.el.dt("Links"),
                    rx.el.dd(
                        rx.foreach(
                            state.links,
                            lambda link: rx.el.a(link, href=link, target="_blank", rel="noopener noreferrer"),
                        )
                    ),
                ),
            ),
            rx.el.div(rx.el.dt("sha256"), rx.el.dd(rx.el.code(row.sha256, class_name="hash"))),
            class_name="record-facts",
        ),
        rx.cond(row.holds, rx.fragment(_naming(row, state), _letters(state))),
        rx.cond(
            state.files.length() > 0,
            rx.el.ul(rx.foreach(state.files, _file), class_name="date-rows"),
            rx.el.p("No file was sent.", class_name="hint"),
        ),
        rx.foreach(state.texts, _text),
        _advert(state),
        class_name="record-body",
    )


def _naming(row: Any, state: Any) -> rx.Component:
    """The way to a record with the résumé that was sent; this one does not change."""
    return rx.el.details(
        rx.el.summary(
            rx.cond(row.resume_name == "", "Name the résumé that was sent", "Another résumé was sent"),
            class_name="dates-done",
        ),
        rx.cond(
            state.resumes.length() > 0,
            rx.el.form(
                rx.el.select(
                    rx.foreach(state.resumes, lambda one: rx.el.option(one.name, value=one.id)),
                    name="resume_id", aria_label="Résumé that was sent", class_name="select small",
                ),
                rx.el.button("Name it", type="submit", class_name="button small"),
                on_submit=state.name_resume,
                class_name="record-tools",
            ),
            rx.el.p("There is none in your ", rx.el.a("profile", href="/profile"), " yet.", class_name="hint"),
        ),
        rx.el.p("A new record with it takes the place of this one, which is kept.", class_name="hint"),
        open=row.resume_name == "",
    )  # fmt: skip


def _letters(state: Any) -> rx.Component:
    """The same for a letter or answers that were sent too."""
    return rx.el.details(
        rx.el.summary("A letter or answers were sent too", class_name="dates-done"),
        rx.cond(
            state.letters.length() > 0,
            rx.el.form(
                rx.el.select(
                    rx.foreach(state.letters, lambda one: rx.el.option(one.name, value=one.id)),
                    name="document_id", aria_label="Letter that was sent", class_name="select small",
                ),
                rx.el.button("Add it", type="submit", class_name="button small"),
                on_submit=state.add_letter,
                class_name="record-tools",
            ),
        ),
        rx.el.p("One that is not listed is added under Documents first. A new record with it takes the place of this one, which is kept.", class_name="hint"),
    )  # fmt: skip


def _fact(name: str, value: Any) -> rx.Component:
    return rx.el.div(rx.el.dt(name), rx.el.dd(value, dir="auto"))


def _file(row: Any) -> rx.Component:
    link = rx.el.a(row.name, href=row.href, download=True, custom_attrs={"reloadDocument": True}, dir="auto")
    return rx.el.li(
        rx.el.div(
            rx.el.span(row.kind, class_name="badge"),
            rx.cond(row.kept, link, rx.el.span(row.name, dir="auto")),
            rx.el.span(row.size, class_name="muted small"),
            rx.cond(~row.kept, rx.el.span("was missing already", class_name="badge amber")),
            rx.cond(row.state == "intact", rx.el.span("intact", class_name="badge green")),
            rx.cond((row.state != "") & (row.state != "intact"), rx.el.span(row.state, class_name="badge red")),
            class_name="record-file",
        ),
        rx.el.code(row.sha256, class_name="hash"),
        class_name="date-item",
    )


def _text(part: Any) -> rx.Component:
    return rx.el.details(
        rx.el.summary(part["kind"], ": ", part["name"], class_name="dates-done"),
        _text_box(part["name"], part["text"]),
    )


def _advert(state: Any) -> rx.Component:
    def choice(text: str, name: str, on_click: Any) -> rx.Component:
        return rx.el.button(
            text, type="button", class_name="button small", aria_expanded=state.showing == name, on_click=on_click
        )

    return rx.el.div(
        rx.el.div(
            choice("The ad as you saw it", "advert", state.show_advert),
            choice("What changed since", "changes", state.show_changes),
            class_name="record-tools",
        ),
        rx.cond(state.showing == "advert", _text_box("The ad as you saw it", state.advert)),
        rx.cond(
            state.showing == "changes",
            rx.fragment(
                rx.el.p(state.changes_note, class_name="hint", role="status"),
                rx.cond(
                    state.parts.length() > 0,
                    _text_box("What changed since", rx.foreach(state.parts, _part)),
                ),
            ),
        ),
        class_name="record-advert",
    )


def _text_box(label: Any, text: Any) -> rx.Component:
    """Long texts scroll in themselves, also by key."""
    return rx.el.div(text, class_name="record-text", dir="auto", tab_index=0, role="region", aria_label=label)


def _part(part: Any) -> rx.Component:
    return rx.match(
        part.side,
        ("old", rx.el.del_(part.text)),
        ("new", rx.el.ins(part.text)),
        rx.el.span(part.text),
    )
