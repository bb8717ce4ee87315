"""A SQLite file that several processes write: opened, moved aside where it is damaged.

Write-ahead logging lets readers and a writer work at once; what is committed survives kill -9.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from filelock import FileLock

from kg.errors import CallError, KGError

if TYPE_CHECKING:
    from collections.abc import Callable

_OURS = 0x6B672D68  # "kg-h"
_BUSY = 30.0
_DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class Database:
    """Keep one SQLite file open.

    Args:
        path: the file; its folder is made when it is needed.
        schema: the statements that make its tables where they are missing.
        tell: called with a sentence when the file was damaged and a new one begun.
        remedy: what a person can do where the file cannot be used.
    """

    def __init__(self, path: Path, schema: str, *, tell: Callable[[str], None], remedy: str) -> None:
        self.path = path
        self._schema = schema
        self._tell = tell
        self._remedy = remedy
        self._inode = 0
        try:
            self._connection = self._open()
        except sqlite3.DatabaseError as error:
            if not _damaged(error):
                raise self._unusable(error) from error
            self._move_aside()
            self._connection = self._open()

    def run(self, work: Callable[[sqlite3.Connection], Any], *, write: bool = False) -> Any:
        """Run statements, in one transaction where they write; a damaged file is moved aside and they run anew."""
        try:
            return self._transaction(work, write=write)
        except sqlite3.DatabaseError as error:
            if not _damaged(error):
                raise self._unusable(error) from error
            self._connection.close()
            self._move_aside()
            self._connection = self._open()
            return self._transaction(work, write=write)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _transaction(self, work: Callable[[sqlite3.Connection], Any], *, write: bool) -> Any:
        if not write:
            return work(self._connection)
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            result = work(self._connection)
            self._connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self._connection.execute("ROLLBACK")
            raise
        return result

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # Two processes that make a file at once would stand in each other's way.
            with FileLock(f"{self.path}.lock"):
                connection = sqlite3.connect(self.path, timeout=_BUSY, isolation_level=None, check_same_thread=False)
                try:
                    self._set_up(connection)
                except BaseException:
                    connection.close()
                    raise
                self._inode = self.path.stat().st_ino
        except (OSError, sqlite3.OperationalError) as error:
            raise self._unusable(error) from error
        return connection

    def _set_up(self, connection: sqlite3.Connection) -> None:
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        mark = connection.execute("PRAGMA application_id").fetchone()[0]
        if tables and mark != _OURS:
            raise CallError(f"{self.path} is a database of something else; {self._remedy}.")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if not tables:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA application_id = {_OURS}")
            for statement in self._schema.split(";"):
                connection.execute(statement)
            connection.execute("COMMIT")

    def _move_aside(self) -> None:
        """Move the damaged file away, unless another process has done so since it was opened."""
        with FileLock(f"{self.path}.lock"):
            if self._inode and self.path.exists() and self.path.stat().st_ino != self._inode:
                return
            aside = f"{self.path}.damaged-{time.strftime('%Y%m%d-%H%M%S')}"
            for ending in ("", "-wal", "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    Path(f"{self.path}{ending}").replace(aside + ending)
        self._tell(f"{self.path} is damaged; it was moved to {aside}, and a new one begun.")

    def _unusable(self, error: Exception) -> KGError:
        told = getattr(error, "strerror", None) or str(error)
        return KGError(f"{self.path} cannot be used ({told}); {self._remedy}.")


def _damaged(error: sqlite3.DatabaseError) -> bool:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in _DAMAGE
