"""Tests of kg.store.local.swapping: whenever a swap breaks off, the one graph or the other is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.store.local import swapping
from kg.store.local.folder import Folder

if TYPE_CHECKING:
    from pathlib import Path


def made(path: Path, word: str) -> Path:
    (path / "databases").mkdir(parents=True)
    (path / "databases" / "store").write_text(word, encoding="utf-8")
    return path


def graph(place: Folder) -> str:
    return (place.path / "data" / "databases" / "store").read_text(encoding="utf-8")


def test_the_old_graph_is_there_until_the_new_one_is_kept(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    made(tmp_path / "data", "old")
    swapping.swap(place, made(tmp_path / "restoring" / "data", "new"))
    assert graph(place) == "new"
    assert swapping.undo(place)
    assert graph(place) == "old"
    assert not swapping.undo(place)
    swapping.swap(place, made(tmp_path / "again" / "data", "newer"))
    swapping.keep(place)
    assert graph(place) == "newer"
    assert not swapping.undo(place)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "data", "restoring"]


def test_a_swap_that_died_between_its_two_renames_is_taken_back(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    made(tmp_path / "data", "old").rename(tmp_path / "data.before")
    swapping.settle(place)
    assert graph(place) == "old"


def test_what_has_not_answered_yet_is_not_what_a_second_swap_keeps(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    made(tmp_path / "data", "old")
    swapping.swap(place, made(tmp_path / "one" / "data", "never opened"))
    swapping.swap(place, made(tmp_path / "two" / "data", "new"))
    assert swapping.undo(place)
    assert graph(place) == "old"


def test_a_folder_without_a_graph_takes_one(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    swapping.swap(place, made(tmp_path / "restoring" / "data", "new"))
    assert graph(place) == "new"
    assert not swapping.undo(place)
    assert graph(place) == "new"
