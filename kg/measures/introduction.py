"""Introduction: which paper of the graph presents an entity as its own, first or alone.

A graph holds a part of the literature, so that "none" is an answer that says something, and has words of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg.model import RELATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store import Store

Kind = Literal["one", "several", "none", "unknown"]

NAMING: Final = f"""\
MATCH (e:Entity {{entity_id: $entity_id}})
OPTIONAL MATCH (e)<-[r:{"|".join(RELATION_TYPES)}]-(p:Paper)
WHERE p.stub IS NULL
RETURN e.name AS name, p.paper_id AS paper_id, coalesce(p.title, p.paper_id) AS title,
       toString(p.published) AS published, type(r) = 'INTRODUCES' AS introduces
"""


@dataclass(frozen=True, slots=True)
class Naming:
    """A paper that names the entity: `published` is a day in ISO 8601, or None."""

    paper_id: str
    title: str
    published: str | None
    introduces: bool


@dataclass(frozen=True, slots=True)
class Introduction:
    """Who introduces an entity, as far as the graph can tell.

    Attributes:
        kind: one paper does, several do, none does, or nothing here names it at all.
        introducers: the papers that do, the earliest first; without a day last.
        first: the earliest paper that names it, whether it introduces it or not.
        papers: how many papers name it.
        earlier: how many of them are older than the first that introduces it.
        sentence: the same in words.
    """

    kind: Kind
    introducers: tuple[Naming, ...]
    first: Naming | None
    papers: int
    earlier: int
    sentence: str


def introduction(name: str, naming: Iterable[Naming]) -> Introduction:
    """Tell from all papers that name something which of them introduces it.

    >>> early = Naming("p", "We use LoRA", "2024-02-01", introduces=False)
    >>> introduction("LoRA", [early]).sentence
    'No paper of this graph introduces LoRA; the first that names it is "We use LoRA" (2024-02-01).'
    >>> own = Naming("q", "LoRA", "2024-01-01", introduces=True)
    >>> introduction("LoRA", [early, own]).sentence
    'LoRA is introduced by "LoRA" (2024-01-01).'
    """
    by_paper: dict[str, Naming] = {}
    for one in naming:
        if one.introduces or one.paper_id not in by_paper:
            by_paper[one.paper_id] = one
    ranked = sorted(by_paper.values(), key=lambda one: (one.published is None, one.published or "", one.paper_id))
    owners = tuple(one for one in ranked if one.introduces)
    first = ranked[0] if ranked else None
    day = owners[0].published if owners else None
    earlier = sum(1 for one in ranked if day and one.published and one.published < day and not one.introduces)
    if first is None:
        return Introduction("unknown", (), None, 0, 0, f"No paper of this graph names {name}.")
    if not owners:
        told = f"No paper of this graph introduces {name}; the first that names it is {_said(first)}."
        return Introduction("none", (), first, len(ranked), 0, told)
    if len(owners) == 1:
        told = f"{name} is introduced by {_said(owners[0])}"
        more = "paper of this graph names" if earlier == 1 else "papers of this graph name"
        told += f"; {earlier} {more} it before." if earlier else "."
        return Introduction("one", owners, first, len(ranked), earlier, told)
    dated = [one for one in owners if one.published]
    which = f"the first is {_said(dated[0])}" if dated else "none of them has a day"
    told = f"{len(owners)} papers of this graph introduce something called {name}, perhaps not the same; {which}."
    return Introduction("several", owners, first, len(ranked), earlier, told)


def first_introducer(store: Store, entity_id: str) -> Introduction:
    """Tell which paper of the graph introduces an entity."""
    rows = store.read(NAMING, entity_id=entity_id)
    name = rows[0]["name"] if rows else entity_id
    papers = (
        Naming(row["paper_id"], row["title"], row["published"], introduces=row["introduces"])
        for row in rows
        if row["paper_id"] is not None
    )
    return introduction(name, papers)


def _said(paper: Naming) -> str:
    return f'"{paper.title}" ({paper.published or "no day known"})'
