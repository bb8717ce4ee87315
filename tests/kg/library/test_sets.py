"""Tests of kg.library.sets: sets of papers keep their order and lose nothing."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError
from kg.library import Shelf, sets

if TYPE_CHECKING:
    from pathlib import Path

STORE = "bolt://127.0.0.1:7687"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(STORE, folder=tmp_path)


def test_papers_come_once_each_and_stay_in_order(shelf: Shelf) -> None:
    assert sets.add(shelf, " code   agents ", ["b", "a", "b"]) == 2
    assert sets.add(shelf, "code agents", ["a", "c"]) == 1
    assert sets.papers(shelf, "code agents") == ("b", "a", "c")
    assert sets.remove(shelf, "code agents", ["a", "x"]) == 1
    assert sets.all_sets(shelf) == {"code agents": ("b", "c")}


def test_a_new_set_never_takes_the_name_of_another(shelf: Shelf) -> None:
    sets.create(shelf, "mine", ["a"])
    with pytest.raises(CallError, match="already"):
        sets.create(shelf, "mine", ["b"])
    sets.create(shelf, "other", ["b"])
    with pytest.raises(CallError, match="already"):
        sets.rename(shelf, "other", "mine")
    assert sets.all_sets(shelf) == {"other": ("b",), "mine": ("a",)}


def test_a_renamed_set_has_its_papers_and_its_old_name_is_free(shelf: Shelf) -> None:
    sets.create(shelf, "old", ["a", "b"])
    assert sets.rename(shelf, "old", "new") == "new"
    assert sets.all_sets(shelf) == {"new": ("a", "b")}
    with pytest.raises(CallError, match="no set 'old'"):
        sets.rename(shelf, "old", "x")


def test_a_deleted_set_comes_back_beside_one_that_took_its_name(shelf: Shelf) -> None:
    sets.create(shelf, "s", ["a"])
    papers = sets.delete(shelf, "s")
    sets.create(shelf, "s", ["b"])
    assert sets.restore(shelf, "s", papers) == "s (2)"
    assert sets.all_sets(shelf) == {"s (2)": ("a",), "s": ("b",)}
    with pytest.raises(CallError, match="no set"):
        sets.delete(shelf, "none")


@pytest.mark.parametrize("name", ["", "  ", "\x00", "x" * 121])
def test_a_name_that_nobody_could_read_is_refused(shelf: Shelf, name: str) -> None:
    with pytest.raises(CallError):
        sets.create(shelf, name, ["a"])
    assert sets.all_sets(shelf) == {}


def test_a_set_has_an_end(shelf: Shelf) -> None:
    with pytest.raises(CallError, match="20,000 papers at most"):
        sets.create(shelf, "all", map(str, range(sets.MOST_PAPERS + 1)))
    assert sets.all_sets(shelf) == {}


def test_union_intersection_and_difference_are_those_of_mathematics() -> None:
    one, other = ["a", "b", "c"], ["c", "d", "a"]
    assert set(sets.combined(one, "union", other)) == set(one) | set(other)
    assert set(sets.combined(one, "intersection", other)) == set(one) & set(other)
    assert set(sets.combined(one, "difference", other)) == set(one) - set(other)
    assert sets.combined(one, "union", other) == ("a", "b", "c", "d")


def test_a_value_of_another_version_is_an_empty_set_and_no_failure(shelf: Shelf) -> None:
    shelf.put("set", "odd", {"papers": ["a", 7, None]})
    shelf.put("set", "older", ["b"])
    shelf.put("set", "strange", 7)
    assert sets.all_sets(shelf) == {"strange": (), "older": ("b",), "odd": ("a",)}


def test_many_that_add_to_one_set_at_once_lose_nothing(tmp_path: Path) -> None:
    def work(name: str) -> None:
        shelf = Shelf(STORE, folder=tmp_path)
        for number in range(20):
            sets.add(shelf, "all", [f"{name}{number}"])

    with ThreadPoolExecutor() as pool:
        list(pool.map(work, ("a", "b", "c")))
    assert len(sets.all_sets(Shelf(STORE, folder=tmp_path))["all"]) == 60
