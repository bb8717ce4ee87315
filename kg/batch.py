"""This file is about the rows that a build sends to the store: papers, entities and relations as plain parameters."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Entity, Paper, Relation, Resolution, Result

Row = dict[str, Any]

_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class GraphBatch:
    """A slice of a build, ready to be sent.

    Attributes:
        paper_ids: what the slice is about.
        papers: one row a paper: `paper_id`, `properties` (None where the source is silent), `has_abstract`.
        text: relationship type to rows of `paper_id`, `entity_id`, `properties`.
        results: rows of `paper_id`, `entity_id`, `properties`; their `key` tells two results of a pair apart.
        sourced: relationship type to rows of `paper_id`, `other` (the key at the other end), `properties`, and `name`
            where the node at the other end has one.
    """

    paper_ids: tuple[str, ...]
    papers: list[Row]
    text: dict[str, list[Row]]
    results: list[Row]
    sourced: dict[str, list[Row]]


def batches(
    papers: Iterable[Paper],
    resolution: Resolution,
    *,
    extractor: str,
    size: int = 500,
    results: Mapping[str, Sequence[Result]] | None = None,
) -> Iterator[GraphBatch]:
    """Cut papers, and what is said of them, into batches of at most `size` papers.

    Args:
        papers: in any order.
        resolution: of what they name.
        extractor: what read them.
        size: of a batch.
        results: what each paper claims, by paper_id.
    """
    entities = {entity.entity_id: entity for entity in resolution.entities}
    relations: defaultdict[str, list[Relation]] = defaultdict(list)
    for relation in resolution.relations:
        relations[relation.paper_id].append(relation)
    rest = iter(papers)
    while chunk := list(islice(rest, size)):
        yield _batch(chunk, relations, entities, results or {}, extractor)


def entity_rows(resolution: Resolution) -> dict[str, list[Row]]:
    """Return label to rows of `entity_id`, `name` and `url`."""
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for entity in resolution.entities:
        rows[entity.label].append({"entity_id": entity.entity_id, "name": entity.name, "url": entity.url})
    return dict(rows)


def author_id(name: str) -> str:
    """Return the key of an author known by name alone; one spelling of a name is one author."""
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "author:" + (_NOT_WORD.sub("-", folded).strip("-") or folded)


def _batch(
    papers: list[Paper],
    relations: dict[str, list[Relation]],
    entities: dict[str, Entity],
    results: Mapping[str, Sequence[Result]],
    extractor: str,
) -> GraphBatch:
    text: dict[str, list[Row]] = {kind: [] for kind in schema.TEXT_RELATIONSHIPS}
    claimed: list[Row] = []
    sourced: dict[str, list[Row]] = {"CITES": [], "WROTE": [], "PUBLISHED": []}
    for paper in papers:
        for relation in relations.get(paper.paper_id, ()):
            text[relation.type].append(_relation_row(relation, entities[relation.entity_id], extractor))
        claimed.extend(
            _result_rows(paper.paper_id, results.get(paper.paper_id, ()), relations.get(paper.paper_id, ()), extractor)
        )
        for cited in dict.fromkeys(reference.paper_id for reference in paper.references):
            if cited != paper.paper_id:
                sourced["CITES"].append({"paper_id": paper.paper_id, "other": cited, "properties": {}})
        keys = dict.fromkeys(author_id(author.name) for author in paper.authors)
        names = {author_id(author.name): author.name for author in reversed(paper.authors)}
        for position, key in enumerate(keys, 1):
            row = {"paper_id": paper.paper_id, "other": key, "name": names[key], "properties": {"position": position}}
            sourced["WROTE"].append(row)
        if paper.organization:
            organization = paper.organization
            sourced["PUBLISHED"].append(
                {
                    "paper_id": paper.paper_id,
                    "other": organization.organization_id,
                    "name": organization.name,
                    "properties": {},
                }
            )
    rows = [_paper_row(paper) for paper in papers]
    return GraphBatch(tuple(paper.paper_id for paper in papers), rows, text, claimed, sourced)


def _paper_row(paper: Paper) -> Row:
    return {
        "paper_id": paper.paper_id,
        "has_abstract": bool(paper.abstract),
        "properties": {
            "title": paper.title,
            "abstract": paper.abstract,
            "published": paper.published,
            "comments": paper.comments,
            "upvotes": paper.upvotes,
            "author_count": len(paper.authors) or paper.author_count,
            "url": paper.url,
            "venue": paper.venue,
            "ids": [f"{kind}:{value}" for kind, value in sorted(paper.ids.items())] or None,
        },
    }


def _result_rows(
    paper_id: str, results: Sequence[Result], relations: Sequence[Relation], extractor: str
) -> Iterator[Row]:
    """Give each result whose benchmark is a mention of an entity."""
    entity_id_by_place = {
        (mention.field, mention.start): relation.entity_id
        for relation in relations
        for mention in relation.mentions
        if mention.label == "Benchmark"
    }
    for result in results:
        entity_id = entity_id_by_place.get((result.field, result.benchmark_start))
        if entity_id is not None:
            properties = asdict(result)
            del properties["benchmark"], properties["benchmark_start"]
            properties |= {
                "key": f"{result.field} {result.start} {result.end} {result.value:g}",
                "extractor": extractor,
            }
            yield {"paper_id": paper_id, "entity_id": entity_id, "properties": properties}


def _relation_row(relation: Relation, entity: Entity, extractor: str) -> Row:
    mentions = relation.mentions
    aliases = {name for mention in mentions for name in (mention.name or mention.surface, mention.long_form) if name}
    return {
        "paper_id": relation.paper_id,
        "entity_id": relation.entity_id,
        "properties": {
            "fields": [mention.field for mention in mentions],
            "starts": [mention.start for mention in mentions],
            "ends": [mention.end for mention in mentions],
            "surfaces": [mention.surface for mention in mentions],
            "labels": [mention.label for mention in mentions],
            "scores": [mention.score for mention in mentions],
            "components": [mention.component for mention in mentions],
            "comparisons": [mention.comparison for mention in mentions],
            "score": relation.score,
            "extractor": extractor,
            "entity_name": entity.name,
            "aliases": sorted(aliases - {entity.name}),
        },
    }
