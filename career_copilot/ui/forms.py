"""Forms that the browser posts itself, and their fields. Reflex's own form component always prevents that."""

import reflex as rx


class NativeForm(rx.el.Div):
    """A plain `<form>`: the browser sends it and follows the redirect."""

    tag = "form"
    action: rx.Var[str]
    method: rx.Var[str]


def native_form(action: str, *children: rx.Component, **props: object) -> rx.Component:
    """A form that is posted to one of our routes. `data-fresh-tab` empties what this tab remembers (frame.js)."""
    props.setdefault("class_name", "form")
    return NativeForm.create(*children, action=action, method="post", **props)


def field(label: str, name: str, hint: str = "", **props: object) -> rx.Component:
    """A labelled input; the hint is read with it."""
    props.setdefault("type", "text")
    described = {"aria_describedby": f"{name}-hint"} if hint else {}
    return rx.el.div(
        rx.el.label(label, html_for=name, class_name="label"),
        rx.el.input(id=name, name=name, class_name="input", **described, **props),
        rx.el.p(hint, id=f"{name}-hint", class_name="hint") if hint else rx.fragment(),
        class_name="field",
    )


def hidden(name: str, value: object, **props: object) -> rx.Component:
    return rx.el.input(type="hidden", name=name, value=value, read_only=True, **props)


def submit(text: str, kind: str = "primary", **props: object) -> rx.Component:
    return rx.el.button(text, type="submit", class_name=f"button {kind}", **props)


def message(text: rx.Var[str] | str, kind: str) -> rx.Component:
    """What went wrong (`error`), was done (`done`) or is so (`info`), with a sign beside the colour; nothing when the text
    is empty."""
    sign = {"error": "circle-alert", "info": "info"}.get(kind, "circle-check")
    role = "alert" if kind == "error" else "status"
    return rx.cond(
        text != "",
        rx.el.div(
            rx.icon(sign, size=16, aria_hidden="true"), rx.el.span(text), role=role, class_name=f"message {kind}"
        ),
    )
