"""The answers that are kept: each with its date, in one SQLite file.

An answer is found by what was asked: method, service, path, parameters in one order, and the body's hash. Keys and the
contact are no part of it. A base address other than the service's own has answers of its own.

Why a table of ours and not hishel, the HTTP cache for httpx: it keeps what RFC 9111 lets it keep, and these services
mark their answers private or give them no life, send no validators, and take POST for what is a look-up; it names an
answer by its address, in which OpenAlex wants the key; and it asks again when an answer is old, where we must work
without a network from whatever there is. With all of that overridden, what is left of it is a table.

How long answers live: what was found is kept until --refresh. What was not found may be found later, so 400, 404 and
the like, and lists with a null in them, live for seven days; and whoever asks may give a shorter life, as for citing
papers. Offline, an answer serves however old it is.
"""

from __future__ import annotations

import json
import time
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.sources.http.database import Database
from kg.sources.http.response import Response
from kg.sources.http.waits import Budget, written

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

    from kg.sources.http.question import Question

REMEDY = "give another place in KG_HTTP_CACHE"
_SCHEMA = """
CREATE TABLE answers (
    key TEXT PRIMARY KEY,
    service TEXT NOT NULL,
    place TEXT NOT NULL,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    params TEXT NOT NULL,
    status INTEGER NOT NULL,
    url TEXT NOT NULL,
    content_type TEXT NOT NULL,
    body BLOB NOT NULL,
    retrieved REAL NOT NULL,
    expires REAL
);
CREATE TABLE budgets (
    service TEXT NOT NULL,
    place TEXT NOT NULL,
    keyed INTEGER NOT NULL,
    remaining REAL,
    quota REAL,
    unit TEXT NOT NULL,
    resets REAL,
    seen REAL NOT NULL,
    PRIMARY KEY (service, place, keyed)
)
"""
_KEEP = """
INSERT INTO answers (key, service, place, method, path, params, status, url, content_type, body, retrieved, expires)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET
    status = excluded.status, url = excluded.url, content_type = excluded.content_type,
    body = excluded.body, retrieved = excluded.retrieved, expires = excluded.expires
"""
_FIND = "SELECT service, status, url, content_type, body, retrieved, expires FROM answers WHERE key = ?"
_REMEMBER = """
INSERT OR REPLACE INTO budgets (service, place, keyed, remaining, quota, unit, resets, seen)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_RECALL = "SELECT remaining, quota, unit, resets FROM budgets WHERE service = ? AND place = ? AND keyed = ?"


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer of the cache, and whether its life is over."""

    response: Response
    expired: bool


class Cache:
    """Keep answers and what services said of their budgets.

    Args:
        path: the SQLite file.
        tell: called with a sentence when the file was damaged.
    """

    def __init__(self, path: Path, *, tell: Callable[[str], None]) -> None:
        self.path = path
        self._database = Database(path, _SCHEMA, tell=tell, remedy=REMEDY)

    def find(self, key: str) -> Kept | None:
        """Find an answer by its key."""
        row = self._database.run(lambda connection: connection.execute(_FIND, (key,)).fetchone())
        if row is None:
            return None
        service, status, url, content_type, packed, retrieved, expires = row
        try:
            body = zlib.decompress(packed)
        except zlib.error:  # damage that SQLite does not see costs this answer alone
            self.forget(key)
            return None
        response = Response(
            service=service,
            status=status,
            url=url,
            body=body,
            content_type=content_type,
            retrieved=written(retrieved),
            cached=True,
        )
        return Kept(response, expired=expires is not None and expires <= time.time())

    def keep(
        self, question: Question, place: str, response: Response, *, retrieved: float, expires: float | None
    ) -> None:
        """Keep an answer in place of an earlier one."""
        row = (
            question.key(place),
            question.service,
            place,
            question.method,
            question.path,
            json.dumps(question.params, ensure_ascii=False),
            response.status,
            response.url,
            response.content_type,
            zlib.compress(response.body, 1),
            retrieved,
            expires,
        )
        self._database.run(lambda connection: connection.execute(_KEEP, row), write=True)

    def forget(self, key: str) -> None:
        """Forget one answer."""
        self._database.run(lambda c: c.execute("DELETE FROM answers WHERE key = ?", (key,)), write=True)

    def remember(self, service: str, place: str, budget: Budget, *, keyed: bool) -> None:
        """Remember what a service said is left."""
        row = (service, place, keyed, budget.left, budget.limit, budget.unit, budget.resets, time.time())
        self._database.run(lambda connection: connection.execute(_REMEMBER, row), write=True)

    def recall(self, service: str, place: str, *, keyed: bool) -> Budget | None:
        """Recall what a service said is left."""
        row = self._database.run(lambda c: c.execute(_RECALL, (service, place, keyed)).fetchone())
        return None if row is None else Budget(*row)

    def counts(self) -> dict[str, int]:
        """Count the answers of each service."""
        query = "SELECT service, count(*) FROM answers GROUP BY service"
        return dict(self._database.run(lambda connection: connection.execute(query).fetchall()))

    def clear(self) -> int:
        """Forget every answer and budget, and give the room back; how many answers there were."""

        def work(connection: sqlite3.Connection) -> Any:
            connection.execute("DELETE FROM budgets")
            return connection.execute("DELETE FROM answers").rowcount

        count = int(self._database.run(work, write=True))
        self._database.run(lambda connection: connection.execute("VACUUM"))
        self._database.run(lambda connection: connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall())
        return count

    def close(self) -> None:
        """Close the file."""
        self._database.close()
