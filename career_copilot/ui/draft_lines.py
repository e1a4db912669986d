"""The sentences of a draft with their marks: supported ones plain, with the facts they rest on at a glance; others
underlined, with the reason in words and the three ways to mend them."""

from typing import Any

import reflex as rx

from career_copilot.ui.forms import message
from career_copilot.ui.versions import two_versions


def _facts(line: Any) -> rx.Component:
    """Shown when the line is pointed at or has the focus (writing.css)."""
    return rx.cond(
        line.facts.length() > 0,
        rx.el.ul(
            rx.foreach(
                line.facts,
                lambda fact: rx.el.li(rx.el.q(fact.text, dir="auto"), rx.el.span(fact.source, class_name="quiet-text")),
            ),
            id=f"facts-{line.at}",
            class_name="sentence-facts",
            aria_label="Rests on",
        ),
    )


def _tool(icon: str, word: str, line: Any, on_click: Any) -> rx.Component:
    return rx.el.button(
        rx.icon(icon, size=16, aria_hidden="true"),
        type="button",
        class_name="button quiet icon small",
        title=word,
        aria_label=f"{word} sentence {line.at + 1}",
        on_click=on_click,
    )


def _flag(line: Any, state: Any) -> rx.Component:
    return rx.el.div(
        rx.el.p(
            rx.icon("triangle-alert", size=14, aria_hidden="true"),
            rx.el.span(f"Not carried by your facts: {line.reasons}."),
            class_name="line-reason",
        ),
        rx.el.div(
            rx.el.button("Edit", type="button", class_name="button small", on_click=state.edit(line.at)),
            rx.el.button("Remove", type="button", class_name="button small", on_click=state.remove(line.at)),
            rx.el.button(
                "This is true: keep and remember",
                type="button",
                class_name="button small",
                on_click=state.accept(line.at),
            ),
            class_name="line-ways",
        ),
        class_name="line-flag",
    )


def _line(line: Any, state: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(
            state.editing == line.at,
            editor(state, "Sentence"),
            rx.fragment(
                rx.el.div(
                    rx.el.p(
                        line.text,
                        class_name=rx.cond(line.supported, "sentence", "sentence unsupported"),
                        tab_index=0,
                        dir="auto",
                        aria_describedby=f"facts-{line.at}",
                    ),
                    rx.cond(
                        line.supported,
                        rx.el.span(
                            _tool("pencil", "Edit", line, state.edit(line.at)),
                            _tool("plus", "Add below", line, state.add_below(line.at)),
                            _tool("x", "Remove", line, state.remove(line.at)),
                            class_name="sentence-tools",
                        ),
                    ),
                    class_name="line-row",
                ),
                _facts(line),
                rx.cond(line.supported, rx.fragment(), _flag(line, state)),
            ),
        ),
        rx.cond((state.editing == -2) & (state.after == line.at), editor(state, "New sentence")),
        class_name=rx.cond(line.begins, "draft-line begins", "draft-line"),
    )


def editor(state: Any, label: str) -> rx.Component:
    """One sentence, or several: each line that is typed is one."""
    return rx.el.form(
        rx.el.label(label, html_for="line-text", class_name="label"),
        rx.el.textarea(
            id="line-text",
            name="text",
            key=f"line-{state.renewed}",
            default_value=state.text,
            rows="3",
            dir="auto",
            class_name="textarea",
            aria_describedby="line-hint",
        ),
        rx.el.p("One sentence a line; a blank line begins a paragraph.", id="line-hint", class_name="hint"),
        rx.el.div(
            rx.el.button("Save", type="submit", class_name="button primary small"),
            rx.el.button("Cancel", type="button", class_name="button quiet small", on_click=state.cancel),
            class_name="form-tools",
        ),
        on_submit=state.save,
        class_name="line-form",
    )


def lines(state: Any) -> rx.Component:
    """The version that counts."""
    return rx.el.div(
        rx.cond(state.compared.length() > 0, two_versions("This draft was", state)),
        rx.el.ol(rx.foreach(state.lines, lambda line: _line(line, state)), class_name="draft-lines"),
        rx.cond(
            state.editing == -2,
            rx.cond(state.after == -1, editor(state, "New sentence")),
            rx.el.button(
                rx.icon("plus", size=16, aria_hidden="true"),
                "Add a sentence",
                type="button",
                class_name="button quiet small",
                on_click=state.add,
            ),
        ),
        checked(state),
        class_name="draft-text card",
    )


def gone(why: Any) -> rx.Component:
    """Above a sentence that was open when the draft was deleted."""
    return rx.cond(
        why != "",
        message(
            f"{why} It was deleted in another tab. What you typed is still here: copy it before you go on.", "error"
        ),
    )


def stripped(found: Any) -> rx.Component:
    """What was left out of the ad or mail before a model read it."""
    return rx.cond(
        found.length() > 0,
        rx.el.details(
            rx.el.summary("Something in the ad or mail was meant for a model, not for you. It is left out."),
            rx.el.ul(rx.foreach(found, lambda one: rx.el.li(one, dir="auto"))),
            class_name="message info",
        ),
    )


def checked(state: Any) -> rx.Component:
    """Who judged the sentences, and a model's opinion on those that only rules did."""
    return rx.cond(
        state.checked != "",
        rx.el.div(
            rx.el.span(state.checked, rx.cond(state.trouble != "", f" No model checked it: {state.trouble}", "")),
            rx.cond(
                state.uncheckable,
                rx.fragment(),
                rx.el.button("Have a model check it", type="button", class_name="button small", on_click=state.check),
            ),
            role="status",
            class_name="draft-checked quiet-text",
        ),
    )


def growing(state: Any) -> rx.Component:
    """What a model writes just now: whole sentences with their marks, and the one that is coming."""

    def line(one: Any) -> rx.Component:
        return rx.el.li(
            rx.el.p(one.text, dir="auto", class_name=rx.cond(one.supported, "sentence", "sentence unsupported")),
            rx.cond(
                one.supported,
                rx.fragment(),
                rx.el.p(
                    rx.icon("triangle-alert", size=14, aria_hidden="true"),
                    rx.el.span(f"Not carried by your facts: {one.reasons}."),
                    class_name="line-reason",
                ),
            ),
            class_name=rx.cond(one.begins, "draft-line begins", "draft-line"),
        )

    return rx.el.div(
        rx.el.ol(
            rx.foreach(state.growing, line),
            rx.el.li(rx.el.p(state.partial, id="partial", dir="auto", class_name="sentence partial"), class_name="draft-line"),
            class_name="draft-lines",
        ),
        class_name="draft-text card",
        aria_busy="true",
    )  # fmt: skip


def standing(state: Any) -> rx.Component:
    """What the run is about, with the way to stop it or to go on."""
    return rx.fragment(
        message(state.failed, "error"),
        rx.cond(
            state.standing != "",
            rx.el.div(
                rx.el.span(state.standing, role="status"),
                rx.cond(
                    state.running,
                    rx.el.button("Stop", type="button", class_name="button small", on_click=state.stop),
                ),
                rx.cond(
                    state.resumable,
                    rx.el.button(
                        "Resume",
                        type="button",
                        class_name="button small",
                        disabled=~state.ready,
                        title=state.not_ready,
                        on_click=state.resume,
                    ),
                ),
                class_name="message info draft-standing",
            ),
        ),
    )
