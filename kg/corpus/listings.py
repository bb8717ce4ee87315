"""What sources list of papers beside their texts, kept so that only what it can touch is looked at.

A listing lies at points, as a mention does: at each name that it lists, and at the entity that it makes where no text
names it.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping

TABLES: Final = (
    "CREATE TABLE IF NOT EXISTS listing (paper_id TEXT PRIMARY KEY, says TEXT NOT NULL, points TEXT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS listed (point TEXT, paper_id TEXT, PRIMARY KEY (point, paper_id)) WITHOUT ROWID",
)
EMPTY: Final = ("DELETE FROM listing", "DELETE FROM listed")
_ALL: Final = "SELECT paper_id, says FROM listing"
_ANY: Final = "SELECT 1 FROM listing LIMIT 1"
_OF: Final = "SELECT says, points FROM listing WHERE paper_id = ?"
_AT: Final = "SELECT paper_id FROM listed WHERE point = ?"
_DROP: Final = "DELETE FROM listing WHERE paper_id = ?"
_DROP_POINT: Final = "DELETE FROM listed WHERE point = ? AND paper_id = ?"
_KEEP: Final = "INSERT INTO listing (paper_id, says, points) VALUES (?, ?, ?)"
_KEEP_POINT: Final = "INSERT INTO listed (point, paper_id) VALUES (?, ?)"


class Listing(NamedTuple):
    """What sources list of one paper: as text, and the points at which it lies."""

    says: str
    points: frozenset[str]


def keep(file: sqlite3.Connection, paper_ids: Iterable[str], listings: Mapping[str, Listing]) -> None:
    """Bring what is listed of some papers to be what is given, and nothing where nothing is given."""
    for paper_id in paper_ids:
        now = listings.get(paper_id)
        before = of(file, paper_id)
        if now == before:
            continue
        if before is not None:
            file.execute(_DROP, (paper_id,))
            file.executemany(_DROP_POINT, [(point, paper_id) for point in before.points])
        if now is not None:
            file.execute(_KEEP, (paper_id, now.says, json.dumps(sorted(now.points))))
            file.executemany(_KEEP_POINT, [(point, paper_id) for point in now.points])


def of(file: sqlite3.Connection, paper_id: str) -> Listing | None:
    """Give what is listed of a paper."""
    row = file.execute(_OF, (paper_id,)).fetchone()
    return None if row is None else Listing(row[0], frozenset(json.loads(row[1])))


def at(file: sqlite3.Connection, points: Iterable[str]) -> set[str]:
    """Give the papers whose listings lie at some points."""
    return {paper_id for point in points for (paper_id,) in file.execute(_AT, (point,))}


def exist(file: sqlite3.Connection) -> bool:
    """Say whether anything is listed of any paper."""
    return file.execute(_ANY).fetchone() is not None


def fingerprints(file: sqlite3.Connection, size: int) -> Iterator[int]:
    """Give a number for what is listed of each paper."""
    for paper_id, says in file.execute(_ALL):
        said = f"{paper_id}\0listed\0{says}".encode("utf-8", "surrogatepass")
        yield int.from_bytes(hashlib.blake2b(said, digest_size=size).digest())
