"""One edge: the sentences that say so, the citation's contexts, or what two nodes share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import schema
from kg.errors import CallError
from kg.queries.cypher import EVIDENCE, KEY, NODE_ROW, PAPER_ROW, TYPES
from kg.queries.drawing import BY_KEY
from kg.queries.records import EdgeView, Shared
from kg.queries.rows import graph_node, mentions, paper_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import RelationType
    from kg.queries.records import PaperRow
    from kg.store import Store

EDGE = f"""\
CALL {{
{BY_KEY}
}}
MATCH (n)-[r]->(m)
WHERE {KEY.format(node="m")} = $target AND type(r) = $type
WITH n, r, m AS other
WITH r, {NODE_ROW} AS source, coalesce(n.title, '') AS title, coalesce(n.abstract, '') AS abstract, other AS n
RETURN source, title, abstract, {NODE_ROW} AS target, {EVIDENCE} AS evidence,
       r{{.contexts, .intents, .sources, .field, .start, .end, .surface}} AS said,
       COLLECT {{ MATCH (e:Entity) WHERE e.entity_id IN coalesce(r.via, []) RETURN [e.entity_id, e.name] }} AS via
"""

SHARED = f"""\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {{entity_id: entity_id}})<-[:{TYPES}]-(p:Paper)
USING INDEX e:Entity(entity_id)
WITH DISTINCT p, e.entity_id AS named
WITH p, collect(named) AS all_named
WHERE size(all_named) > 1
UNWIND all_named AS source
UNWIND all_named AS target
WITH source, target
WHERE source < target
RETURN source, target, count(*) AS papers
"""

BOTH = f"""\
MATCH (:Entity {{entity_id: $source}})<-[:{TYPES}]-(p:Paper)
WHERE EXISTS {{ (p)-[:{TYPES}]->(:Entity {{entity_id: $target}}) }}
WITH DISTINCT p
ORDER BY p.published IS NULL, p.published DESC, p.paper_id
LIMIT $limit
RETURN {PAPER_ROW} AS paper
"""

MOST_SHARED: Final = 20
_BY_TEXT: Final = frozenset(schema.TEXT_RELATIONSHIPS)


def edge(store: Store, source: str, kind: str, target: str) -> EdgeView | None:
    """Return a relationship from one node to another with what says so, or None where the graph has none.

    Raises:
        CallError: the type is none.
    """
    if kind not in schema.RELATIONSHIP_TYPES:
        raise CallError(f"{kind!r} is no type of relationship: choose {', '.join(schema.RELATIONSHIP_TYPES)}.")
    rows = store.read(EDGE, node_ids=[source], target=target, type=kind)
    if not rows:
        return None
    row = rows[0]
    relation: RelationType | None = kind if kind in _BY_TEXT else None  # type: ignore[assignment] # as just asked
    claims = [row["said"] for row in rows] if kind == schema.RESULT else []
    return EdgeView(
        source=graph_node(row["source"]),
        target=graph_node(row["target"]),
        type=kind,
        title=row["title"],
        abstract=row["abstract"],
        mentions=mentions(row["evidence"], relation) if relation else (),
        surfaces=tuple((one["field"], one["start"], one["end"], one["surface"] or "") for one in claims),
        contexts=tuple(row["said"]["contexts"] or ()),
        intents=tuple(row["said"]["intents"] or ()),
        sources=tuple(row["said"]["sources"] or ()),
        via=tuple((key, name or key) for key, name in row["via"]),
    )


def shared_papers(store: Store, entity_ids: Sequence[str]) -> tuple[Shared, ...]:
    """Return each two of some entities that a paper names both, with how many do; the most first."""
    rows = store.read(SHARED, entity_ids=list(dict.fromkeys(entity_ids)))
    found = [Shared(row["source"], row["target"], row["papers"]) for row in rows]
    return tuple(sorted(found, key=lambda one: (-one.count, one.source, one.target)))


def naming_both(store: Store, source: str, target: str, *, limit: int = MOST_SHARED) -> tuple[PaperRow, ...]:
    """Return papers that name two entities, the newest first."""
    return tuple(paper_row(row["paper"]) for row in store.read(BOTH, source=source, target=target, limit=limit))
