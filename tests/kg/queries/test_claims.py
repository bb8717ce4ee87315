"""Claims: the numbers that papers claim, as the graph gives them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg.queries import claims
from kg.queries.claims import Coverage
from kg.store import Store, connect
from tests.kg.queries.claimed import BOARD, fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.local import Connection


@pytest.fixture(scope="module")
def graph(server: Connection) -> Iterator[Store]:
    """Six papers, five of which claim numbers."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        fill(opened)
        yield opened


def test_the_numbers_on_a_benchmark_come_with_the_text_that_claims_them(graph: Store) -> None:
    found = claims.on_benchmark(graph, BOARD)

    assert [(one.paper_id[:4], one.value, one.whose) for one in found] == [
        ("2401", 71.5, "own"), ("2402", 60.1, "baseline"), ("2402", 83.2, "own"), ("2403", 79.0, "own"),
        ("2404", 64.0, "baseline"), ("2404", 3.1, "own"), ("2405", 85.0, "own"),
    ]  # fmt: skip
    first, listed = found[0], found[-1]
    assert first.text is not None
    assert first.surface == first.text[first.start : first.end] == "71.5%"
    assert (first.benchmark, first.metric, first.published) == ("MMLU", "accuracy", dt.date(2024, 1, 1))
    assert (listed.surface, listed.text) == (None, None)


def test_benchmarks_are_listed_with_how_much_is_claimed(graph: Store) -> None:
    mmlu, faces = claims.benchmarks(graph)

    assert (mmlu.entity_id, mmlu.papers, mmlu.claims, set(mmlu.metrics)) == (BOARD, 5, 7, {"accuracy", "accuracies"})
    assert mmlu.last == dt.date(2024, 5, 1)
    assert (faces.name, faces.papers, faces.metrics) == ("Faces", 1, ("FID",))


def test_coverage_counts_papers_and_not_numbers(graph: Store) -> None:
    assert claims.coverage(graph) == Coverage(papers=6, read=5, claiming=4, listed=1)


def test_all_dated_scores_are_given_without_their_texts(graph: Store) -> None:
    found = claims.all_claims(graph)
    assert [one.value for one in found] == [71.5, 60.1, 83.2, 79.0, 3.5, 64.0, 85.0]
    assert {one.text for one in found} == {None}
