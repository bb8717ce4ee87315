"""What the reader did in the drawn graph, as the browser tells it; a browser can tell anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, get_args

from kg import schema
from kg.dashboard.layout.colours import COLOURS

Deed = Literal[
    "select", "expand", "clear", "legend", "settle", "choose", "edge", "remove", "keep", "pin", "dates", "undo", "redo"
]

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_MOST = 5000


@dataclass(frozen=True, slots=True)
class GraphEvent:
    """Something that the reader did in the graph, and how the graph lay at that moment.

    Attributes:
        what: a node was selected or expanded, the selection was cleared, a legend was pressed, the layout settled,
            nodes were chosen together, removed, kept alone or pinned, an edge was chosen, dates were narrowed, or a
            step was undone or done again.
        node_id: the node that it was done to.
        hidden: the kinds that the legend hides.
        positions: where each node lies, by node_id.
        camera: zoom and centre.
        node_ids: the nodes that it was done to, where there may be several.
        edge: the relationship that was chosen: its start, type and end.
        without: the types of relationships that the legend hides.
        since, until: the months that the dates were narrowed to.
        stamp: of what the reader had seen.
    """

    what: Deed
    node_id: str | None
    view: str
    hidden: tuple[str, ...]
    positions: dict[str, tuple[float, float]]
    camera: dict[str, float]
    node_ids: tuple[str, ...] = ()
    edge: tuple[str, str, str] | None = None
    without: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    stamp: int = 0


def parse(value: object) -> GraphEvent | None:
    """Read what the browser sent; what makes no sense is no event, and a part that makes none is left out."""
    if not isinstance(value, dict) or value.get("what") not in get_args(Deed):
        return None
    node_id = value.get("id")
    edge = _texts(value.get("edge"))
    return GraphEvent(
        what=value["what"],
        node_id=node_id if isinstance(node_id, str) else None,
        view=str(value.get("view", "")),
        hidden=tuple(kind for kind in _texts(value.get("hidden")) if kind in COLOURS),
        positions=_positions(value.get("positions")),
        camera=_camera(value.get("camera")),
        node_ids=_texts(value.get("ids"))[:_MOST],
        edge=(edge[0], edge[1], edge[2]) if len(edge) == 3 else None,  # noqa: PLR2004 # start, type and end
        without=tuple(one for one in _texts(value.get("without")) if one in schema.RELATIONSHIP_TYPES),
        since=_month(value.get("since")),
        until=_month(value.get("until")),
        stamp=stamp if isinstance(stamp := value.get("stamp"), int) else 0,
    )


def _texts(value: object) -> tuple[str, ...]:
    return tuple(one for one in value if isinstance(one, str)) if isinstance(value, list) else ()


def _month(value: object) -> str | None:
    return value if isinstance(value, str) and _MONTH.fullmatch(value) else None


def _positions(value: object) -> dict[str, tuple[float, float]]:
    if not isinstance(value, list):
        return {}
    return {
        place[0]: (float(place[1]), float(place[2]))
        for place in value
        if isinstance(place, list) and len(place) == 3 and isinstance(place[0], str) and all(map(_is_number, place[1:]))  # noqa: PLR2004 # id, x and y
    }


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _camera(value: object) -> dict[str, float]:
    if not isinstance(value, dict) or not all(_is_number(value.get(name)) for name in ("zoom", "x", "y")):
        return {}
    return {name: float(value[name]) for name in ("zoom", "x", "y")}
