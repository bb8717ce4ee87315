"""The log: what each build brought, newest first, and every row of one kind of it.

Nothing is taken out of it: what a later build undoes is an entry of its own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.queries.lookup import titles
from kg.queries.standings import newest_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.queries.standings import Record
    from kg.store import Store

FIRST: Final = 5
"""Rows of a kind that an entry shows."""

KINDS: Final = """\
MATCH (c:Change)
RETURN c.kind AS kind, sum(size(c.rows)) AS number, count(DISTINCT c.revision) AS builds
ORDER BY kind
"""

ALL: Final = """\
MATCH (r:Revision)
RETURN count(r) AS builds
"""

PAGE: Final = """\
MATCH (r:Revision)
WHERE $kind IS NULL OR EXISTS { MATCH (c:Change {revision: r.revision}) WHERE c.kind = $kind }
WITH r
ORDER BY r.revision DESC
SKIP $skip
LIMIT $limit
OPTIONAL MATCH (c:Change {revision: r.revision})
WHERE $kind IS NULL OR c.kind = $kind
WITH r, c.kind AS kind, sum(size(c.rows)) AS number, head(collect(c.rows[..$first])) AS first
RETURN r.revision AS revision, toString(r.at) AS at, r.sources AS sources, collect([kind, number, first]) AS changes
ORDER BY revision DESC
"""

ROWS: Final = """\
MATCH (c:Change {revision: $revision})
WHERE c.kind = $kind
UNWIND c.rows AS row
RETURN row
ORDER BY row
SKIP $skip
LIMIT $limit
"""

BROUGHT: Final = """\
UNWIND $revisions AS revision
MATCH (c:Change {revision: revision})
WHERE c.kind = 'new'
RETURN revision, c.rows AS rows
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that changed: a paper, or two of which one cites the other or was merged into it, with titles."""

    papers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """What a build did of one kind: how often, and the first few."""

    kind: str
    number: int
    first: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One build that changed something, and the scores among what it brought that beat all before them."""

    revision: int
    at: dt.datetime
    sources: tuple[str, ...]
    changes: tuple[Changed, ...]
    best: tuple[Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Kinds:
    """How many builds there are, and of each kind of change how many, in how many builds."""

    builds: int
    of: dict[str, tuple[int, int]]


def kinds(store: Store) -> Kinds:
    """Count builds and what they changed."""
    found = {row["kind"]: (row["number"], row["builds"]) for row in store.read(KINDS)}
    return Kinds(store.read(ALL)[0]["builds"], found)


def entries(store: Store, *, kind: str | None = None, skip: int = 0, limit: int = 10) -> tuple[Entry, ...]:
    """Return builds that changed something, the newest first; of one kind, those that did so, and that alone."""
    pages = store.read(PAGE, kind=kind, skip=max(0, skip), limit=max(0, limit), first=FIRST)
    named = _titles(store, (row for page in pages for _, _, first in page["changes"] for row in first or ()))
    best = _best(store, [page["revision"] for page in pages]) if kind in {None, "new"} else {}
    return tuple(
        Entry(
            page["revision"],
            dt.datetime.fromisoformat(page["at"][:19] + "+00:00"),
            tuple(page["sources"]),
            tuple(
                Changed(name, number, tuple(_row(row, named) for row in first))
                for name, number, first in page["changes"]
                if name
            ),
            best.get(page["revision"], ()),
        )
        for page in pages
    )


def rows(store: Store, revision: int, kind: str, *, skip: int = 0, limit: int = 50) -> tuple[Row, ...]:
    """Return what a build did of one kind, in the order of keys."""
    found = [one["row"] for one in store.read(ROWS, revision=revision, kind=kind, skip=max(0, skip), limit=limit)]
    named = _titles(store, found)
    return tuple(_row(row, named) for row in found)


def _best(store: Store, revisions: Sequence[int]) -> dict[int, tuple[Record, ...]]:
    by_paper: dict[str, list[Record]] = {}
    for record in newest_records(store):
        by_paper.setdefault(record.claim.paper_id, []).append(record)
    if not by_paper:
        return {}
    found: dict[int, list[Record]] = {}
    for one in store.read(BROUGHT, revisions=list(revisions)):
        for paper_id in one["rows"]:
            found.setdefault(one["revision"], []).extend(by_paper.get(paper_id, ()))
    return {revision: tuple(sorted(of, key=_day, reverse=True)) for revision, of in found.items()}


def _day(record: Record) -> str:
    return f"{record.claim.published}"


def _titles(store: Store, found: Iterable[str]) -> dict[str, str]:
    return titles(store, [paper_id for row in found for paper_id in row.split("\t")])


def _row(row: str, named: dict[str, str]) -> Row:
    return Row(tuple((paper_id, named.get(paper_id, "")) for paper_id in row.split("\t")))
