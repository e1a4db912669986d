"""Words that light up on both sides: a fact and the words it was read from, a requirement and its evidence.

Everything happens in the browser (assets/spans.js): hovering or focusing an element with `data-links` lights up all
elements that share one of its names, and scrolls their `data-pane` to them. In a source pane the arrow keys go from
mark to mark, Enter or a click goes to the fact. No round trip, nothing in the state but the segments."""

import reflex as rx

from career_copilot.domain.segments import Segment

SCRIPT = "/spans.js"


def linked(element: rx.Component, links: rx.Var[str] | str) -> rx.Component:
    """Make `element` light up with everything that shares one of `links` (names separated by spaces)."""
    element.custom_attrs = {**element.custom_attrs, "data-links": links}
    return element


def _segment(segment: rx.Var[Segment]) -> rx.Component:
    return rx.cond(
        segment.links == "",
        rx.el.span(segment.text),
        rx.el.mark(
            segment.text,
            class_name="span-mark",
            tab_index=-1,
            custom_attrs={"data-links": segment.links},
        ),
    )


def source_text(segments: rx.Var[list[Segment]], label: str) -> rx.Component:
    """The source text with its marks, line breaks kept. One tab stop; arrow keys move within."""
    return rx.el.div(
        rx.foreach(segments, _segment),
        class_name="source-text",
        tab_index=0,
        role="region",
        aria_label=label,
        custom_attrs={"data-pane": "source"},
    )
