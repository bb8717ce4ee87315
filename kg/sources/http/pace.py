"""The limits of services, shared by all processes of a user on one machine.

Each request takes the next free moment of its service from a SQLite file, and waits for it; where a service wants one
connection at a time, a lock on a file holds the others back. Both are let go of when a process is killed. The file
stands in the user's cache folder whatever KG_HTTP_CACHE says: two caches are still one machine.
"""

from __future__ import annotations

import contextlib
import hashlib
import time
from typing import TYPE_CHECKING

import platformdirs
from filelock import FileLock

from kg.errors import KGError
from kg.sources.http.database import Database

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.sources.http.services import Limit

_SCHEMA = "CREATE TABLE paces (name TEXT PRIMARY KEY, next REAL NOT NULL, held REAL NOT NULL)"
_READ = "SELECT next, held FROM paces WHERE name = ?"
_WRITE = "INSERT OR REPLACE INTO paces (name, next, held) VALUES (?, ?, ?)"
_BEGIN = "UPDATE paces SET next = max(next, ?) WHERE name = ?"
_HOLD = """
INSERT INTO paces (name, next, held) VALUES (?, 0, ?)
ON CONFLICT (name) DO UPDATE SET held = max(held, excluded.held)
"""
_FURTHEST = 600.0
"""A next moment further away than this was written by a clock that was wrong."""


class TooLong(Exception):  # noqa: N818 - an outcome that the fetcher makes a sentence of
    """Say until when a service is not to be asked."""

    def __init__(self, until: float) -> None:
        super().__init__(until)
        self.until = until


class Pace:
    """Give each request its moment.

    Args:
        folder: where the file of moments and the locks stand.
        tell: called with a sentence when the file was damaged.
    """

    def __init__(self, folder: Path, *, tell: Callable[[str], None]) -> None:
        self._folder = folder
        self._database = Database(
            folder / "pace.sqlite", _SCHEMA, tell=tell, remedy="give the user's cache folder room and rights"
        )

    @contextlib.contextmanager
    def turn(self, name: str, limit: Limit, *, longest: float, on_wait: Callable[[float], None]) -> Iterator[None]:
        """Wait for the next moment, and hold it for one request; TooLong where it is too far away."""
        if not limit.single:
            self._wait(name, limit, longest, on_wait)
            yield
            return
        digest = hashlib.sha256(name.encode()).hexdigest()[:12]
        with FileLock(self._folder / f"pace-{digest}.lock"):
            self._wait(name, limit, longest, on_wait)
            # A process that woke late counts from when it woke.
            after = time.time() + limit.interval
            self._database.run(lambda connection: connection.execute(_BEGIN, (after, name)), write=True)
            yield

    def hold(self, name: str, until: float) -> None:
        """Let nobody ask before a moment."""
        self._database.run(lambda connection: connection.execute(_HOLD, (name, until)), write=True)

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def _wait(self, name: str, limit: Limit, longest: float, on_wait: Callable[[float], None]) -> None:
        now = time.time()

        def reserve(connection: sqlite3.Connection) -> float:
            row = connection.execute(_READ, (name,)).fetchone()
            after, held = row or (0.0, 0.0)
            if after > now + _FURTHEST:
                after = 0.0
            moment = max(now, after - (limit.burst - 1) * limit.interval, held)
            if moment - now <= longest:
                connection.execute(_WRITE, (name, max(after, moment) + limit.interval, held))
            return float(moment)

        moment = self._database.run(reserve, write=True)
        if moment - now > longest:
            raise TooLong(moment)
        if moment > now:
            on_wait(moment - now)
            time.sleep(moment - now)


def open_pace(beside: Path, *, tell: Callable[[str], None]) -> Pace:
    """Open the moments of this user; beside the cache where the user's cache folder cannot be written."""
    try:
        return Pace(platformdirs.user_cache_path("paper-kg"), tell=tell)
    except KGError:
        return Pace(beside, tell=tell)
