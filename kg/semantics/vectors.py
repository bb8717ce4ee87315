"""The vectors of texts, kept so that no text is read twice.

It is a cache in one SQLite file, as `kg.corpus.extractions` keeps one, beside which several processes may work at once:
whatever befalls the file costs time and nothing else. A text is known by its hash; the vectors of another model are
forgotten. Which texts a store's papers had is kept with a mark of its last write, so that an unchanged store is not
read again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import zlib
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import numpy as np
import platformdirs

from kg.corpus.files import open_file
from kg.semantics.model import DIMENSIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from types import TracebackType

    from numpy.typing import NDArray

    Vector = NDArray[np.float32]

PLACE: Final = "KG_VECTORS"
"""The environment variable that names another place than the user's cache folder."""

HASH: Final = 16
_APPLICATION: Final = 0x6B_67_76_65
"""Stands in the head of our files ("kgve"), so that nobody else's database is written to."""
_AT_ONCE: Final = 500
_KEPT_AS: Final = np.float16
_STORES: Final = 5

_TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS vector (model TEXT, text BLOB, numbers BLOB, PRIMARY KEY (model, text)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS papers (store TEXT PRIMARY KEY, mark TEXT, listed BLOB)",
)
_FIND: Final = "SELECT text, numbers FROM vector WHERE model = ? AND text IN ({marks})"
_KEEP: Final = "INSERT OR REPLACE INTO vector (model, text, numbers) VALUES (?, ?, ?)"
_FORGET: Final = "DELETE FROM vector WHERE model <> ?"
_LISTED: Final = "SELECT listed FROM papers WHERE store = ? AND mark = ?"
_LIST: Final = "INSERT OR REPLACE INTO papers (store, mark, listed) VALUES (?, ?, ?)"
_FEW: Final = "DELETE FROM papers WHERE rowid NOT IN (SELECT rowid FROM papers ORDER BY rowid DESC LIMIT ?)"


def default_path() -> Path:
    """Say where vectors are kept: where the environment says, or else in the user's cache folder."""
    place = os.environ.get(PLACE)
    return Path(place).expanduser() if place else platformdirs.user_cache_path("paper-kg") / "vectors.sqlite"


def text_hash(text: str) -> bytes:
    """Give the hash by which a text is known."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=HASH).digest()


class Vectors:
    """The vectors that one model has made.

    Args:
        model: its name; vectors of others are forgotten when one is kept.
        path: the file; `default_path` when None. Its folder is made.
        on_trouble: told in one sentence, once, why the file is not used or not written to.
    """

    def __init__(
        self, model: str, path: Path | None = None, *, on_trouble: Callable[[str], None] | None = None
    ) -> None:
        self.model = model
        self.path = path or default_path()
        self._on_trouble = on_trouble
        self._file: sqlite3.Connection | None = None
        self._cleared = False

    def __enter__(self) -> Self:
        with self._trying():
            self._file = open_file(self.path, _APPLICATION, _TABLES)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def find(self, texts: Iterable[bytes]) -> dict[bytes, Vector]:
        """Return text to vector of those that are kept; what cannot be read any more is as if it were not there."""
        wanted, found = list(dict.fromkeys(texts)), {}
        with self._trying():
            for at in range(0, len(wanted) if self._file is not None else 0, _AT_ONCE):
                some = wanted[at : at + _AT_ONCE]
                query = _FIND.format(marks=",".join("?" * len(some)))
                for text, numbers in self._open.execute(query, (self.model, *some)):
                    vector = np.frombuffer(numbers, dtype=_KEPT_AS) if len(numbers) == 2 * DIMENSIONS else None
                    if vector is not None and np.isfinite(vector).all():
                        found[text] = vector.astype(np.float32)
        return found

    def keep(self, vectors: Mapping[bytes, Vector]) -> None:
        """Keep vectors, in one transaction."""
        if self._file is None or not vectors:
            return
        rows = [(self.model, text, vector.astype(_KEPT_AS).tobytes()) for text, vector in vectors.items()]
        with self._trying(), self._open as file:
            file.execute("BEGIN IMMEDIATE")
            if not self._cleared:
                file.execute(_FORGET, (self.model,))
                self._cleared = True
            file.executemany(_KEEP, rows)

    def papers(self, store: str, mark: str) -> dict[str, bytes] | None:
        """Return paper_id to hash of text as a store had them at this mark; None where it is not kept."""
        row = None
        with self._trying():
            row = self._open.execute(_LISTED, (store, mark)).fetchone() if self._file is not None else None
        if row is None:
            return None
        try:
            listed = zlib.decompress(row[0])
        except zlib.error:
            return None
        keys, _, hashes = listed.partition(b"\0\0")
        names = keys.decode("utf-8", "surrogatepass").split("\0") if keys else []
        if len(hashes) != HASH * len(names):
            return None
        return {name: hashes[HASH * at : HASH * (at + 1)] for at, name in enumerate(names)}

    def note(self, store: str, mark: str, papers: Mapping[str, bytes]) -> None:
        """Keep which texts a store's papers have at this mark, instead of those of an earlier one."""
        listed = "\0".join(papers).encode("utf-8", "surrogatepass") + b"\0\0" + b"".join(papers.values())
        if self._file is None:
            return
        with self._trying(), self._open as file:
            file.execute("BEGIN IMMEDIATE")
            file.execute(_LIST, (store, mark, zlib.compress(listed, 1)))
            file.execute(_FEW, (_STORES,))

    @property
    def _open(self) -> sqlite3.Connection:
        assert self._file is not None
        return self._file

    @contextmanager
    def _trying(self) -> Iterator[None]:
        """Do without the file when it fails."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            if self._file is not None:
                self._file.close()
                self._file = None
            if self._on_trouble is not None:
                told, self._on_trouble = self._on_trouble, None
                told(
                    f"Vectors of texts are kept in {self.path}, which cannot be used ({error}): all are made again each"
                    f" time until the file is mended or deleted, or {PLACE} names another one."
                )
