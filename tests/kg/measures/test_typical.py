"""Tests of kg.measures.typical: what a group names more than others do."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kg.measures.matrix import Namings, table
from kg.measures.typical import typical
from tests.kg.measures.drawing import bounded

ENTITIES = ("alpha", "beta", "common", "once", "repo")
LABELS = ("Method", "Task", "Metric", "Model", "Repo")


def namings(*said: str) -> Namings:
    """Each paper names the entities of these first letters."""
    pairs = [
        (paper, at) for paper, letters in enumerate(said) for at, name in enumerate(ENTITIES) if name[0] in letters
    ]
    near, far = (np.array([pair[end] for pair in pairs], dtype=np.int64) for end in (0, 1))
    papers = tuple(f"p{number}" for number in range(len(said)))
    return Namings(papers, ENTITIES, ENTITIES, LABELS, table(near, far, (len(said), len(ENTITIES))))


def test_what_stands_in_one_group_is_typical_and_what_stands_everywhere_is_not() -> None:
    said = namings("acr", "acr", "acor", "bc", "bc", "bc", "c", "c")
    found = typical(said, np.array([1, 1, 1, 2, 2, 2, 0, 0]))
    assert found == {1: ("alpha",), 2: ("beta",)}


def test_a_group_that_names_nothing_has_nothing_typical() -> None:
    assert typical(namings("", "", "a"), np.array([1, 1, 0])) == {}
    assert typical(namings("a"), np.array([0])) == {}


@given(st.lists(st.tuples(st.sets(st.sampled_from("abcor")).map("".join), st.integers(0, 3)), min_size=2, max_size=14))
@bounded
def test_what_is_typical_is_named_more_often_than_elsewhere(drawn: list[tuple[str, int]]) -> None:
    said, groups = namings(*(letters for letters, _ in drawn)), np.array([group for _, group in drawn])
    for group, names in typical(said, groups).items():
        assert group > 0
        here = [letters.replace("r", "") for letters, one in drawn if one == group]
        there = [letters.replace("r", "") for letters, one in drawn if one != group]
        for name in names:
            mine = sum(name[0] in letters for letters in here) / sum(map(len, here))
            others = sum(name[0] in letters for letters in there) / max(1, sum(map(len, there)))
            assert mine > others
            assert sum(name[0] in letters for letters in here) >= 2
