"""Variants as a tree: what an entity is a size, a version or a part of, and what is of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.queries.cypher import ENTITY_ROW
from kg.queries.rows import entity_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.queries.records import EntityRow
    from kg.store import Store

MOST: Final = 200

FAMILY: Final = f"""\
MATCH (self:Entity {{entity_id: $entity_id}})
CALL {{
  WITH self
  MATCH (self)-[:VARIANT_OF*0..6]->(root:Entity)
  WHERE NOT (root)-[:VARIANT_OF]->()
  RETURN DISTINCT root
}}
MATCH (root)<-[:VARIANT_OF*0..8]-(e:Entity)
WITH DISTINCT e
ORDER BY COUNT {{ (e)<--() }} DESC, e.entity_id
LIMIT {MOST + 1}
RETURN {ENTITY_ROW} AS entity, [(e)-[:VARIANT_OF]->(base:Entity) | base.entity_id] AS bases
"""


@dataclass(frozen=True, slots=True)
class Branch:
    """An entity with its variants, those that most papers name first."""

    entity: EntityRow
    variants: tuple[Branch, ...]

    def __len__(self) -> int:
        """Count the entities of the branch."""
        return 1 + sum(map(len, self.variants))


@dataclass(frozen=True, slots=True)
class Family:
    """The trees that hold an entity; `cut` where more than `MOST` entities are of them."""

    trees: tuple[Branch, ...]
    cut: bool = False

    def has_variants(self, entity_id: str) -> bool:
        """Tell whether something is a variant of an entity."""
        waiting = list(self.trees)
        while waiting:
            branch = waiting.pop()
            if branch.entity.entity_id == entity_id and branch.variants:
                return True
            waiting += branch.variants
        return False


def family(store: Store, entity_id: str) -> Family:
    """Return all that an entity is a variant of, with all variants of these; empty where it has none."""
    found = store.read(FAMILY, entity_id=entity_id)
    rows = {row["entity"]["entity_id"]: entity_row(row["entity"]) for row in found[:MOST]}
    if len(rows) < 2:  # noqa: PLR2004 # it is alone
        return Family(())
    bases = {row["entity"]["entity_id"]: [base for base in row["bases"] if base in rows] for row in found[:MOST]}
    return Family(grown(rows, bases), cut=len(found) > MOST)


def grown(rows: Mapping[str, EntityRow], bases: Mapping[str, Sequence[str]]) -> tuple[Branch, ...]:
    """Make trees of entities and what each is a variant of; one of two bases stands below both.

    An entity stands once on the way to it, so that names that say each other end too.
    """
    below: dict[str, list[str]] = {}
    for key, over in bases.items():
        for base in over:
            below.setdefault(base, []).append(key)

    def branch(key: str, above: frozenset[str]) -> Branch:
        on = above | {key}
        children = [branch(child, on) for child in below.get(key, ()) if child not in on]
        children.sort(key=lambda one: (-one.entity.papers, one.entity.name.casefold()))
        return Branch(rows[key], tuple(children))

    return tuple(branch(key, frozenset()) for key in rows if not bases.get(key))
