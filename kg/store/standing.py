"""This file is about where naming stands: what the graph says that texts name is of this state of the corpus, in full.

    (:Naming {name: "texts", state})

The node goes before naming begins to write and comes back when all is written, so that a build which dies in between
leaves a graph that says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.store.store import Store

_NAME: Final = "texts"

GRAPH = """\
CALL db.info() YIELD id
RETURN id
"""

STATE = """\
MATCH (n:Naming {name: $name})
RETURN n.state AS state
"""

KEEP = """\
MERGE (n:Naming {name: $name})
SET n.state = $state
"""

FORGET = """\
MATCH (n:Naming {name: $name})
DELETE n
"""


def graph(store: Store) -> str:
    """Return what tells this graph from others, wherever its server answers."""
    return str(store.read(GRAPH)[0]["id"])


def state(store: Store) -> str | None:
    """Return the state of the corpus that the graph says in full, or None."""
    rows = store.read(STATE, name=_NAME)
    return str(rows[0]["state"]) if rows else None


def keep(store: Store, now: str) -> None:
    """Say that the graph is of a state of the corpus."""
    store.write(KEEP, name=_NAME, state=now)


def forget(store: Store) -> None:
    """Say that the graph is being written."""
    store.write(FORGET, name=_NAME)
