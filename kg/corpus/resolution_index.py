"""This file is about resolving again only what new, changed and removed papers can affect.

    with ResolutionIndex(path) as index:
        if index.state != state_of_the_graph: ...                # it is not of this graph: begin anew, with every paper
        with index.change(added=extractions, removed=paper_ids) as change:
            ...                                                  # write what is new, remove what is gone

After any changes, in any order, it says what `extract.resolve` says of all its papers at once. It can be made again
from the extractions at any time; one file belongs to one graph.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
import zlib
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Self

from extract.reach import points
from extract.resolution import resolve
from extract.version import exact_version
from kg.corpus.change import Change
from kg.corpus.encoding import decode, encode
from kg.corpus.files import open_file
from kg.errors import KGError
from kg.model import Author, Extraction, Paper

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path
    from types import TracebackType

    from kg.model import Mention, Resolution

    Cites = Mapping[str, Collection[str]]
    Values = Collection[str] | Collection[int] | Collection[bytes]

_APPLICATION: Final = 0x6B_67_72_69
"""Stands in the head of our files ("kgri")."""
_SIZE: Final = 16
_AT_ONCE: Final = 5000

_TABLES: Final = (
    """
    CREATE TABLE IF NOT EXISTS paper (
      number INTEGER PRIMARY KEY,
      paper_id TEXT NOT NULL UNIQUE,
      fingerprint BLOB NOT NULL,
      facts BLOB NOT NULL,
      found BLOB NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS point (
      point BLOB NOT NULL,
      number INTEGER NOT NULL,
      PRIMARY KEY (point, number)
    ) WITHOUT ROWID
    """,
    "CREATE TABLE IF NOT EXISTS version (name TEXT NOT NULL)",
)
_FINGERPRINTS: Final = "SELECT paper_id, fingerprint FROM paper"
_PAPERS: Final = "SELECT number, paper_id, facts, found FROM paper WHERE {column} IN ({marks})"
_NUMBERS: Final = "SELECT DISTINCT number FROM point WHERE point IN ({marks})"
_ADD_PAPER: Final = """
INSERT INTO paper (paper_id, fingerprint, facts, found)
VALUES (?, ?, ?, ?)
RETURNING number
"""
_ADD_POINT: Final = "INSERT INTO point (point, number) VALUES (?, ?)"
_EMPTY: Final = ("DELETE FROM paper", "DELETE FROM point", "DELETE FROM version")
_ADD_VERSION: Final = "INSERT INTO version (name) VALUES (?)"
_DROP_PAPER: Final = "DELETE FROM paper WHERE number = ?"
_DROP_POINT: Final = "DELETE FROM point WHERE point = ? AND number = ?"


class _Known(NamedTuple):
    """A paper as resolution sees it, and what it cites."""

    extraction: Extraction
    cites: tuple[str, ...]
    number: int = 0


class ResolutionIndex:
    """Knows what resolution needs of each paper of one graph.

    Args:
        path: the file; it is made, and emptied when another version of the extractor filled it.
        version: of the extractor and of resolution; ours, to the byte, when None.
    """

    def __init__(self, path: Path, *, version: str | None = None) -> None:
        self.path = path
        self._version = version or exact_version()
        self._file: sqlite3.Connection

    def __enter__(self) -> Self:
        with self._errors():
            self._file = open_file(self.path, _APPLICATION, _TABLES)
            if self._file.execute("SELECT name FROM version").fetchall() != [(self._version,)]:
                with self._file:
                    self._file.execute("BEGIN IMMEDIATE")
                    for statement in _EMPTY:
                        self._file.execute(statement)
                    self._file.execute(_ADD_VERSION, (self._version,))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def state(self) -> str:
        """What the index knows, in one word: equal for equal papers, in whatever order they came."""
        with self._errors():
            total = sum(int.from_bytes(one) for _, one in self._file.execute(_FINGERPRINTS))
        return f"{self._version}:{total % 2 ** (8 * _SIZE):0{2 * _SIZE}x}"

    def paper_ids(self) -> frozenset[str]:
        """Give the ids of the papers that the index knows."""
        with self._errors():
            return frozenset(paper_id for paper_id, _ in self._file.execute(_FINGERPRINTS))

    def resolution(self) -> Resolution:
        """Resolve all papers at once."""
        with self._errors():
            known = self._known("paper_id", self.paper_ids())
        return _resolve(known.values())

    @contextmanager
    def change(
        self, added: Iterable[Extraction] = (), removed: Iterable[str] = (), *, cites: Cites | None = None
    ) -> Iterator[Change]:
        """Add, replace and remove papers, and say what resolution says otherwise now.

        The index keeps the change when the block ends, and forgets it when the block raises.

        Args:
            added: extractions of papers that are new, or may have changed; those that have not change nothing.
            removed: ids of papers that are no more.
            cites: paper_id to what it cites, of papers in `added`; a paper's own references where there is no entry.

        Raises:
            KGError: the index cannot be used.
        """
        with self._errors():
            self._file.execute("BEGIN IMMEDIATE")
        try:
            with self._errors():
                change = self._change(added, set(removed), cites or {})
            yield change
        except BaseException:
            self._file.rollback()
            raise
        with self._errors():
            self._file.execute("COMMIT")

    def _change(self, added: Iterable[Extraction], removed: set[str], cites: Cites) -> Change:
        fingerprints = dict(self._file.execute(_FINGERPRINTS))
        new: dict[str, _Known] = {}
        fresh: dict[str, bytes] = {}
        latest = {extraction.paper.paper_id: extraction for extraction in added}
        for extraction in latest.values():
            paper = extraction.paper
            cited = cites.get(paper.paper_id)
            known = _Known(
                extraction,
                tuple(sorted({one.paper_id for one in paper.references} if cited is None else cited)),
            )
            fingerprint = _fingerprint(known)
            if fingerprints.get(paper.paper_id) != fingerprint:
                new[paper.paper_id], fresh[paper.paper_id] = known, fingerprint
        left = removed - latest.keys()
        old = self._known("paper_id", (new.keys() | left) & fingerprints.keys())
        kept, affected = self._affected([*old.values(), *new.values()], old.keys())
        before = _resolve(_parts([*kept, *old.values()], affected))
        after = _resolve(_parts([*kept, *new.values()], affected))
        self._forget(old.values())
        for paper_id, known in new.items():
            self._keep(known, fresh[paper_id])
        return Change(before, after)

    def _affected(self, changed: Iterable[_Known], old: Collection[str]) -> tuple[list[_Known], set[str]]:
        """Give the unchanged papers that can be affected, and the points at which mentions can be."""
        beside: dict[str, list[frozenset[str]]] = defaultdict(list)
        seen: dict[int, _Known] = {}

        def look(known: _Known) -> None:
            for mention in known.extraction.mentions:
                here = points(mention)
                for point in here:
                    beside[point].append(here)

        frontier: set[str] = set()
        for known in changed:
            look(known)
            frontier.update(point for mention in known.extraction.mentions for point in points(mention))
        affected: set[str] = set()
        while frontier:
            affected |= frontier
            numbers = {n for (n,) in self._select(_NUMBERS, {_encoded(point) for point in frontier})} - seen.keys()
            for known in self._known("number", numbers).values():
                seen[known.number] = known
                look(known)
            frontier = {other for point in frontier for here in beside[point] for other in here} - affected
        return [known for known in seen.values() if known.extraction.paper.paper_id not in old], affected

    def _known(self, column: str, values: Values) -> dict[str, _Known]:
        found = {}
        for number, paper_id, facts, encoded in self._select(_PAPERS, values, column=column):
            title, abstract, published, year, authors, cites = json.loads(zlib.decompress(facts))
            paper = Paper(
                paper_id,
                title,
                abstract,
                None if published is None else dt.date.fromisoformat(published),
                tuple(map(Author, authors)),
                year=year,
            )
            found[paper_id] = _Known(decode(encoded, paper), tuple(cites), number)
        return found

    def _select(
        self, query: str, values: Collection[str] | Collection[int] | Collection[bytes], **parts: str
    ) -> Iterator[tuple[Any, ...]]:
        wanted = sorted(values)
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            yield from self._file.execute(query.format(marks=",".join("?" * len(some)), **parts), some)

    def _forget(self, old: Iterable[_Known]) -> None:
        for known in old:
            self._file.execute(_DROP_PAPER, (known.number,))
            self._file.executemany(_DROP_POINT, [(_encoded(point), known.number) for point in _points(known)])

    def _keep(self, known: _Known, fingerprint: bytes) -> None:
        paper = known.extraction.paper
        row = (paper.paper_id, fingerprint, zlib.compress(_facts(known), 1), encode(known.extraction))
        (number,) = self._file.execute(_ADD_PAPER, row).fetchone()
        self._file.executemany(_ADD_POINT, [(_encoded(point), number) for point in _points(known)])

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, zlib.error, OSError, ValueError) as error:
            raise KGError(
                f"{self.path}, which keeps what entity resolution needs, cannot be used ({error}): wait until no other "
                "build runs, or delete the file, and build again."
            ) from error


def _encoded(point: str) -> bytes:
    return point.encode("utf-8", "surrogatepass")


def _points(known: _Known) -> set[str]:
    return {point for mention in known.extraction.mentions for point in points(mention)}


def _facts(known: _Known) -> bytes:
    """Give what resolution asks of a paper beside its mentions."""
    paper = known.extraction.paper
    published = None if paper.published is None else paper.published.isoformat()
    facts = [paper.title, paper.abstract, published, paper.year, [author.name for author in paper.authors], known.cites]
    return json.dumps(facts).encode()


def _fingerprint(known: _Known) -> bytes:
    paper_id = known.extraction.paper.paper_id.encode("utf-8", "surrogatepass")
    return hashlib.blake2b(paper_id + b"\0" + _facts(known), digest_size=_SIZE).digest()


def _parts(papers: Iterable[_Known], affected: set[str]) -> Iterator[_Known]:
    """Give papers with the mentions alone that can be affected: those of which one point, and so all, can be."""

    def is_affected(mention: Mention) -> bool:
        return not affected.isdisjoint(points(mention))

    for known in papers:
        mentions = tuple(filter(is_affected, known.extraction.mentions))
        yield known._replace(extraction=replace(known.extraction, mentions=mentions))


def _resolve(papers: Iterable[_Known]) -> Resolution:
    known = list(papers)
    return resolve([one.extraction for one in known], cites={one.extraction.paper.paper_id: one.cites for one in known})
