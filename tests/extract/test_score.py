from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from extract import Extractor, resolve
from kg.model import RELATION_TYPES, Paper
from kg.sources import read

if TYPE_CHECKING:
    from collections.abc import Iterable

HERE = Path(__file__).parent


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def predicted(extractor: Extractor, papers: Iterable[Paper]) -> list[dict[str, Any]]:
    """Give what the command line prints of each paper, as far as the score reads it."""
    extractions = list(extractor.extract(papers))
    found = resolve(extractions)
    entities = {entity.entity_id: entity for entity in found.entities}
    rows: dict[str, dict[str, dict[str, Any]]] = {extraction.paper.paper_id: {} for extraction in extractions}
    for relation in sorted(found.relations, key=lambda relation: RELATION_TYPES.index(relation.type)):
        entity = entities[relation.entity_id]
        row = rows[relation.paper_id].setdefault(
            entity.entity_id,
            {
                "name": entity.name,
                "label": entity.label,
                "relation": relation.type,
                "aliases": entity.aliases,
                "mentions": [],
            },
        )
        row["mentions"] += [
            {"field": m.field, "start": m.start, "end": m.end, "surface": m.surface} for m in relation.mentions
        ]
    return [
        {
            "paper_id": extraction.paper.paper_id,
            "title": extraction.paper.title,
            "abstract": extraction.paper.abstract,
            "entities": list(rows[extraction.paper.paper_id].values()),
        }
        for extraction in extractions
    ]


def score(shared: Path, gold: list[dict[str, Any]], rows: list[dict[str, Any]]) -> tuple[float, float, dict[str, int]]:
    """Score with the script that scores pages which are not here: F1 of entities, relations right, all counts."""
    spec = importlib.util.spec_from_file_location("score", shared / "seed" / "score.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    total, _ = script.score(gold, rows)
    precision = total["found"] / (total["found"] + total["wrong"])
    recall = total["found"] / total["required"]
    return 2 * precision * recall / (precision + recall), total["relation"] / total["found"], total


@pytest.mark.corpus
def test_the_page_of_the_user_is_read_well(trained: Extractor, sample: Path, shared: Path) -> None:
    rows = predicted(trained, read(sample))
    f1, relations, total = score(shared, lines(HERE / "gold.jsonl"), rows)
    assert total["absent"] == 0
    assert total["offsets"] == total["mentions"] > 0
    assert f1 >= 0.97
    assert relations >= 0.97


@pytest.mark.corpus
def test_other_papers_of_the_same_kind_are_read_well(trained: Extractor, shared: Path) -> None:
    gold = lines(HERE / "gold_more.jsonl")
    wanted = {row["id"] for row in gold}
    with gzip.open(shared / "corpora" / "hf_daily.jsonl.gz", "rt", encoding="utf-8") as file:
        records = [record for record in map(json.loads, file) if record["id"] in wanted]
    rows = predicted(trained, (Paper(row["id"], row["title"], row["abstract"] or "") for row in records))
    f1, relations, total = score(shared, gold, rows)
    assert total["absent"] == 0
    assert total["offsets"] == total["mentions"] > 0
    assert f1 >= 0.93
    assert relations >= 0.93
