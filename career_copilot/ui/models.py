"""Language models in Settings, and the button of every control that needs one: greyed, it says why and what happens instead."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.language_models import Provider
from career_copilot.ui.choices import section, setting
from career_copilot.ui.forms import hidden, submit

SETTINGS = "/settings/models"
LEDGER = f"{SETTINGS}/ledger"


class ConnectionCard(BaseModel):
    """A person's own connection, or the installation's, in words. Nothing of the key but what may be shown."""

    whose: str
    title: str
    text: str
    exists: bool
    provider: str
    url: str
    key_words: str
    check_words: str
    check_failed: bool
    fast: str
    strong: str
    speech: str
    cap: str
    form: str


class FeatureRow(BaseModel):
    """One use of models, and what happens without a key."""

    title: str
    without: str


def model_button(
    text: str | rx.Var[str],
    on_click: Any,
    ok: rx.Var[bool],
    reason: rx.Var[str],
    without: str,
    name: str,
    kind: str = "button",
) -> rx.Component:
    """A button that needs a language model. `ok` and `reason` are a `models.Ready`; `without`: what is done without one;
    `name` is unique on the page."""
    words = f"{name}-why"
    return rx.cond(
        ok,
        rx.el.button(text, type="button", class_name=kind, on_click=on_click),
        rx.el.div(
            rx.el.button(text, type="button", class_name=kind, aria_disabled="true", aria_describedby=words),
            rx.el.p(
                reason,
                f" {without} ",
                rx.link("Open Models", href=SETTINGS, underline="always"),
                id=words,
                class_name="hint",
            ),
            class_name="field",
        ),
    )


def connection(card: rx.Var[ConnectionCard], state: Any) -> rx.Component:
    """Endpoint, key, models and cap of one connection."""
    return rx.el.section(
        rx.el.h2(card.title, class_name="section-title"),
        rx.el.p(card.text, class_name="section-text"),
        rx.el.div(
            _key_form(card, state),
            rx.cond(card.exists, rx.fragment(_checked(card, state), _roles_form(card, state), _cap_form(card, state))),
            class_name="form",
        ),
        class_name="section",
        key=card.whose,
    )


def _key_form(card: rx.Var[ConnectionCard], state: Any) -> rx.Component:
    def labelled(text: str, name: str, control: rx.Component, hint: Any) -> rx.Component:
        return rx.el.div(
            rx.el.label(text, html_for=card.whose + f"-{name}", class_name="label"),
            control,
            rx.el.p(hint, id=card.whose + f"-{name}-hint", class_name="hint"),
            class_name="field",
        )

    def named(name: str) -> dict[str, Any]:
        return {"id": card.whose + f"-{name}", "name": name, "aria_describedby": card.whose + f"-{name}-hint"}

    return rx.el.form(
        hidden("whose", card.whose),
        labelled(
            "Service",
            "service",
            rx.el.select(
                rx.el.option("Groq", value="groq"),
                rx.el.option("Another, compatible with OpenAI", value="openai"),
                default_value=card.provider,
                class_name="select",
                **named("service"),
            ),
            "OpenAI, Ollama, vLLM and many others speak OpenAI's protocol.",
        ),
        labelled(
            "Address",
            "address",
            rx.el.input(
                default_value=card.url,
                placeholder="https://api.groq.com",
                class_name="input",
                type="url",
                **named("address"),
            ),
            "Empty for Groq. On an address of this machine or network only an administrator may set it.",
        ),
        labelled(
            "Key",
            "secret",
            rx.el.input(type="password", auto_complete="off", spell_check=False, class_name="input", **named("secret")),
            card.key_words,
        ),
        rx.el.div(submit("Save"), class_name="input-row"),
        on_submit=state.save,
        class_name="form narrow",
        key=card.form + "-key",
    )


def _checked(card: rx.Var[ConnectionCard], state: Any) -> rx.Component:
    return rx.el.div(
        setting(
            "Check",
            rx.el.span(
                rx.cond(card.check_failed, rx.icon("circle-alert", size=14, aria_label="Failed:"), rx.fragment()),
                card.check_words,
                role="status",
            ),
            rx.el.button("Check", type="button", class_name="button small", on_click=state.check(card.whose)),
        ),
        setting(
            "Remove",
            "Forgets address and key. The ledger stays.",
            rx.el.details(
                rx.el.summary("Remove…", class_name="button small"),
                rx.el.button(
                    "Remove the key", type="button", class_name="button danger small", on_click=state.remove(card.whose)
                ),
            ),
        ),
        class_name="card",
    )


def _roles_form(card: rx.Var[ConnectionCard], state: Any) -> rx.Component:
    def role(label: str, name: str, value: rx.Var[str]) -> rx.Component:
        return rx.el.div(
            rx.el.label(label, html_for=card.whose + f"-{name}", class_name="label"),
            rx.el.input(
                id=card.whose + f"-{name}", name=name, default_value=value, class_name="input", spell_check=False,
                max_length=600, auto_complete="off",
            ),
            class_name="field",
        )  # fmt: skip

    return rx.el.form(
        hidden("whose", card.whose),
        rx.el.h3("Models", class_name="strong"),
        rx.el.p(
            "The first is asked; those after a comma when it cannot answer. ",
            rx.cond(
                card.provider == Provider.GROQ,
                "Empty: those we would choose.",
                "A model has to be named: what is empty cannot be used.",
            ),
            class_name="hint",
        ),
        role("Fast: sorting, short answers", "fast", card.fast),
        role("Strong: writing, judging", "strong", card.strong),
        role("Speech: what you say becomes text", "speech", card.speech),
        rx.el.div(submit("Save models", ""), class_name="input-row"),
        on_submit=state.save_roles,
        class_name="form narrow",
        key=card.form + "-roles",
    )


def _cap_form(card: rx.Var[ConnectionCard], state: Any) -> rx.Component:
    return rx.el.form(
        hidden("whose", card.whose),
        rx.el.div(
            rx.el.label("Most that a person may spend in a month, in dollars", html_for=card.whose + "-cap", class_name="label"),
            rx.el.input(
                id=card.whose + "-cap", name="cap", type="number", min=0, step="0.01", default_value=card.cap,
                placeholder="no limit", class_name="input", aria_describedby=card.whose + "-cap-hint",
            ),
            rx.el.p(
                "What a call may cost at most is set aside before it is made. Months are those of UTC.",
                id=card.whose + "-cap-hint",
                class_name="hint",
            ),
            class_name="field",
        ),
        rx.el.div(submit("Save limit", ""), class_name="input-row"),
        on_submit=state.save_cap,
        class_name="form narrow",
        key=card.form + "-cap",
    )  # fmt: skip


def without_key(rows: list[FeatureRow]) -> rx.Component:
    """What each use does when there is no model to ask."""
    return section(
        "Without a key",
        "Nothing here needs a model to work. These use one when there is one:",
        rx.el.div(*(setting(row.title, row.without) for row in rows), class_name="card"),
    )


def settings_link() -> rx.Component:
    """In Settings."""
    return section(
        "Models",
        "Language models are optional: your own key, what it may cost, and what it did cost.",
        rx.el.div(
            rx.link("Models", href=SETTINGS, class_name="button", underline="none"),
            rx.link("Ledger", href=LEDGER, class_name="button", underline="none"),
            class_name="input-row",
        ),
    )
