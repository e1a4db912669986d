"""Documents as they will be printed, and lists that are put in order by mouse or keyboard. Their behaviour: assets/tailoring.jsx."""

import reflex as rx


def _put(path: rx.Var[str], rank: rx.Var[int]) -> tuple[rx.Var[str], rx.Var[int]]:
    return (path, rank)


class Paper(rx.Component):
    """A page as a picture at `src`; `paper` is its size. `on_shown` when a picture has come."""

    library = "$/public/tailoring.jsx"
    tag = "Paper"

    src: rx.Var[str]
    alt: rx.Var[str]
    paper: rx.Var[str]
    on_shown: rx.EventHandler[rx.event.no_args_event_spec]


class Ordering(rx.Component):
    """`on_put` gets the path of a row and its new place in its list, from 0."""

    library = "$/public/tailoring.jsx"
    tag = "Ordering"

    on_put: rx.EventHandler[_put]
