"""Entities that are like an entity: those of its type that the same papers name, with reasons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import CallError
from kg.queries.cypher import ENTITY_ROW, TYPES
from kg.queries.rows import entity_row

if TYPE_CHECKING:
    from kg.queries.records import EntityRow
    from kg.store import Store

MOST_PAPERS: Final = 2000
"""So many papers are looked at of an entity that more name, those that name the fewest things first; for the benchmarks
that two have in common, the first by identifier."""
_SHOWN: Final = 3

IS_THERE: Final = "RETURN EXISTS { (:Entity {entity_id: $entity_id}) } AS there"

ALIKE: Final = f"""\
MATCH (e:Entity {{entity_id: $entity_id}})<-[:{TYPES}]-(p:Paper)
WITH DISTINCT e, p, head([label IN labels(e) WHERE label <> 'Entity']) AS label, COUNT {{ (p)-[:{TYPES}]->() }} AS named
ORDER BY named, p.paper_id
LIMIT $most
MATCH (p)-[:{TYPES}]->(o:Entity)
WHERE o <> e AND label IN labels(o)
WITH DISTINCT e, o, p, named
WITH e, o, count(p) AS both, sum(1 / log(1.0 + named)) AS weight
WITH e, o AS other, both, weight / sqrt(toFloat(COUNT {{ (o)<-[:{TYPES}]-() }})) AS score
ORDER BY score DESC, other.entity_id
LIMIT $limit
WITH e, collect([other, both, score]) AS likes
WITH likes, COLLECT {{
       MATCH (e)<-[:{TYPES}]-(p:Paper)
       WITH DISTINCT p
       ORDER BY p.paper_id
       LIMIT $most
       MATCH (p)-[:EVALUATES_ON]->(b:Benchmark)
       WHERE b <> e
       RETURN DISTINCT b
     }} AS seen
UNWIND likes AS like
WITH like[0] AS e, like[1] AS both, like[2] AS score, seen
WITH e, both, score,
     COLLECT {{
       MATCH (e)<-[:{TYPES}]-(p:Paper)
       WITH DISTINCT p
       ORDER BY p.paper_id
       LIMIT $most
       MATCH (p)-[:EVALUATES_ON]->(b:Benchmark)
       WHERE b <> e AND b IN seen
       WITH DISTINCT b
       RETURN b.name ORDER BY b.name
     }} AS benchmarks
RETURN {ENTITY_ROW} AS entity, both, score, benchmarks
"""


@dataclass(frozen=True, slots=True)
class SimilarEntity:
    """An entity like another, how much beside the others, and why: a part of a sentence each."""

    entity: EntityRow
    score: float
    reasons: tuple[str, ...]


def similar_entities(store: Store, entity_id: str, *, limit: int = 20) -> tuple[SimilarEntity, ...]:
    """Return the entities of the same type that the same papers name, the most alike first.

    A paper that names few things says more of each, and an entity that many papers name is like many: a paper counts
    for one over the logarithm of what it names (Adamic and Adar 2003), and the sum is divided by the root of how many
    papers name the other.

    Raises:
        CallError: the graph has no such entity.
    """
    if not store.read(IS_THERE, entity_id=entity_id)[0]["there"]:
        raise CallError(f"The graph has no entity {entity_id!r}: kg search finds entities by name.")
    return tuple(
        SimilarEntity(entity_row(row["entity"]), round(row["score"], 4), _reasons(row["both"], row["benchmarks"]))
        for row in store.read(ALIKE, entity_id=entity_id, most=MOST_PAPERS, limit=limit)
    )


def _reasons(both: int, benchmarks: list[str]) -> tuple[str, ...]:
    """Say what two entities have in common.

    >>> _reasons(1, ["GSM8K", "MATH", "MMLU", "SQuAD"])
    ('1 paper names both', '4 benchmarks in common: GSM8K, MATH, MMLU and 1 more')
    """
    why = [f"{both:,} {'paper names' if both == 1 else 'papers name'} both"]
    if benchmarks:
        shown, more = ", ".join(benchmarks[:_SHOWN]), len(benchmarks) - _SHOWN
        told = f"{shown} and {more} more" if more > 0 else shown
        why.append(f"{len(benchmarks)} benchmark{'' if len(benchmarks) == 1 else 's'} in common: {told}")
    return tuple(why)
