"""Offers: a card each, and the form of one of them."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.money import CODES, PERIODS
from career_copilot.ui.forms import message
from career_copilot.ui.layout import empty, skeleton
from career_copilot.ui.versions import two_versions


class OfferLine(BaseModel):
    """One term in words."""

    what: str
    value: str


class OfferRow(BaseModel):
    """An offer in words."""

    id: int
    base: str
    lines: list[OfferLine]


def _field(label: str, name: str, value: rx.Var[str], hint: str = "", **props: Any) -> rx.Component:
    described = {"aria_describedby": f"offer-{name}-hint"} if hint else {}
    return rx.el.div(
        rx.el.label(label, html_for=f"offer-{name}", class_name="label"),
        rx.el.input(
            id=f"offer-{name}", name=name, default_value=value, auto_complete="off", class_name="input", **described, **props
        ),
        rx.el.p(hint, id=f"offer-{name}-hint", class_name="hint") if hint else rx.fragment(),
        class_name="field",
    )  # fmt: skip


def _select(label: str, name: str, value: rx.Var[str], options: dict[str, str]) -> rx.Component:
    return rx.el.div(
        rx.el.label(label, html_for=f"offer-{name}", class_name="label"),
        rx.el.select(
            *(rx.el.option(text, value=key) for key, text in options.items()),
            id=f"offer-{name}", name=name, default_value=value, class_name="select",
        ),
        class_name="field",
    )  # fmt: skip


def _form(state: Any) -> rx.Component:
    form = state.form
    money = {"input_mode": "decimal", "max_length": 20}
    whole = {"input_mode": "numeric", "max_length": 6}
    return rx.el.form(
        rx.cond(state.compared.length() > 0, two_versions("This offer was", state)),
        rx.el.div(
            _field("Base", "base", form.base, **money),
            _select("Currency", "currency", form.currency, {code: code for code in CODES}),
            _select("Per", "period", form.period, PERIODS),
            _field("Bonus a year", "bonus", form.bonus, "in the same currency", **money),
            _field("Equity a year", "equity", form.equity, "what vests in a year", **money),
            _field("Days off a year", "days_off", form.days_off, **whole),
            _field("Commute", "commute_minutes", form.commute_minutes, "minutes, one way", **whole),
            _field("Days at home", "remote_days", form.remote_days, "of five in a week", **whole),
            _field("Cost of living", "cost_of_living", form.cost_of_living, "index; 100 is where you compare with", **money),
            _field("Received on", "received_on", state.received_on, type="date"),
            _field("Decide by", "decide_on", state.decide_on, type="date"),
            class_name="offer-fields",
        ),
        rx.el.div(
            rx.el.label("Other benefits", html_for="offer-benefits", class_name="label"),
            rx.el.textarea(
                id="offer-benefits", name="benefits", default_value=form.benefits, rows="3", max_length=2000, dir="auto",
                class_name="textarea",
            ),
            class_name="field",
        ),
        rx.el.p("Leave empty what you do not know; 0 means that there is none.", class_name="hint"),
        message(state.error, "error"),
        rx.el.div(
            rx.el.button("Save", type="submit", class_name="button primary"),
            rx.el.button("Cancel", type="button", class_name="button quiet", on_click=state.cancel),
            class_name="form-tools",
        ),
        on_submit=state.save,
        class_name="form offer-form card",
    )  # fmt: skip


def _offer(row: rx.Var[OfferRow], state: Any) -> rx.Component:
    def tool(icon: str, word: str, on_click: Any) -> rx.Component:
        return rx.el.button(
            rx.icon(icon, size=16, aria_hidden="true"),
            type="button", class_name="button quiet icon small", title=word, aria_label=f"{word} the offer of {row.base}",
            on_click=on_click,
        )  # fmt: skip

    return rx.el.li(
        rx.cond(
            state.editing == row.id,
            rx.fragment(),
            rx.el.article(
                rx.el.div(
                    rx.el.h3(row.base, class_name="offer-base"),
                    rx.el.span(
                        tool("pencil", "Edit", state.edit(row.id)), tool("trash-2", "Delete", state.delete(row.id))
                    ),
                    class_name="note-foot",
                ),
                rx.el.dl(
                    rx.foreach(
                        row.lines, lambda line: rx.el.div(rx.el.dt(line.what), rx.el.dd(line.value, dir="auto"))
                    ),
                    class_name="facts",
                ),
                class_name="note card",
            ),
        ),
        key=row.id,
    )


def offers(state: Any) -> rx.Component:
    """All offers of an application."""
    return rx.cond(
        state.read,
        rx.el.section(
            rx.el.h2("Offers", class_name="visually-hidden"),
            rx.cond(
                state.editing >= 0,
                _form(state),  # above the list: what is typed outlives an offer that another tab deletes
                rx.el.div(
                    rx.el.button(
                        rx.icon("plus", size=16, aria_hidden="true"),
                        "Enter an offer", type="button", class_name="button", on_click=state.begin,
                    ),
                    rx.cond(
                        state.rows.length() > 0,
                        rx.link("Compare all offers", href="/applications/offers", class_name="button quiet", underline="none"),
                    ),
                    class_name="form-tools",
                ),
            ),
            rx.cond(
                (state.rows.length() == 0) & (state.editing == -1),
                empty("scale", "What they offer: pay, days off, the way to work. Then compare it with the others."),
                rx.el.ul(rx.foreach(state.rows, lambda row: _offer(row, state)), class_name="panel-list"),
            ),
            class_name="panel",
        ),
        skeleton("50%", "80%", "70%"),
    )  # fmt: skip
