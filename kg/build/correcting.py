"""Correcting: what people said of the graph, applied to what texts and sources name in it.

Corrections come after resolution, which knows nothing of them: what a build writes hangs on the corpus and on the
entries of the ledger that stand, however both came about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.corrections import Ledger, Plan, active, path_of
from kg.corrections.ledger import read_text
from kg.corrections.plan import with_marks
from kg.identity import ids
from kg.model import Resolution
from kg.store import standing, statements

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from kg.corrections import Entry
    from kg.model import Entity
    from kg.store import Store

_TOLD: Final = 10


class Correcting:
    """The corrections that a build applies.

    Args:
        entries: those that stand, in their order.

    Attributes:
        waiting: after the build, a sentence for each entry that found nothing to correct.
    """

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self.entries = tuple(entries)
        self.waiting: tuple[str, ...] = ()

    def tell(self, plan: Plan) -> None:
        """Remember which entries found nothing."""
        self.waiting = tuple(
            f"Correction {entry.entry_id} waits, because {missing} is not in the graph: {entry}"
            for entry, missing in plan.waiting
        )

    def keep(self, store: Store) -> None:
        """Let the graph say with which corrections it was written."""
        standing.keep_corrections(store, [entry.line() for entry in self.entries])


def correcting(store: Store, on_notice: Callable[[str], None] | None = None) -> Correcting:
    """Read the ledger of a store.

    A graph knows with which corrections it was written; where its ledger is not there at all, as on another machine, it
    is written from that.

    Args:
        store: an open store.
        on_notice: told what is wrong with the ledger.

    Raises:
        KGError: the ledger cannot be read.
    """
    ledger = Ledger(path_of(store))
    notice = on_notice or _silent
    if not ledger.path.exists():
        left = written_with(store)
        if left:
            ledger.append(left)
            notice(f"{ledger.path} was not there: it has the {len(left):,} corrections of the graph now.")
    read = ledger.read()
    for sentence in read.troubles:
        notice(sentence)
    return Correcting(active(read.entries))


def written_with(store: Store) -> tuple[Entry, ...]:
    """Return the corrections that a graph was written with."""
    return read_text("\n".join(standing.corrections(store)), "The graph").entries


def plan_of(
    store: Store,
    entries: Iterable[Entry],
    entities: Iterable[Entity],
    *,
    known: Collection[str],
    listed: Callable[[str], bool],
) -> Plan:
    """Return what entries do to a corpus; papers that were merged into others are found by what they were called.

    Args:
        store: an open store.
        entries: those that stand, in their order.
        entities: as texts name them.
        known: the keys of the papers.
        listed: says whether sources list what has a key.
    """
    some = tuple(entries)
    named = {paper.paper_id for entry in some for paper in entry.papers} - set(known)
    tokens = {paper_id: ids.token(ids.normalise(paper_id)) for paper_id in named}
    homes = statements.papers_of_identifiers(store, sorted(set(tokens.values()))) if tokens else {}
    paper_ids = {paper_id: homes[token] for paper_id, token in tokens.items() if token in homes}
    return Plan(some, entities, paper_ids=paper_ids, known=known, listed=listed)


def corrected(plan: Plan, entities: Iterable[Entity], named: Collection[str]) -> list[Entity]:
    """Return the entities that there are after corrections.

    Args:
        plan: what corrections do.
        entities: as texts and lists name them.
        named: the ids of what any paper names now.
    """
    found = {one.entity_id: one for entity in entities if (one := plan.entity(entity)) is not None}
    found |= {entity_id: one.entity() for entity_id, one in plan.entities.items()}
    doubtful = (plan.entities.keys() | plan.sources) - set(named)
    return sorted((one for one in found.values() if one.entity_id not in doubtful), key=lambda one: one.entity_id)


def resolution(plan: Plan, found: Resolution, listed: Iterable[Entity], named: Collection[str]) -> Resolution:
    """Return the entities and their variants after corrections; of relations, what papers' rows say counts.

    Args:
        plan: what corrections do.
        found: what texts name.
        listed: the entities that only lists make.
        named: the ids of what any paper names now.
    """
    entities = corrected(plan, [*found.entities, *listed], named)
    if not plan.entries:
        return Resolution(tuple(entities), (), found.variants)
    there = {entity.entity_id for entity in entities}
    pairs = [pair for pair in plan.variants(found.variants) if there.issuperset(pair)]
    return Resolution(tuple(entities), (), tuple(pairs))


def marks(plan: Plan) -> dict[str, dict[str, list[str]]]:
    """Return, by entity, the properties that say what was corrected of it, by whom and when, and its former ids."""
    found = {}
    for entity_id, one in plan.entities.items():
        said = with_marks([*one.marks, *([one.accepted] if one.accepted else [])])
        if former := sorted(one.former - {entity_id}):
            said["former_ids"] = former
        if said:
            found[entity_id] = said
    return found


def tell(waiting: Iterable[str], on_notice: Callable[[str], None] | None) -> None:
    """Tell of the first entries that wait, and how many more there are."""
    sentences = list(waiting)
    more = len(sentences) - _TOLD
    last = [f"{more:,} more corrections wait: `kg correct list` shows them."] if more > 0 else []
    for sentence in sentences[:_TOLD] + last:
        (on_notice or _silent)(sentence)


def _silent(_sentence: str) -> None:
    """Tell nobody."""
