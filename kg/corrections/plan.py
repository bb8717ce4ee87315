"""The plan of a ledger for one corpus: what its corrections do to the entities that texts name.

Texts are read and resolved as if nobody had ever corrected anything, and the plan says what becomes of that: so the
graph hangs on the corpus and on the entries that stand, and not on when they were made. Each entry is a step from one
entity to another; a mention goes from step to step, in the order of the ledger, and comes to rest where it belongs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from extract.lexicon import normal_form
from kg.corrections.records import Thing
from kg.corrections.things import Finder, Touched, own_id, touched
from kg.model import RELATION_TYPES, Relation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from kg.corrections.records import Entry
    from kg.model import Entity, Label, Mention, RelationType

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


class Plan:
    """What the corrections that stand do to a corpus.

    Args:
        entries: those that stand, in their order.
        entities: of the corpus, as its texts name them.
        paper_ids: the keys that papers have by now, of those that entries name by another.
        listed: says whether sources list what has a key.
        known: the keys of all papers, so that an entry about one that is not there can be told; None tells nothing.

    Attributes:
        steps: all of them, in their order.
    """

    def __init__(
        self,
        entries: Sequence[Entry],
        entities: Iterable[Entity],
        *,
        paper_ids: Mapping[str, str] | None = None,
        known: Collection[str] | None = None,
        listed: Callable[[str], bool] | None = None,
    ) -> None:
        self.entries = tuple(entries)
        self._known = known
        self._listed = listed or _nothing
        self.steps: list[Step] = []
        self._waiting: dict[str, str] = {}
        self._paper_ids = paper_ids or {}
        self._finder = Finder(entities if self.entries else ())
        self._touched: dict[str, Touched] = {}
        self._moved: dict[str, str | None] = {}
        self._by_source: dict[str, list[tuple[int, Step]]] = defaultdict(list)
        self._marks: dict[tuple[str, str, RelationType], tuple[Entry, ...]] = {}
        for entry in self.entries:
            self._take(entry)

    @property
    def entities(self) -> dict[str, Touched]:
        """The entities that are otherwise than texts say, and those that corrections make, by id."""
        return self._touched

    @property
    def sources(self) -> set[str]:
        """The ids that something becomes of: no node has them, or one that is otherwise than texts say."""
        return self._moved.keys() | self._by_source.keys()

    def entity(self, entity: Entity) -> Entity | None:
        """Return what an entity is now; None where it is another by now, or none at all."""
        if entity.entity_id in self._touched:
            return self._touched[entity.entity_id].entity()
        return None if entity.entity_id in self._moved else entity

    def home(self, entity_id: str) -> str | None:
        """Return the id of what an entity is now; None where it is nothing."""
        seen = set[str]()
        while entity_id not in self._touched and entity_id in self._moved and entity_id not in seen:
            seen.add(entity_id)
            there = self._moved[entity_id]
            if there is None:
                return None
            entity_id = there
        return entity_id

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

    def listed(self, paper_id: str, entity_id: str, kind: RelationType, name: str) -> Rest:
        """Follow what a source lists of a paper by a name to where it comes to rest."""
        return self.rest(paper_id, entity_id, kind, normal_form(name))

    @property
    def waiting(self) -> list[tuple[Entry, str]]:
        """The entries that find nothing to correct, each with what is not there."""
        found = []
        for entry in self.entries:
            missing = self._waiting.get(entry.entry_id)
            if missing is None and entry.papers and self._known is not None:
                there = [one for one in entry.papers if self._paper_ids.get(one.paper_id, one.paper_id) in self._known]
                missing = None if there else entry.papers[0].paper_id
            if missing is not None:
                found.append((entry, missing))
        return found

    def relations(self, relations: Iterable[Relation]) -> list[Relation]:
        """Return what papers say of entities, corrected, in the order of a resolution."""
        return self._corrected(relations) if self._by_source else list(relations)

    def _corrected(self, relations: Iterable[Relation]) -> list[Relation]:
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
            found = self._joined(found, changed)
        for key, of in marks.items():
            self._marks[key] = tuple(of)
        ranks = {kind: rank for rank, kind in enumerate(RELATION_TYPES)}
        return sorted(found, key=lambda one: (one.paper_id, one.entity_id, ranks[one.type]))

    def marks(self, paper_id: str, entity_id: str, kind: RelationType) -> tuple[Entry, ...]:
        """Return the entries that changed what a paper says of an entity, after `relations` was asked."""
        return self._marks.get((paper_id, entity_id, kind), ())

    def variants(self, pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Return pairs of variant and base as they are now: between things of one type, and never in a circle."""
        base: dict[str, set[str]] = defaultdict(set)
        found = []
        for variant, of in sorted({(self.home(one) or "", self.home(other) or "") for one, other in pairs}):
            ends = self._label(variant), self._label(of)
            if not variant or not of or variant == of or ends[0] != ends[1] or variant in _above(base, of):
                continue
            base[variant].add(of)
            found.append((variant, of))
        return found

    def reach(self, other: Plan) -> tuple[set[str], set[str]]:
        """Return what may be otherwise where this plan takes the place of another: entities as texts name them, papers.

        Of the entities all papers are meant.
        """
        mine, before = {one.key: one for one in self.steps}, {one.key: one for one in other.steps}
        entity_ids, paper_ids = set[str](), set[str]()
        for plan, steps, others in ((self, mine, before), (other, before, mine)):
            for key, step in steps.items():
                if key not in others:
                    if step.papers is not None:
                        paper_ids |= step.papers
                    else:
                        entity_ids |= plan._leading(step.source)  # noqa: SLF001 - another of its class
        return entity_ids, paper_ids

    def called(self, entity_ids: Collection[str]) -> list[Entity]:
        """Return those of some entities that texts name, as they do."""
        return [self._finder.by_id[one] for one in sorted(entity_ids) if one in self._finder.by_id]

    def _label(self, entity_id: str) -> str:
        if entity_id in self._touched:
            return self._touched[entity_id].label
        known = self._finder.by_id.get(entity_id)
        return known.label if known else ""

    def _leading(self, entity_id: str) -> set[str]:
        """Return the ids from which steps lead to one."""
        by_target: dict[str, set[str]] = defaultdict(set)
        for step in self.steps:
            if step.target is not None:
                by_target[step.target].add(step.source)
        found, new = set[str](), {entity_id}
        while new:
            found |= new
            new = {source for target in new for source in by_target.get(target, ())} - found
        return found

    def _joined(
        self, rest: list[Relation], changed: Mapping[tuple[str, str, RelationType], list[Mention]]
    ) -> list[Relation]:
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

    def _take(self, entry: Entry) -> None:  # noqa: C901 - a case a kind, and nothing else
        thing = entry.entity
        if thing is None:
            return
        here = self._find(entry, thing)
        papers = frozenset(self._paper_ids.get(one.paper_id, one.paper_id) for one in entry.papers) or None
        forms = frozenset(map(normal_form, entry.surfaces)) or None
        match entry.kind:
            case "merge" if entry.into is not None:
                self._merge(entry, here, thing, self._find(entry, entry.into, waits=False), entry.into)
            case "rename":
                self._change(entry, here, thing).call(entry.name)
            case "alias":
                self._alias(entry, here, thing)
            case "retype" if entry.label is not None:
                self._retype(entry, here, thing, entry.label)
            case "split":
                self._split(entry, here, thing, forms, papers)
            case "reject":
                self._reject(entry, here, thing, forms, papers)
            case "not-introduced":
                self._step(Step(entry, here, here, papers=papers))
            case "accept" if entry.papers:
                self._step(Step(entry, here, here, papers=papers))
            case "accept" if entry.other is None:
                self._one(here, thing).accepted = entry
            case _:
                pass

    def _find(self, entry: Entry, thing: Thing, *, waits: bool = True) -> str:
        """Return the id of the thing that an entry means at this point; its own where there is none."""
        there = self.home(thing.entity_id)
        if there is not None and (there in self._touched or there in self._finder.by_id or self._listed(there)):
            return there
        if there is not None and (near := self._finder.near(thing)) is not None and (home := self.home(near)):
            return home
        if waits:
            self._waiting[entry.entry_id] = thing.entity_id
        return thing.entity_id

    def _one(self, entity_id: str, thing: Thing) -> Touched:
        """Return an entity as it is at this point, to be changed; one that is not there is as the entry says."""
        if entity_id not in self._touched:
            known = self._finder.by_id.get(entity_id)
            self._touched[entity_id] = Touched(entity_id, thing.name, thing.label) if known is None else touched(known)
            self._moved.pop(entity_id, None)
        return self._touched[entity_id]

    def _change(self, entry: Entry, entity_id: str, thing: Thing) -> Touched:
        one = self._one(entity_id, thing)
        one.marks.append(entry)
        if thing.entity_id != entity_id:
            one.former.add(thing.entity_id)
        return one

    def _step(self, step: Step) -> None:
        self._by_source[step.source].append((len(self.steps), step))
        self.steps.append(step)

    def _go(self, entry: Entry, here: str, there: str, label: Label) -> None:
        """Let everything of one entity be another's."""
        moved = self._touched.pop(here, None)
        self._moved[here] = there
        self._moved.pop(there, None)
        if moved is not None and there in self._touched:
            self._touched[there].absorb(moved)
            self._touched[there].former.discard(there)
        self._step(Step(entry, here, there, label))

    def _merge(self, entry: Entry, here: str, thing: Thing, there: str, into: Thing) -> None:
        if here == there:  # they are one already
            return
        self._one(here, thing)
        target = self._change(entry, there, into)
        if entry.name:
            target.call(entry.name)
        self._go(entry, here, there, target.label)

    def _alias(self, entry: Entry, here: str, thing: Thing) -> None:
        one = self._change(entry, here, thing)
        one.aliases.add(entry.name)
        same = own_id(one.label, entry.name)
        same = self._finder.called(one.label, same) or same
        if same != here and same not in self._moved:  # what bears that name is it, whether texts name it so or lists
            if same in self._finder.by_id:
                self._one(same, Thing(same, entry.name, one.label))
            self._go(entry, same, here, one.label)

    def _retype(self, entry: Entry, here: str, thing: Thing, label: Label) -> None:
        one = self._change(entry, here, thing)
        there = f"{label.lower()}:{here.partition(':')[2]}"
        if there == here:
            one.label = label
            return
        target = self._touched.get(there)
        if target is None and there in self._finder.by_id and there not in self._moved:
            target = self._one(there, thing)
        if target is None:
            self._touched[there] = Touched(
                there, one.name, label, set(one.aliases), one.url, set(one.former), list(one.marks), one.accepted
            )
        elif entry not in target.marks:
            target.marks.append(entry)
        self._go(entry, here, there, label)

    def _split(
        self,
        entry: Entry,
        here: str,
        thing: Thing,
        forms: frozenset[str] | None,
        papers: frozenset[str] | None,
    ) -> None:
        one = self._change(entry, here, thing)
        label = entry.label or one.label
        there = own_id(label, entry.name)
        there = self.home(there) or there
        if there == here:
            self._waiting[entry.entry_id] = f"{there}, which is what it is split from,"
            return
        new = self._touched.get(there)
        if new is None:
            known = self._finder.by_id.get(there)
            new = Touched(there, entry.name, label) if known is None else touched(known)
            self._touched[there] = new
            self._moved.pop(there, None)
        new.marks.append(entry)
        new.aliases |= set(entry.surfaces)
        if forms is not None and papers is None:
            new.aliases |= one.let_go(forms)
        self._step(Step(entry, here, there, new.label, forms, papers))

    def _reject(
        self,
        entry: Entry,
        here: str,
        thing: Thing,
        forms: frozenset[str] | None,
        papers: frozenset[str] | None,
    ) -> None:
        if papers is None and entry.relation is None:
            if forms is None:
                self._touched.pop(here, None)
                self._moved[here] = None
            else:
                self._change(entry, here, thing).let_go(forms)
        self._step(Step(entry, here, None, None, forms, papers))


