"""This file is about the shelf: what one reader of one store keeps, in a file that several processes may write.

A SQLite file a store in the user's data folder (`KG_LIBRARY` names another place), with plain values as JSON. A write
is one transaction: it is there whole or not at all, whatever is killed.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import platformdirs

from kg.errors import KGError
from kg.store import address

if TYPE_CHECKING:
    from collections.abc import Iterator

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


class Shelf:
    """What one reader keeps.

    Args:
        store: the address of the store that it is about.
        reader: whose it is.
        folder: where shelves lie; None stands for `KG_LIBRARY`, else for the user's data folder.

    Example:
        shelf.put("set", "to read", ["2406.00001"]); shelf.get("set", "to read")
    """

    def __init__(self, store: str, reader: str = LOCAL, folder: Path | None = None) -> None:
        self.path = (folder or _default_folder()) / f"{address.fingerprint(store)}.sqlite"
        self.reader = reader

    def get(self, kind: Kind, name: str) -> Any:
        """Return what is kept under a name, or None."""
        rows = self._rows(
            "SELECT value FROM kept WHERE reader = ? AND kind = ? AND name = ?", (self.reader, kind, name)
        )
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
        said = json.dumps(value, ensure_ascii=False)
        self._write(
            "INSERT INTO kept (reader, kind, name, value) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
            "value = excluded.value, changed = strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
            (self.reader, kind, name, said),
        )

    def remove(self, kind: Kind, name: str) -> bool:
        """Forget what is kept under a name, and tell whether there was anything."""
        return self._write("DELETE FROM kept WHERE reader = ? AND kind = ? AND name = ?", (self.reader, kind, name)) > 0

    def _rows(self, question: str, values: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        if not self.path.is_file():
            return iter(())
        try:
            with closing(self._opened()) as database:
                return iter(database.execute(question, values).fetchall())
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _write(self, statement: str, values: tuple[str, ...]) -> int:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with closing(self._opened()) as database, database:
                return database.execute(statement, values).rowcount
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
