"""What a reader explores: where it starts, what was done to it since, and the same as a URL."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Protocol

from kg import schema
from kg.dashboard.layout.colours import COLOURS
from kg.queries.drawing import ORDERS
from kg.queries.expansion import is_way

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.dashboard.graph.events import GraphEvent
    from kg.queries.drawing import Order

DEFAULT_NODES: Final = 500
SLOW_NODES: Final = 2000
MOST_NODES: Final = 5000
MOST_EXPANSIONS: Final = 60
MOST_NAMED: Final = 300
"""Nodes in a URL: of those removed, kept alone, pinned, or chosen together."""

_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class Query(Protocol):
    """The part of `st.query_params` that is read here."""

    def get_all(self, key: str) -> list[str]:
        """Return every value of a key."""
        ...


@dataclass(frozen=True, slots=True)
class Exploration:
    """What a reader looks at.

    Attributes:
        start: a node, or None for the part of the whole graph that comes first in an order.
        expanded: in their order, nodes whose neighbours were brought, or one relationship of a node (`step`).
        selected: the node whose details are shown.
        hidden: kinds of nodes that are not drawn.
        limit: how many nodes of the whole graph.
        order: what ranks them.
        people: whether authors and organisations belong to it.
        without: types of relationships that are not drawn.
        removed: nodes that were taken away.
        only: nodes that it starts with instead of anything else.
        pinned: nodes that stay where they are and are always drawn.
        chosen: nodes chosen together.
        edge: the relationship whose evidence is shown: its start, type and end.
        since, until: months; papers of others are not drawn.
    """

    start: str | None = None
    expanded: tuple[str, ...] = ()
    selected: str | None = None
    hidden: tuple[str, ...] = ()
    limit: int = DEFAULT_NODES
    order: Order = "connections"
    people: bool = False
    without: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()
    chosen: tuple[str, ...] = ()
    edge: tuple[str, str, str] | None = None
    since: str | None = None
    until: str | None = None

    @classmethod
    def read(cls, query: Query, *, limit: int | None = None) -> Exploration:
        """Read the URL; what makes no sense there is left out, and told by `nonsense`."""
        order = _last(query.get_all("order"))
        edge = query.get_all("edge")
        return cls(
            start=_last(query.get_all("node")),
            expanded=_steps(query.get_all("expand")),
            selected=_last(query.get_all("selected")),
            hidden=tuple(kind for kind in COLOURS if kind in query.get_all("hide")),
            limit=_number(_last(query.get_all("limit"))) or DEFAULT_NODES if limit is None else limit,
            order=order if order in ORDERS else "connections",
            people=_last(query.get_all("people")) == "yes",
            without=tuple(one for one in schema.RELATIONSHIP_TYPES if one in query.get_all("without")),
            removed=_some(query.get_all("remove")),
            only=_some(query.get_all("only")),
            pinned=_some(query.get_all("pin")),
            chosen=_some(query.get_all("chosen")),
            edge=(edge[0], edge[1], edge[2]) if len(edge) == 3 else None,  # noqa: PLR2004 # start, type and end
            since=_month(_last(query.get_all("from"))),
            until=_month(_last(query.get_all("to"))),
        )

    def query(self) -> dict[str, list[str]]:
        """Return the URL's part that `read` reads."""
        return {
            "node": [self.start] if self.start else [],
            "expand": list(self.expanded),
            "selected": [self.selected] if self.selected else [],
            "hide": list(self.hidden),
            "limit": [str(self.limit)] if self.limit != DEFAULT_NODES else [],
            "order": [self.order] if self.order != "connections" else [],
            "people": ["yes"] if self.people else [],
            "without": list(self.without),
            "remove": list(self.removed),
            "only": list(self.only),
            "pin": list(self.pinned),
            "chosen": list(self.chosen),
            "edge": list(self.edge or ()),
            "from": [self.since] if self.since else [],
            "to": [self.until] if self.until else [],
        }

    @property
    def view(self) -> str:
        """Name what is drawn, but for what joins or leaves it: nothing of that moves what is there."""
        if self.only:
            return f"only {hash(self.only)}"
        return f"node {self.start}" if self.start else f"whole {self.order} {self.limit}{' people' * self.people}"

    @property
    def drawn(self) -> Exploration:
        """Return the same without what is chosen in it: what undo and redo step through."""
        return replace(self, selected=None, chosen=(), edge=None)

    def after(self, event: GraphEvent) -> Exploration:
        """Return what is shown after a deed of the reader's."""
        match event.what:
            case "select":
                return replace(self, selected=event.node_id, chosen=(), edge=None)
            case "clear":
                return replace(self, selected=None, chosen=(), edge=None)
            case "choose":
                return replace(self, chosen=event.node_ids[:MOST_NAMED], edge=None)
            case "edge" if event.edge:
                return replace(self, edge=event.edge)
            case "expand":
                return self.expand(event.node_id) if event.node_id else self.expand_all(event.node_ids)
            case _:
                return self._filtered(event)

    def _filtered(self, event: GraphEvent) -> Exploration:
        match event.what:
            case "legend":
                return replace(self, hidden=event.hidden, without=event.without)
            case "dates":
                return replace(self, since=event.since, until=event.until)
            case "remove":
                return self.remove(event.node_ids)
            case "keep":
                return self.keep(event.node_ids)
            case "pin":
                return self.pin(event.node_ids)
            case _:
                return self

    def expand(self, node_id: str, way: str | None = None) -> Exploration:
        """Return the same with the neighbours of a node, or with those along one relationship; that brings more."""
        one = step(node_id, way)
        if (way is None and one in self.expanded) or len(self.expanded) >= MOST_EXPANSIONS:
            return replace(self, selected=node_id, edge=None)
        return replace(self, selected=node_id, expanded=(*self.expanded, one), edge=None)

    def expand_all(self, node_ids: Iterable[str]) -> Exploration:
        """Return the same with the neighbours of several nodes."""
        found = self
        for node_id in node_ids:
            found = replace(found.expand(node_id), selected=self.selected)
        return found

    def remove(self, node_ids: Iterable[str]) -> Exploration:
        """Return the same without some nodes."""
        gone = _some([*self.removed, *node_ids])
        return replace(
            self,
            removed=gone,
            chosen=tuple(one for one in self.chosen if one not in gone),
            selected=None if self.selected in gone else self.selected,
            edge=None,
        )

    def keep(self, node_ids: Iterable[str]) -> Exploration:
        """Return some nodes alone."""
        only = _some(node_ids)
        return replace(self, only=only, start=None, expanded=(), removed=(), chosen=(), edge=None) if only else self

    def pin(self, node_ids: Iterable[str]) -> Exploration:
        """Return the same with some nodes pinned, or let go where all of them are."""
        asked = tuple(node_ids)
        if set(asked) <= set(self.pinned):
            return replace(self, pinned=tuple(one for one in self.pinned if one not in asked))
        return replace(self, pinned=_some([*self.pinned, *asked]))


