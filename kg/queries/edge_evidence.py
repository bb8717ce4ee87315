"""What says that an edge is there: sentences of a text, of a citation, or a source that lists it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg import schema
from kg.model import RELATION_TYPES
from kg.queries.cypher import EVIDENCE
from kg.queries.rows import mentions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Mention
    from kg.queries.records import GraphEdge
    from kg.store import Store

OF_PAPERS: Final = f"""\
UNWIND $pairs AS pair
MATCH (p:Paper {{paper_id: pair[0]}})-[r:{"|".join((*schema.TEXT_RELATIONSHIPS, "CITES", "BUILDS_ON"))}]->(m)
USING INDEX p:Paper(paper_id)
WHERE coalesce(m.entity_id, m.paper_id) = pair[1] AND type(r) = pair[2]
RETURN pair, {EVIDENCE} AS evidence, coalesce(p.title, '') AS title, coalesce(p.abstract, '') AS abstract,
       coalesce(r.contexts, []) AS contexts, coalesce(r.sources, []) AS sources,
       COLLECT {{
         UNWIND coalesce(r.via, []) AS entity_id
         MATCH (e:Entity {{entity_id: entity_id}})
         RETURN e.name
       }} AS via
"""

_FROM_PAPERS: Final = frozenset({*RELATION_TYPES, "CITES", "BUILDS_ON"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """What says that an edge is there.

    Attributes:
        title: of the paper that says so, which mentions point into.
        abstract: of the same paper.
        mentions: places in both.
        contexts: sentences that cite.
        sources: which sources say so.
        via: names of what the one paper introduced and the other uses.
    """

    title: str = ""
    abstract: str = ""
    mentions: tuple[Mention, ...] = ()
    contexts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    via: tuple[str, ...] = ()


def edge_evidence(store: Store, edges: Sequence[GraphEdge]) -> dict[GraphEdge, Evidence]:
    """Return what says that edges are there, of those that start at a paper."""
    pairs = [[edge.source, edge.target, edge.type] for edge in dict.fromkeys(edges) if edge.type in _FROM_PAPERS]
    found = {tuple(row["pair"]): row for row in store.read(OF_PAPERS, pairs=pairs)} if pairs else {}
    said = {}
    for edge in dict.fromkeys(edges):
        row = found.get((edge.source, edge.target, edge.type))
        if row is None:
            continue
        said[edge] = Evidence(
            title=row["title"],
            abstract=row["abstract"],
            mentions=mentions(row["evidence"], edge.type) if edge.type in RELATION_TYPES else (),
            contexts=tuple(row["contexts"]),
            sources=tuple(row["sources"]),
            via=tuple(row["via"]),
        )
    return said
