"""The board: cards in columns, moved by mouse, touch, keyboard or menu. How it behaves is in assets/board.jsx."""

import reflex as rx
from pydantic import BaseModel


class Badge(BaseModel):
    """A word on a card, with the colour that goes with it."""

    text: str
    colour: str


class CardView(BaseModel):
    """An application in the words of the board."""

    id: int
    title: str
    company: str
    step: str
    step_name: str
    tags: list[str]
    score: int  # -1: none
    since: str  # how long it has been in its stage
    since_exact: str
    next: str  # the interview or reminder that comes next
    next_when: str
    next_exact: str
    badges: list[Badge]  # two at most
    archived: bool


class ColumnView(BaseModel):
    """A stage: `count` cards, of which the first are on the board. A `hidden` one can only be moved to."""

    stage: str
    name: str
    count: int
    closed: bool
    hidden: bool = False


def _moved(
    id: rx.Var[int], stage: rx.Var[str], step: rx.Var[str], below: rx.Var[int | None], serial: rx.Var[float]
) -> tuple[rx.Var[int], rx.Var[str], rx.Var[str], rx.Var[int | None], rx.Var[float]]:
    return (id, stage, step, below, serial)


def _stage(stage: rx.Var[str]) -> tuple[rx.Var[str]]:
    return (stage,)


def _act(id: rx.Var[int], action: rx.Var[str]) -> tuple[rx.Var[int], rx.Var[str]]:
    return (id, action)


class Board(rx.Component):
    """`cards` are lists of CardView by stage. `on_move` gets id, stage, step, the card above (0: top, null: wherever new
    cards go) and a number; `settled` is the number of the last move that was answered, well or not."""

    library = "$/public/board.jsx"
    tag = "Board"
    lib_dependencies: list[str] = ["@hello-pangea/dnd@18.0.1"]

    columns: rx.Var[list[ColumnView]]
    cards: rx.Var[dict[str, list[CardView]]]
    steps: rx.Var[list[list[str]]]
    settled: rx.Var[float]

    on_move: rx.EventHandler[_moved]
    on_more: rx.EventHandler[_stage]
    on_act: rx.EventHandler[_act]
