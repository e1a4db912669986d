"""The parts of the practice page. The clock, and a typed answer that is kept until it is given, are in assets/practice.js."""

from typing import Any

import reflex as rx

from career_copilot.domain.interview_questions import KIND_NAMES
from career_copilot.ui.practice_answers import result
from career_copilot.ui.speaking import speaking

STYLE = rx.el.link(rel="stylesheet", href="/practice.css", custom_attrs={"precedence": "default"})
SCRIPT = rx.el.script(src="/practice.js", custom_attrs={"async": True})
CLOCKS = {"0": "No clock", "90": "1½ minutes", "120": "2 minutes", "180": "3 minutes", "300": "5 minutes"}


def head(state: Any) -> rx.Component:
    return rx.el.header(
        rx.link(
            rx.icon("arrow-left", size=16, aria_hidden="true"),
            "The application",
            href=f"/applications/{state.head.id}",
            class_name="back",
            underline="none",
        ),
        rx.el.h1("Practise", class_name="page-title"),
        rx.el.p(
            rx.el.bdi(state.head.about, class_name="fact strong"),
            rx.cond(
                state.head.interview != "",
                rx.el.span(state.head.interview, title=state.head.interview_exact, class_name="fact"),
            ),
            class_name="row-facts quiet",
        ),
        rx.cond(state.head.made_of != "", rx.el.p(state.head.made_of, class_name="quiet-text")),
    )


def practising(state: Any) -> rx.Component:
    """The answer that was judged just now, else the question to answer, else the way to begin."""
    return rx.cond(
        state.result.id > 0, result(state), rx.cond(state.asked.session_id > 0, _question(state), _begin(state))
    )


def _begin(state: Any) -> rx.Component:
    def select(label: str, name: str, options: dict[str, str], chosen: str) -> rx.Component:
        return rx.el.div(
            rx.el.label(label, html_for=name, class_name="label"),
            rx.el.select(
                *(rx.el.option(text, value=value) for value, text in options.items()),
                id=name, name=name, default_value=chosen, class_name="select",
            ),
            class_name="field",
        )  # fmt: skip

    kinds = {"": "All kinds"} | {str(kind): name for kind, name in KIND_NAMES.items()}
    return rx.el.section(
        rx.el.h2("A session", class_name="section-title"),
        rx.el.p(
            "Up to five questions: what is due, then gaps, then what you practised least.", class_name="quiet-text"
        ),
        rx.el.form(
            select("Questions", "kind", kinds, ""),
            select("Clock for each answer", "seconds", CLOCKS, "120"),
            rx.el.button("Begin", type="submit", id="begin", class_name="button primary"),
            on_submit=state.begin,
            class_name="practice-begin",
        ),
        rx.el.div(
            rx.el.p("Kept in this tab, for when its question is asked again:", class_name="quiet-text"),
            rx.el.p(class_name="practice-said", dir="auto"),
            role="status",
            hidden=True,
            custom_attrs={"data-kept-of": state.head.id},
        ),
        rx.cond(state.head.due_words != "", rx.el.p(state.head.due_words, class_name="quiet-text")),
        rx.cond(
            state.head.due > 0,
            rx.el.button("Practise what is due", type="button", class_name="button", on_click=state.begin_due),
        ),
        class_name="card practice-card",
    )


