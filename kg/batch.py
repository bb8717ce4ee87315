"""The rows that a build sends to the store: entities, relations and results as plain parameters."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from kg.identity import forms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.model import Entity, Relation, Result

Row = dict[str, Any]


def digest(value: Any) -> str:
    """Return a hash of plain values."""
    return hashlib.blake2b(json.dumps(value, sort_keys=True).encode(), digest_size=12).hexdigest()


MARKS: Final = ("former_ids", "corrections", "corrected_by", "corrected_at", "accepted_by", "accepted_at")
"""Of an entity that people corrected: the ids that lead to it, which corrections it has, from whom and since when."""


def entity_rows(entities: Iterable[Entity], marks: Mapping[str, Row] | None = None) -> dict[str, list[Row]]:
    """Return label to rows of `entity_id` and `properties`: name, aliases, url, a hash of them, and their forms.

    Args:
        entities: what is to be written.
        marks: properties of `MARKS`, by entity_id; an entity without has none.
    """
    rows: defaultdict[str, list[Row]] = defaultdict(list)
    for entity in entities:
        properties: Row = {"name": entity.name, "aliases": list(entity.aliases), "url": entity.url}
        marked = (marks or {}).get(entity.entity_id, {})
        properties["digest"] = digest([entity.label, properties | marked])
        properties |= dict.fromkeys(MARKS) | marked
        properties["forms"] = forms.of_names([entity.name, *entity.aliases])
        rows[entity.label].append({"entity_id": entity.entity_id, "properties": properties})
    return dict(rows)


def relation_row(relation: Relation, extractor: str) -> Row:
    """Return a relation with its evidence: parallel lists, one entry a mention."""
    mentions = relation.mentions
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
        },
    }


def result_rows(
    paper_id: str, results: Sequence[Result], relations: Iterable[Relation], extractor: str
) -> Iterator[Row]:
    """Give each result whose benchmark is a mention of an entity; their `key` tells two results of a pair apart."""
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


def paper_row(paper_id: str, relations: Mapping[str, list[Row]], results: list[Row]) -> Row:
    """Return what a paper says, with a hash of it."""
    said = {kind: rows for kind, rows in relations.items() if rows}
    return {"paper_id": paper_id, "relations": said, "results": results, "digest": digest([said, results])}
