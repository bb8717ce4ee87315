"""Mentions of benchmarks with their nouns."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract import Extractor, resolve
from extract.decision.benchmark_spans import stretched
from extract.document.paper_text import compose
from kg.model import Mention, Paper

if TYPE_CHECKING:
    from kg.model import Extraction


def _read(extractor: Extractor, title: str, abstract: str) -> Extraction:
    (extraction,) = extractor.extract([Paper("1", title, abstract)])
    return extraction


@pytest.mark.parametrize(
    ("abstract", "mentioned"),
    [
        ("We report results on the MNIST dataset.", [("MNIST dataset", "MNIST")]),
        ("We report results on the CIFAR-10 test set.", [("CIFAR-10 test set", "CIFAR-10")]),
        ("We report results on MNIST.", [("MNIST", None)]),
        (
            "We report results on the MNIST and CIFAR-10 datasets.",
            [("MNIST", None), ("CIFAR-10", None)],
        ),
    ],
)
def test_a_mention_takes_in_the_noun_and_names_the_benchmark(
    trained: Extractor, abstract: str, mentioned: list[tuple[str, str | None]]
) -> None:
    found = _read(trained, "", abstract).mentions
    assert [(one.surface, one.name) for one in found if one.label == "Benchmark"] == mentioned
    assert all(abstract[one.start : one.end] == one.surface for one in found)


def test_no_noun_is_taken_from_the_abstract(trained: Extractor) -> None:
    found = _read(trained, "Handwritten digits are read on MNIST", "Dataset and code are open.").mentions
    assert [one.surface for one in found if one.field == "title" and one.label == "Benchmark"] == ["MNIST"]


@pytest.mark.parametrize(
    ("title", "abstract", "marked", "surface"),
    [
        ("", "NPB data sets", "NPB data sets", "NPB data sets"),
        ("", "NPB and MLB data sets", "NPB and MLB data sets", "NPB"),
        ("", "NPB (30 documents)", "NPB (30 documents)", "NPB"),
        ("", "NPB, Driving datasets", "NPB, Driving datasets", "NPB"),
        ("Reading NPB", "datasets", "NPB\x1edatasets", "NPB"),
    ],
)
def test_a_noun_does_not_reach_over_other_names(title: str, abstract: str, marked: str, surface: str) -> None:
    text = compose(title, abstract)
    start = text.index(marked)
    where, place = ("title", start) if title else ("abstract", 0)
    one = Mention(where, place, place + 3, "NPB", "Benchmark", 0.9, "hand", "EVALUATES_ON")  # type: ignore[arg-type]
    (found,) = stretched(text, [one], {start: start + len(marked)})
    assert found.surface == surface


def test_with_and_without_its_noun_it_is_one_entity(trained: Extractor) -> None:
    extraction = _read(trained, "", "We report results on the MNIST dataset. On MNIST, the error is low.")
    (benchmark,) = [one for one in resolve([extraction]).entities if one.label == "Benchmark"]
    assert (benchmark.name, benchmark.aliases) == ("MNIST", ())


def test_results_are_tied_to_a_benchmark_with_its_noun(trained: Extractor) -> None:
    extraction = _read(trained, "", "Our method reaches 99.1% accuracy on the MNIST dataset.")
    assert [(one.benchmark, one.value) for one in extraction.results] == [("MNIST", 99.1)]
