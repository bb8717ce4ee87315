"""Tests of kg.library.portable: a library goes into a file and out of it, and overwrites nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import CallError
from kg.library import Shelf, marks, notes, portable, sets

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def full(tmp_path: Path) -> Shelf:
    """A shelf with one of everything."""
    shelf = Shelf("bolt://127.0.0.1:7687", "ada", folder=tmp_path)
    sets.create(shelf, "agents", ["a", "b"])
    marks.mark(shelf, "a", "read")
    notes.write(shelf, "a", "good")
    shelf.put("followed", "model:x", {"kind": "Model", "name": "X"})
    shelf.put("query", "all", "MATCH (n) RETURN n")
    shelf.put("view", "map", "map?year=2026")
    return shelf


@pytest.fixture
def other(tmp_path: Path) -> Shelf:
    return Shelf("bolt://127.0.0.1:7687", "eve", folder=tmp_path)


def content(shelf: Shelf) -> bytes:
    return portable.dumped(shelf).encode()


def test_another_reader_has_all_of_it_after_taking_it_in(full: Shelf, other: Shelf) -> None:
    taken = portable.take(other, content(full))
    assert content(other) == content(full)
    assert taken.counts == {"sets": 1, "marks": 1, "notes": 1, "followed entities": 1, "queries": 1, "views": 1}
    assert not taken.left


def test_taking_in_twice_changes_nothing(full: Shelf, other: Shelf) -> None:
    notes.write(other, "a", "doubtful")
    sets.create(other, "agents", ["c"])
    portable.take(other, content(full))
    once = content(other)
    assert set(portable.take(other, content(full)).counts.values()) == {0}
    assert content(other) == once


def test_nothing_that_was_there_is_overwritten(full: Shelf, other: Shelf) -> None:
    sets.create(other, "agents", ["c"])
    marks.mark(other, "a", "to read")
    notes.write(other, "a", "doubtful")
    taken = portable.take(other, content(full))
    assert taken.renamed == [("agents", "agents (2)")]
    assert sets.all_sets(other) == {"agents (2)": ("a", "b"), "agents": ("c",)}
    assert marks.all_marks(other) == {"a": "to read"}
    assert notes.note(other, "a") == "doubtful\n\n---\n\ngood"


def test_one_set_goes_alone(full: Shelf, other: Shelf) -> None:
    portable.take(other, portable.dumped(full, ["agents"]).encode())
    assert sets.all_sets(other) == {"agents": ("a", "b")}
    assert notes.all_notes(other) == {}


@pytest.mark.parametrize("text", [b"", b"[]", b"{}", b"\xff\xfe", b'{"format": "x"}', b"[" * 100_000])
def test_what_is_no_library_is_refused(other: Shelf, text: bytes) -> None:
    with pytest.raises(CallError, match="no file of a library"):
        portable.take(other, text)


def test_a_file_of_a_later_version_is_refused(other: Shelf) -> None:
    with pytest.raises(CallError, match="another version"):
        portable.take(other, json.dumps({"format": portable.FORMAT, "version": 2}).encode())


def test_what_is_strange_in_a_file_is_left_out_and_said(other: Shelf) -> None:
    strange: dict[str, Any] = {
        "format": portable.FORMAT,
        "version": 1,
        "sets": [{"name": "", "papers": []}, 7, {"name": "ok", "papers": ["a"]}, {"name": "x", "papers": 7}],
        "marks": {"a": "<script>", "b": "read"},
        "notes": [],
        "views": {"v": 7},
        "followed": {"f": 7},
    }
    taken = portable.take(other, json.dumps(strange).encode())
    assert sets.all_sets(other) == {"ok": ("a",)}
    assert marks.all_marks(other) == {"b": "read"}
    assert len(taken.left) == 5
