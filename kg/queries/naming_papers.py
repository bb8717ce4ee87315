"""The papers that name an entity: all of them, by relation and time, each with what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import CallError
from kg.model import RELATION_TYPES
from kg.queries.cypher import CITED_BY, EVIDENCE, PAPER_ROW, TYPES
from kg.queries.rows import mentions, paper_row

if TYPE_CHECKING:
    from kg.model import Mention, RelationType
    from kg.queries.records import PaperRow
    from kg.queries.rows import Row
    from kg.store import Store

ALONE: Final = "MATCH (e:Entity {entity_id: $entity_id})\n"
ROLLED_UP: Final = "MATCH (:Entity {entity_id: $entity_id})<-[:VARIANT_OF*0..5]-(e:Entity)\nWITH DISTINCT e\n"

_NAMING: Final = f"""\
MATCH (e)<-[r:{TYPES}]-(p:Paper)
WHERE ($relation IS NULL OR type(r) = $relation)
  AND ($when IS NULL OR left(toString(coalesce(p.published, p.year)), size($when)) = $when)
"""

COUNT: Final = f"""\
{{entities}}{_NAMING}RETURN count(DISTINCT p) AS total
"""

IDS: Final = f"""\
{{entities}}{_NAMING}WITH DISTINCT p
ORDER BY p.published IS NULL, p.published DESC, p.paper_id
RETURN p.paper_id AS paper_id
"""

PAGE: Final = f"""\
{_NAMING}WITH p, collect({{type: type(r), evidence: {EVIDENCE}, entity_id: e.entity_id, name: e.name}}) AS relations
ORDER BY {{order}}, p.paper_id
SKIP $skip
LIMIT $limit
RETURN {PAPER_ROW} AS paper, coalesce(p.abstract, '') AS abstract, relations
"""

_FACETS: Final = f"""\
MATCH (e)<-[r:{TYPES}]-(p:Paper)
WITH p, collect(DISTINCT type(r)) AS types, toString(coalesce(p.published.year, p.year)) AS year
RETURN types, year, count(*) AS papers
"""

ORDERS: Final[dict[str, str]] = {
    "published": "p.published IS NULL, p.published DESC",
    "citations": f"{CITED_BY.format(node='p')} DESC",
    "title": "toLower(p.title)",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a paper says of an entity, or of a variant of it."""

    entity_id: str
    name: str
    type: RelationType
    score: float | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class NamingPaper:
    """A paper that names an entity, and all that it says of it."""

    paper: PaperRow
    abstract: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """How many papers name an entity: in all, by relation, and by year, the last first."""

    total: int
    relations: dict[str, int]
    years: dict[str, int]


def naming_papers(
    store: Store,
    entity_id: str,
    *,
    relation: RelationType | None = None,
    when: str | None = None,
    rolled_up: bool = False,
    order: str = "published",
    skip: int = 0,
    limit: int = 20,
) -> tuple[NamingPaper, ...]:
    """List papers that name an entity.

    Args:
        store: the store to ask.
        entity_id: the entity.
        relation: what they must do with it.
        when: a year or a month in which they were published, such as ``2026`` or ``2026-05``.
        rolled_up: whether papers that name only a variant of it count.
        order: newest, most cited in the graph, or by title.
        skip: how many to leave out first.
        limit: how many to list.

    Raises:
        CallError: the relation or the order is none.
    """
    if order not in ORDERS:
        raise CallError(f"These papers cannot be ordered by {order!r}: choose {', '.join(ORDERS)}.")
    statement = _entities(rolled_up=rolled_up) + PAGE.replace("{order}", ORDERS[order])
    rows = store.read(
        statement,
        entity_id=entity_id,
        relation=_relation(relation),
        when=when,
        skip=max(0, skip),
        limit=max(0, limit),
    )
    return tuple(_paper(row) for row in rows)


def naming_ids(
    store: Store,
    entity_id: str,
    *,
    relation: RelationType | None = None,
    when: str | None = None,
    rolled_up: bool = False,
) -> tuple[str, ...]:
    """Return the ids of all papers that `naming_papers` lists, the newest first."""
    statement = IDS.format(entities=_entities(rolled_up=rolled_up))
    rows = store.read(statement, entity_id=entity_id, relation=_relation(relation), when=when)
    return tuple(row["paper_id"] for row in rows)


def count_naming(
    store: Store,
    entity_id: str,
    *,
    relation: RelationType | None = None,
    when: str | None = None,
    rolled_up: bool = False,
) -> int:
    """Return how many papers `naming_papers` lists in all."""
    statement = COUNT.format(entities=_entities(rolled_up=rolled_up))
    return int(store.read(statement, entity_id=entity_id, relation=_relation(relation), when=when)[0]["total"])


def facets(store: Store, entity_id: str, *, rolled_up: bool = False) -> Facets:
    """Return by which relations and years the papers that name an entity can be divided."""
    relations: dict[str, int] = {}
    years: dict[str, int] = {}
    total = 0
    for row in store.read(_entities(rolled_up=rolled_up) + _FACETS, entity_id=entity_id):
        total += row["papers"]
        for type_ in row["types"]:
            relations[type_] = relations.get(type_, 0) + row["papers"]
        if row["year"]:
            years[row["year"]] = years.get(row["year"], 0) + row["papers"]
    ordered: dict[str, int] = {type_: relations[type_] for type_ in RELATION_TYPES if type_ in relations}
    return Facets(total, ordered, dict(sorted(years.items(), reverse=True)))


def _entities(*, rolled_up: bool) -> str:
    return ROLLED_UP if rolled_up else ALONE


def _relation(relation: str | None) -> str | None:
    if relation is not None and relation not in RELATION_TYPES:
        raise CallError(f"{relation!r} is no relation of a paper to an entity: choose {', '.join(RELATION_TYPES)}.")
    return relation


def _paper(row: Row) -> NamingPaper:
    said = [
        Said(
            entity_id=one["entity_id"],
            name=one["name"],
            type=one["type"],
            score=one["evidence"]["score"],
            mentions=mentions(one["evidence"], one["type"]),
        )
        for one in row["relations"]
    ]
    said.sort(key=lambda one: (RELATION_TYPES.index(one.type), one.name))
    return NamingPaper(paper_row(row["paper"]), row["abstract"], tuple(said))
