"""The widgets of the Today page that show figures: the pipeline by stage, and the odds by score."""

import reflex as rx
from pydantic import BaseModel


class StageCount(BaseModel):
    """A stage of the pipeline."""

    stage: str
    name: str
    count: int
    href: str
    closed: bool


class BandLine(BaseModel):
    """The odds of one band of scores; shares in hundredths."""

    label: str
    words: str
    known: bool
    best: bool
    low: int
    middle: int
    high: int


def stages(rows: rx.Var[list[StageCount]]) -> rx.Component:
    def stage(one: rx.Var[StageCount]) -> rx.Component:
        return rx.el.li(
            rx.link(
                rx.el.span(one.count, class_name="stage-count"),
                " ",
                rx.el.span(one.name, class_name="stage-name"),
                href=one.href,
                class_name="stage-link",
                underline="none",
            ),
            custom_attrs={"data-closed": one.closed.to_string(), "data-none": (one.count == 0).to_string()},
            key=one.stage,
        )

    return rx.el.ul(rx.foreach(rows, stage), class_name="stages")


def odds(sentence: rx.Var[str], bands: rx.Var[list[BandLine]]) -> rx.Component:
    def band(one: rx.Var[BandLine]) -> rx.Component:
        return rx.el.li(
            rx.el.span(one.label, class_name="band-label"),
            rx.el.span(
                rx.cond(one.known, rx.el.span(class_name="band-range"), rx.fragment()),
                rx.cond(one.known, rx.el.span(class_name="band-middle"), rx.fragment()),
                class_name="band-track",
                style={"--low": one.low.to(str), "--middle": one.middle.to(str), "--high": one.high.to(str)},
                aria_hidden="true",
            ),
            rx.el.span(one.words, class_name="band-words"),
            class_name="band",
            custom_attrs={"data-best": one.best.to_string()},
            key=one.label,
        )

    return rx.fragment(
        rx.el.p(sentence, class_name="odds-sentence"),
        rx.cond(
            bands.length() > 0,
            rx.el.ul(rx.foreach(bands, band), class_name="bands", aria_label="Replies by score"),
        ),
    )
