from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from extract import Extractor
from kg.errors import CallError, KGError
from kg.model import Paper
from training.evaluation.gold_names import predict, read_gold, read_page, score
from training.evaluation.metrics import Counts

if TYPE_CHECKING:
    from pathlib import Path


def entity(name: str, label: str, relation: str) -> dict[str, Any]:
    return {"name": name, "label": label, "relation": relation, "aliases": [], "mentions": []}


GOLD: list[dict[str, Any]] = [
    {
        "title": "One",
        "required": [
            {"surface": "ZorbNet", "types": ["Method", "Model"], "relation": "INTRODUCES"},
            {"surface": "ZorbQA", "types": ["Benchmark"], "relation": "EVALUATES_ON"},
            {"surface": "BERT", "types": ["Model"], "relation": "USES"},
        ],
        "optional": ["Adam"],
    },
    {"title": "Two", "required": [], "optional": []},
]
PREDICTED: list[dict[str, Any]] = [
    {
        "paper_id": "1",
        "title": "One",
        "entities": [
            entity("ZorbNet", "Model", "INTRODUCES"),
            entity("ZorbQA", "Benchmark", "USES"),
            entity("Adam", "Method", "USES"),
            entity("Zorbs", "Method", "USES"),
        ],
    },
    {"paper_id": "2", "title": "Two", "entities": []},
]


@pytest.mark.corpus
def test_counting_by_hand(shared: Path) -> None:
    found = score(shared / "seed" / "score.py", GOLD, PREDICTED)
    # ZorbNet and ZorbQA are found, the one with its relation; BERT is missed, Zorbs is wrong, Adam may be found.
    assert found.entities == [Counts(right=2, wrong=1, missed=1), Counts()]
    assert found.relations == [Counts(right=1, wrong=1, missed=1), Counts()]
    assert found.complete == 1
    assert {label: counts[0] for label, counts in found.labels.items()} == {
        "Benchmark": Counts(right=1),
        "Method": Counts(right=1, wrong=1),
        "Model": Counts(missed=1),
    }
    assert found.errors[0][:2] == ["missed: BERT Model", "wrong: Zorbs Method"]


@pytest.mark.corpus
def test_papers_counted_one_by_one_add_up_to_papers_counted_together(shared: Path) -> None:
    together = score(shared / "seed" / "score.py", GOLD, PREDICTED)
    alone = [score(shared / "seed" / "score.py", [one], PREDICTED) for one in GOLD]
    assert together.entities == [one.entities[0] for one in alone]


def test_what_is_predicted_has_offsets_that_give_back_the_surface() -> None:
    paper = Paper("1", "ZorbNet: Parsing Fast", "We propose ZorbNet, a parser. It is evaluated on ZorbQA.")
    with Extractor(size=None) as extractor:
        (row,) = predict(extractor, [paper])
    assert {one["name"] for one in row["entities"]} >= {"ZorbNet"}
    for one in row["entities"]:
        for mention in one["mentions"]:
            assert row[mention["field"]][mention["start"] : mention["end"]] == mention["surface"]


def test_the_page_of_the_user_is_read_whole(sample: Path) -> None:
    papers = read_page(sample)
    assert len(papers) == 44
    assert all(paper.title and paper.abstract for paper in papers)


def test_a_page_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(KGError, match=r"page\.txt"):
        read_page(tmp_path / "page.txt")


def test_what_is_absent_is_asked_for(tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"gold\.jsonl"):
        read_gold(tmp_path / "gold.jsonl")
    with pytest.raises(CallError, match=r"score\.py"):
        score(tmp_path / "score.py", [], [])
