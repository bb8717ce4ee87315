"""Revisions: what each build changed in the graph, in the order of builds.

    (:Revision {revision, at, sources})
    (:Change {revision, kind, rows})

`kind` is new, gone, merged, retracted, cites_new or cites_gone; `rows` are keys of papers, those of a pair a tab apart.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.store.store import Run, Store

_ROWS = 20_000

NEXT = """\
OPTIONAL MATCH (r:Revision)
WITH coalesce(max(r.revision), 0) + 1 AS revision
CREATE (:Revision {revision: revision, at: datetime(), sources: $sources})
RETURN revision
"""

NOTE = """\
UNWIND $rows AS row
CREATE (c:Change)
SET c = row
"""

REVISIONS = """\
MATCH (r:Revision)
RETURN r.revision AS revision, toString(r.at) AS at, r.sources AS sources
ORDER BY revision
"""

CHANGES = """\
MATCH (c:Change)
WHERE $after < c.revision <= $until
RETURN c.revision AS revision, c.kind AS kind, c.rows AS rows
ORDER BY revision, kind
"""


@dataclass(frozen=True, slots=True)
class Revision:
    """One state of the graph: its number, when it was reached, and by building what."""

    revision: int
    at: dt.datetime
    sources: tuple[str, ...]


def note(store: Store, sources: Sequence[str], changes: Mapping[str, Sequence[str]]) -> int | None:
    """Keep what a build changed as the next revision, and return its number; None where nothing changed."""
    if not changes:
        return None

    def write(run: Run) -> int:
        revision = int(run(NEXT, sources=list(sources))[0]["revision"])
        rows = [
            {"revision": revision, "kind": kind, "rows": list(part)}
            for kind, found in changes.items()
            for part in chunks(found, _ROWS)
        ]
        run(NOTE, rows=rows)
        return revision

    return store.write_all(write)


def revisions(store: Store) -> tuple[Revision, ...]:
    """Return every revision, oldest first."""
    return tuple(
        Revision(row["revision"], dt.datetime.fromisoformat(row["at"][:19] + "+00:00"), tuple(row["sources"]))
        for row in store.read(REVISIONS)
    )


def changes(store: Store, after: int, until: int) -> tuple[dict[str, list[str]], ...]:
    """Return what each revision after one and up to another changed: kind to rows, oldest first."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in store.read(CHANGES, after=after, until=until):
        found[row["revision"]][row["kind"]] += row["rows"]
    return tuple(dict(found[revision]) for revision in sorted(found))


@dataclass(frozen=True, slots=True)
class Difference:
    """What is different between two revisions: what came and went in between is in neither list."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    merged: tuple[str, ...]
    retracted: tuple[str, ...]
    cites_new: tuple[str, ...]
    cites_gone: tuple[str, ...]

    def kinds(self) -> dict[str, list[str]]:
        """Return kind to rows, without those of which there is none."""
        return {one.name: list(found) for one in fields(self) if (found := getattr(self, one.name))}


def difference(store: Store, after: int, until: int) -> Difference:
    """Return what is different between two revisions."""
    steps = changes(store, after, until)
    new, gone = _net(steps, "new", "gone")
    cites_new, cites_gone = _net(steps, "cites_new", "cites_gone")
    merged = dict.fromkeys(row for step in steps for row in step.get("merged", ()))
    retracted = dict.fromkeys(row for step in steps for row in step.get("retracted", ()))
    return Difference(new, gone, tuple(merged), tuple(retracted), cites_new, cites_gone)


def _net(steps: Sequence[Mapping[str, Sequence[str]]], came: str, went: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what came and stayed, and what went and did not come back."""
    balance: dict[str, int] = defaultdict(int)
    for step in steps:
        for row in step.get(went, ()):
            balance[row] -= 1
        for row in step.get(came, ()):
            balance[row] += 1
    return (
        tuple(sorted(row for row, sum_ in balance.items() if sum_ > 0)),
        tuple(sorted(row for row, sum_ in balance.items() if sum_ < 0)),
    )
