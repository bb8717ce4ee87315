"""`kg extract`: what papers name and claim, without a store."""

from __future__ import annotations

import json
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg import sources
from kg.cli import options, rejects
from kg.cli.console import emit, progress
from kg.cli.table import table
from kg.errors import CallError
from kg.model import RELATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from extract.decision import Explanation
    from extract.tagger import Size
    from kg.model import Extraction, Mention, Paper, Relation, Resolution


class Form(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    JSONL = "jsonl"
    HTML = "html"


def command(
    source: options.Source,
    form: Annotated[
        Form, typer.Option("--format", help="A table for people, one JSON object a paper, or a page to look at.")
    ] = Form.TABLE,
    year: options.Year = None,
    *,
    large: options.Large = False,
    why: Annotated[
        bool, typer.Option("--explain", help="Say of each entity, and of each name dropped, who found it and why.")
    ] = False,
) -> None:
    """Print the methods, benchmarks, models, repositories, tasks and metrics that papers name, and what they claim.

    \b
    Examples:
      kg extract samples/daily_papers.txt
      kg extract samples/daily_papers.txt --format jsonl
      kg extract samples/daily_papers.txt --explain
      kg extract samples/daily_papers.txt --format html
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # spaCy takes a second to import; only this command and `kg build` wait for it.
    from extract import Extractor, resolve  # noqa: PLC0415 - see above
    from extract.rendering import page  # noqa: PLC0415 - see above

    if why and form is Form.HTML:
        raise CallError("Ask for --explain as a table or as --format jsonl, not as html.")
    extractions: list[Extraction] = []
    reasons: dict[str, tuple[Explanation, ...]] = {}
    size: Size = "large" if large else "default"
    with (
        rejects.kept([source]) as on_reject,
        progress() as draw,
        Extractor(size=size) as extractor,
        sources.opened(source, year=year, on_reject=on_reject, untitled=True) as opened,
    ):
        for extraction in extractor.extract(opened):
            extractions.append(extraction)
            if why:
                reasons[extraction.paper.paper_id] = extractor.explain(extraction.paper)
            draw("Extracting", len(extractions), 0)
    rejects.tell_omissions(opened.omissions.sentences())
    if form is Form.HTML:
        for piece in page(extractions):
            emit(piece)
        return
    records = papers([extraction.paper for extraction in extractions], resolve(extractions))
    records = with_results(records, extractions)
    if why:
        records = explained(records, reasons)
    if form is Form.JSONL:
        for record in records:
            emit(json.dumps(record, ensure_ascii=False, default=asdict) + "\n")
    elif why:
        emit(table(("paper", "type", "name", "why"), list(_reasons(records))))
    else:
        emit(table(("paper", "relation", "type", "entity", "mentions"), list(_rows(records))))


def papers(read: Iterable[Paper], resolution: Resolution) -> Iterator[dict[str, Any]]:
    """Group what was resolved by paper, in the order in which the papers came.

    An entity's `relation` is the strongest that the paper has to it.
    """
    entity_by_id = {entity.entity_id: entity for entity in resolution.entities}
    relations_by_paper: dict[str, dict[str, list[Relation]]] = {}
    for relation in resolution.relations:
        relations_by_paper.setdefault(relation.paper_id, {}).setdefault(relation.entity_id, []).append(relation)
    for paper in read:
        entities = []
        for entity_id, relations in relations_by_paper.get(paper.paper_id, {}).items():
            entity = entity_by_id[entity_id]
            entities.append(
                {
                    "entity_id": entity_id,
                    "name": entity.name,
                    "label": entity.label,
                    "relation": min((relation.type for relation in relations), key=RELATION_TYPES.index),
                    "aliases": list(entity.aliases),
                    "mentions": [_mention(mention) for mention in _in_order(relations)],
                }
            )
        entities.sort(key=lambda entity: (RELATION_TYPES.index(entity["relation"]), str(entity["entity_id"])))
        yield {"paper_id": paper.paper_id, "title": paper.title, "abstract": paper.abstract, "entities": entities}


def with_results(records: Iterable[dict[str, Any]], extractions: Iterable[Extraction]) -> Iterator[dict[str, Any]]:
    """Add to each paper the results that it claims."""
    for record, extraction in zip(records, extractions, strict=True):
        yield record | {"results": list(extraction.results)}


def explained(
    records: Iterable[dict[str, Any]], reasons: Mapping[str, Sequence[Explanation]]
) -> Iterator[dict[str, Any]]:
    """Add to each entity of a paper why it is one, and to the paper what was dropped."""
    for record in records:
        left = list(reasons[record["paper_id"]])
        for entity in record["entities"]:
            surfaces = {name.casefold() for name in (entity["name"], *(m["surface"] for m in entity["mentions"]))}
            mine = [one for one in left if one.kept and surfaces.intersection(map(str.casefold, one.surfaces))]
            entity["explanation"] = [asdict(one) | {"why": str(one)} for one in mine]
        record["dropped"] = [asdict(one) | {"why": str(one)} for one in left if not one.kept]
        yield record


def _reasons(records: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str, str]]:
    for record in records:
        title = record["title"] or record["paper_id"]
        for entity in record["entities"]:
            yield title, entity["label"], entity["name"], " / ".join(one["why"] for one in entity["explanation"])
            title = ""
        for one in record["dropped"]:
            yield title, "", one["surfaces"][0], one["why"]
            title = ""


def _in_order(relations: Iterable[Relation]) -> list[Mention]:
    """Give each mention once, the title's first."""
    mentions = dict.fromkeys(mention for relation in relations for mention in relation.mentions)
    return sorted(mentions, key=lambda mention: (mention.field != "title", mention.start, mention.end))


def _mention(mention: Mention) -> dict[str, Any]:
    return {
        "field": mention.field,
        "start": mention.start,
        "end": mention.end,
        "surface": mention.surface,
        "label": mention.label,
        "score": mention.score,
        "component": mention.component,
        "comparison": mention.comparison,
    }


def _rows(records: Iterable[dict[str, Any]]) -> Iterator[tuple[str, str, str, str, int | None]]:
    for record in records:
        title = record["title"] or record["paper_id"]
        if not record["entities"]:
            yield title, "", "", "", None
        for entity in record["entities"]:
            yield title, entity["relation"], entity["label"], entity["name"], len(entity["mentions"])
            title = ""
        for result in record["results"]:
            yield title, "RESULT", "", str(result), None
            title = ""
