"""Speaking an answer instead of typing it. The microphone and what is recorded are in assets/practice.jsx."""

from typing import Any

import reflex as rx
from pydantic import BaseModel

from career_copilot.ui.models import model_button

WITHOUT = "You type the answer instead."
WHERE = (
    "Your recording goes to the speech model of your settings, becomes text in the field below for you to correct, and is then "
    "deleted. Browsers give the microphone to https pages and to this machine (localhost) only."
)


class Spoken(BaseModel):
    """A recording on its way to text, in words. `kept`: its audio is still here."""

    id: int = 0
    state: str = ""
    text: str = ""
    words: str = ""
    kept: bool = False


def _id(number: rx.Var[int]) -> tuple[rx.Var[int]]:
    return (number,)


class Speaking(rx.Component):
    """`asked` names session and question for the upload; `field` is the id of the answer's field."""

    library = "$/public/practice.jsx"
    tag = "Speaking"

    asked: rx.Var[dict[str, str]]
    field: rx.Var[str]
    spoken: rx.Var[Spoken]

    on_again: rx.EventHandler[_id]
    on_discard: rx.EventHandler[_id]


def speaking(state: Any) -> rx.Component:
    """Above the field of the answer."""
    asked = state.asked
    return rx.cond(
        state.can_speak,
        rx.el.div(
            Speaking.create(
                asked={"session": asked.session_id.to_string(), "key": asked.key},
                field="answer",
                spoken=asked.spoken,
                on_again=state.hear_again,
                on_discard=state.discard_spoken,
                key=asked.key,
            ),
            rx.el.p(WHERE, class_name="hint"),
            class_name="field",
        ),
        model_button("Speak the answer", None, state.can_speak, state.cannot_speak, WITHOUT, "speak", "button small"),
    )
