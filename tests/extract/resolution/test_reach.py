from __future__ import annotations

from extract.resolution.reach import points
from kg.model import Mention
from tests.extract.builders import mention


def test_spellings_of_one_name_share_their_points() -> None:
    assert points(mention("Human-Eval", "Benchmark")) == points(mention("HumanEval", "Method"))
    assert points(mention("BERT")).isdisjoint(points(mention("BART")))


def test_a_mention_lies_where_its_long_form_and_what_it_varies_lie() -> None:
    short = points(mention("ZO-7B", "Model", long="Zoo Orbit"))
    assert points(mention("Zoo-Orbit", "Task")) <= short
    assert points(mention("ZO")) <= short
    assert points(mention("ZOD", "Metric")) <= points(mention("ZOD score", "Metric"))
    assert points(mention("ZOD")).isdisjoint(points(mention("ZOD score", "Model")))


def test_a_repository_lies_alone() -> None:
    link = Mention("abstract", 0, 8, "lab/tool", "Repo", 0.9, "repositories", "HAS_CODE", name="Lab/Tool")
    assert points(link).isdisjoint(points(mention("Lab/Tool")))
    assert len(points(link)) == 1
