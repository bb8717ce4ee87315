"""Gaps as books: methods that no paper tries on a benchmark though their neighbours are tried there.

    (:Gap {gap, method, benchmark, score, expected, neighbours, neighbour_papers, common, build})

A gap is a book, which no relationship touches: it names entities by their keys, the one of most expected papers first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.store.store import Run, Store

KEEP = """\
UNWIND $rows AS row
MERGE (g:Gap {gap: row.gap})
SET g = row
"""

DROP = """\
MATCH (g:Gap)
WHERE g.gap > $last
DELETE g
"""


def bring(store: Store, rows: Sequence[Mapping[str, Any]]) -> None:
    """Bring the gaps to be exactly these: rows numbered from 1, with what is said of each."""

    def work(run: Run) -> None:
        run(DROP, last=len(rows))
        run(KEEP, rows=[dict(row) for row in rows])

    store.write_all(work)
