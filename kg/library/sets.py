"""Sets of papers: named, in the order in which papers came, each paper once.

Each change is one transaction of the shelf, so that two tabs that add to one set lose nothing.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final, Literal

from kg.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.library.shelf import Shelf

Operation = Literal["union", "intersection", "difference"]

LONGEST_NAME: Final = 120
MOST_PAPERS: Final = 20_000
"""In one set."""


def all_sets(shelf: Shelf) -> dict[str, tuple[str, ...]]:
    """Return each set's name and papers, what was changed last first."""
    return {name: _papers(value) for name, value in shelf.all("set").items()}


def papers(shelf: Shelf, name: str) -> tuple[str, ...] | None:
    """Return the papers of a set, or None where there is no such set."""
    value = shelf.get("set", name)
    return None if value is None else _papers(value)


def proper_name(name: str) -> str:
    r"""Return a name as it is kept: one line, without characters that nobody sees.

    Raises:
        CallError: nothing is left of it, or it is too long.

    Example:
        >>> proper_name("  code   agents\n")
        'code agents'
    """
    seen = (" " if character.isspace() else character for character in name)
    kept = "".join(character for character in seen if unicodedata.category(character) not in _UNSEEN)
    kept = " ".join(kept.split())
    if not kept:
        raise CallError("A set needs a name: type one.")
    if len(kept) > LONGEST_NAME:
        raise CallError(f"This name has {len(kept)} characters: {LONGEST_NAME} is the most that a set may have.")
    return kept


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return a name that no set has: the one given, or that with a number after it.

    Example:
        >>> free_name("agents", ["agents", "agents (2)"])
        'agents (3)'
    """
    there = set(taken)
    number, found = 1, name
    while found in there:
        number += 1
        after = f" ({number})"
        found = name[: LONGEST_NAME - len(after)] + after
    return found


def create(shelf: Shelf, name: str, paper_ids: Iterable[str] = ()) -> str:
    """Make a set, and return the name that it has.

    Raises:
        CallError: there is a set of this name, the name will not do, or there are too many papers.
    """
    proper = proper_name(name)

    def made(before: Any) -> Any:
        if before is not None:
            raise CallError(f"There is a set {proper!r} already: choose another name, or add to that one.")
        return _value(paper_ids)

    shelf.change("set", proper, made)
    return proper


def add(shelf: Shelf, name: str, paper_ids: Iterable[str]) -> int:
    """Add papers to a set, which is made where there is none, and return how many of them are new to it.

    Raises:
        CallError: the name will not do, or there are too many papers.
    """
    new = tuple(paper_ids)
    before = _changed(shelf, proper_name(name), lambda there: (*there, *new))
    return len(set(new) - set(before))


def remove(shelf: Shelf, name: str, paper_ids: Iterable[str]) -> int:
    """Take papers out of a set, and return how many of them it had."""
    out = set(paper_ids)
    if shelf.get("set", name) is None:
        return 0
    before = _changed(shelf, name, lambda there: tuple(one for one in there if one not in out))
    return len(out & set(before))


def put_back(shelf: Shelf, name: str, before: Sequence[str], paper_id: str) -> None:
    """Put a paper that was taken out back to its place among the others, whatever came or went since."""
    after = set(before[before.index(paper_id) + 1 :]) if paper_id in before else set()

    def placed(there: tuple[str, ...]) -> Iterator[str]:
        following = next((index for index, one in enumerate(there) if one in after), len(there))
        yield from (*there[:following], paper_id, *there[following:])

    _changed(shelf, name, placed)


def rename(shelf: Shelf, name: str, new_name: str) -> str:
    """Give a set another name, and return it.

    Raises:
        CallError: there is no such set, there is one of the new name, or that name will not do.
    """
    proper = proper_name(new_name)
    if proper == name:
        return proper
    there = _there(shelf, name)
    create(shelf, proper, there)
    shelf.remove("set", name)
    return proper


def delete(shelf: Shelf, name: str) -> tuple[str, ...]:
    """Forget a set, and return the papers that it had: `restore` brings it back.

    Raises:
        CallError: there is no such set.
    """
    before = shelf.change("set", name, lambda _: None)
    if before is None:
        raise CallError(f"There is no set {name!r} any more.")
    return _papers(before)


def restore(shelf: Shelf, name: str, paper_ids: Sequence[str]) -> str:
    """Bring a set back, under a free name where its own was given to another in the meantime; return that name."""
    return create(shelf, free_name(proper_name(name), shelf.all("set")), paper_ids)


def combined(one: Sequence[str], operation: Operation, other: Sequence[str]) -> tuple[str, ...]:
    """Return the papers of either of two sets, of both, or of the first alone, in the order of the first.

    Example:
        >>> combined(["a", "b"], "intersection", ["b", "c"]), combined(["a", "b"], "difference", ["b"])
        (('b',), ('a',))
    """
    match operation:
        case "union":
            return tuple(dict.fromkeys([*one, *other]))
        case "intersection":
            return tuple(paper_id for paper_id in one if paper_id in set(other))
        case "difference":
            return tuple(paper_id for paper_id in one if paper_id not in set(other))


def members(sets: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """Return every paper of every set."""
    return frozenset().union(*sets.values()) if sets else frozenset()


_UNSEEN: Final = frozenset({"Cc", "Cs", "Co", "Cn"})


def _there(shelf: Shelf, name: str) -> tuple[str, ...]:
    found = papers(shelf, name)
    if found is None:
        raise CallError(f"There is no set {name!r} any more.")
    return found


def _changed(shelf: Shelf, name: str, how: Callable[[tuple[str, ...]], Iterable[str]]) -> tuple[str, ...]:
    return _papers(shelf.change("set", name, lambda before: _value(how(_papers(before)))))


def _value(paper_ids: Iterable[str]) -> dict[str, list[str]]:
    kept = list(dict.fromkeys(paper_ids))
    if len(kept) > MOST_PAPERS:
        raise CallError(f"A set holds {MOST_PAPERS:,} papers at most, and these are {len(kept):,}: make several.")
    return {"papers": kept}


def _papers(value: Any) -> tuple[str, ...]:
    """Read what is kept of a set; a value that another version wrote and this one does not know is empty."""
    found = value.get("papers", ()) if isinstance(value, dict) else value if isinstance(value, list) else ()
    return tuple(one for one in found if isinstance(one, str))
