"""Marks: a paper that the reader has read, or means to read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from kg.errors import CallError

if TYPE_CHECKING:
    from kg.library.shelf import Shelf

Mark = Literal["to read", "read"]


def all_marks(shelf: Shelf) -> dict[str, Mark]:
    """Return paper_id to mark, what was marked last first."""
    return {paper_id: value for paper_id, value in shelf.all("mark").items() if value in get_args(Mark)}


def mark(shelf: Shelf, paper_id: str, value: Mark | None) -> None:
    """Mark a paper, or take its mark away.

    Raises:
        CallError: there is no such mark.
    """
    if value is None:
        shelf.remove("mark", paper_id)
    elif value in get_args(Mark):
        shelf.put("mark", paper_id, value)
    else:
        raise CallError(f"{value!r} is no mark of a paper: choose {' or '.join(get_args(Mark))}.")
