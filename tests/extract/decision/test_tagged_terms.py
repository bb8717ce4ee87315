"""Datasets that nothing but their noun tells, as the tagger that users get marks them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Paper

if TYPE_CHECKING:
    from extract import Extractor
    from kg.model import Mention


def _benchmarks(trained: Extractor, abstract: str) -> list[Mention]:
    (extraction,) = trained.extract([Paper("1", "", abstract)])
    return [one for one in extraction.mentions if one.label == "Benchmark"]


@pytest.mark.parametrize(
    ("abstract", "surface", "name"),
    [
        ("We compare the error rates of both systems on the Pinterest dataset.", "Pinterest dataset", "Pinterest"),
        ("The running times on the HTTP data set are illustrated in the table.", "HTTP data set", "HTTP"),
    ],
)
def test_a_dataset_is_found_by_its_noun(trained: Extractor, abstract: str, surface: str, name: str) -> None:
    (found,) = _benchmarks(trained, abstract)
    assert (found.surface, found.name, found.relation) == (surface, name, "EVALUATES_ON")
    assert found.score >= 0.6


def test_the_same_word_without_a_noun_is_none(trained: Extractor) -> None:
    found = _benchmarks(trained, "We crawl Pinterest for images. Error rates are compared on the Pinterest dataset.")
    assert [one.surface for one in found] == ["Pinterest dataset"]


@pytest.mark.parametrize("abstract", ["We collect a new UAV dataset of roads.", "We train on all images of a dataset."])
def test_a_description_is_no_dataset(trained: Extractor, abstract: str) -> None:
    assert not _benchmarks(trained, abstract)


def test_a_name_that_is_kept_stays_what_it_is(trained: Extractor) -> None:
    found = _benchmarks(trained, "We report results on the MNIST dataset.")
    assert [(one.surface, one.name) for one in found] == [("MNIST dataset", "MNIST")]


def test_a_listed_technique_in_passing_is_no_task(trained: Extractor) -> None:
    abstract = "Rerankers are useful in systems such as retrieval-augmented generation, where queries are short."
    (extraction,) = trained.extract([Paper("1", "", abstract)])
    assert [one.surface for one in extraction.mentions if one.label == "Task" and "retrieval" in one.surface] == []


def test_a_technique_of_training_is_no_task(trained: Extractor) -> None:
    abstract = "We study machine translation and supervised fine-tuning (SFT) for question answering."
    (extraction,) = trained.extract([Paper("1", "", abstract)])
    assert [one.surface for one in extraction.mentions if one.label == "Task"] == [
        "machine translation",
        "question answering",
    ]


@pytest.mark.parametrize(
    ("abstract", "tasks"),
    [
        (
            "We propose ZorbNet. Results on Human Activity Recognition (HAR) and Camouflaged Object Detection improve.",
            {"Human Activity Recognition", "Camouflaged Object Detection"},
        ),
        ("Experiments on Matbench Discovery show gains. We use Retrieval-Augmented Generation.", set()),
    ],
)
def test_a_task_that_is_written_as_a_name_is_a_task(trained: Extractor, abstract: str, tasks: set[str]) -> None:
    (extraction,) = trained.extract([Paper("1", "", abstract)])
    assert {one.name or one.surface for one in extraction.mentions if one.label == "Task"} == tasks
    assert "Human Activity Recognition" not in {one.surface for one in extraction.mentions if one.label != "Task"}


def test_a_metric_that_is_written_as_a_name_is_a_metric(trained: Extractor) -> None:
    abstract = (
        "We propose ZorbNet to unlearn. Knowledge Retention Rate (KRR) rises by 3%, and KRR is best. So is BLEU-4."
    )
    (extraction,) = trained.extract([Paper("1", "Forgetting", abstract)])
    found = {(one.surface, one.label) for one in extraction.mentions}
    assert found >= {("Knowledge Retention Rate", "Metric"), ("KRR", "Metric"), ("BLEU-4", "Metric")}
