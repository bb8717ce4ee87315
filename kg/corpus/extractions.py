"""What the extractor said of each text, kept so that no text is read twice.

    with Extractions() as kept:
        for extraction in kept.extract(papers):
            ...

It is a cache in one SQLite file, beside which several processes may work at once: whatever befalls the file costs time
and nothing else. A text is known by the hash of title and abstract; what another version of the extractor said of it is
not used.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol, Self

import platformdirs

from extract.version import exact_version
from kg.corpus.encoding import FORMAT, decode, encode
from kg.corpus.files import open_file

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator
    from contextlib import AbstractContextManager
    from types import TracebackType

    from kg.model import Extraction, Paper

PLACE: Final = "KG_EXTRACTIONS"
"""The environment variable that names another place than the user's cache folder."""

_APPLICATION: Final = 0x6B_67_65_78
"""Stands in the head of our files ("kgex"), so that nobody else's database is written to."""
_AT_ONCE: Final = 2048
_WRITTEN_AT_ONCE: Final = 64
_VERSIONS_KEPT: Final = 3

_TABLES: Final = (
    """
    CREATE TABLE IF NOT EXISTS version (
      version_id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL UNIQUE,
      number INTEGER NOT NULL
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS extraction (
      version_id INTEGER NOT NULL,
      text BLOB NOT NULL,
      found BLOB NOT NULL,
      PRIMARY KEY (version_id, text)
    ) WITHOUT ROWID
    """,
)
_VERSION: Final = "SELECT version_id, number = (SELECT max(number) FROM version) FROM version WHERE name = ?"
_USE_VERSION: Final = """
INSERT INTO version (name, number)
VALUES (?, (SELECT coalesce(max(number), 0) + 1 FROM version))
ON CONFLICT (name) DO UPDATE SET number = excluded.number
RETURNING version_id
"""
_OLD_VERSIONS: Final = "SELECT version_id FROM version ORDER BY number DESC LIMIT -1 OFFSET ?"
_FORGET: Final = ("DELETE FROM extraction WHERE version_id = ?", "DELETE FROM version WHERE version_id = ?")
_FIND: Final = "SELECT text, found FROM extraction WHERE version_id = ? AND text IN ({marks})"
_KNOWN: Final = "SELECT text FROM extraction WHERE version_id = ? AND text IN ({marks})"
_KEEP: Final = "INSERT OR REPLACE INTO extraction (version_id, text, found) VALUES (?, ?, ?)"


class Reads(Protocol):
    """What reads papers: an `extract.Extractor`."""

    def extract(self, papers: Iterable[Paper], *, processes: int = 1) -> Iterator[Extraction]:
        """Read papers, in their order."""


def default_path() -> Path:
    """Say where extractions are kept: where the environment says, or else in the user's cache folder."""
    place = os.environ.get(PLACE)
    return Path(place).expanduser() if place else platformdirs.user_cache_path("paper-kg") / "extractions.sqlite"


def text_hash(paper: Paper) -> bytes:
    """Give the hash by which a paper's text is known."""
    title, abstract = (text.encode("utf-8", "surrogatepass") for text in (paper.title, paper.abstract))
    return hashlib.blake2b(b"%d %d " % (FORMAT, len(title)) + title + abstract, digest_size=16).digest()


