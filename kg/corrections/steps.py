"""Steps from entity to entity: what corrections do to mentions, and where each mention comes to rest."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.lexicon import normal_form
from kg.model import RELATION_TYPES, Relation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.corrections.records import Entry
    from kg.model import Label, Mention, RelationType

_ONLY_WITH: Final[dict[RelationType, Label]] = {
    "EVALUATES_ON": "Benchmark",
    "ADDRESSES": "Task",
    "REPORTS": "Metric",
}


@dataclass(frozen=True, slots=True)
class Step:
    """What one entry does to the mentions of one entity.

    Attributes:
        source: whose mentions.
        target: where they go; itself where they stay; None where they are no mentions of anything.
        label: the type of the target, where it is another.
        forms: the names that it holds for; all where it is None.
        papers: those in which it holds; all where it is None.
    """

    entry: Entry
    source: str
    target: str | None
    label: Label | None = None
    forms: frozenset[str] | None = None
    papers: frozenset[str] | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What must be equal for two steps to do the same."""
        return (self.entry, self.source, self.target, self.label, self.forms, self.papers)

    def holds(self, paper_id: str | None, form: str | None, kind: RelationType | None) -> bool:
        """Say whether it holds for a mention; of a whole entity nothing holds that is said of a part alone."""
        if self.papers is not None and paper_id not in self.papers:
            return False
        if self.forms is not None and form not in self.forms:
            return False
        if self.entry.kind == "not-introduced":
            return kind == "INTRODUCES"
        return self.entry.kind not in ("reject", "accept") or self.entry.relation in (None, kind)


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a mention comes to rest: the entity, the relation, and the entries that changed what is said of a paper."""

    entity_id: str | None
    kind: RelationType
    marks: tuple[Entry, ...] = ()


class Steps:
    """The steps of a plan, in their order.

    Attributes:
        marks: the entries that changed what a paper says of an entity in a relation, after `corrected` was asked.
    """

    def __init__(self) -> None:
        self.marks: dict[tuple[str, str, RelationType], tuple[Entry, ...]] = {}
        self._all: list[Step] = []
        self._by_source: dict[str, list[tuple[int, Step]]] = defaultdict(list)

    def __iter__(self) -> Iterator[Step]:
        return iter(self._all)

    def add(self, step: Step) -> None:
        """Take one more step after all others."""
        self._by_source[step.source].append((len(self._all), step))
        self._all.append(step)

    @property
    def sources(self) -> set[str]:
        """The ids from which a step leads."""
        return set(self._by_source)

    def leading(self, entity_id: str) -> set[str]:
        """Return the ids from which steps lead to one."""
        by_target: dict[str, set[str]] = defaultdict(set)
        for step in self._all:
            if step.target is not None:
                by_target[step.target].add(step.source)
        found, new = set[str](), {entity_id}
        while new:
            found |= new
            new = {source for target in new for source in by_target.get(target, ())} - found
        return found

    def rest(
        self, paper_id: str, entity_id: str, kind: RelationType, form: str | None, mention: Mention | None = None
    ) -> Rest:
        """Follow a mention, or what a source lists, to where it comes to rest."""
        place = -1
        marks: list[Entry] = []
        while True:
            step = next(
                (
                    (number, one)
                    for number, one in self._by_source.get(entity_id, ())
                    if number > place and one.holds(paper_id, form, kind)
                ),
                None,
            )
            if step is None:
                return Rest(entity_id, kind, tuple(marks))
            place, one = step
            if one.entry.kind in ("reject", "split", "not-introduced", "accept"):
                marks.append(one.entry)
            if one.target is None:
                return Rest(None, kind, tuple(marks))
            if one.entry.kind == "not-introduced":
                kind = "USES"
            entity_id = one.target
            if one.label is not None:
                kind = _fitting(mention, kind, one.label)

    def corrected(self, relations: Iterable[Relation]) -> list[Relation]:
        """Return what papers say of entities, corrected, in the order of a resolution."""
        found: list[Relation] = []
        changed: dict[tuple[str, str, RelationType], list[Mention]] = defaultdict(list)
        marks: dict[tuple[str, str, RelationType], dict[Entry, None]] = defaultdict(dict)
        for one in relations:
            if one.entity_id not in self._by_source:
                found.append(one)
                continue
            rests = [
                (mention, self.rest(one.paper_id, one.entity_id, one.type, _form(mention), mention))
                for mention in one.mentions
            ]
            for mention, rest in rests:
                if rest.entity_id is not None:
                    key = one.paper_id, rest.entity_id, rest.kind
                    changed[key].append(mention)
                    marks[key] |= dict.fromkeys(rest.marks)
            for rejected in {mark: None for _, rest in rests if rest.entity_id is None for mark in rest.marks}:
                for _, rest in rests:
                    if rest.entity_id is not None:
                        marks[one.paper_id, rest.entity_id, rest.kind][rejected] = None
        if changed:
            found = _joined(found, changed)
        for key, of in marks.items():
            self.marks[key] = tuple(of)
        ranks = {kind: rank for rank, kind in enumerate(RELATION_TYPES)}
        return sorted(found, key=lambda one: (one.paper_id, one.entity_id, ranks[one.type]))


def _joined(rest: list[Relation], changed: Mapping[tuple[str, str, RelationType], list[Mention]]) -> list[Relation]:
    """Put what came to rest at one place together with what was there."""
    kept, mentions = [], {key: list(found) for key, found in changed.items()}
    for one in rest:
        key = one.paper_id, one.entity_id, one.type
        if key in mentions:
            mentions[key] += one.mentions
        else:
            kept.append(one)
    for (paper_id, entity_id, kind), found in mentions.items():
        once = dict.fromkeys(found)
        placed = tuple(sorted(once, key=lambda m: (m.field != "title", m.start, m.end, m.surface)))
        kept.append(Relation(paper_id, entity_id, kind, max(one.score for one in placed), placed))
    return kept


def _form(mention: Mention) -> str:
    return normal_form(mention.name or mention.surface)


def _fitting(mention: Mention | None, kind: RelationType, label: Label) -> RelationType:
    """Return the relation that stands with a type: what its sentence says, where that fits, else that it is used."""
    said = kind if mention is None else mention.relation
    if said in _ONLY_WITH:
        return said if _ONLY_WITH[said] == label else "USES"
    return "USES" if kind in _ONLY_WITH and _ONLY_WITH[kind] != label else kind
