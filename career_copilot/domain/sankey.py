"""A Sankey diagram as geometry: what flows from stage to stage, as wide as there are applications."""

from collections.abc import Sequence
from dataclasses import dataclass

from career_copilot.domain.charts import Drawing, Label, Outline, Target, box

_NODE, _GAP, _TOP, _TALL = 10, 26, 18, 240


@dataclass(frozen=True, slots=True)
class Flow:
    """So many went from one node to another."""

    key: str
    source: str
    target: str
    count: int


@dataclass(frozen=True, slots=True)
class Node:
    """A place where applications are. Columns are drawn from left to right, nodes of one from top to bottom."""

    key: str
    name: str
    column: int
    count: int


@dataclass(slots=True)
class _Placed:
    x: float
    y: float
    tall: float
    out_at: float
    in_at: float


def sankey(nodes: Sequence[Node], flows: Sequence[Flow], width: int) -> Drawing:
    """Every node above its share, every flow between its two nodes; a count is as tall everywhere."""
    columns = sorted({node.column for node in nodes})
    by_column = [[node for node in nodes if node.column == column] for column in columns]
    scale = min(
        ((_TALL - _GAP * (len(each) - 1)) / sum(node.count for node in each) for each in by_column), default=1.0
    )
    placed: dict[str, _Placed] = {}
    for at, each in enumerate(by_column):
        x, y = at * (width - _NODE) / max(len(columns) - 1, 1), float(_TOP)
        for node in each:
            placed[node.name] = _Placed(x, y, max(node.count * scale, 1), y, y)
            y += node.count * scale + _GAP
    order = {node.name: at for at, node in enumerate(nodes)}
    outlines, targets = [], []
    for flow in sorted(flows, key=lambda flow: (order[flow.source], order[flow.target])):
        d = _ribbon(placed[flow.source], placed[flow.target], flow.count * scale)
        outlines.append(Outline(d=d, look=f"flow {flow.target.lower()}"))
        targets.append(Target(d=d, key=flow.key, name=f"{flow.source} to {flow.target}: {flow.count:,}"))
    labels = []
    for node in nodes:
        place, last = placed[node.name], node.column == columns[-1]
        d = box(place.x, place.y, _NODE, place.tall)
        outlines.append(Outline(d=d, look=f"node {node.name.lower()}"))
        targets.append(Target(d=d, key=node.key, name=f"{node.name}: {node.count:,}"))
        x, look = (width, "end") if last else (place.x, "start")
        labels.append(
            Label(text=f"{node.name} {node.count:,}", x=round(x, 1), y=round(place.y - 6, 1), look=f"value {look}")
        )
    return Drawing(width=width, height=_TOP + _TALL + 6, outlines=outlines, labels=labels, targets=targets)


def _ribbon(start: _Placed, end: _Placed, thick: float) -> str:
    """From the free part of one node to the free part of the other."""
    x0, x1 = start.x + _NODE, end.x
    y0, y1, bend = start.out_at, end.in_at, (start.x + _NODE + end.x) / 2
    start.out_at += thick
    end.in_at += thick
    thick = max(thick, 1)
    return (
        f"M{x0:.1f} {y0:.1f}C{bend:.1f} {y0:.1f} {bend:.1f} {y1:.1f} {x1:.1f} {y1:.1f}"
        f"v{thick:.1f}C{bend:.1f} {y1 + thick:.1f} {bend:.1f} {y0 + thick:.1f} {x0:.1f} {y0 + thick:.1f}z"
    )
