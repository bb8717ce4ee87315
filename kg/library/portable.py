"""A library as one file: JSON that another reader, store or machine takes in again.

Taking it in never overwrites: a set of a name that is taken gets another name, a mark stays as it was, and a note is
added below the one that is there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, get_args

from kg.errors import CallError
from kg.library import marks, notes, sets
from kg.library.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.library.shelf import Kind, Shelf

FORMAT: Final = "paper-kg library"
VERSION: Final = 1
LARGEST: Final = 50
"""Megabytes of a file."""

_TEXTS: Final[tuple[Kind, ...]] = ("query", "view")
_LONGEST: Final = 20_000
_MOST: Final = 100_000
"""Entries of one kind."""


@dataclass(slots=True)
class Taken:
    """What came of a file.

    Attributes:
        counts: of what how many are new, in words: "sets", "marks" and so on.
        renamed: sets whose name was taken, as (name in the file, name here).
        left: in a sentence each, what was left out and why.
    """

    counts: dict[str, int] = field(default_factory=dict)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def dumped(shelf: Shelf, names: Iterable[str] | None = None) -> str:
    """Return everything that a reader keeps as JSON, or some sets of it alone."""
    all_sets = sets.all_sets(shelf)
    chosen = all_sets if names is None else {name: all_sets[name] for name in names if name in all_sets}
    said: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "sets": [{"name": name, "papers": list(papers)} for name, papers in chosen.items()],
    }
    if names is None:
        said |= {
            "marks": marks.all_marks(shelf),
            "notes": notes.all_notes(shelf),
            "followed": shelf.all("followed"),
            "queries": shelf.all("query"),
            "views": shelf.all("view"),
        }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def take(shelf: Shelf, content: bytes) -> Taken:
    """Take in a file that `dumped` wrote, in one transaction.

    Raises:
        CallError: it is none.
    """
    said = _parsed(content)
    taken = Taken()
    rows: list[tuple[Kind, str, Any]] = []
    rows += _sets(shelf, said.get("sets"), taken)
    rows += _marks(shelf, _mapping(said, "marks", taken), taken)
    rows += _notes(shelf, _mapping(said, "notes", taken), taken)
    rows += _followed(shelf, _mapping(said, "followed", taken), taken)
    for kind, name in zip(_TEXTS, ("queries", "views"), strict=True):
        rows += _texts(shelf, kind, name, _mapping(said, name, taken), taken)
    shelf.put_all(rows)
    return taken


def _parsed(content: bytes) -> dict[str, Any]:
    if len(content) > LARGEST * 1024 * 1024:
        raise CallError(f"This file is larger than {LARGEST} MB: no library is.")
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        raise CallError("This is no file of a library: export one here, or add a .bib, .ris or CSL file as a set.")
    if said.get("version") != VERSION:
        raise CallError("This file of a library is of another version of paper-kg: take the newer of the two.")
    return said


def _mapping(said: dict[str, Any], name: str, taken: Taken) -> dict[str, Any]:
    value = said.get(name, {})
    if not isinstance(value, dict) or len(value) > _MOST:
        taken.left.append(f'"{name}" is none, or more than {_MOST:,}: left out.')
        return {}
    return value


def _sets(shelf: Shelf, value: Any, taken: Taken) -> list[tuple[Kind, str, Any]]:
    there = sets.all_sets(shelf)
    rows: list[tuple[Kind, str, Any]] = []
    for one in value if isinstance(value, list) else []:
        try:
            name = sets.proper_name(str(one["name"]))
            papers = [str(paper_id) for paper_id in dict.fromkeys(one["papers"])]
        except (CallError, KeyError, TypeError) as error:
            taken.left.append(f"A set was left out: {error if isinstance(error, CallError) else 'it is none'}.")
            continue
        if len(papers) > sets.MOST_PAPERS:
            taken.left.append(f"The set {name} was left out: it has more than {sets.MOST_PAPERS:,} papers.")
            continue
        if any(tuple(papers) == own for known, own in there.items() if _root(known) == _root(name)):
            continue
        free = sets.free_name(name, there)
        if free != name:
            taken.renamed.append((name, free))
        there[free] = tuple(papers)
        rows.append(("set", free, {"papers": papers}))
    taken.counts["sets"] = len(rows)
    return rows


def _root(name: str) -> str:
    """Return a name without the number that `free_name` gave it."""
    before, bracket, number = name.rpartition(" (")
    return before if bracket and number[:-1].isdigit() and number.endswith(")") else name


def _marks(shelf: Shelf, value: dict[str, Any], taken: Taken) -> list[tuple[Kind, str, Any]]:
    there = marks.all_marks(shelf)
    rows: list[tuple[Kind, str, Any]] = [
        ("mark", paper_id, mark) for paper_id, mark in value.items() if paper_id not in there and mark in get_args(Mark)
    ]
    if strange := sum(mark not in get_args(Mark) for mark in value.values()):
        taken.left.append(f"{strange:,} marks were left out: they are none.")
    taken.counts["marks"] = len(rows)
    return rows


def _notes(shelf: Shelf, value: dict[str, Any], taken: Taken) -> list[tuple[Kind, str, Any]]:
    there = notes.all_notes(shelf)
    rows: list[tuple[Kind, str, Any]] = []
    for node_id, text in value.items():
        own = there.get(node_id, "")
        if not isinstance(text, str) or not text.strip() or text.strip() in own:
            continue
        both = f"{own}\n\n---\n\n{text.strip()}" if own else text.strip()
        if len(both) > notes.LONGEST:
            taken.left.append(f"The note on {node_id} was left out: with yours it is too long.")
            continue
        rows.append(("note", node_id, both))
    taken.counts["notes"] = len(rows)
    return rows


def _followed(shelf: Shelf, value: dict[str, Any], taken: Taken) -> list[tuple[Kind, str, Any]]:
    there = shelf.all("followed")
    rows: list[tuple[Kind, str, Any]] = [
        ("followed", node_id, {"kind": str(one.get("kind", "")), "name": str(one.get("name", ""))})
        for node_id, one in value.items()
        if node_id not in there and isinstance(one, dict)
    ]
    taken.counts["followed entities"] = len(rows)
    return rows


def _texts(shelf: Shelf, kind: Kind, what: str, value: dict[str, Any], taken: Taken) -> list[tuple[Kind, str, Any]]:
    there = shelf.all(kind)
    rows: list[tuple[Kind, str, Any]] = []
    for name, text in value.items():
        if isinstance(text, str) and len(text) <= _LONGEST and text not in there.values():
            free = sets.free_name(name, there)
            there[free] = text
            rows.append((kind, free, text))
    taken.counts[what] = len(rows)
    return rows
