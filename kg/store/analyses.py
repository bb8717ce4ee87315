"""What analyses leave in the graph: properties of nodes, communities, and books that say of when.

    (:Analysis {measure, label, signature, build, at, stale, notes ...})
    (:Community {community, name, size, entities, build})

A measure whose book has no signature was being written when its program died: it is worked out again. Whoever changes
papers, citations or what texts name says so in the same transaction, by `outdate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.store.values import quoted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.store.store import Run, Store

OUTDATE = """\
MATCH (a:Analysis)
WHERE a.stale IS NULL
SET a.stale = true
"""

BOOKS = """\
MATCH (a:Analysis)
RETURN a.measure AS measure, a.signature AS signature, a.build AS build, toString(a.at) AS at,
       coalesce(a.stale, false) AS stale, properties(a) AS notes
ORDER BY measure
"""

BUILD = """\
OPTIONAL MATCH (r:Revision)
RETURN coalesce(max(r.revision), 0) AS build
"""

BEGIN = """\
UNWIND $measures AS measure
MERGE (a:Analysis {measure: measure})
REMOVE a.signature
"""

WRITE = """\
UNWIND $rows AS row
MATCH (n:{label} {{{key}: row[0]}})
USING INDEX n:{label}({key})
SET n.measured_build = $build, {values}
RETURN count(n) AS written
"""

END = """\
UNWIND $rows AS row
MERGE (a:Analysis {measure: row.measure})
SET a = row, a.at = datetime()
"""

STILL = """\
UNWIND $measures AS measure
MATCH (a:Analysis {measure: measure})
REMOVE a.stale
"""

COMMUNITIES = """\
UNWIND $rows AS row
MERGE (c:Community {community: row.community})
SET c = row
"""

DROP_COMMUNITIES = """\
MATCH (c:Community)
WHERE NOT c.community IN $kept
DELETE c
"""

VALUES = """\
MATCH (n:{label})
WHERE n.{name} IS NOT NULL
RETURN n.{key} AS key, n.{name} AS value
"""


@dataclass(frozen=True, slots=True)
class Book:
    """What is known of a measure that was worked out.

    Attributes:
        measure: its name.
        signature: of what it was worked out from; None where writing it was cut short.
        build: the number of the build whose graph it measured.
        at: when.
        stale: whether the graph was changed since.
        notes: what else it said, such as its error.
    """

    measure: str
    signature: str | None
    build: int | None
    at: str | None
    stale: bool
    notes: dict[str, Any]


def outdate(run: Run) -> None:
    """Say, in the transaction that changes the graph, that what was measured is of before."""
    run(OUTDATE)


def books(store: Store) -> dict[str, Book]:
    """Return what is known of each measure."""
    return {row["measure"]: Book(**row) for row in store.read(BOOKS)}


def build(store: Store) -> int:
    """Return the number of the last build that changed something, as `kg diff` counts them."""
    return int(store.read(BUILD)[0]["build"])


def outdated(store: Store) -> str:
    """Return a sentence where measures are of an earlier graph, or were not written to the end; else nothing."""
    kept = books(store).values()
    if any(one.signature is None for one in kept):
        return "The measures were not written to the end: run `kg analyse`."
    old = [one.build or 0 for one in kept if one.stale]
    if not old:
        return ""
    return f"The measures are of build {min(old)}, and the graph is of build {build(store)}: run `kg analyse`."


def begin(store: Store, measures: Sequence[str]) -> None:
    """Say that some measures are being written."""
    store.write(BEGIN, measures=list(measures))


def write(store: Store, label: str, names: Sequence[str], rows: Sequence[Sequence[Any]], *, build: int) -> int:
    """Write properties of some nodes, and return how many nodes there were; None takes a property off.

    Args:
        store: an open store.
        label: Paper or Entity.
        names: of the properties.
        rows: the node's key, and a value for each name.
        build: the number of the build that was measured.
    """
    values = ", ".join(f"n.{quoted(name)} = row[{at}]" for at, name in enumerate(names, start=1))
    statement = WRITE.format(label=label, key=schema.KEYS[label], values=values)
    return int(store.write(statement, rows=[list(row) for row in rows], build=build)[0]["written"])


def end(store: Store, rows: Sequence[Mapping[str, Any]]) -> None:
    """Say that measures are written: rows of `measure`, `signature`, `build` and notes."""
    store.write(END, rows=[dict(row) for row in rows])


def still(store: Store, measures: Sequence[str]) -> None:
    """Say that measures hold, though the graph was changed: what they are worked out from was not."""
    store.write(STILL, measures=list(measures))


def communities(store: Store, rows: Sequence[Mapping[str, Any]]) -> None:
    """Bring the communities to be exactly these: rows of `community` and what is said of it."""

    def work(run: Run) -> None:
        run(DROP_COMMUNITIES, kept=[row["community"] for row in rows])
        run(COMMUNITIES, rows=[dict(row) for row in rows])

    store.write_all(work)


def values(store: Store, label: str, name: str) -> dict[str, Any]:
    """Return the value of a property on each node that has it, by the node's key."""
    statement = VALUES.format(label=label, key=schema.KEYS[label], name=quoted(name))
    return store.read_all(lambda run: {row["key"]: row["value"] for row in run.stream(statement)})
