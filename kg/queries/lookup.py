"""Lookup: from an identifier or an address of any kind to the paper that has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.identity import ids
from kg.store import statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store import Store

TITLES = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
RETURN paper_id, coalesce(p.title, p.paper_id) AS title
"""

_LONGEST = 2000


def lookup(store: Store, text: str) -> str | None:
    """Return the paper_id of the paper that an identifier names, in whatever spelling; None where there is none.

    The key of a paper comes first, then every identifier that a source gave to one, among them the keys of papers that
    were merged into another.
    """
    text = text.strip()
    if not text or len(text) > _LONGEST:
        return None
    keys = list(dict.fromkeys((text, ids.normalise(text))))
    there = statements.nodes(store, keys)
    if known := next((key for key in keys if key in there), None):
        return known
    token = ids.token(text)
    return statements.papers_of_identifiers(store, [token]).get(token)


def titles(store: Store, paper_ids: Sequence[str]) -> dict[str, str]:
    """Return paper_id to title, or to the id where no title is known, of those papers that are there."""
    return {row["paper_id"]: row["title"] for row in store.read(TITLES, paper_ids=list(dict.fromkeys(paper_ids)))}
