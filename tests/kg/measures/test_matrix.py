"""Tests of kg.measures.matrix: the whole graph as sparse matrices, the same whenever it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.measures import Citations, citations, graph, namings

if TYPE_CHECKING:
    from kg.store import Store


def test_the_matrix_says_what_the_graph_says(five: Store) -> None:
    found = citations(five)
    near, far = found.matrix.nonzero()
    assert {(found.keys[a], found.keys[b]) for a, b in zip(near, far, strict=True)} == set(graph(five).edges)
    assert found.keys == tuple(sorted(graph(five)))
    assert found.years.tolist() == [0, 2021, 2022, 2023, 2024, 2025]
    assert found.stubs.tolist() == [True, *[False] * 5]
    assert (found.backwards.toarray() == found.matrix.toarray().T).all()


def test_what_papers_name_is_a_matrix_too(five: Store) -> None:
    found = namings(five)
    assert found.papers == citations(five).keys
    assert (found.entities, found.labels) == (("method:adaptoid", "method:frobnet"), ("Method", "Method"))
    assert found.matrix.toarray().sum(axis=0).tolist() == [3, 2]


def test_the_signature_is_another_as_soon_as_anything_is(five: Store) -> None:
    found = citations(five)
    again = Citations.of(
        reversed(list(graph(five).edges)), papers=found.keys, years=dict(zip(found.keys, found.years, strict=True))
    )
    assert again.signature == found.signature
    assert Citations.of([("a", "b")]).signature != Citations.of([("b", "a")]).signature
    assert Citations.of([("a", "b")]).signature != Citations.of([("a", "b")], years={"a": 1}).signature
    assert Citations.of([("a", "b")]).signature != Citations.of([("a", "b")], papers=["c"]).signature


def test_an_empty_graph_is_empty(store: Store) -> None:
    assert len(citations(store)) == 0
    assert namings(store).matrix.shape == (0, 0)
    assert len(graph(store)) == 0
