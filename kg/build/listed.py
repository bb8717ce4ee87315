"""What sources list and no text says: repositories, methods, datasets, tables of results.

A listed name is the entity that texts know by that name, where there is exactly one of that type; else it is one of its
own. Such a relation has no span; its `sources` say who lists it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from extract.lexicon import normal_form
from extract.resolution import slug
from kg.corpus import Listing
from kg.corrections import Plan
from kg.corrections.plan import with_marks
from kg.model import Entity
from kg.sources.parsers import github

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kg.corrections.steps import Rest
    from kg.model import Label, RelationType, Repository
    from kg.store.corpus import Text

Row = dict[str, Any]

_LISTED: Final = "listed"


class Listed:
    """The entities of a corpus, texts' and lists'.

    Args:
        entities: what texts name.
        labels: the types of which lists are asked; all when None.
        plan: what corrections do to what is listed.

    Attributes:
        known: ids of the entities that texts name.
        new: the entities that only lists make, by id.
    """

    def __init__(
        self, entities: Collection[Entity], labels: Collection[str] | None = None, *, plan: Plan | None = None
    ) -> None:
        self._plan = plan or Plan((), ())
        self._made: dict[str, Entity] = {}
        self._by_name: dict[tuple[str, str], set[str]] = defaultdict(set)
        for entity in entities:
            if labels is None or entity.label in labels:
                for name in (entity.name, *entity.aliases):
                    self._by_name[entity.label, normal_form(name)].add(entity.entity_id)
        self.known = {entity.entity_id for entity in entities}
        self.new: dict[str, Entity] = {}

    def rest(self, paper_id: str, relation: RelationType, label: Label, name: str, url: str | None = None) -> Rest:
        """Return the entity that a listed name is, which is made where there is none, and in which relation it is."""
        found = self._entity_id(label, name, url)
        rest = self._plan.listed(paper_id, found, relation, name)
        there = rest.entity_id
        if there is not None and there not in self.known and there not in self._plan.entities:
            self.new.setdefault(there, self._made[there])
        return rest

    def _entity_id(self, label: Label, name: str, url: str | None) -> str:
        """Return what a listed name is as far as texts tell."""
        form = normal_form(name)
        known = self._by_name.get((label, form), set())
        if len(known) == 1 or (known and len({self._plan.home(one) for one in known}) == 1):
            return min(known)
        entity_id = _own_id(label, form)
        if entity_id not in self.known:
            self._made.setdefault(entity_id, Entity(entity_id, name, label, (), url))
        return entity_id

    def at(self, points: Iterable[str]) -> set[str]:
        """Give the entities of texts whose names lie at some points of listings."""
        found = set[str]()
        for label, _, form in (point.partition(" ") for point in points):
            found |= self._by_name.get((label, form), set())
        return found

    def relations(self, text: Text) -> Iterable[tuple[str, Row]]:
        """Give what sources list of a paper: pairs of relationship type and row."""
        for repository in text.repositories:
            official = {} if repository.official is None else {"official": repository.official}
            yield from self._row(text, "HAS_CODE", "Repo", _name(repository), url=repository.url, more=official)
        for named in text.named:
            yield from self._row(text, named.relation, named.label, named.name)
        for result in text.results:
            yield from self._row(text, "EVALUATES_ON", "Benchmark", result.benchmark)

    def _row(
        self,
        text: Text,
        relation: RelationType,
        label: Label,
        name: str,
        *,
        url: str | None = None,
        more: Mapping[str, bool] = MappingProxyType({}),
    ) -> Iterator[tuple[str, Row]]:
        paper_id = text.paper.paper_id
        rest = self.rest(paper_id, relation, label, name, url)
        if rest.entity_id is not None:
            properties = {_LISTED: True, **more, **with_marks(rest.marks)}
            yield rest.kind, {"paper_id": paper_id, "entity_id": rest.entity_id, "properties": properties}

    def results(self, text: Text) -> list[Row]:
        """Give the cells of tables that sources list as a paper's results."""
        rows: dict[tuple[str, str], Row] = {}
        paper_id = text.paper.paper_id
        for entry in dict.fromkeys(text.results):
            key = f"listed {entry.task or ''} {entry.subject or ''} {entry.metric} {entry.value:g}"
            properties = {
                "key": key, "value": entry.value, "unit": entry.unit, "metric": entry.metric, "whose": "own",
                "subject": entry.subject, "kind": "absolute", "component": "archive", _LISTED: True,
            }  # fmt: skip
            entity_id = self.rest(paper_id, "EVALUATES_ON", "Benchmark", entry.benchmark).entity_id
            if entity_id is not None:
                row = {"paper_id": paper_id, "entity_id": entity_id, "properties": properties}
                rows.setdefault((entity_id, key), row)
        return list(rows.values())


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


def _name(repository: Repository) -> str:
    return github.name(repository.url) or repository.url.split("://", 1)[-1]


def _own_id(label: Label, form: str) -> str:
    """Return the key of the entity that a list makes where no text names it."""
    return f"repo:{form}" if label == "Repo" else f"{label.lower()}:{slug(form)}"
