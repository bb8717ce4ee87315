"""What builds on what: papers that use what another introduced, inferred and no citation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.queries.cypher import CITED_BY, PAPER_ROW
from kg.queries.rows import paper_row

if TYPE_CHECKING:
    from kg.model import Label
    from kg.queries.records import PaperRow
    from kg.store import Store

MOST: Final = 20

COUNT: Final = """\
MATCH (p:Paper {paper_id: $paper_id})
RETURN COUNT { (p)-[:BUILDS_ON]->() } AS bases, COUNT { (p)<-[:BUILDS_ON]-() } AS builders
"""

_ROWS: Final = f"""\
WITH p, r
ORDER BY {CITED_BY.format(node="p")} DESC, p.published IS NULL, p.published DESC, p.paper_id
SKIP $skip
LIMIT $limit
RETURN {PAPER_ROW} AS paper,
       COLLECT {{
         UNWIND r.via AS entity_id
         MATCH (e:Entity {{entity_id: entity_id}})
         RETURN [e.entity_id, e.name, head([label IN labels(e) WHERE label <> 'Entity'])]
       }} AS via
"""

BASES: Final = f"""\
MATCH (:Paper {{paper_id: $paper_id}})-[r:BUILDS_ON]->(p:Paper)
{_ROWS}"""

BUILDERS: Final = f"""\
MATCH (:Paper {{paper_id: $paper_id}})<-[r:BUILDS_ON]-(p:Paper)
{_ROWS}"""


@dataclass(frozen=True, slots=True)
class Via:
    """The entity that the one paper introduced and the other uses: how it is known that it builds on it."""

    entity_id: str
    name: str
    label: Label


@dataclass(frozen=True, slots=True)
class Building:
    """The paper at the other end, and by which entities it is known."""

    paper: PaperRow
    via: tuple[Via, ...]


def bases(store: Store, paper_id: str, *, skip: int = 0, limit: int = MOST) -> tuple[Building, ...]:
    """Return the papers that a paper builds on, the most cited first."""
    return _rows(store, BASES, paper_id, skip, limit)


def builders(store: Store, paper_id: str, *, skip: int = 0, limit: int = MOST) -> tuple[Building, ...]:
    """Return the papers that build on a paper, the most cited first."""
    return _rows(store, BUILDERS, paper_id, skip, limit)


def count_building(store: Store, paper_id: str) -> tuple[int, int]:
    """Return how many papers a paper builds on, and how many build on it."""
    row = next(iter(store.read(COUNT, paper_id=paper_id)), {"bases": 0, "builders": 0})
    return row["bases"], row["builders"]


def _rows(store: Store, statement: str, paper_id: str, skip: int, limit: int) -> tuple[Building, ...]:
    rows = store.read(statement, paper_id=paper_id, skip=max(0, skip), limit=max(0, limit))
    return tuple(Building(paper_row(row["paper"]), tuple(Via(*one) for one in row["via"])) for row in rows)
