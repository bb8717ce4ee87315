"""The plan of a ledger for one corpus: what its corrections do to the entities that texts name.

Texts are read and resolved as if nobody had ever corrected anything, and the plan says what becomes of that: so the
graph hangs on the corpus and on the entries that stand, and not on when they were made. Each entry is a step from one
entity to another; a mention goes from step to step, in the order of the ledger, and comes to rest where it belongs.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from extract.lexicon import normal_form
from kg.corrections.records import Thing
from kg.corrections.steps import Step, Steps
from kg.corrections.things import Finder, Touched, own_id, touched

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from kg.corrections.records import Entry
    from kg.corrections.steps import Rest
    from kg.model import Entity, Label, Relation, RelationType


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
        self.steps = Steps()
        self._waiting: dict[str, str] = {}
        self._paper_ids = paper_ids or {}
        self._finder = Finder(entities if self.entries else ())
        self._touched: dict[str, Touched] = {}
        self._moved: dict[str, str | None] = {}
        for entry in self.entries:
            self._take(entry)

    @property
    def entities(self) -> dict[str, Touched]:
        """The entities that are otherwise than texts say, and those that corrections make, by id."""
        return self._touched

    @property
    def sources(self) -> set[str]:
        """The ids that something becomes of: no node has them, or one that is otherwise than texts say."""
        return self._moved.keys() | self.steps.sources

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

    def listed(self, paper_id: str, entity_id: str, kind: RelationType, name: str) -> Rest:
        """Follow what a source lists of a paper by a name to where it comes to rest."""
        return self.steps.rest(paper_id, entity_id, kind, normal_form(name))

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
        return self.steps.corrected(relations) if self.steps.sources else list(relations)

    def marks(self, paper_id: str, entity_id: str, kind: RelationType) -> tuple[Entry, ...]:
        """Return the entries that changed what a paper says of an entity, after `relations` was asked."""
        return self.steps.marks.get((paper_id, entity_id, kind), ())

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
                        entity_ids |= plan.steps.leading(step.source)
        return entity_ids, paper_ids

    def called(self, entity_ids: Collection[str]) -> list[Entity]:
        """Return those of some entities that texts name, as they do."""
        return [self._finder.by_id[one] for one in sorted(entity_ids) if one in self._finder.by_id]

    def _label(self, entity_id: str) -> str:
        if entity_id in self._touched:
            return self._touched[entity_id].label
        known = self._finder.by_id.get(entity_id)
        return known.label if known else ""

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
                self.steps.add(Step(entry, here, here, papers=papers))
            case "accept" if entry.papers:
                self.steps.add(Step(entry, here, here, papers=papers))
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

    def _go(self, entry: Entry, here: str, there: str, label: Label) -> None:
        """Let everything of one entity be another's."""
        moved = self._touched.pop(here, None)
        self._moved[here] = there
        self._moved.pop(there, None)
        if moved is not None and there in self._touched:
            self._touched[there].absorb(moved)
            self._touched[there].former.discard(there)
        self.steps.add(Step(entry, here, there, label))

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
        self.steps.add(Step(entry, here, there, new.label, forms, papers))

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
        self.steps.add(Step(entry, here, None, None, forms, papers))


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
