"""Fields: what papers name together, as the map of the field tells them apart.

    (:Field {field, name, size, papers, entities, build})

A field is a book, which no relationship touches: its entities carry its number as their property `field`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.store.store import Run, Store

KEEP = """\
UNWIND $rows AS row
MERGE (f:Field {field: row.field})
SET f = row
"""

DROP = """\
MATCH (f:Field)
WHERE NOT f.field IN $kept
DELETE f
"""


def bring(store: Store, rows: Sequence[Mapping[str, Any]]) -> None:
    """Bring the fields to be exactly these: rows of `field` and what is said of it."""

    def work(run: Run) -> None:
        run(DROP, kept=[row["field"] for row in rows])
        run(KEEP, rows=[dict(row) for row in rows])

    store.write_all(work)
