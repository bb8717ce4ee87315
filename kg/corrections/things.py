"""The entities that corrections touch: what they are called, and of what type, after each step."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.lexicon import normal_form
from extract.resolution import slug
from kg.model import Entity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.corrections.records import Entry, Thing
    from kg.model import Label

_FAMILY: dict[str, str] = {"Method": "name", "Model": "name", "Benchmark": "name"}
"""A method, a model and a benchmark of one name are one thing that papers call differently."""


@dataclass(slots=True)
class Touched:
    """An entity while corrections are applied to it.

    Attributes:
        former: ids that lead to it.
        marks: the entries that changed it, in their order.
        accepted: the entry that says that it is right.
    """

    entity_id: str
    name: str
    label: Label
    aliases: set[str] = field(default_factory=set)
    url: str | None = None
    former: set[str] = field(default_factory=set)
    marks: list[Entry] = field(default_factory=list)
    accepted: Entry | None = None

    @property
    def names(self) -> set[str]:
        """Everything that it is called."""
        return {self.name, *self.aliases}

    def absorb(self, other: Touched) -> None:
        """Take over what another is called."""
        self.aliases |= other.names
        self.former |= {other.entity_id, *other.former}
        self.marks += [mark for mark in other.marks if mark not in self.marks]
        self.url = self.url or other.url

    def call(self, name: str) -> None:
        """Give it another name; the one before stays an alias."""
        self.aliases.add(self.name)
        self.name = name

    def let_go(self, forms: frozenset[str]) -> set[str]:
        """Take names of some forms away from it, and return them; one name stays."""
        gone = {name for name in self.names if normal_form(name) in forms}
        left = self.names - gone
        if not left:
            return gone - {self.name}
        if self.name in gone:
            self.name = min(left, key=lambda name: (len(name), name))
        self.aliases = left - {self.name}
        return gone

    def entity(self) -> Entity:
        """Return it as a record."""
        return Entity(self.entity_id, self.name, self.label, tuple(sorted(self.aliases - {self.name})), self.url)


def touched(entity: Entity) -> Touched:
    """Return a copy of an entity that can be changed."""
    return Touched(entity.entity_id, entity.name, entity.label, set(entity.aliases), entity.url)


def family(label: str) -> str:
    """Return what labels share a name with this one."""
    return _FAMILY.get(label, label)


def own_id(label: Label, name: str) -> str:
    """Return the key of the entity of a type and a name."""
    form = normal_form(name)
    return f"repo:{form}" if label == "Repo" else f"{label.lower()}:{slug(form)}"


class Finder:
    """Finds the entity that an entry means.

    Args:
        entities: of a corpus, as texts name them.
    """

    def __init__(self, entities: Iterable[Entity]) -> None:
        self.by_id = {entity.entity_id: entity for entity in entities}
        self._by_slug: dict[tuple[str, str], list[str]] | None = None
        self._by_name: dict[tuple[str, str], list[str]] = {}

    def near(self, thing: Thing) -> str | None:
        """Return the one entity that a thing may be by now, though none has its key.

        Papers that came later can give a thing another type, and so another key, or another spelling.
        """
        if self._by_slug is None:
            self._look_through()
        kin = family(thing.label)
        found = (self._by_slug or {}).get((kin, thing.entity_id.partition(":")[2]), [])
        if len(found) != 1:
            found = self._by_name.get((kin, normal_form(thing.name)), [])
        return found[0] if len(found) == 1 else None

    def called(self, label: str, entity_id: str) -> str | None:
        """Return the one entity that a key of some type stands for, its own or that of a type which shares names."""
        if entity_id in self.by_id:
            return entity_id
        if self._by_slug is None:
            self._look_through()
        found = (self._by_slug or {}).get((family(label), entity_id.partition(":")[2]), [])
        return found[0] if len(found) == 1 else None

    def _look_through(self) -> None:
        by_slug: dict[tuple[str, str], list[str]] = {}
        for entity in self.by_id.values():
            kin = family(entity.label)
            by_slug.setdefault((kin, entity.entity_id.partition(":")[2]), []).append(entity.entity_id)
            for form in {normal_form(name) for name in (entity.name, *entity.aliases)}:
                self._by_name.setdefault((kin, form), []).append(entity.entity_id)
        self._by_slug = by_slug
