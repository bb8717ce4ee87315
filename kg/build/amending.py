"""Amending the graph by hand: a correction in people's words, and its way into ledger and graph."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, cast

from extract.lexicon import normal_form
from kg.build.assimilation import Listeners, assimilate
from kg.corrections import Ledger, PaperRef, Plan, Thing, new_entry, path_of
from kg.corrections.standing import reverted
from kg.corrections.things import own_id
from kg.errors import CallError
from kg.queries import meant
from kg.queries.concerned import entities, relations
from kg.queries.former import survivor

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.build.report import BuildReport
    from kg.corrections import Entry, Kind
    from kg.model import Label, RelationType
    from kg.store import Store

_SHOWN: Final = 5
_LONGEST_TITLE: Final = 1000


@dataclass(frozen=True, slots=True)
class Wish:
    """A correction as a person asks for it: things by identifier or name.

    Attributes:
        kind: what is to be done.
        entity: which entity.
        other: the entity that it is one with, or that it is not.
        name: the new name, or the alias.
        label: the new type.
        surfaces: as texts write it.
        papers: in which.
        relation: the relation that is meant.
        why: in a sentence.
    """

    kind: Kind
    entity: str
    other: str = ""
    name: str = ""
    label: Label | None = None
    surfaces: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    relation: RelationType | None = None
    why: str = ""


def entry_of(store: Store, wish: Wish, who: str) -> Entry:
    """Return the correction that a person asks for, of things that the graph has.

    Raises:
        CallError: the graph has no such thing, or the correction says nothing.
    """
    entity = thing_of(store, wish.entity)
    other = thing_of(store, wish.other) if wish.other else None
    if wish.kind == "merge" and other is None:
        raise CallError("A merge is of two: name the entity whose name stays as well.")
    if wish.kind == "split":
        _splittable(store, entity, wish)
    parts: dict[str, Any] = {
        "into" if wish.kind == "merge" else "other": other,
        "name": " ".join(wish.name.split()),
        "label": wish.label,
        "surfaces": tuple(one for surface in wish.surfaces if (one := " ".join(surface.split()))),
        "papers": tuple(paper_of(store, one) for one in wish.papers if one.strip()),
        "relation": wish.relation,
    }
    try:
        return new_entry(wish.kind, who, why=wish.why, entity=entity, **parts)
    except CallError as error:
        raise CallError(f"This is no correction: {error}.") from None


def thing_of(store: Store, text: str) -> Thing:
    """Return the entity that a person means.

    Raises:
        CallError: there is none, or there are several.
    """
    node = meant(store, text, "entity")
    return Thing(node.node_id, node.name, cast("Label", node.kind))


def paper_of(store: Store, text: str) -> PaperRef:
    """Return the paper that a person means.

    Raises:
        CallError: there is none, or there are several.
    """
    node = meant(store, text, "paper")
    return PaperRef(node.node_id, " ".join(node.name.split())[:_LONGEST_TITLE])


def _splittable(store: Store, entity: Thing, wish: Wish) -> None:
    """Refuse a split that takes away a name which the entity has not, or the last one."""
    (known,) = entities(store, [entity.entity_id])
    names = {normal_form(name): name for name in (*known.aliases, known.name)}
    forms = {normal_form(one) for one in wish.surfaces}
    if strange := [one for one in wish.surfaces if normal_form(one) not in names]:
        raise CallError(f'{entity.name} is never written "{strange[0]}": it is {", ".join(sorted(names.values()))}.')
    if forms == names.keys() and not wish.papers:
        raise CallError(f"{entity.name} would keep no name: rename it instead, or say in which papers it is another.")
    if own_id(wish.label or entity.label, wish.name) == entity.entity_id:
        raise CallError(f'"{wish.name}" is {entity.name} itself: give what is split off a name of its own.')


def revert_of(ledger: Ledger, entry_id: str, who: str, why: str = "") -> Entry:
    """Return the entry that takes another one back.

    Raises:
        CallError: the ledger has no such entry, or it is taken back already.
    """
    known = ledger.read().entries
    found = [one for one in known if one.entry_id == entry_id]
    if not found:
        near = [one.entry_id for one in known if one.entry_id.startswith(entry_id) or one.entry_id.endswith(entry_id)]
        if len(near) != 1 or not entry_id:
            raise CallError(f"The ledger has no correction {entry_id!r}: `kg correct list` shows them.")
        return revert_of(ledger, near[0], who, why)
    if by := reverted(known).get(entry_id):
        raise CallError(f"{entry_id} is taken back already, by {by}.")
    return new_entry("revert", who, of=entry_id, why=why)


def amend(store: Store, new: Iterable[Entry], *, listeners: Listeners = Listeners()) -> BuildReport:  # noqa: B008 - frozen
    """Add corrections to the ledger of a store, and apply it.

    Raises:
        KGError: the ledger cannot be written; nothing has changed.
    """
    Ledger(path_of(store)).append(new)
    return assimilate(store, [], listeners=listeners)


def preview(store: Store, entries: Sequence[Entry]) -> list[str]:
    """Say what some corrections would change in the graph as it is."""
    asked = {thing.entity_id for one in entries for thing in (one.entity, one.into, one.other) if thing is not None}
    asked |= {own_id(one.label or one.entity.label, one.name) for one in entries if one.name and one.entity is not None}
    asked |= {there for one in sorted(asked) if (there := survivor(store, one)) is not None}
    known = entities(store, asked)
    plan = Plan(entries, known)
    before = relations(store, [one.entity_id for one in known])
    after = plan.relations([one for one in before if one.mentions])
    told = []
    for one in known:
        now = plan.entity(one)
        home = plan.home(one.entity_id)
        if home is None:
            told.append(f"{one.name} ({one.entity_id}) goes.")
        elif now is None:
            told.append(f"{one.name} ({one.entity_id}) becomes {plan.entities[home].name} ({home}).")
        elif now != one:
            more = [name for name in now.aliases if name not in one.aliases and name != one.name]
            renamed = f" is called {now.name}" if now.name != one.name else ""
            added = f"{' and' if renamed else ''} has also the names {', '.join(more[:_SHOWN])}" if more else ""
            told.append(
                f"{one.name} ({one.entity_id}){renamed or added or ' has fewer names'}{added if renamed else ''}."
            )
    told += [
        f"{one.name} ({entity_id}) comes."
        for entity_id, one in plan.entities.items()
        if entity_id not in {entity.entity_id for entity in known}
    ]
    return [*told, *_changes({_key(one) for one in before if one.mentions}, {_key(one) for one in after})]


def _key(relation: Any) -> tuple[str, str, str]:
    return relation.paper_id, relation.type, relation.entity_id


def _changes(before: set[tuple[str, str, str]], after: set[tuple[str, str, str]]) -> list[str]:
    gone = Counter(f"{kind} {entity_id}" for _, kind, entity_id in before - after)
    new = Counter(f"{kind} {entity_id}" for _, kind, entity_id in after - before)
    papers = len({one[0] for one in before ^ after})
    if not papers:
        return ["What papers say of it stays as it is."]
    return [
        f"{papers:,} paper{'' if papers == 1 else 's'} would say something else.",
        *(f"- {count:,} {what}" for what, count in sorted(gone.items())),
        *(f"+ {count:,} {what}" for what, count in sorted(new.items())),
    ]
