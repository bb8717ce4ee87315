"""This file is about what sources list and no text says: repositories, methods, datasets, tables of results.

A listed name is the entity that texts know by that name, where there is exactly one of that type; else it is one of its
own. Such a relation has no span; its `sources` say who lists it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, Final

from extract.lexicon import normal_form
from extract.resolution import slug
from kg.corpus import Listing
from kg.model import Entity, Resolution
from kg.sources.parsers import github

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kg.model import Label, Repository
    from kg.store.corpus import Text

Row = dict[str, Any]

_LISTED: Final = "listed"


class Listed:
    """The entities of a corpus, texts' and lists'.

    Args:
        entities: what texts name.
        labels: the types of which lists are asked; all when None.

    Attributes:
        known: ids of the entities that texts name.
        new: the entities that only lists make, by id.
    """

    def __init__(self, entities: Collection[Entity], labels: Collection[str] | None = None) -> None:
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        for entity in entities:
            if labels is None or entity.label in labels:
                for name in (entity.name, *entity.aliases):
                    self._by_name[entity.label, normal_form(name)].add(entity.entity_id)
        self.known = {entity.entity_id for entity in entities}
        self.new: dict[str, Entity] = {}

    def entity_id(self, label: Label, name: str, url: str | None = None) -> str:
        """Return the entity that a listed name is, which is made where there is none."""
        form = normal_form(name)
        known = self._by_name.get((label, form), set())
        if len(known) == 1:
            return next(iter(known))
        entity_id = _own_id(label, form)
        if entity_id not in self.known:
            self.new.setdefault(entity_id, Entity(entity_id, name, label, (), url))
        return entity_id

    def at(self, points: Iterable[str]) -> set[str]:
        """Give the entities of texts whose names lie at some points of listings."""
        found = set[str]()
        for label, _, form in (point.partition(" ") for point in points):
            found |= self._by_name.get((label, form), set())
        return found

    def relations(self, text: Text) -> Iterable[tuple[str, Row]]:
        """Give what sources list of a paper: pairs of relationship type and row."""
        paper_id = text.paper.paper_id
        for repository in text.repositories:
            entity_id = self.entity_id("Repo", _name(repository), repository.url)
            official = {} if repository.official is None else {"official": repository.official}
            yield "HAS_CODE", {"paper_id": paper_id, "entity_id": entity_id, "properties": {_LISTED: True} | official}
        for named in text.named:
            entity_id = self.entity_id(named.label, named.name)
            yield named.relation, {"paper_id": paper_id, "entity_id": entity_id, "properties": {_LISTED: True}}
        for result in text.results:
            entity_id = self.entity_id("Benchmark", result.benchmark)
            yield "EVALUATES_ON", {"paper_id": paper_id, "entity_id": entity_id, "properties": {_LISTED: True}}

    def results(self, text: Text) -> list[Row]:
        """Give the cells of tables that sources list as a paper's results."""
        rows = []
        for entry in dict.fromkeys(text.results):
            key = f"listed {entry.task or ''} {entry.subject or ''} {entry.metric} {entry.value:g}"
            properties = {
                "key": key, "value": entry.value, "unit": entry.unit, "metric": entry.metric, "whose": "own",
                "subject": entry.subject, "kind": "absolute", "component": "archive", _LISTED: True,
            }  # fmt: skip
            entity_id = self.entity_id("Benchmark", entry.benchmark)
            rows.append({"paper_id": text.paper.paper_id, "entity_id": entity_id, "properties": properties})
        return rows


def listing(text: Text) -> Listing | None:
    """Give what sources list of a paper with the points at which it lies, as an index keeps them."""
    names: list[tuple[Label, str]] = [("Repo", _name(repository)) for repository in text.repositories]
    names += [(named.label, named.name) for named in text.named]
    names += [("Benchmark", result.benchmark) for result in text.results]
    if not names:
        return None
    says = json.dumps([[asdict(one) for one in part] for part in (text.repositories, text.named, text.results)])
    points = set[str]()
    for label, name in names:
        form = normal_form(name)
        points |= {f"{label} {form}", _own_id(label, form)}
    return Listing(says, frozenset(points))


def points(entities: Iterable[Entity]) -> Iterator[str]:
    """Give the points of listings that some entities of texts have a say in."""
    for entity in entities:
        yield entity.entity_id
        for name in (entity.name, *entity.aliases):
            yield f"{entity.label} {normal_form(name)}"


def made_ids(points: Iterable[str]) -> set[str]:
    """Give those points that are entities which a list makes."""
    return {point for point in points if point[0].islower()}


def labels(points: Iterable[str]) -> set[str]:
    """Give the types of the names at points."""
    return {point.partition(" ")[0] for point in points if not point[0].islower()}


def joined(rows: Mapping[str, list[Row]], listed: Iterable[tuple[str, Row]]) -> dict[str, list[Row]]:
    """Add what sources list to what a text says; of what both say, the text's evidence stays, marked as listed too."""
    whole = {kind: list(said) for kind, said in rows.items()}
    for kind, row in listed:
        same = next((one for one in whole.setdefault(kind, []) if one["entity_id"] == row["entity_id"]), None)
        if same is None:
            whole[kind].append(row)
        else:
            same["properties"] |= row["properties"]
    return whole


def with_listed(resolution: Resolution, listed: Listed) -> Resolution:
    """Return the resolution with the entities that only sources list."""
    entities = sorted([*resolution.entities, *listed.new.values()], key=lambda entity: entity.entity_id)
    return replace(resolution, entities=tuple(entities))


def _name(repository: Repository) -> str:
    return github.name(repository.url) or repository.url.split("://", 1)[-1]


def _own_id(label: Label, form: str) -> str:
    """Return the key of the entity that a list makes where no text names it."""
    return f"repo:{form}" if label == "Repo" else f"{label.lower()}:{slug(form)}"
