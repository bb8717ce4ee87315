"""Doubts: what in the graph may be wrong, ranked by how many papers it touches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from kg.corrections.review import look_alikes
from kg.queries.cypher import ENTITY_ROW, EVIDENCE, PAPER_ROW, TYPES
from kg.queries.records import EntityRelation
from kg.queries.rows import entity_row, mentions, paper_row

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from kg.queries.records import EntityRow
    from kg.store import Store

Why = Literal["duplicates", "introduced", "types", "unsure"]
WHYS: Final[tuple[Why, ...]] = get_args(Why)

MOST: Final = 400
"""So many doubts of a kind are looked at, those of most papers."""

NAMES: Final = f"""\
MATCH (e:Entity)
WITH e, COUNT {{ (e)<-[:{TYPES}]-() }} AS said
WHERE said > 0 AND NOT e:Repo
RETURN e.entity_id AS entity_id, head([label IN labels(e) WHERE label <> 'Entity']) AS label, e.name AS name, said
ORDER BY said DESC, entity_id
LIMIT 60000
"""

TOGETHER: Final = f"""\
UNWIND $pairs AS pair
MATCH (a:Entity {{entity_id: pair[0]}})
MATCH (b:Entity {{entity_id: pair[1]}})
WITH a, b,
     COLLECT {{ MATCH (a)<-[:{TYPES}]-(p:Paper) WITH DISTINCT p LIMIT 30
               MATCH (p)-[:{TYPES}]->(o:Entity) WHERE o <> a AND o <> b RETURN DISTINCT o.entity_id }} AS one,
     COLLECT {{ MATCH (b)<-[:{TYPES}]-(p:Paper) WITH DISTINCT p LIMIT 30
               MATCH (p)-[:{TYPES}]->(o:Entity) WHERE o <> a AND o <> b RETURN DISTINCT o.entity_id }} AS other,
     COUNT {{ MATCH (a)<-[:{TYPES}]-(p:Paper) WITH DISTINCT p LIMIT 200
             WHERE EXISTS {{ (p)-[:{TYPES}]->(b) }} RETURN p }} AS both
RETURN a.entity_id AS a, b.entity_id AS b, size([x IN one WHERE x IN other]) AS shared, both
"""

ROWS: Final = f"""\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {{entity_id: entity_id}})
RETURN {ENTITY_ROW} AS entity
"""

INTRODUCED: Final = f"""\
MATCH (e:Entity)
WITH e, COUNT {{ (e)<-[:INTRODUCES]-() }} AS introducers
WHERE introducers > 1
WITH e, introducers
ORDER BY introducers DESC, e.entity_id
LIMIT {MOST}
RETURN {ENTITY_ROW} AS entity, introducers
"""

TYPES_DISAGREE: Final = f"""\
MATCH (e:Entity)
WITH e, head([label IN labels(e) WHERE label <> 'Entity']) AS label, COUNT {{ (e)<-[:{TYPES}]-() }} AS said
WHERE said > 1 AND NOT e:Repo
MATCH (e)<-[r:{TYPES}]-()
WHERE r.labels IS NOT NULL
WITH e, label, collect(head([other IN r.labels WHERE other <> label])) AS others, count(r) AS said
WHERE size(others) * 3 >= said
WITH e, others, said
ORDER BY said DESC, e.entity_id
LIMIT {MOST}
RETURN {ENTITY_ROW} AS entity, others, said
"""

UNSURE: Final = f"""\
MATCH (e:Entity)
WITH e, COUNT {{ (e)<-[:{TYPES}]-() }} AS said
WHERE said > 1 AND NOT e:Repo
MATCH (e)<-[r:{TYPES}]-()
WHERE r.score IS NOT NULL
WITH e, count(r) AS said, avg(r.score) AS score, max(r.score) AS best
WHERE score < 0.7 AND best < 0.9
WITH e, said, score
ORDER BY said * (1 - score) DESC, e.entity_id
LIMIT {MOST}
RETURN {ENTITY_ROW} AS entity, score
"""

SENTENCES: Final = f"""\
UNWIND $entity_ids AS entity_id
MATCH (e:Entity {{entity_id: entity_id}})
CALL {{
  WITH e
  MATCH (e)<-[r:{TYPES}]-(p:Paper)
  WHERE $kind IS NULL OR type(r) = $kind
  RETURN r, p
  ORDER BY r.fields IS NULL, p.published IS NULL, p.published DESC, p.paper_id
  LIMIT $each
}}
RETURN entity_id, type(r) AS type, {EVIDENCE} AS evidence, coalesce(p.abstract, '') AS abstract, {PAPER_ROW} AS paper
"""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What may be wrong.

    Attributes:
        why: which question it is.
        entities: what it is about, what most papers name first.
        papers: how many papers it touches.
        said: the reason in a few words.
        guess: the type that papers say instead, where that is the question.
    """

    why: Why
    entities: tuple[EntityRow, ...]
    papers: int
    said: str
    guess: str = ""


