"""Names that a query uses and the graph does not have: labels, relationship types, properties."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.errors import KGError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.store import Store

MOST_TOLD: Final = 5
MOST_LISTED: Final = 25
ALIKE: Final = 0.6
"""How alike two names are, from 0 to 1, for one to be told as the nearest of the other."""

HAS: Final = {
    "label": "CALL db.labels() YIELD label AS name RETURN name",
    "relationship type": "CALL db.relationshipTypes() YIELD relationshipType AS name RETURN name",
    "property": "CALL db.propertyKeys() YIELD propertyKey AS name RETURN name",
}

_SAID: Final = (
    re.compile(r"The (label|relationship type|property) `(.*)` does not exist", re.DOTALL),
    re.compile(r"the missing (label|relationship type|property)(?: name)? is: (.*)\)", re.DOTALL),  # before Neo4j 5.23
)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name in a query that the graph does not have.

    Attributes:
        kind: `label`, `relationship type` or `property`.
        name: as the query has it.
        near: the nearest that the graph has, or None.
        sentence: all of it in words.
    """

    kind: str
    name: str
    near: str | None
    sentence: str


def unknown(store: Store, cypher: str, params: Mapping[str, Any] | None = None) -> tuple[Unknown, ...]:
    """Return each name in a query that the graph does not have.

    Where Neo4j cannot say, nothing is returned.
    """
    try:
        found = list(dict.fromkeys(filter(None, (_name(said) for said in store.remarks(cypher, dict(params or {}))))))
        has = {
            kind: [row["name"] for row in store.read(HAS[kind])] for kind in dict.fromkeys(kind for kind, _ in found)
        }
    except KGError:
        return ()
    return tuple(
        Unknown(kind, name, nearest(name, has[kind]), _sentence(kind, name, has[kind]))
        for kind, name in found
        if name not in has[kind]
    )


def unknown_names(store: Store, cypher: str, params: Mapping[str, Any] | None = None) -> tuple[str, ...]:
    """Return a sentence for each name in a query that the graph does not have, with the nearest that it has.

    Neo4j takes such a query for one that finds nothing: a slip of the keyboard and an empty answer look alike.
    """
    found = unknown(store, cypher, params)
    told = [one.sentence for one in found[:MOST_TOLD]]
    if len(found) > MOST_TOLD:
        told.append(f"{len(found) - MOST_TOLD} more names in the query are none of the graph's.")
    return tuple(told)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that is most like another, without regard to case and underscores.

    >>> nearest("paperID", ["title", "paper_id"])
    'paper_id'
    >>> nearest("colour", ["title", "paper_id"]) is None
    True
    """
    by_folded = {_folded(one): one for one in sorted(known, reverse=True)}
    close = difflib.get_close_matches(_folded(name), by_folded, n=1, cutoff=ALIKE)
    return by_folded[close[0]] if close else None


def _folded(name: str) -> str:
    return name.casefold().replace("_", "")


def _name(said: str) -> tuple[str, str] | None:
    match = next(filter(None, (pattern.search(said) for pattern in _SAID)), None)
    return (match[1], match[2]) if match else None


def _sentence(kind: str, name: str, known: list[str]) -> str:
    near = nearest(name, known)
    if near is not None:
        return f"The graph has no {kind} {name}; the nearest that it has is {near}."
    listed = ", ".join(sorted(known)[:MOST_LISTED])
    more = " and more" if len(known) > MOST_LISTED else ""
    return f"The graph has no {kind} {name}; it has {listed or 'none at all'}{more}."
