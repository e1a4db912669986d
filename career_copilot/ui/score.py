"""The score: a number from 0 to 100 with a thin arc, and the formula behind it. Never a percentage, never a colour alone."""

import reflex as rx
from pydantic import BaseModel


class PartLine(BaseModel):
    """One line of the formula."""

    name: str
    points: str
    possible: str
    share: int  # 0–100, the width of its bar
    formula: str


def chip(score: rx.Var[int], large: bool = False) -> rx.Component:
    """The number in its arc; `score` below 0 means that there is none yet."""
    return rx.el.span(
        rx.cond(score < 0, rx.el.span("–", class_name="score-number"), rx.el.span(score, class_name="score-number")),
        class_name="score large" if large else "score",
        style={"--score": score.to(str)},
        role="img",
        aria_label=rx.cond(score < 0, "Not scored yet", f"Score {score} of 100"),
    )


def formula(parts: rx.Var[list[PartLine]], total: rx.Var[str]) -> rx.Component:
    """Each part with its points and how they were counted."""
    return rx.el.div(
        rx.el.p("How the score is made", class_name="strong"),
        rx.el.ul(
            rx.foreach(
                parts,
                lambda part: rx.el.li(
                    rx.el.span(part.name, class_name="part-name"),
                    rx.el.span(rx.el.b(part.points), f" of {part.possible}", class_name="part-points"),
                    rx.el.span(class_name="part-bar", style={"--share": part.share.to(str)}, aria_hidden="true"),
                    rx.el.span(part.formula, class_name="part-formula"),
                ),
            ),
            class_name="parts",
        ),
        rx.el.p(total, class_name="quiet-text"),
        class_name="formula",
    )


def with_formula(parts: rx.Var[list[PartLine]], score: rx.Var[int], total: rx.Var[str]) -> rx.Component:
    """The chip; hover and focus show the formula."""
    return rx.el.div(
        rx.el.button(
            chip(score, large=True),
            type="button",
            class_name="score-button",
            aria_label=f"Score {score} of 100: how it is made",
            aria_describedby="score-formula",
        ),
        rx.el.div(formula(parts, total), id="score-formula", role="tooltip", class_name="score-tip"),
        class_name="score-holder",
    )
