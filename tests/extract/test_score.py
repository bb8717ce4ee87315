from __future__ import annotations

import gzip
import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.model import Paper
from kg.sources import read
from training.evaluation.gold_names import predict, read_gold

if TYPE_CHECKING:
    from extract import Extractor

HERE = Path(__file__).parent


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
    rows = predict(trained, read(sample))
    f1, relations, total = score(shared, read_gold(HERE / "gold.jsonl"), rows)
    assert total["absent"] == 0
    assert total["offsets"] == total["mentions"] > 0
    assert f1 >= 0.97
    assert relations >= 0.97


@pytest.mark.corpus
def test_other_papers_of_the_same_kind_are_read_well(trained: Extractor, shared: Path) -> None:
    gold = read_gold(HERE / "gold_more.jsonl")
    wanted = {row["id"] for row in gold}
    with gzip.open(shared / "corpora" / "hf_daily.jsonl.gz", "rt", encoding="utf-8") as file:
        records = [record for record in map(json.loads, file) if record["id"] in wanted]
    rows = predict(trained, (Paper(row["id"], row["title"], row["abstract"] or "") for row in records))
    f1, relations, total = score(shared, gold, rows)
    assert total["absent"] == 0
    assert total["offsets"] == total["mentions"] > 0
    assert f1 >= 0.93
    assert relations >= 0.93
