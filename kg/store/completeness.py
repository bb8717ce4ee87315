"""Completeness: how much of a paper's own reference list the graph knows.

references_known     how long the list is, by the source that says the most
references_resolved  how many papers the graph's CITES leads to
sources_disagree     how many of these a source that gives a list does not have in it
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.corpus.statements import is_list
from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Statement
    from kg.store.store import Store

KEEP = """\
UNWIND $rows AS row
MATCH (p:Paper {paper_id: row.paper_id})
USING INDEX p:Paper(paper_id)
SET p += row.properties
"""


def count(said: Iterable[Statement], cited: Mapping[str, Mapping[str, Any]]) -> dict[str, int | None]:
    """Count the references of a paper.

    Args:
        said: what sources say of it.
        cited: the key of each paper that it cites to the properties of CITES, among them `sources`.
    """
    own: dict[str, int] = {}
    giving: set[str] = set()
    for statement in said:
        known = max(len(statement.paper.references), statement.paper.reference_count or 0)
        if known and is_list(statement):
            own[statement.source] = max(known, own.get(statement.source, 0))
            if statement.paper.references:  # a source that gives but the number disputes none
                giving.add(statement.source)
    lacking = sum(bool(giving - set(one["sources"])) for one in cited.values()) if len(giving) > 1 else 0
    known = max(own.values(), default=0)
    return {
        "references_known": max(known, len(cited)) or None,
        "references_resolved": len(cited) or (0 if known else None),
        "sources_disagree": lacking or None,
    }


def keep(store: Store, counts: Mapping[str, Mapping[str, int | None]], *, size: int = 5000) -> None:
    """Keep the counts of papers, by paper_id."""
    rows: Sequence[dict[str, Any]] = [{"paper_id": key, "properties": dict(found)} for key, found in counts.items()]
    for chunk in chunks(rows, size):
        store.write(KEEP, rows=chunk)
