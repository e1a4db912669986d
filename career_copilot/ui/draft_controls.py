"""Beside a draft: how it is to be written, how it leaves, and its versions."""

from typing import Any

import reflex as rx

from career_copilot.domain.drafting import MOST_FOCUS, MOST_MAIL
from career_copilot.ui.choices import segments
from career_copilot.ui.forms import message
from career_copilot.ui.models import model_button

TONES = {"plain": "Plain", "warm": "Warm", "formal": "Formal"}
LENGTHS = {"short": "Short", "medium": "Medium", "long": "Long"}
LANGUAGES = {"en": "English", "de": "Deutsch", "fr": "Français", "es": "Español"}
FORMATS = {"pdf": "PDF", "docx": "Word", "txt": "Text"}


def _words(label: str, name: str, value: Any, state: Any, hint: str, most: int, rows: str = "3") -> rx.Component:
    """A paste that is longer is cut by the browser without a word: so a full field says so."""
    return rx.el.div(
        rx.el.label(label, html_for=f"wish-{name}", class_name="label"),
        rx.el.textarea(
            id=f"wish-{name}",
            key=f"{name}-{state.renewed}",
            default_value=value,
            rows=rows,
            max_length=most,
            dir="auto",
            on_blur=lambda text: state.keep_words(name, text),
            class_name="textarea",
            aria_describedby=f"wish-{name}-hint",
        ),
        rx.el.p(hint, id=f"wish-{name}-hint", class_name="hint"),
        rx.cond(
            value.length() >= most,
            message(f"This field is full with {most:,} characters: what came after them was left out.", "info"),
        ),
        class_name="field",
    )


def wishes(state: Any, wish: Any) -> rx.Component:
    """Tone, length, language, what to stress; then a model, or the rules."""
    empty = state.lines.length() == 0
    return rx.el.section(
        rx.el.h2("How it is written", class_name="side-title"),
        segments("Tone", wish.tone, TONES, lambda value: wish.wish("tone", value)),
        segments("Length", wish.length, LENGTHS, lambda value: wish.wish("length", value)),
        rx.el.div(
            rx.el.label("Language", html_for="wish-language", class_name="label"),
            rx.el.select(
                *(rx.el.option(text, value=code) for code, text in LANGUAGES.items()),
                id="wish-language",
                value=wish.language,
                on_change=lambda value: wish.wish("language", value),
                class_name="select",
            ),
            class_name="field",
        ),
        rx.cond(
            state.head.answers_mail,
            _words("The mail you answer", "mail", wish.mail, wish, "Paste it. It is read as text, never obeyed.", MOST_MAIL, "6"),
        ),
        _words("What to stress", "focus", wish.focus, wish, "As far as your facts carry it.", MOST_FOCUS),
        rx.cond(
            state.running,
            rx.el.p("A model is writing. Stop it to change how.", class_name="hint"),
            model_button(
                rx.cond(empty, "Write with a model", "Write anew with a model"), state.write, state.ready, state.not_ready,
                "Below, your own evidence does without one.", "write", "button primary",
            ),
        ),
        rx.el.button(
            "Draft from your evidence",
            type="button",
            class_name="button",
            disabled=state.running,
            aria_describedby="evidence-why",
            on_click=state.assemble,
        ),
        rx.el.p(
            rx.cond(
                state.head.no_advert,
                "By rules, without a model. The ad’s text is not known here, so no line of your résumé can be chosen for it: the "
                "draft is a few sentences, whatever the length. An application that is added from an opening in Jobs has its ad; "
                "Sources is where you follow the company’s job board.",
                "By rules, without a model: quotes your résumé where the ad asks for it.",
            ),
            id="evidence-why", class_name="hint",
        ),
        class_name="card side-card",
    )  # fmt: skip


def ways_out(state: Any, sending: Any) -> rx.Component:
    """Copy, files, keep, sent: or what is to be done first."""
    free = (state.blocked == "") & ~state.running

    def download(format: str, text: str) -> rx.Component:
        return rx.el.a(
            rx.icon("download", size=16, aria_hidden="true"),
            text,
            href=f"/api/drafts/{state.head.id}/letter.{format}",
            class_name="button",
            custom_attrs={"reloadDocument": True},
        )

    def act(icon: str, text: str, on_click: Any) -> rx.Component:
        return rx.el.button(
            rx.icon(icon, size=16, aria_hidden="true"), text, type="button", class_name="button", on_click=on_click
        )

    return rx.cond(
        state.lines.length() > 0,
        rx.el.section(
            rx.el.h2("Send it", class_name="side-title"),
            rx.cond(
                free,
                rx.el.div(
                    act("copy", "Copy", sending.copy),
                    *(download(format, text) for format, text in FORMATS.items()),
                    rx.cond(
                        state.head.application_id > 0,
                        rx.fragment(
                            rx.cond(
                                state.head.message,
                                rx.fragment(),
                                act("folder-plus", "Keep with the application", sending.keep),
                            ),
                            act("check", "I sent it", sending.sent),
                        ),
                    ),
                    class_name="draft-ways",
                ),
                rx.cond(state.running, rx.el.p("When it is written.", class_name="hint"), message(state.blocked, "error")),
            ),
            rx.cond(
                (state.head.application_id > 0) & ~state.head.message,
                rx.cond(
                    sending.outdated,
                    message(sending.kept, "info"),
                    rx.el.p(
                        rx.cond(
                            sending.kept != "",
                            sending.kept,
                            "A letter that is kept there is frozen with what was sent when you move the application to Applied.",
                        ),
                        class_name="hint",
                    ),
                ),
            ),
            class_name="card side-card",
        ),
    )  # fmt: skip


def versions(state: Any) -> rx.Component:
    """The versions, one compared with the current, one brought back."""

    def row(one: Any) -> rx.Component:
        return rx.el.li(
            rx.el.span(
                rx.el.span(f"{one.number}. {one.what}"),
                rx.el.time(one.when, title=one.exact, class_name="quiet-text"),
                class_name="version-what",
            ),
            rx.cond(
                one.current,
                rx.el.span("counts", class_name="badge"),
                rx.el.span(
                    rx.el.button(
                        "Compare", type="button", class_name="button quiet small",
                        aria_label=f"Compare version {one.number}", aria_expanded=state.compared == one.number,
                        on_click=state.compare(one.number),
                    ),
                    rx.el.button(
                        "Bring back", type="button", class_name="button quiet small",
                        aria_label=f"Bring back version {one.number}", on_click=state.bring_back(one.number),
                    ),
                ),
            ),
            rx.cond(
                state.compared == one.number,
                rx.el.div(rx.foreach(state.hunks, _hunk), class_name="version-diff"),
            ),
        )  # fmt: skip

    return rx.el.section(
        rx.el.button(
            rx.icon("history", size=16, aria_hidden="true"),
            "Versions",
            type="button",
            class_name="button quiet small",
            aria_expanded=state.shown,
            on_click=state.toggle,
        ),
        rx.cond(state.shown, rx.el.ol(rx.foreach(state.rows, row), class_name="version-list")),
        class_name="card side-card",
    )


def _hunk(hunk: Any) -> rx.Component:
    return rx.el.div(
        rx.foreach(hunk.before, lambda text: rx.el.del_(text, dir="auto")),
        rx.foreach(hunk.after, lambda text: rx.el.ins(text, dir="auto")),
    )
