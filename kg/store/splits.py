"""Splits: which statements somebody said to be about different papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store.store import Run, Store

SET_APART = """\
UNWIND $one AS statement_id
MATCH (one:Statement {statement_id: statement_id})
USING INDEX one:Statement(statement_id)
SET one.apart = [other IN coalesce(one.apart, []) WHERE NOT other IN $others] + $others
"""


def set_apart(store: Store, away: Sequence[str], stay: Sequence[str]) -> None:
    """Keep that each of some statements is about another paper than each of the others."""

    def write(run: Run) -> None:
        # Both sides remember it, so that a record that goes and comes back is still another paper.
        run(SET_APART, one=list(away), others=list(stay))
        run(SET_APART, one=list(stay), others=list(away))

    store.write_all(write)
