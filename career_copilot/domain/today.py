"""What stands on the Today page, in which order and how wide: a person's own arrangement of its widgets."""

from collections.abc import Callable
from enum import StrEnum

from pydantic import BaseModel, field_validator


class Widget(StrEnum):
    TODAY = "today"
    MATCHES = "matches"
    PIPELINE = "pipeline"
    FOLLOW_UPS = "follow_ups"
    INTERVIEWS = "interviews"
    ODDS = "odds"
    GOALS = "goals"
    ACTIVITY = "activity"
    SOURCES = "sources"


WIDGET_NAMES = {
    Widget.TODAY: "Due today",
    Widget.MATCHES: "New matches",
    Widget.PIPELINE: "Pipeline",
    Widget.FOLLOW_UPS: "Follow-ups",
    Widget.INTERVIEWS: "Interviews",
    Widget.ODDS: "Odds",
    Widget.GOALS: "Goals",
    Widget.ACTIVITY: "Recent changes",
    Widget.SOURCES: "Sources",
}


class Placed(BaseModel, frozen=True):
    """A widget on the page. A wide one takes the whole width of a large screen."""

    widget: Widget
    wide: bool = False


class Arrangement(BaseModel, frozen=True):
    """The widgets in the order in which they are read, each at most once."""

    placed: list[Placed]

    @field_validator("placed")
    @classmethod
    def _each_once(cls, placed: list[Placed]) -> list[Placed]:
        if len({each.widget for each in placed}) != len(placed):
            raise ValueError("has a widget twice")
        return placed

    @property
    def widgets(self) -> list[Widget]:
        return [each.widget for each in self.placed]

    @property
    def absent(self) -> list[Widget]:
        """Those that can be added."""
        return [widget for widget in Widget if widget not in self.widgets]


Step = Callable[[Arrangement], Arrangement]
"""What one action makes of an arrangement. One that makes no sense (any more) changes nothing: another tab was faster."""

DEFAULT_ARRANGEMENT = Arrangement(
    placed=[
        Placed(widget=Widget.TODAY),
        Placed(widget=Widget.MATCHES),
        Placed(widget=Widget.PIPELINE, wide=True),
        Placed(widget=Widget.INTERVIEWS),
        Placed(widget=Widget.FOLLOW_UPS),
        Placed(widget=Widget.GOALS),
        Placed(widget=Widget.ODDS),
        Placed(widget=Widget.ACTIVITY),
        Placed(widget=Widget.SOURCES),
    ]
)


def added(arrangement: Arrangement, widget: Widget) -> Arrangement:
    """With the widget at the end."""
    return _of(arrangement.placed if widget in arrangement.widgets else [*arrangement.placed, Placed(widget=widget)])


def removed(arrangement: Arrangement, widget: Widget) -> Arrangement:
    return _of([each for each in arrangement.placed if each.widget is not widget])


def sized(arrangement: Arrangement, widget: Widget, wide: bool) -> Arrangement:
    return _of(
        [Placed(widget=each.widget, wide=wide) if each.widget is widget else each for each in arrangement.placed]
    )


def moved(arrangement: Arrangement, widget: Widget, by: int) -> Arrangement:
    """So many places later (earlier if negative), no further than the ends."""
    if widget not in arrangement.widgets:
        return arrangement
    return _inserted(arrangement, widget, max(0, arrangement.widgets.index(widget) + by))


def put(arrangement: Arrangement, widget: Widget, target: Widget) -> Arrangement:
    """In the place of `target`, which makes room on the side that the widget came from."""
    if widget not in arrangement.widgets or target not in arrangement.widgets:
        return arrangement
    return _inserted(arrangement, widget, arrangement.widgets.index(target))


def _inserted(arrangement: Arrangement, widget: Widget, place: int) -> Arrangement:
    itself = arrangement.placed[arrangement.widgets.index(widget)]
    others = [each for each in arrangement.placed if each.widget is not widget]
    return _of([*others[:place], itself, *others[place:]])


def _of(placed: list[Placed]) -> Arrangement:
    return Arrangement(placed=placed)
