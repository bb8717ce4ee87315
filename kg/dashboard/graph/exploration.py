"""This file is about what the graph page shows: where it starts, what was expanded, and the same as a URL."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from kg import queries
from kg.dashboard.answers import answer
from kg.dashboard.colours import COLOURS
from kg.dashboard.wording import count

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.dashboard.graph.graph_view import GraphEvent
    from kg.queries.records import GraphEdge, GraphNode, Neighbourhood

DEFAULT_NODES = 500
SLOW_NODES = 2000
AROUND_START = 40
EACH_EXPANSION = 15
MOST_EXPANSIONS = 60


class Query(Protocol):
    """The part of `st.query_params` that is read here."""

    def get_all(self, key: str) -> list[str]:
        """Return every value of a key."""
        ...


@dataclass(frozen=True, slots=True)
class Exploration:
    """What a reader looks at: `start` is a node, or None for the most connected part of the whole graph."""

    start: str | None = None
    expanded: tuple[str, ...] = ()
    selected: str | None = None
    hidden: tuple[str, ...] = ()
    limit: int = DEFAULT_NODES

    @classmethod
    def read(cls, query: Query, *, limit: int = DEFAULT_NODES) -> Exploration:
        """Read the URL; what makes no sense there is left out."""
        return cls(
            start=_last(query.get_all("node")),
            expanded=tuple(dict.fromkeys(query.get_all("expand")))[:MOST_EXPANSIONS],
            selected=_last(query.get_all("selected")),
            hidden=tuple(kind for kind in COLOURS if kind in query.get_all("hide")),
            limit=limit,
        )

    def query(self) -> dict[str, list[str]]:
        """Return the URL's part that `read` reads."""
        return {
            "node": [self.start] if self.start else [],
            "expand": list(self.expanded),
            "selected": [self.selected] if self.selected else [],
            "hide": list(self.hidden),
        }

    @property
    def view(self) -> str:
        """Name what is drawn, but for expansions: they join what is there, and nothing of that moves."""
        return f"node {self.start}" if self.start else f"whole {self.limit}"

    def after(self, event: GraphEvent) -> Exploration:
        """Return what is shown after a deed of the reader's."""
        match event.what:
            case "select":
                return replace(self, selected=event.node_id)
            case "clear":
                return replace(self, selected=None)
            case "legend":
                return replace(self, hidden=event.hidden)
            case "expand" if event.node_id:
                return self.expand(event.node_id)
            case _:
                return self

    def expand(self, node_id: str) -> Exploration:
        """Return the same with the neighbours of a node."""
        if node_id in self.expanded or len(self.expanded) >= MOST_EXPANSIONS:
            return replace(self, selected=node_id)
        return replace(self, selected=node_id, expanded=(*self.expanded, node_id))


@dataclass(frozen=True, slots=True)
class Scene:
    """The nodes and edges to draw, and a sentence for each cut that was made."""

    nodes: tuple[GraphNode, ...]
    edges: tuple[GraphEdge, ...]
    sentences: tuple[str, ...]

    def node(self, node_id: str | None) -> GraphNode | None:
        """Return a node of the scene."""
        return next((node for node in self.nodes if node.node_id == node_id), None)


def scene(exploration: Exploration) -> Scene:
    """Ask the graph for what an exploration shows."""
    if exploration.start:
        first = answer(queries.neighbourhood, (exploration.start,), limit=AROUND_START)
    else:
        first = answer(queries.whole, limit=exploration.limit)
    nodes = {node.node_id: node for node in first.nodes}
    edges = dict.fromkeys(first.edges)
    sentences = [_told(exploration, first)]
    for node_id in exploration.expanded:
        if node_id not in nodes:
            continue
        known = tuple(nodes)
        more = answer(queries.neighbourhood, (node_id,), limit=EACH_EXPANSION, known=known)
        nodes.update((node.node_id, node) for node in more.nodes if node.node_id not in nodes)
        edges.update(dict.fromkeys(more.edges))
        sentences.append(f"{nodes[node_id].name}: {_added(more)}")
    drawn = tuple(edge for edge in edges if edge.source in nodes and edge.target in nodes)
    return Scene(nodes=tuple(nodes.values()), edges=drawn, sentences=tuple(sentences))


def _told(exploration: Exploration, part: Neighbourhood) -> str:
    things = "neighbour" if exploration.start else "node"
    return f"Showing {part.shown:,} of {count(part.total, things)}, ranked by {part.ranked_by}."


def _added(part: Neighbourhood) -> str:
    if not part.total:
        return "all its neighbours were there already."
    return f"{part.shown:,} of {count(part.total, 'more neighbour')} joined, ranked by {part.ranked_by}."


def _last(values: Iterable[str]) -> str | None:
    found = [value for value in values if value]
    return found[-1] if found else None
