"""Beside the lines of a tailored résumé: how it will be printed and sent, what it answers, what programs read, its versions."""

from typing import Any

import reflex as rx

from career_copilot.ui.deleting import ask_to_delete
from career_copilot.ui.paper import Paper

LANGUAGES = {"": "As in your profile", "en": "English", "de": "German", "fr": "French", "es": "Spanish"}
TEMPLATES = {
    "plain": "Plain (read best by programs)",
    "modern": "Modern",
    "columns": "Two columns",
    "european": "European, photo possible",
}
PAPERS = {"a4": "A4", "us-letter": "Letter"}
FORMATS = {"pdf": "PDF", "docx": "Word", "md": "Markdown", "json": "JSON Resume"}


def choose(label: str, name: str, value: Any, options: dict[str, str], on_change: Any) -> rx.Component:
    """A labelled choice of the look."""
    return rx.el.label(
        rx.el.span(label, class_name="label"),
        rx.el.select(
            *(rx.el.option(text, value=key) for key, text in options.items()),
            value=value, on_change=lambda chosen: on_change(name, chosen), class_name="select small",
        ),
        class_name="field",
    )  # fmt: skip


def download(href: Any, text: str, disabled: Any = False, primary: bool = False) -> rx.Component:
    """A file of ours; a button that does nothing, and says so, while it may not be given out."""
    name = "button small primary" if primary else "button small"
    words = (rx.icon("download", size=14, aria_hidden="true"), text)
    return rx.cond(
        disabled,
        rx.el.button(*words, type="button", class_name=name, aria_disabled="true", aria_describedby="flagged-note"),
        rx.link(*words, href=href, class_name=name, underline="none", custom_attrs={"reloadDocument": True}),
    )


def looks(top: Any, state: Any) -> rx.Component:
    """The choices of a look; `top` holds what is chosen."""
    return rx.el.div(
        choose("Template", "template", top.template, TEMPLATES, state.choose),
        choose("Paper", "paper", top.paper, PAPERS, state.choose),
        choose("Headings in", "language", top.language, LANGUAGES, state.choose),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=top.one_page,
                on_change=lambda on: state.choose("one_page", rx.cond(on, "true", "false")),
            ),
            "Set on one page if it can be",
            class_name="check",
        ),
        rx.el.label(
            rx.el.input(
                type="checkbox",
                checked=top.photo,
                disabled=~top.has_photo | (top.template != "european"),
                on_change=state.choose_photo,
            ),
            rx.cond(top.has_photo, "With my photo (European template)", "With a photo: choose one first"),
            class_name="check",
        ),
        class_name="looks",
    )


def papers(top: Any, state: Any) -> rx.Component:
    """The pages as they will be printed, and what is to say about them."""
    return rx.fragment(
        rx.el.div(
            rx.foreach(
                state.pages,
                lambda src, index: Paper.create(
                    key=index, src=src, alt=f"Page {index + 1} of the résumé", paper=top.paper, on_shown=state.printed
                ),
            ),
            class_name="papers",
        ),
        rx.el.p(state.print_note, class_name="quiet-text", role="status"),
    )


def _paper(state: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2("How it is printed", class_name="section-title"),
        looks(state.head, state),
        papers(state.head, state),
        rx.el.div(
            *(
                download(f"/api/tailored/{state.head.id}/as/{format}", text, state.head.flagged > 0, format == "pdf")
                for format, text in FORMATS.items()
            ),
            class_name="downloads",
        ),
        rx.el.div(
            rx.el.button("Fit on one page", type="button", class_name="button small", on_click=state.fit),
            rx.cond(
                state.head.application_id > 0,
                rx.el.button(
                    "This is what I send", type="button", class_name="button small", on_click=state.send,
                    aria_disabled=state.head.flagged > 0, title="Its PDF is kept with the application and frozen when you apply",
                ),
            ),
            class_name="downloads",
        ),
        class_name="card",
    )  # fmt: skip