def _question(state: Any) -> rx.Component:
    asked = state.asked
    return rx.el.section(
        rx.el.p(
            rx.el.span(asked.place, class_name="fact"),
            rx.el.span(asked.kind, class_name="fact"),
            rx.cond(
                asked.clock > 0,
                rx.el.span(
                    role="timer",
                    aria_label="Time left",
                    class_name="practice-clock",
                    key=asked.key,
                    custom_attrs={"data-clock": asked.clock, "data-clock-of": f"{asked.session_id} {asked.key}"},
                ),
            ),
            class_name="row-facts",
        ),
        rx.el.h2(asked.text, id="question-asked", class_name="practice-question", dir="auto"),
        rx.el.p(asked.why, class_name="quiet-text"),
        rx.cond(asked.evidence != "", rx.el.p("Your résumé says: ", rx.el.q(asked.evidence, dir="auto"), class_name="quiet-text")),
        rx.el.form(
            rx.el.input(type="hidden", name="session", value=asked.session_id.to_string()),
            rx.el.input(type="hidden", name="key", value=asked.key),
            speaking(state),
            rx.el.label("Your answer", html_for="answer", class_name="label"),
            rx.el.textarea(
                id="answer", name="answer", class_name="textarea practice-answer", max_length=12_000, rows=8, dir="auto",
                custom_attrs={"data-kept-as": f"{state.head.id} {asked.key}"},
            ),
            rx.el.fieldset(
                rx.el.legend("Read it once more: what does it do?", class_name="label"),
                rx.foreach(
                    asked.ticks,
                    lambda tick: rx.el.label(
                        rx.el.input(type="checkbox", name=tick.name), rx.el.span(tick.text), class_name="check"
                    ),
                ),
                class_name="practice-ticks",
            ),
            rx.el.p("Length, figures and whether it names what was asked are counted.", class_name="hint"),
            rx.el.div(
                rx.el.button("Judge it", type="submit", class_name="button primary"),
                rx.el.button("End the session", type="button", class_name="button", on_click=state.finish),
                class_name="form-tools",
            ),
            on_submit=state.give,
            class_name="form",
            key=asked.key,
        ),
        class_name="card practice-card",
    )  # fmt: skip


def questions(state: Any) -> rx.Component:
    """The pack's questions, each with what answers it."""
    return rx.el.section(
        rx.el.h2("Likely questions", class_name="section-title"),
        rx.el.p("By rules, from the ad, your résumé and how far the application is.", class_name="quiet-text"),
        rx.el.ul(rx.foreach(state.questions, lambda one: _row(one, state)), class_name="practice-list"),
        rx.el.form(
            rx.el.label("A question of your own", html_for="question", class_name="label"),
            rx.el.div(
                rx.el.input(id="question", name="question", class_name="input", max_length=400, auto_complete="off"),
                rx.el.button("Add", type="submit", class_name="button"),
                class_name="input-row",
            ),
            on_submit=state.add,
            reset_on_submit=True,
            class_name="field",
        ),
        class_name="practice-questions",
    )


def _row(one: Any, state: Any) -> rx.Component:
    return rx.el.li(
        rx.el.p(
            rx.el.span(one.kind, class_name="badge"),
            rx.cond(one.gap, rx.el.span("Gap", class_name="badge amber")),
            rx.cond(one.due, rx.el.span("Due", class_name="badge accent")),
            class_name="practice-badges",
        ),
        rx.el.p(one.text, class_name="strong", dir="auto"),
        rx.el.p(one.why, class_name="quiet-text"),
        rx.cond(one.evidence != "", rx.el.p("Your résumé says: ", rx.el.q(one.evidence, dir="auto"), class_name="quiet-text")),
        rx.cond(
            one.stories.length() > 0,
            rx.el.p(
                "Your stories: ",
                rx.foreach(
                    one.stories,
                    lambda story: rx.link(
                        story.title, href="/profile/achievements", class_name="practice-story", underline="always", dir="auto"
                    ),
                ),
                class_name="quiet-text",
            ),
        ),
        rx.el.p(one.standing, title=one.exact, class_name="quiet-text"),
        rx.cond(
            one.own_card > 0,
            rx.el.button(
                "Remove", type="button", class_name="button quiet small", aria_label=f"Remove: {one.text}",
                on_click=state.remove(one.own_card),
            ),
        ),
        class_name="card practice-row",
        key=one.key,
    )  # fmt: skip


def to_ask(state: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2("Questions to ask", class_name="section-title"),
        rx.el.ul(rx.foreach(state.ask, lambda text: rx.el.li(text, dir="auto")), class_name="practice-ask"),
        class_name="card practice-card",
    )


def was_sent(state: Any) -> rx.Component:
    return rx.el.section(
        rx.el.h2("What was sent", class_name="section-title"),
        rx.cond(
            state.sent.length() > 0,
            rx.el.ul(
                rx.foreach(
                    state.sent,
                    lambda one: rx.el.li(
                        rx.el.span(one.what, dir="auto"), " ", rx.el.span(one.when, title=one.exact, class_name="quiet-text")
                    ),
                ),
                class_name="practice-ask",
            ),
            rx.el.p("Nothing is recorded: it is kept when the application moves to Applied.", class_name="quiet-text"),
        ),
        class_name="card practice-card",
    )  # fmt: skip
