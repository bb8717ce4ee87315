"""Tests of kg.library.marks: a paper is read, to be read, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import CallError
from kg.library import Shelf, marks

if TYPE_CHECKING:
    from pathlib import Path


def test_a_mark_is_one_of_two_and_can_be_taken_away(tmp_path: Path) -> None:
    shelf = Shelf("bolt://127.0.0.1:7687", folder=tmp_path)
    marks.mark(shelf, "a", "to read")
    marks.mark(shelf, "b", "to read")
    marks.mark(shelf, "a", "read")
    assert marks.all_marks(shelf) == {"a": "read", "b": "to read"}
    marks.mark(shelf, "a", None)
    assert marks.all_marks(shelf) == {"b": "to read"}


def test_what_is_no_mark_is_refused_and_not_shown(tmp_path: Path) -> None:
    shelf = Shelf("bolt://127.0.0.1:7687", folder=tmp_path)
    strange: Any = "<script>"
    with pytest.raises(CallError, match="no mark"):
        marks.mark(shelf, "a", strange)
    shelf.put("mark", "a", strange)
    assert marks.all_marks(shelf) == {}