def _asked(state: Any) -> rx.Component:
    return rx.cond(
        state.asked.length() > 0,
        rx.el.section(
            rx.el.h2("What the ad asks for by name", class_name="section-title"),
            rx.el.p(
                f"{state.head.named_now} of {state.asked.length()} are named here",
                rx.cond(
                    state.head.named_before != state.head.named_now,
                    f"; in your profile’s résumé {state.head.named_before}",
                    ", as in your profile’s résumé",
                ),
                ". Counted by words, years by dates; it says nothing about your chances.",
                class_name="quiet-text",
            ),
            rx.el.ul(
                rx.foreach(
                    state.asked,
                    lambda one: rx.el.li(
                        rx.el.span(one.sign, class_name="asked-sign", aria_hidden="true"),
                        rx.el.span(one.label, class_name=rx.cond(one.must, "strong", "")),
                        rx.el.span(one.now, rx.cond(one.before != "", f" ({one.before})", ""), class_name="quiet-text"),
                    ),
                ),
                class_name="asked",
            ),
            class_name="card",
        ),
    )


def readings(top: Any, state: Any) -> rx.Component:
    """What programs read of it, by template and format."""
    return rx.el.section(
        rx.el.h2("What programs read", class_name="section-title"),
        rx.el.p(
            "The document is made and read again the way a program reads applications; what it loses is listed.",
            class_name="quiet-text",
        ),
        rx.foreach(
            state.readings,
            lambda one: rx.el.details(
                rx.el.summary(
                    rx.cond(
                        one.good,
                        rx.icon("circle-check", size=15, aria_hidden="true"),
                        rx.icon("circle-alert", size=15, aria_hidden="true"),
                    ),
                    rx.el.span(one.name, class_name="strong"),
                    rx.el.span(one.summary, class_name="quiet-text"),
                ),
                rx.cond(
                    one.good,
                    rx.el.p("Nothing is lost.", class_name="quiet-text"),
                    rx.el.ul(rx.foreach(one.missing, lambda text: rx.el.li(text))),
                ),
                class_name="ats-reading",
            ),
        ),
        rx.el.div(
            rx.el.button(
                "Check this template", type="button", class_name="button small", disabled=state.waiting.length() > 0,
                on_click=state.check(top.template),
            ),
            rx.el.button(
                "All templates", type="button", class_name="button small", disabled=state.waiting.length() > 0,
                on_click=state.check("all"),
            ),
            rx.cond(state.waiting.length() > 0, rx.el.span("Reading…", class_name="quiet-text", role="status")),
            class_name="downloads",
        ),
        class_name="card",
    )  # fmt: skip


def _versions(state: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2("Versions", class_name="section-title"),
        rx.el.ol(
            rx.foreach(
                state.versions,
                lambda one: rx.el.li(
                    rx.el.span(one.note, class_name="version-note"),
                    rx.el.span(one.when, title=one.when_exact, class_name="quiet-text"),
                    rx.cond(
                        one.current,
                        rx.el.span("current", class_name="badge"),
                        rx.el.span(
                            rx.el.button(
                                "Compare", type="button", class_name="button quiet small",
                                aria_label=f"Compare version {one.number}", aria_expanded=state.comparing == one.number,
                                on_click=state.compare(one.number),
                            ),
                            rx.el.button(
                                "Go back", type="button", class_name="button quiet small",
                                aria_label=f"Go back to version {one.number}", on_click=state.roll_back(one.number),
                            ),
                        ),
                    ),
                    rx.cond(state.comparing == one.number, _compared(state)),
                ),
            ),
            class_name="tailored-versions",
        ),
        ask_to_delete(state, "Delete this résumé"),
        class_name="card",
    )  # fmt: skip


def _compared(state: Any) -> rx.Component:
    nothing = rx.el.span("left out", class_name="quiet-text")
    return rx.el.dl(
        rx.foreach(
            state.changes,
            lambda one: rx.el.div(
                rx.el.dt(one.where),
                rx.el.dd("Then: ", rx.cond(one.mine == "", nothing, rx.el.del_(one.mine))),
                rx.el.dd("Now: ", rx.cond(one.theirs == "", nothing, rx.el.ins(one.theirs))),
            ),
        ),
        rx.cond(state.changes.length() == 0, rx.el.p("The same as now.", class_name="quiet-text")),
        class_name="version-changes",
    )


def side(state: Any, checks: Any) -> rx.Component:
    return rx.el.div(
        _paper(state), _asked(state), readings(state.head, checks), _versions(state), class_name="tailoring-side"
    )
