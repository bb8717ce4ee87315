"""What the colour of a drawn node follows: its kind, its year, or its community."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg import queries
from kg.dashboard.layout.field_colours import PALETTE
from kg.dashboard.session.answers import answer

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.queries.records import GraphEdge, GraphNode

Colour = Literal["kind", "year", "community"]

COLOURINGS: Final[dict[Colour, str]] = {"kind": "by type", "year": "by year", "community": "by field"}

YEARS: Final = ("#3f6fd1", "#7a67c7", "#a95fae", "#cf5a83", "#dd6150", "#c9821f")
"""From the oldest papers to the newest; each stands out from both backgrounds."""

COMMUNITIES: Final = PALETTE
OTHER: Final = "#868a91"

_Group = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Colouring:
    """Node to colour where that is not its kind's, the colours in words, and a sentence where there are none."""

    by_node: dict[str, str]
    key: tuple[tuple[str, str], ...] = ()
    says: str = ""


def colouring(nodes: Sequence[GraphNode], edges: Iterable[GraphEdge], follow: Colour) -> Colouring:
    """Return the colours of nodes."""
    match follow:
        case "year":
            return _by_year(nodes)
        case "community":
            return _by_community(nodes, edges)
        case _:
            return Colouring({})


def _by_year(nodes: Sequence[GraphNode]) -> Colouring:
    years = {node.node_id: node.year for node in nodes if node.year}
    if not years:
        return Colouring({}, says="No paper here says its year.")
    first, last = min(years.values()), max(years.values())
    steps = min(len(YEARS), last - first + 1)

    def place(year: int) -> int:
        return min((year - first) * steps // (last - first + 1), steps - 1)

    used = [YEARS[round(number * (len(YEARS) - 1) / max(steps - 1, 1))] for number in range(steps)]
    spans: dict[int, list[int]] = defaultdict(list)
    for year in range(first, last + 1):
        spans[place(year)].append(year)
    key = [(_span(found), used[number]) for number, found in sorted(spans.items())]
    colours = {node.node_id: used[place(years[node.node_id])] if node.node_id in years else OTHER for node in nodes}
    return Colouring(colours, (*key, ("no year", OTHER)))


def _by_community(nodes: Sequence[GraphNode], edges: Iterable[GraphEdge]) -> Colouring:
    """Colour by community; a node that has none takes that of most of its neighbours here."""
    own: dict[str, _Group] = {
        node.node_id: ("Community" if node.kind == "Paper" else "Field", node.community)
        for node in nodes
        if node.community is not None
    }
    if not own:
        return Colouring({}, says="No node here has a community yet: run `kg analyse`, then reload this page.")
    around: dict[str, Counter[_Group]] = defaultdict(Counter)
    for edge in edges:
        for one, other in ((edge.source, edge.target), (edge.target, edge.source)):
            if other in own:
                around[one][own[other]] += 1
    groups = dict(own)
    for node in nodes:
        if node.node_id not in own and around[node.node_id]:
            groups[node.node_id] = max(around[node.node_id].items(), key=lambda one: (one[1], one[0]))[0]
    top = [group for group, _ in Counter(groups.values()).most_common(len(COMMUNITIES))]
    names = answer(queries.group_names)
    palette = dict(zip(top, COMMUNITIES, strict=False))
    key = [(names.get(group) or f"community {group[1]}", colour) for group, colour in palette.items()]
    colours = {node.node_id: palette.get(groups.get(node.node_id, ("", 0)), OTHER) for node in nodes}
    return Colouring(colours, (*key, ("others", OTHER)))


def _span(years: Sequence[int]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
