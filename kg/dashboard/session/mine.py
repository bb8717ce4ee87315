"""The reader's own marks on papers wherever they are listed: in a set, read or to read, noted.

The shelf is read once after each of its changes, in whichever tab or process, and never once a row.
"""

from __future__ import annotations

import functools
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, NamedTuple

from kg.dashboard.session.reader import shelf
from kg.dashboard.words.wording import plain
from kg.errors import KGError
from kg.library import marks, sets

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kg.library import Shelf
    from kg.library.marks import Mark

_READERS = 64
_within: ContextVar[Collection[str]] = ContextVar("within", default=())


class Kept(NamedTuple):
    """What a reader keeps of papers.

    Attributes:
        sets: each set's name and papers, what was changed last first.
        marks: paper_id to mark.
        noted: the nodes that have a note.
        mine: the papers of all sets.
    """

    sets: Mapping[str, tuple[str, ...]]
    marks: Mapping[str, Mark]
    noted: frozenset[str]
    mine: frozenset[str]


_NOTHING = Kept({}, {}, frozenset(), frozenset())


def kept() -> Kept:
    """Return what the reader keeps of papers."""
    own = shelf()
    return _read(own.path, own.reader, own.version(), _Same(own))


def mine() -> frozenset[str]:
    """Return the papers of the reader's sets; none where what is kept cannot be read, which the library's page says."""
    return _if_readable().mine


def signs(paper_id: str) -> str:
    """Return HTML: what a list says of one of the reader's own papers beside its title; nothing of any other."""
    own = _if_readable()
    said = []
    if paper_id in own.mine and paper_id not in _within.get():
        among = [name for name, papers in own.sets.items() if paper_id in papers]
        said.append(("mine", f"in your library: {', '.join(among)}"))
    if read := own.marks.get(paper_id):
        said.append((read, f"you marked it as {read}"))
    if paper_id in own.noted:
        said.append(("note", "you wrote a note on it"))
    return "".join(
        f' <span class="kg-flag kg-quieter kg-own" title="{plain(why)}">{plain(word)}</span>' for word, why in said
    )


def _if_readable() -> Kept:
    """Return what the reader keeps: a broken shelf spoils no list of papers."""
    try:
        return kept()
    except KGError:
        return _NOTHING


@contextmanager
def within(papers: Collection[str]) -> Iterator[None]:
    """Draw a list of papers all of which are the reader's own: it need not be said of each."""
    before = _within.set(papers)
    try:
        yield
    finally:
        _within.reset(before)


class _Same:
    """Carries the shelf past the cache: what tells one reading from another are the other arguments."""

    def __init__(self, own: Shelf) -> None:
        self.own = own

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same)

    def __hash__(self) -> int:
        return 0


@functools.lru_cache(maxsize=_READERS)
def _read(path: object, reader: str, version: int, same: _Same) -> Kept:
    del path, reader, version
    all_sets = sets.all_sets(same.own)
    noted = frozenset(same.own.all("note"))
    return Kept(all_sets, marks.all_marks(same.own), noted, sets.members(all_sets))
