"""The shelf: what one reader of one store keeps, in a file that several processes may write.

A SQLite file a store in the user's data folder (`KG_LIBRARY` names another place), with plain values as JSON. A write
is one transaction: it is there whole or not at all, whatever is killed.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import platformdirs

from kg.errors import KGError
from kg.store import address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Kind = Literal["set", "note", "mark", "followed", "visit", "query", "history", "view"]
"""What is kept: sets of papers, notes on a node, read or to-read, followed entities, the last visit, saved queries,
queries that were run, and named views."""

PLACE: Final = "KG_LIBRARY"
LOCAL: Final = "local"
"""The reader of a dashboard without sign-in."""

_BUSY_SECONDS: Final = 10.0
_TABLE: Final = """\
CREATE TABLE IF NOT EXISTS kept (
  reader TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
  changed TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ', 'now')), PRIMARY KEY (reader, kind, name)
) WITHOUT ROWID
"""
_VALUE: Final = "SELECT value FROM kept WHERE reader = ? AND kind = ? AND name = ?"
_REMOVE: Final = "DELETE FROM kept WHERE reader = ? AND kind = ? AND name = ?"
_PUT: Final = """\
INSERT INTO kept (reader, kind, name, value) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET value = excluded.value, changed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
"""
_CHANGES_AT: Final = 24
"""Where SQLite counts the transactions that changed a file (its file format, section 1.3.7)."""


class Shelf:
    """What one reader keeps.

    Args:
        store: the address of the store that it is about.
        reader: whose it is.
        folder: where shelves lie; None stands for `KG_LIBRARY`, else for the user's data folder.
        before_writing: called before each write; what it raises stops the write.

    Example:
        shelf.put("mark", "2406.00001", "to read"); shelf.get("mark", "2406.00001")
    """

    def __init__(
        self,
        store: str,
        reader: str = LOCAL,
        folder: Path | None = None,
        *,
        before_writing: Callable[[], None] | None = None,
    ) -> None:
        self.path = (folder or _default_folder()) / f"{address.fingerprint(store)}.sqlite"
        self.reader = reader
        self._before_writing = before_writing

    def get(self, kind: Kind, name: str) -> Any:
        """Return what is kept under a name, or None."""
        rows = self._rows(_VALUE, (self.reader, kind, name))
        return next((json.loads(value) for (value,) in rows), None)

    def all(self, kind: Kind) -> dict[str, Any]:
        """Return everything of a kind by its name, what was changed last first."""
        rows = self._rows(
            "SELECT name, value FROM kept WHERE reader = ? AND kind = ? ORDER BY changed DESC, name",
            (self.reader, kind),
        )
        return {name: json.loads(value) for name, value in rows}

    def put(self, kind: Kind, name: str, value: Any) -> None:
        """Keep a plain value under a name, in the place of what was there."""
        self._write(_PUT, (self.reader, kind, name, json.dumps(value, ensure_ascii=False)))

    def remove(self, kind: Kind, name: str) -> bool:
        """Forget what is kept under a name, and tell whether there was anything."""
        return self._write(_REMOVE, (self.reader, kind, name)) > 0

    def put_all(self, rows: Iterable[tuple[Kind, str, Any]]) -> None:
        """Keep many values, each a kind, a name and a value, in one transaction."""
        values = [(self.reader, kind, name, json.dumps(value, ensure_ascii=False)) for kind, name, value in rows]
        if values:
            with self._writing() as database:
                database.executemany(_PUT, values)

    def change(self, kind: Kind, name: str, how: Callable[[Any], Any]) -> Any:
        """Put in the place of a value what `how` makes of it, in one transaction, and return what was there before.

        Nobody writes between the two, so that of two changes at once none is lost. None stands for nothing, in what
        `how` is given and in what it returns.
        """
        key = (self.reader, kind, name)
        with self._writing() as database:
            database.execute("BEGIN IMMEDIATE")
            row = database.execute(_VALUE, key).fetchone()
            before = json.loads(row[0]) if row else None
            after = how(before)
            if after is None:
                database.execute(_REMOVE, key)
            elif after != before:
                database.execute(_PUT, (*key, json.dumps(after, ensure_ascii=False)))
        return before

    def version(self) -> int:
        """Return a number that changes with each write, of whichever process; it costs next to nothing to ask."""
        try:
            with self.path.open("rb") as file:
                file.seek(_CHANGES_AT)
                return int.from_bytes(file.read(4), "big")
        except OSError:
            return 0

    def _rows(self, question: str, values: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        if not self.path.is_file():
            return iter(())
        try:
            with closing(self._opened()) as database:
                return iter(database.execute(question, values).fetchall())
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _write(self, statement: str, values: tuple[str, ...]) -> int:
        with self._writing() as database:
            return database.execute(statement, values).rowcount

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        if self._before_writing is not None:
            self._before_writing()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with closing(self._opened()) as database, database:
                yield database
        except (sqlite3.Error, OSError) as error:
            raise self._broken(error) from error

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(self.path, timeout=_BUSY_SECONDS)
        database.execute(_TABLE)
        return database

    def _broken(self, error: Exception) -> KGError:
        return KGError(
            f"What is kept in {self.path} cannot be read or written ({error}): mend or move that file, then try again."
        )


def _default_folder() -> Path:
    place = os.environ.get(PLACE)
    return Path(place).expanduser() if place else platformdirs.user_data_path("paper-kg", appauthor=False) / "library"