def _form(mention: Mention) -> str:
    return normal_form(mention.name or mention.surface)


def _fitting(mention: Mention | None, kind: RelationType, label: Label) -> RelationType:
    """Return the relation that stands with a type: what its sentence says, where that fits, else that it is used."""
    said = kind if mention is None else mention.relation
    if said in _ONLY_WITH:
        return said if _ONLY_WITH[said] == label else "USES"
    return "USES" if kind in _ONLY_WITH and _ONLY_WITH[kind] != label else kind


def _above(base: Mapping[str, set[str]], entity_id: str) -> set[str]:
    """Return what an entity is a variant of, near and far, and itself."""
    found, new = set[str](), {entity_id}
    while new:
        found |= new
        new = {one for known in new for one in base.get(known, ())} - found
    return found


def with_marks(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """Return the properties that say which entries changed something, or found it right, who made them, and when."""
    found: dict[str, list[str]] = {}
    for prefix, some in (
        ("corrected", [one for one in entries if one.kind != "accept"]),
        ("accepted", [one for one in entries if one.kind == "accept"]),
    ):
        if some:
            found[f"{prefix}_by"] = [one.who for one in some]
            found[f"{prefix}_at"] = [one.at for one in some]
    if entries:
        found["corrections"] = [one.entry_id for one in entries]
    return found


def _nothing(_entity_id: str) -> bool:
    """Say that sources list nothing."""
    return False