def step(node_id: str, way: str | None = None) -> str:
    """Return one expansion as the URL says it: the node, behind the relationship where one alone was asked for.

    Example:
        >>> step("a"), step("a", ">CITES"), of_step(">CITES:a"), of_step(">x:a")
        ('a', '>CITES:a', ('a', '>CITES'), ('>x:a', None))
    """
    return f"{way}:{node_id}" if way else node_id


def of_step(text: str) -> tuple[str, str | None]:
    """Return the node of an expansion, and the relationship where it says one."""
    way, colon, node_id = text.partition(":")
    return (node_id, way) if colon and is_way(way) else (text, None)


def nonsense(query: Query) -> list[str]:
    """Return a sentence for each parameter of the URL that makes no sense, as it is not followed."""
    told = []
    known: dict[str, Iterable[str]] = {"order": ORDERS, "hide": COLOURS, "without": schema.RELATIONSHIP_TYPES}
    for name, values in known.items():
        wrong = [value for value in query.get_all(name) if value not in values]
        told += [f"There is no {name}={value}: {name} is one of {', '.join(values)}." for value in wrong]
    limit = _last(query.get_all("limit"))
    if limit is not None and _number(limit) is None:
        told.append(f"There is no limit={limit}: it is a number of nodes from 1 to {MOST_NODES}.")
    told += [
        f"There is no {name}={value}: it is a month, such as 2026-03."
        for name in ("from", "to")
        for value in query.get_all(name)
        if value and _month(value) is None
    ]
    people = _last(query.get_all("people"))
    if people not in (None, "yes", "no"):
        told.append(f"There is no people={people}: it is yes or no.")
    if len(query.get_all("edge")) not in (0, 3):
        told.append("An edge is three values: the node that it starts from, its type, and the node that it leads to.")
    return told


def _steps(texts: Iterable[str]) -> tuple[str, ...]:
    """Leave out the second expansion of a node; one relationship brings more each time."""
    found: list[str] = []
    for text in texts:
        if text and (text not in found or of_step(text)[1]):
            found.append(text)
    return tuple(found[:MOST_EXPANSIONS])


def _some(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))[:MOST_NAMED]


def _last(values: Iterable[str]) -> str | None:
    found = [value for value in values if value]
    return found[-1] if found else None


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdecimal() and 0 < int(text) <= MOST_NODES else None


def _month(text: str | None) -> str | None:
    return text if text and _MONTH.fullmatch(text) else None
