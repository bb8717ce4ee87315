"""This file is about which entities are called by a text: by their key, by their name, or by another name of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import CallError
from kg.queries.cypher import ENTITY_ROW
from kg.queries.rows import entity_row

if TYPE_CHECKING:
    from kg.queries.records import EntityRow
    from kg.store import Store

CALLED = f"""\
MATCH (e:Entity)
WHERE e.entity_id = $text OR toLower(e.name) = toLower($text)
   OR any(alias IN coalesce(e.aliases, []) WHERE toLower(alias) = toLower($text))
RETURN {ENTITY_ROW} AS entity
"""


def called(store: Store, text: str) -> tuple[EntityRow, ...]:
    """Return the entities that a text calls: by key, by name, then by another name, those of most papers first.

    Raises:
        CallError: there is none.
    """
    text = text.strip()
    found = [entity_row(row["entity"]) for row in store.read(CALLED, text=text)]
    if not found:
        raise CallError(f"Nothing in the graph is called {text!r}: `kg search` finds what is called like it.")
    folded = text.casefold()
    found.sort(key=lambda row: (row.entity_id != text, row.name.casefold() != folded, -row.papers, row.entity_id))
    return tuple(found)
