"""The SQLite files in which a corpus is remembered: ours are known by a number in their head."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_PATIENCE: Final = 30.0
"""Seconds to wait for another process that writes."""


def open_file(path: Path, application: int, tables: Iterable[str]) -> sqlite3.Connection:
    """Open a file of ours, or make it; several processes may have it open.

    Args:
        path: the file; its folder is made.
        application: the number in its head.
        tables: the statements that make its tables.

    Raises:
        sqlite3.Error: it is damaged, or no file of ours.
        OSError: its folder cannot be made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    file = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        (found,) = file.execute("PRAGMA application_id").fetchone()
        (count,) = file.execute("SELECT count(*) FROM sqlite_master").fetchone()
        if found != application and (found or count):
            raise sqlite3.DatabaseError("it is somebody else's database")  # noqa: TRY301 - the file is closed below
        if found != application:
            file.execute("PRAGMA journal_mode = WAL")
        file.execute("PRAGMA synchronous = NORMAL")
        if not count:
            for table in tables:
                file.execute(table)
            file.execute(f"PRAGMA application_id = {application}")
    except BaseException:
        file.close()
        raise
    return file
