"""Practised answers: the one that was judged just now, the earlier ones, how the score went."""

from typing import Any

import reflex as rx

from career_copilot.ui import charts
from career_copilot.ui.forms import message
from career_copilot.ui.models import model_button


def result(state: Any) -> rx.Component:
    one = state.result
    return rx.el.section(
        rx.el.h2(f"{one.score} of 100", id="result", tab_index=-1, class_name="practice-question"),
        rx.el.p(one.question, class_name="quiet-text", dir="auto"),
        _judgements(one.judgements),
        _compared(one, state),
        _by_model(one, state, "judge-result"),
        rx.el.button(
            rx.cond(state.asked.session_id > 0, "Next question", "Done"),
            type="button",
            class_name="button primary",
            on_click=state.go_on,
        ),
        class_name="card practice-card",
    )


def _by_model(one: Any, state: Any, name: str) -> rx.Component:
    """The button for a model, what it does, why it could not."""
    return rx.fragment(
        message(one.judge_error, "error"),
        rx.cond(
            one.judging,
            rx.el.p(
                rx.cond(one.judge_waits != "", one.judge_waits, "A model is judging …"), role="status", class_name="quiet-text"
            ),
            rx.cond(
                one.by_model,
                rx.fragment(),
                model_button(
                    "Have a model judge it", state.judge(one.id), state.ready, state.not_ready,
                    "What is counted and your ticks stand above.", name, "button small",
                ),
            ),
        ),
    )  # fmt: skip


def _judgements(found: Any) -> rx.Component:
    def judgement(one: Any) -> rx.Component:
        return rx.el.li(
            rx.cond(
                one.met,
                rx.icon("circle-check", size=16, aria_label="Met:"),
                rx.icon("circle", size=16, aria_label="Not met:"),
            ),
            rx.el.span(
                one.text,
                rx.cond(one.quote != "", rx.el.q(one.quote, dir="auto", class_name="practice-quote")),
                rx.el.span(f" {one.by}", rx.cond(one.note != "", f", {one.note}", ""), class_name="quiet-text"),
            ),
            class_name=rx.cond(one.met, "judgement met", "judgement"),
        )

    return rx.el.ul(rx.foreach(found, judgement), class_name="judgements")


def _compared(one: Any, state: Any) -> rx.Component:
    """What the answer says of the person beside their facts, for the one that was asked about."""
    found = state.compared

    def doubt(row: Any) -> rx.Component:
        return rx.el.li(
            rx.el.q(row.text, dir="auto"),
            rx.el.p(
                rx.icon("triangle-alert", size=14, aria_hidden="true"),
                rx.el.span(f"{row.reasons}."),
                class_name="line-reason",
            ),
            rx.el.button("This is true: remember it", type="button", class_name="button small", on_click=state.accept(row.text)),
            class_name="answer-doubt",
        )  # fmt: skip

    return rx.cond(
        found.id == one.id,
        rx.el.div(
            rx.el.p(found.words, role="status"),
            rx.cond(found.doubted.length() > 0, rx.el.ul(rx.foreach(found.doubted, doubt), class_name="judgements")),
            class_name="answer-compared",
        ),
        rx.el.button(
            "Compare with your facts", type="button", class_name="button small", on_click=state.compare(one.id)
        ),
    )


def progress(state: Any) -> rx.Component:
    return rx.cond(state.history.length() > 0, charts.plain(state.progress, state.show))


def history(state: Any) -> rx.Component:
    """Earlier answers, the newest first."""

    def answer(one: Any) -> rx.Component:
        return rx.el.li(
            rx.el.details(
                rx.el.summary(
                    rx.el.span(one.question, class_name="strong", dir="auto"),
                    rx.el.span(one.detail, title=one.exact, class_name="quiet-text"),
                    id=f"answer-{one.id}",
                ),
                rx.el.p(one.text, class_name="practice-said", dir="auto"),
                _judgements(one.judgements),
                rx.cond(state.result.id == one.id, rx.fragment(), _compared(one, state)),
                _by_model(one, state, f"judge-answer-{one.id}"),
                rx.el.button(
                    "Delete", type="button", class_name="button quiet small", aria_label=f"Delete the answer to: {one.question}",
                    on_click=state.forget(one.id),
                ),
                class_name="practice-past",
            ),
            key=one.id,
        )  # fmt: skip

    return rx.cond(
        state.history.length() > 0,
        rx.el.section(
            rx.el.h2("Your answers", class_name="section-title"),
            rx.el.ul(rx.foreach(state.history, answer), class_name="practice-history"),
            class_name="card practice-card",
        ),
    )
