"""What an entity appears with: things of every type that the same papers name, with how many do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.queries.cypher import ENTITY_ROW, TYPES
from kg.queries.rows import entity_row

if TYPE_CHECKING:
    from kg.queries.records import EntityRow
    from kg.store import Store

MOST_PAPERS: Final = 2000

TOGETHER: Final = f"""\
MATCH (self:Entity {{entity_id: $entity_id}})<-[:{TYPES}]-(p:Paper)
WITH DISTINCT self, p, COUNT {{ (p)-[:{TYPES}]->() }} AS named
ORDER BY named, p.paper_id
LIMIT {MOST_PAPERS}
MATCH (p)-[:{TYPES}]->(e:Entity)
WHERE e <> self AND NOT e:Repo
WITH DISTINCT self, p, e
WITH self, e, count(*) AS both
WHERE both > 1
WITH self, e, both, both / sqrt(toFloat(COUNT {{ (e)<-[:{TYPES}]-() }})) AS score
WHERE NOT (e)-[:VARIANT_OF]-(self)
ORDER BY score DESC, e.entity_id
WITH head([label IN labels(e) WHERE label <> 'Entity']) AS label, collect([e, both])[0..$limit] AS best
UNWIND best AS one
WITH one[0] AS e, one[1] AS both
RETURN {ENTITY_ROW} AS entity, both
"""


def appears_with(store: Store, entity_id: str, *, limit: int = 8) -> tuple[tuple[EntityRow, int], ...]:
    """Return of each type the entities that two papers or more name beside it, and how many do.

    An entity that many papers name appears with everything: the number is divided by the root of how many name it. Of
    an entity that many name, the papers are looked at that name the fewest things.
    """
    found = store.read(TOGETHER, entity_id=entity_id, limit=limit)
    return tuple((entity_row(row["entity"]), row["both"]) for row in found)
