"""Tests of kg.measures.communities: each in one piece, the same every time, known again after a change."""

from __future__ import annotations

import random

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.measures import Citations
from kg.measures.communities import communities, matched
from tests.kg.measures.drawing import KEYS, both, bounded, pairs


def fields(count: int, size: int, *, seed: int = 3) -> list[tuple[str, str]]:
    """Fields of papers that cite their own field nine times of ten."""
    dice = random.Random(seed)
    found = []
    for number in range(1, count * size):
        for _ in range(6):
            field = number % count if dice.random() < 0.9 else dice.randrange(count)
            cited = dice.randrange(number) // count * count + field
            if cited < number:
                found.append((f"{number:04}", f"{cited:04}"))
    return found


@given(pairs)
@bounded
def test_each_is_in_one_piece(found: set[tuple[str, str]]) -> None:
    citations, graph = both(found)
    numbers = dict(zip(KEYS, communities(citations, smallest=2).tolist(), strict=True))
    for number in set(numbers.values()) - {0}:
        members = [key for key in KEYS if numbers[key] == number]
        assert len(members) > 1
        assert nx.is_connected(nx.Graph(graph).subgraph(members))
    assert all(not numbers[key] for key in graph if not graph.degree(key))


def test_fields_are_found_again_and_keep_their_numbers_when_papers_come() -> None:
    citations = Citations.of(fields(5, 80))
    first = communities(citations)
    assert first.max() == 5
    truth = np.array([int(key) % 5 for key in citations.keys])
    agreeing = sum(np.bincount(truth[first == number]).max() for number in range(1, 6))
    assert agreeing > 0.9 * len(citations)
    assert (communities(citations) == first).all()

    more = Citations.of([*fields(5, 80), *((f"new{n}", f"{n:04}") for n in range(40))])
    known = dict(zip(citations.keys, first.tolist(), strict=True))
    before = np.array([known.get(key, 0) for key in more.keys])
    after = communities(more, before=before)
    old = before > 0
    assert (after[old] == before[old]).mean() > 0.95
    assert (
        after[~old] == np.array([known[f"{int(key[3:]):04}"] for key in more.keys if key.startswith("new")])
    ).mean() > 0.9


def test_a_small_group_is_no_community() -> None:
    assert not communities(Citations.of([("b", "a"), ("c", "b")])).any()
    assert not communities(Citations.of([], papers="abc")).any()


groups = st.lists(st.tuples(st.integers(-1, 4), st.integers(0, 4)), min_size=1, max_size=30)


@given(groups)
@bounded
def test_numbers_stay_apart_and_what_is_the_same_keeps_its_own(both_: list[tuple[int, int]]) -> None:
    found, before = (np.array(one, dtype=np.int64) for one in zip(*both_, strict=True))
    numbers = matched(found, before, highest=9)
    assert ((numbers == 0) == (found < 0)).all()
    together = {(group, number) for group, number in zip(found.tolist(), numbers.tolist(), strict=True) if group >= 0}
    assert len(together) == len({group for group, _ in together}) == len({number for _, number in together})
    assert all(number <= 4 or number > 9 for number in numbers)
    again = matched(found, numbers, highest=20)
    assert (again == numbers).all()
    for number in set(numbers.tolist()) & set(before.tolist()) - {0}:
        mine, old = numbers == number, before == number
        assert 2 * (mine & old).sum() > min(mine.sum(), old.sum())
