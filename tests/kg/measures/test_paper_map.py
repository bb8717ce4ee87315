"""Tests of kg.measures.paper_map: which papers stand on it, what joins them, and what becomes of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg import queries
from kg.build import Contents, assimilate
from kg.measures import Citations
from kg.measures.analysis import analyse
from kg.measures.paper_map import fused, paper_map
from kg.measures.registry import MEASURES
from kg.model import Paper, Reference, Statement

if TYPE_CHECKING:
    from kg.store import Store

PAIRS = [(f"{field}{n}", f"{field}-base{k}") for field in "ab" for n in range(6) for k in range(3)]
"""Two fields of six papers, each citing the three that its field begins with."""


def test_new_papers_are_joined_by_what_they_cite_and_old_ones_by_what_cites_them() -> None:
    found = Citations.of(PAIRS)
    groups = np.array([1 if key[0] == "a" else 2 for key in found.keys])
    told = paper_map(found, groups)
    assert {place.paper_id for place in told.places} == set(found.keys)
    assert told.linked == 18
    assert told.modularity > 0.3
    for place in told.places:
        assert place.group == (1 if place.paper_id.startswith("a") else 2)
        for near, weight in place.near:
            assert near[0] == place.paper_id[0]
            assert ("base" in near) == ("base" in place.paper_id)
            assert weight == 0.5  # all that one of the two can say
    assert told == paper_map(found, groups)
    for at, one in enumerate(told.places):
        for other in told.places[:at]:
            assert math.dist((one.x, one.y), (other.x, other.y)) >= one.radius + other.radius


def test_of_too_many_papers_those_stand_on_the_map_that_most_citations_touch() -> None:
    found = Citations.of([*PAIRS, ("late", "a0"), ("late", "a1"), ("later", "a0"), ("later", "a1")])
    told = paper_map(found, np.zeros(len(found), dtype=np.int64), most=6)
    assert {place.paper_id for place in told.places} == {f"{field}-base{k}" for field in "ab" for k in range(3)}
    assert told.linked == 20


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=40))
def test_nearness_goes_both_ways_and_is_never_more_than_one(pairs: list[tuple[int, int]]) -> None:
    found = Citations.of([(str(one), str(other)) for one, other in pairs if one != other], papers=map(str, range(9)))
    weights = fused(found, np.arange(len(found)), least=1).toarray()
    assert np.allclose(weights, weights.T)
    assert (np.diag(weights) == 0).all()
    assert weights.min(initial=0) >= 0
    assert weights.max(initial=0) <= 1 + 1e-9


def test_a_graph_without_citations_has_no_map() -> None:
    assert paper_map(Citations.of([], papers=["a", "b"]), np.zeros(2, dtype=np.int64)).places == ()


def papers(pairs: list[tuple[str, str]]) -> list[Contents]:
    """The same as a source says them; a name becomes an identifier."""
    names = sorted({one for pair in pairs for one in pair})
    ids = {name: f"21{number + 1:02d}.{number:05d}" for number, name in enumerate(names)}
    said = [
        Paper(
            ids[name], f"The paper {name}", year=2000 + 10 * ("base" not in name),
            references=tuple(Reference(ids[cited]) for citing, cited in pairs if citing == name),
        )
        for name in names
    ]  # fmt: skip
    return [Contents("a", tuple(Statement("a", one.paper_id, one) for one in said), whole=True)]


def test_the_map_is_kept_with_its_communities_and_read_in_one_query(store: Store) -> None:
    assert queries.paper_map(store).places == ()
    assimilate(store, papers(PAIRS))
    kept = [one for one in MEASURES if one.name in {"communities", "map of papers"}]
    analyse(store, measures=kept)
    view = queries.paper_map(store)
    assert len(view.places) == view.linked == 18
    assert [(one.papers, bool(one.name)) for one in view.communities] == [(9, True)] * 2
    assert {place.community for place in view.places} == {one.community for one in view.communities}
    assert [place.citations for place in view.places] == [6] * 6 + [0] * 12
    assert {place.title for place in view.places[:6]} == {f"The paper {f}-base{k}" for f in "ab" for k in range(3)}
    keys = {place.paper_id for place in view.places}
    assert {near for place in view.places for near, _ in place.near} <= keys
    assert [one.state for one in analyse(store, measures=kept).measures] == ["unchanged"] * 2
    assert queries.paper_map(store) == view
