"""Who signed which paper, as the graph has it: `WROTE` with position, name and identifiers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.identity.authors import Signature
from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.store.store import Store

NAMES_OF_PAPERS = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})<-[:WROTE]-(a:Author)
USING INDEX p:Paper(paper_id)
RETURN DISTINCT a.name_key AS name_key
"""

OF_NAMES = """\
UNWIND $name_keys AS name_key
MATCH (a:Author {name_key: name_key})
USING INDEX a:Author(name_key)
MATCH (a)-[w:WROTE]->(p:Paper)
RETURN p.paper_id AS paper_id, w.position AS position, w.name AS name, coalesce(w.ids, []) AS ids, w.sources AS sources,
       coalesce(w.affiliations, []) AS affiliations
"""


def names_of_papers(store: Store, paper_ids: Iterable[str]) -> set[str]:
    """Return the keys of the names that stand on some papers."""
    return {
        row["name_key"]
        for chunk in chunks(list(paper_ids), 5000)
        for row in store.read(NAMES_OF_PAPERS, paper_ids=chunk)
        if row["name_key"]
    }


def of_names(store: Store, name_keys: Iterable[str], *, but: Collection[str]) -> list[Signature]:
    """Return every signature of some names, but those on some papers."""
    return [
        Signature(
            row["paper_id"],
            row["position"],
            row["name"],
            frozenset(row["ids"]),
            tuple(row["sources"] or ()),
            tuple(row["affiliations"]),
        )
        for chunk in chunks(sorted(name_keys), 5000)
        for row in store.read(OF_NAMES, name_keys=chunk)
        if row["paper_id"] not in but
    ]


NAME = """\
UNWIND $rows AS row
MATCH (a:Author {author_id: row.author_id})
USING INDEX a:Author(author_id)
WHERE a.name <> row.properties.name OR coalesce(a.ids, []) <> coalesce(row.properties.ids, [])
SET a += row.properties
"""


def name(store: Store, nodes: Mapping[str, dict[str, Any]]) -> None:
    """Give people the names and identifiers that their signatures have by now."""
    rows = [{"author_id": author_id, "properties": properties} for author_id, properties in nodes.items()]
    for chunk in chunks(rows, 5000):
        store.write(NAME, rows=chunk)
