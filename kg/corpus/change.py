"""A change: what resolution says otherwise once papers came, changed or went."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.model import Entity, Relation, RelationType, Resolution


@dataclass(frozen=True)
class Change:
    """What resolution said of all that can be affected, and what it says now.

    Attributes:
        before: of the papers as they were.
        after: of the papers as they are.
    """

    before: Resolution
    after: Resolution

    @cached_property
    def entities(self) -> tuple[Entity, ...]:
        """The entities that are new, or have another name, label, alias or address."""
        known = set(self.before.entities)
        return tuple(entity for entity in self.after.entities if entity not in known)

    @cached_property
    def gone_entities(self) -> tuple[str, ...]:
        """The ids of entities that no paper names any more."""
        left = {entity.entity_id for entity in self.after.entities}
        return tuple(entity.entity_id for entity in self.before.entities if entity.entity_id not in left)

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that are new, or have other mentions."""
        known = set(self.before.relations)
        return tuple(relation for relation in self.after.relations if relation not in known)

    @cached_property
    def gone_relations(self) -> tuple[tuple[str, str, RelationType], ...]:
        """The paper_id, entity_id and type of relations that are no more."""
        left = {(one.paper_id, one.entity_id, one.type) for one in self.after.relations}
        found = [(one.paper_id, one.entity_id, one.type) for one in self.before.relations]
        return tuple(one for one in found if one not in left)

    @cached_property
    def variants(self) -> tuple[tuple[str, str], ...]:
        """The pairs of variant and base that are new."""
        return tuple(sorted(set(self.after.variants) - set(self.before.variants)))

    @cached_property
    def gone_variants(self) -> tuple[tuple[str, str], ...]:
        """The pairs of variant and base that are no more."""
        return tuple(sorted(set(self.before.variants) - set(self.after.variants)))

    @cached_property
    def paper_ids(self) -> frozenset[str]:
        """The papers of which other relations are said now."""
        return frozenset(one.paper_id for one in self.relations) | {one[0] for one in self.gone_relations}