def doubts(store: Store, why: Why) -> tuple[Doubt, ...]:
    """Return what may be wrong in one way, what touches most papers first."""
    match why:
        case "duplicates":
            return _duplicates(store)
        case "introduced":
            return tuple(
                Doubt(why, (one,), one.papers, f"{row['introducers']} papers say that they introduce it")
                for row in store.read(INTRODUCED)
                for one in (entity_row(row["entity"]),)
            )
        case "types":
            return tuple(_disagreeing(row["entity"], row["others"], row["said"]) for row in store.read(TYPES_DISAGREE))
        case "unsure":
            return tuple(
                Doubt(why, (one,), one.papers, f"a score of {row['score']:.2f} on average")
                for row in store.read(UNSURE)
                for one in (entity_row(row["entity"]),)
            )


def sentences(
    store: Store, entity_ids: Collection[str], *, kind: str | None = None, each: int = 3
) -> Mapping[str, tuple[EntityRelation, ...]]:
    """Return what some papers say of entities, a few of each, the latest first; of one relation alone, or of all."""
    found: dict[str, list[EntityRelation]] = {}
    for row in store.read(SENTENCES, entity_ids=sorted(entity_ids), kind=kind, each=each):
        evidence = row["evidence"]
        found.setdefault(row["entity_id"], []).append(
            EntityRelation(
                paper=paper_row(row["paper"]),
                abstract=row["abstract"],
                type=row["type"],
                score=evidence["score"],
                extractor=evidence["extractor"],
                mentions=mentions(evidence, row["type"]),
                listed=bool(evidence["listed"]),
            )
        )
    return {entity_id: tuple(said) for entity_id, said in found.items()}


def _duplicates(store: Store) -> tuple[Doubt, ...]:
    rows = store.read(NAMES)
    said = {row["entity_id"]: row["said"] for row in rows}
    pairs = look_alikes((row["entity_id"], row["label"], row["name"]) for row in rows)
    pairs = sorted(pairs, key=lambda pair: (-min(said[one] for one in pair), pair))[: MOST // 2]
    looks = store.read(TOGETHER, pairs=[list(pair) for pair in pairs])
    asked = sorted({one for pair in pairs for one in pair})
    found = {row["entity"]["entity_id"]: entity_row(row["entity"]) for row in store.read(ROWS, entity_ids=asked)}
    ranked = []
    for row in looks:
        one, other = sorted((found[row["a"]], found[row["b"]]), key=lambda each: (-each.papers, each.entity_id))
        if not row["shared"] and other.papers > 1:
            continue  # nothing in common but a few letters
        together = f"; {row['both']} papers name both" if row["both"] else ""
        doubt = Doubt(
            "duplicates",
            (one, other),
            one.papers + other.papers,
            f"papers of both name {row['shared']} other things in common{together}",
        )
        ranked.append((row["both"] > 0, -other.papers * (1 + row["shared"]), one.entity_id, other.entity_id, doubt))
    return tuple(doubt for *_, doubt in sorted(ranked, key=lambda one: one[:4]))


def _disagreeing(row: dict[str, object], others: list[str], said: int) -> Doubt:
    one = entity_row(row)
    guess = max(sorted(set(others)), key=others.count)
    return Doubt(
        "types", (one,), one.papers, f"{len(others)} of {said} papers call it otherwise, most a {guess}", guess
    )
