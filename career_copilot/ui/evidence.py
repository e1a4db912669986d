"""Requirement ↔ evidence: what the ad asks for, how the résumé answers, and both texts with the words lit up."""

import reflex as rx
from pydantic import BaseModel

from career_copilot.domain.segments import Segment
from career_copilot.ui.spans import linked, source_text


class EvidenceLine(BaseModel):
    """One requirement and its answer."""

    group: str  # `must`, `nice` or `blocker`
    label: str
    state: str  # `exact`, `alias`, `adjacent`, `missing`
    words: str  # the résumé's
    note: str
    points: str  # `4.0 of 6.0`, empty where it does not count
    links: str


class ConstraintLine(BaseModel):
    """A wish against the opening."""

    verdict: str  # `ok`, `violated`, `unknown`
    hard: bool
    text: str


STATES = {
    "exact": ("●", "In your résumé in the same words"),
    "alias": ("◐", "In your résumé in other words"),
    "adjacent": ("○", "Something close is in your résumé"),
    "missing": ("–", "Not in your résumé"),
}
GROUPS = (("blocker", "Could rule you out"), ("must", "Must have"), ("nice", "Nice to have"))


def _state(line: rx.Var[EvidenceLine]) -> rx.Component:
    def sign(state: str) -> rx.Component:
        mark, word = STATES[state]
        return rx.el.span(mark, title=word, role="img", aria_label=word, class_name=f"evidence-sign {state}")

    return rx.match(line.state, *((state, sign(state)) for state in ("exact", "alias", "adjacent")), sign("missing"))


def _line(line: rx.Var[EvidenceLine]) -> rx.Component:
    return linked(
        rx.el.li(
            _state(line),
            rx.el.span(
                rx.el.span(line.label, class_name="evidence-label"),
                rx.cond(line.words != "", rx.el.q(line.words, class_name="evidence-words")),
                rx.cond(line.note != "", rx.el.span(line.note, class_name="quiet-text")),
                class_name="evidence-text",
            ),
            rx.el.span(line.points, class_name="evidence-points"),
            class_name="evidence-line",
            tab_index=0,
        ),
        line.links,
    )


def _group(lines: rx.Var[list[EvidenceLine]], group: str, title: str) -> rx.Component:
    def line_of_group(line: rx.Var[EvidenceLine]) -> rx.Component:
        return rx.cond(line.group == group, _line(line))

    return rx.el.section(
        rx.el.h3(title, class_name="evidence-title"),
        rx.el.ul(rx.foreach(lines, line_of_group), class_name="evidence-lines"),
    )


def requirements(lines: rx.Var[list[EvidenceLine]], groups: rx.Var[list[str]]) -> rx.Component:
    """The requirements in their groups; a group that the ad does not have is left out."""
    return rx.el.div(
        *(rx.cond(groups.contains(group), _group(lines, group, title)) for group, title in GROUPS),
        rx.el.p(
            "● same words   ◐ other words   ○ close   – not in your résumé", class_name="quiet-text evidence-legend"
        ),
        class_name="evidence",
        custom_attrs={"data-pane": "requirements"},
    )


def constraints(lines: rx.Var[list[ConstraintLine]]) -> rx.Component:
    """The person's wishes against this opening."""

    def sign(verdict: str, icon: str, word: str) -> tuple[str, rx.Component]:
        return verdict, rx.el.span(rx.icon(icon, size=16, aria_label=word), class_name=f"verdict {verdict}", title=word)

    return rx.el.ul(
        rx.foreach(
            lines,
            lambda line: rx.el.li(
                rx.match(
                    line.verdict,
                    sign("ok", "circle-check", "Fits your wish"),
                    sign("violated", "circle-x", "Against your wish"),
                    sign("unknown", "circle-help", "The ad does not say")[1],
                ),
                rx.el.span(
                    line.text,
                    " ",
                    rx.cond(
                        line.hard,
                        rx.el.span("Must", class_name=rx.cond(line.verdict == "violated", "badge red", "badge")),
                        rx.el.span("Nice to have", class_name="quiet-text badge-text"),
                    ),
                ),
                class_name="constraint",
            ),
        ),
        class_name="constraints",
    )


def texts(ad: rx.Var[list[Segment]], resume: rx.Var[list[Segment]], resume_name: rx.Var[str]) -> rx.Component:
    """The ad beside the résumé. The ad is shown as text of our own making: nothing of its markup reaches the page."""
    return rx.el.div(
        rx.el.section(
            rx.el.h3("The ad", class_name="evidence-title"),
            source_text(ad, "Text of the ad"),
            class_name="text-pane",
        ),
        rx.cond(
            resume.length() > 0,
            rx.el.section(
                rx.el.h3("Your résumé", rx.el.span(resume_name, class_name="count"), class_name="evidence-title"),
                source_text(resume, "Text of your résumé"),
                class_name="text-pane",
            ),
        ),
        class_name="text-panes",
    )