class Extractions:
    """Extracts what is new, and remembers the rest.

    Args:
        path: the file; `default_path` when None. Its folder is made.
        version: of the extractor; that of our default one, to the byte, when None.
        on_trouble: told in one sentence, once, why the file is not used or not written to.

    Attributes:
        remembered: papers whose extraction was there.
        extracted: papers that were read anew.
    """

    def __init__(
        self, path: Path | None = None, *, version: str | None = None, on_trouble: Callable[[str], None] | None = None
    ) -> None:
        self.path = path or default_path()
        self.remembered = self.extracted = 0
        self._version = version
        self._on_trouble = on_trouble
        self._file: sqlite3.Connection | None = None
        self._version_id = 0
        self._writes = True

    def __enter__(self) -> Self:
        with self._trying("used"):
            self._file = open_file(self.path, _APPLICATION, _TABLES)
            self._prepare(self._file)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def extract(
        self,
        papers: Iterable[Paper],
        extractor: Callable[[], AbstractContextManager[Reads]] | None = None,
        *,
        processes: int = 1,
    ) -> Iterator[Extraction]:
        """Say what papers name, in their order; only texts that are not known are read.

        Args:
            papers: any number of them; few are held at a time.
            extractor: makes what reads; called at most once, and only for a new text. `extract.Extractor` when None.
            processes: how many read at once.
        """
        remaining = iter(papers)
        with ExitStack() as stack:
            reader: Reads | None = None
            while some := list(islice(remaining, _AT_ONCE)):
                by_hash: dict[bytes, Paper] = {}
                for paper in some:
                    by_hash.setdefault(text_hash(paper), paper)
                known = self._find(by_hash)
                new = {key: paper for key, paper in by_hash.items() if key not in known}
                if new and reader is None:
                    reader = stack.enter_context((extractor or _default_extractor)())
                news = self._read(reader, new, processes) if reader is not None and new else iter(())
                yield from self._in_order(some, known, news)

    @property
    def is_usable(self) -> bool:
        """Whether the file is there and is written to."""
        return self._file is not None and self._writes

    def unread(self, papers: Iterable[Paper]) -> Iterator[tuple[bytes, Paper]]:
        """Give the texts of which nothing is kept, each once, with the hash by which it is known."""
        remaining = iter(papers)
        given: set[bytes] = set()
        while some := {text_hash(paper): paper for paper in islice(remaining, _AT_ONCE)}:
            new = some.keys() - given - self._known(some)
            given |= new
            yield from ((key, paper) for key, paper in some.items() if key in new)

    def _known(self, keys: Collection[bytes]) -> set[bytes]:
        if self._file is None:
            return set()
        query = _KNOWN.format(marks=",".join("?" * len(keys)))
        with self._trying("used"):
            return {key for (key,) in self._file.execute(query, (self._version_id, *keys))}
        return set()

    def _in_order(
        self, papers: list[Paper], known: dict[bytes, Extraction], news: Iterator[tuple[bytes, Extraction]]
    ) -> Iterator[Extraction]:
        for paper in papers:
            key = text_hash(paper)
            if key in known:
                self.remembered += 1
            while key not in known:
                known.update([next(news)])
                self.extracted += 1
            yield replace(known[key], paper=paper)
        for _ in news:  # it keeps the last ones at its end
            pass

    def _read(self, reader: Reads, new: dict[bytes, Paper], processes: int) -> Iterator[tuple[bytes, Extraction]]:
        fresh: list[tuple[bytes, bytes]] = []
        try:
            for key, extraction in zip(new, reader.extract(new.values(), processes=processes), strict=True):
                fresh.append((key, encode(extraction)))
                if len(fresh) >= _WRITTEN_AT_ONCE:
                    self.keep(fresh)
                    fresh = []
                yield key, extraction
        finally:
            self.keep(fresh)

    def _find(self, papers: dict[bytes, Paper]) -> dict[bytes, Extraction]:
        """Give what is kept of some texts; what cannot be read any more is as if it were not there."""
        if self._file is None:
            return {}
        rows: list[tuple[bytes, bytes]] = []
        with self._trying("used"):
            query = _FIND.format(marks=",".join("?" * len(papers)))
            rows = self._file.execute(query, (self._version_id, *papers)).fetchall()
        found = {}
        for key, encoded in rows:
            with suppress(ValueError):
                found[key] = decode(encoded, papers[key])
        return found

    def keep(self, fresh: list[tuple[bytes, bytes]]) -> None:
        """Keep what texts name, encoded, by the hashes of the texts."""
        if self._file is None or not self._writes or not fresh:
            return
        with self._trying("written to"), self._file:
            self._file.execute("BEGIN IMMEDIATE")
            self._file.executemany(_KEEP, [(self._version_id, key, found) for key, found in fresh])

    def _prepare(self, file: sqlite3.Connection) -> None:
        """Say which version is used, and forget what versions said that were not used for long."""
        name = self._version or exact_version()
        found = file.execute(_VERSION, (name,)).fetchone()
        self._version_id = found[0] if found else -1
        if found and found[1]:
            return
        with self._trying("written to"), file:
            file.execute("BEGIN IMMEDIATE")
            (self._version_id,) = file.execute(_USE_VERSION, (name,)).fetchone()
            for old in file.execute(_OLD_VERSIONS, (_VERSIONS_KEPT,)).fetchall():
                for statement in _FORGET:
                    file.execute(statement, old)

    @contextmanager
    def _trying(self, use: str) -> Iterator[None]:
        """Do without the file, or without writing to it, when it fails."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            self._writes = False
            if use == "used" and self._file is not None:
                self._file.close()
                self._file = None
            if self._on_trouble is not None:
                told, self._on_trouble = self._on_trouble, None
                told(
                    f"What was extracted before is kept in {self.path}, which cannot be {use} ({error}): every new text"
                    f" is read again until the file is mended or deleted, or {PLACE} names another one."
                )


def _default_extractor() -> AbstractContextManager[Reads]:
    from extract import Extractor  # noqa: PLC0415 - spaCy takes a second to import; who knows all texts need not wait

    return Extractor()
