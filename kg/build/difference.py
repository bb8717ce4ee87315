"""A difference: what texts name otherwise once some papers came, changed or went.

Only what these can touch is read, resolved and written, and it ends in the graph that all papers give at once. That
holds where the index is of this graph, to the paper; the caller sees to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from kg import batch
from kg.build import correcting
from kg.build.listed import Listed, labels, made_ids, points
from kg.build.stages import Named, listings, paper_rows
from kg.store import corpus, entities, naming_counts, papers, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.build.correcting import Correcting
    from kg.build.stages import Stages
    from kg.corpus import Change, Extractions, Listing, ResolutionIndex
    from kg.corrections import Entry, Plan
    from kg.model import Entity
    from kg.store import Store
    from kg.store.corpus import Text

_AT_LEAST = 500
_SHARE = 4
"""Where more than 500 papers, and more than a quarter, are changed, the whole costs no more."""


def bring(
    store: Store,
    kept: Extractions,
    index: ResolutionIndex,
    known: AbstractSet[str],
    stages: Stages,
    *,
    state: Callable[[str], str],
    ledger: Correcting,
) -> Callable[[Collection[str]], Named] | None:
    """Bring the graph to say what its texts name.

    Args:
        store: an open store.
        kept: what the extractor said before.
        index: of this graph, as it was when naming was last written.
        known: the papers whose texts are known now.
        stages: what extracts, writes and tells of it.
        state: gives the state of the graph by that of the index.
        ledger: the corrections to apply.

    Returns:
        a function that counts what some papers name; None where so much is changed that all may be looked at.
    """
    before = index.paper_ids()
    gone = before - known
    moved = (known - before) | gone
    changed = (
        (known - before) | set(papers.pending(store)) | (corpus.citing(store, moved) if moved else set())
    ) & known
    if len(changed | gone) > max(_AT_LEAST, len(known) // _SHARE):
        return None
    texts = list(corpus.texts(store, changed)) if changed else []
    extractions = stages.extractions(kept, texts)
    before_them = correcting.written_with(store)
    if texts or gone or before_them != ledger.entries:
        cites = {paper_id: list[str]() for paper_id in changed} | corpus.cites(store, changed)
        since = index.state
        old = {paper_id: one for paper_id in changed | gone if (one := index.listing(paper_id)) is not None}
        was = _plan(store, index, before_them, before)
        standing.forget(store)
        with index.change(extractions, gone, cites=cites, lists=listings(texts), since=since) as change:
            stages.resolved(len(texts))
            plans = _Plans(was, _plan(store, index, ledger.entries, known))
            _write(store, index, change, _Changed(frozenset(gone), texts, old), stages=stages, plans=plans)
            ledger.tell(plans.now)
            now = index.state
        ledger.keep(store)
        standing.keep(store, state(now))
    else:
        stages.resolved(0)
    stages.clock.ends("write")
    return _counter(store, index.mentions())


@dataclass(frozen=True, slots=True)
class _Changed:
    """What is changed in the corpus.

    Attributes:
        gone: papers that are no more.
        texts: papers that came or may have changed.
        old: what was listed of any of these before.
    """

    gone: frozenset[str]
    texts: Sequence[Text]
    old: Mapping[str, Listing]


def _plan(store: Store, index: ResolutionIndex, entries: Sequence[Entry], known: Collection[str]) -> Plan:
    """Return what corrections do to the corpus as the index knows it at this moment."""
    entities = index.entities() if entries else ()
    return correcting.plan_of(
        store, entries, entities, known=known, listed=lambda point: bool(index.listed_at([point]))
    )


@dataclass(frozen=True, slots=True)
class _Plans:
    """What corrections did to the graph when it was written last, and what they do now."""

    was: Plan
    now: Plan

    @property
    def entity_ids(self) -> set[str]:
        """What either makes otherwise than texts say."""
        return {one for plan in (self.was, self.now) for one in plan.entities.keys() | plan.sources}

    def reach(self, index: ResolutionIndex) -> set[str]:
        """Give the papers of which corrections say something else now, or name another thing."""
        entity_ids, paper_ids = self.now.reach(self.was)
        found = index.papers_naming(entity_ids) | paper_ids
        was, now = self.was.entities, self.now.entities
        otherwise = {one for one in was.keys() | now.keys() if was.get(one) != now.get(one)} | entity_ids
        if index.lists and otherwise:
            touched = [one for plan in (self.was, self.now) for one in plan.called(otherwise)]
            found |= index.listed_at([*points(touched), *otherwise])
        return found & index.paper_ids()


def _write(
    store: Store, index: ResolutionIndex, change: Change, changed: _Changed, *, stages: Stages, plans: _Plans
) -> None:
    plan = plans.now
    moved = {*(entity.entity_id for entity in change.entities), *change.gone_entities}
    entities_moved = [*change.entities, *(one for one in change.before.entities if one.entity_id in moved)]
    texts = {text.paper.paper_id: text for text in changed.texts}
    # What lists name is what texts know by that name: it is looked up again where a text's entity is another now.
    asking = index.listed_at(points(entities_moved)) if index.lists else set()
    reached = plans.reach(index) - changed.gone
    asking |= reached
    writing = (change.paper_ids - changed.gone) | texts.keys() | asking
    listed, made = _listed(store, index, texts, asking, changed.old, plans=plans)
    texts |= {text.paper.paper_id: text for text in corpus.texts(store, writing - texts.keys())}
    found = index.extractions(writing)
    order = sorted(writing)
    rows = paper_rows(
        stages.extractor,
        [texts[paper_id] for paper_id in order],
        [found[paper_id] for paper_id in order],
        plan.relations(index.relations(found)),
        listed=listed,
        plan=plan,
    )
    differing = [row for row in rows.values() if texts[row["paper_id"]].digest != row["digest"]]
    paper_ids = [row["paper_id"] for row in differing]

    new = {entity.entity_id: entity for entity in [*change.entities, *_untouched(index, plans)]}
    new |= {entity_id: listed.new[entity_id] for entity_id in made if entity_id in listed.new}
    new_entities = correcting.corrected(plan, new.values(), {*plans.entity_ids, *new})
    entities.upsert_some(store, batch.entity_rows(new_entities, correcting.marks(plan)))
    introduced = {plan.home(one) or one for one in _introduced_by_gone(change, changed, listed)}
    introduced |= entities.introduced(store, paper_ids)
    stages.write(store, differing, texts.values())
    introduced |= entities.introduced(store, paper_ids)
    gone = ({*change.gone_entities, *made} - listed.new.keys()) - plan.entities.keys()
    gone |= plans.entity_ids - entities.named(store, plans.entity_ids)
    _variants(store, index, change, plans, gone)
    entities.drop(store, gone)
    entities.infer_builds_on(store, {*paper_ids, *entities.users(store, introduced)})


def _untouched(index: ResolutionIndex, plans: _Plans) -> list[Entity]:
    """Give the entities that corrections touched, or that they leave as texts name them while they take papers away."""
    left = plans.entity_ids - plans.now.entities.keys()
    return [entity for entity in index.entities() if entity.entity_id in left] if left else []


def _variants(store: Store, index: ResolutionIndex, change: Change, plans: _Plans, gone: AbstractSet[str]) -> None:
    if not plans.entity_ids:
        entities.change_variants(store, change.variants, change.gone_variants)
        return
    pairs = index.variants()
    once = {variant for variant, _ in (*pairs, *change.gone_variants)}
    some = {plans.now.home(one) or one for one in once | plans.entity_ids}
    wanted = [pair for pair in plans.now.variants(pairs) if gone.isdisjoint(pair)]
    entities.variants(store, wanted, sorted(some - gone))


def _listed(
    store: Store,
    index: ResolutionIndex,
    texts: dict[str, Text],
    asking: set[str],
    old: Mapping[str, Listing],
    *,
    plans: _Plans,
) -> tuple[Listed, set[str]]:
    """Give the entities, and the ids of those that lists alone may make otherwise now, which are made there."""
    lists = [one for paper_id in texts.keys() | asking if (one := index.listing(paper_id)) is not None]
    lists += old.values()
    lying = {point for one in lists for point in one.points}
    if not lying:
        return Listed((), plan=plans.now), set()
    made = made_ids(lying)
    makers = index.listed_at(made)
    texts |= {text.paper.paper_id: text for text in corpus.texts(store, makers - texts.keys())}
    every = [one for paper_id in makers if (one := index.listing(paper_id)) is not None]
    asked = labels({point for one in every for point in one.points} | lying)
    listed = Listed(index.entities(), asked, plan=plans.now)
    for paper_id in sorted(makers):  # who lists a name first names the entity
        for _ in listed.relations(texts[paper_id]):
            pass
    return listed, made - listed.known


def _introduced_by_gone(change: Change, changed: _Changed, listed: Listed) -> set[str]:
    """Give the entities that papers which are no more introduced, and maybe others."""
    found = {
        one.entity_id for one in change.before.relations if one.type == "INTRODUCES" and one.paper_id in changed.gone
    }
    for paper_id in changed.gone & changed.old.keys():
        found |= made_ids(changed.old[paper_id].points) | listed.at(changed.old[paper_id].points)
        found |= {entity.entity_id for entity in change.before.entities}
    return found


def _counter(store: Store, mentions: Mapping[str, int]) -> Callable[[Collection[str]], Named]:
    @cache
    def count(paper_ids: frozenset[str]) -> Named:
        return Named(
            sum(mentions.get(paper_id, 0) for paper_id in paper_ids),
            naming_counts.entities(store, sorted(paper_ids)),
            naming_counts.relationships(store, sorted(paper_ids)),
        )

    return lambda paper_ids: count(frozenset(paper_ids))
