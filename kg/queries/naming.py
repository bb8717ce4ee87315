"""Which node a person, or a program, means by an identifier, a key or a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from kg.errors import CallError
from kg.model import LABELS
from kg.queries.cypher import NODE_ROW
from kg.queries.drawing import NODES
from kg.queries.finding.search import search
from kg.queries.former import survivor
from kg.queries.lookup import lookup
from kg.queries.rows import graph_node

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.queries.records import GraphNode, SearchHit
    from kg.store import Store

Meant = Literal["paper", "entity", "node"]

NAMED = f"""\
MATCH (n:Entity {{name: $text}})
RETURN {NODE_ROW} AS node
"""

_LONGEST: Final = 2000
_SHOWN: Final = 100
_TOLD: Final = 3


def meant(store: Store, text: str, what: Meant = "node") -> GraphNode:
    """Return the node that a text names: by an identifier or an address of a paper, by a key, or by the whole name.

    Args:
        store: the store to ask.
        text: such as ``2405.13729``, ``https://arxiv.org/abs/2405.13729``, ``method:lora`` or ``LoRA``.
        what: a paper, an entity, or a node of any kind.

    Raises:
        CallError: there is none, or there are several; the sentence tells the nearest, or all, with their keys.
    """
    text = text.strip()[:_LONGEST]
    if not text:
        raise CallError(f"There is no {what} without a name: give an identifier or a name.")
    if what != "entity" and (paper_id := lookup(store, text)) is not None:
        return _nodes(store, [paper_id], "Paper")[0]
    if what != "paper" and (keyed := [one for one in _nodes(store, [text]) if _is(one, what)]):
        return keyed[0]
    if what != "paper" and ":" in text and (now := survivor(store, text)) is not None:
        return _nodes(store, [now])[0]
    named = [] if what == "paper" else [graph_node(row["node"]) for row in store.read(NAMED, text=text)]
    hits = [] if named else [hit for hit in search(store, text, limit=20) if _is(hit, what)]
    if not named:
        same = [hit.node_id for hit in hits if hit.name.casefold() == text.casefold()]
        named = _nodes(store, same)
    if len(named) == 1:
        return named[0]
    shown = text[:_SHOWN]
    if named:
        raise CallError(f'"{shown}" is the name of {len(named)} nodes: say which of {_told(named)}.')
    if hits:
        raise CallError(f'The graph has no {what} "{shown}"; nearest to it: {_told(hits[:_TOLD])}.')
    raise CallError(f'The graph has no {what} "{shown}", and nothing like it; search for a word of its name.')


def _nodes(store: Store, keys: list[str], kind: str | None = None) -> list[GraphNode]:
    found = [graph_node(row["node"]) for row in store.read(NODES, node_ids=keys)]
    return [node for node in found if kind is None or node.kind == kind]


def _is(found: GraphNode | SearchHit, what: Meant) -> bool:
    return what == "node" or (found.kind == "Paper" if what == "paper" else found.kind in LABELS)


def _told(found: Iterable[GraphNode | SearchHit]) -> str:
    return "; ".join(f"{one.node_id} ({one.name[:_SHOWN]})" for one in found)
