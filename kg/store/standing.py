"""Where naming stands: what the graph says that texts name is of this state of the corpus, in full.

    (:Naming {name: "texts", state})
    (:Naming {name: "corrections", entries})

The node goes before naming begins to write and comes back when all is written, so that a build which dies in between
leaves a graph that says so. The other node holds the corrections that the graph was written with, one a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from kg.store.store import Store

_NAME: Final = "texts"
_CORRECTIONS: Final = "corrections"

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

CORRECTIONS = """\
MATCH (n:Naming {name: $name})
RETURN n.entries AS entries
"""

KEEP_CORRECTIONS = """\
MERGE (n:Naming {name: $name})
SET n.entries = $entries
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


def corrections(store: Store) -> list[str]:
    """Return the entries of the ledger that the graph was written with."""
    rows = store.read(CORRECTIONS, name=_CORRECTIONS)
    return list(rows[0]["entries"] or ()) if rows else []


def keep_corrections(store: Store, entries: list[str]) -> None:
    """Say with which entries of the ledger the graph was written."""
    if entries == corrections(store):
        return
    if entries:
        store.write(KEEP_CORRECTIONS, name=_CORRECTIONS, entries=entries)
    else:
        store.write(FORGET, name=_CORRECTIONS)
