"""This file is about splits: which statements somebody said to be about different papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store.store import Store

SET_APART = """\
UNWIND $away AS away
UNWIND $stay AS stay
MATCH (one:Statement {statement_id: away})
USING INDEX one:Statement(statement_id)
SET one.apart = [other IN coalesce(one.apart, []) WHERE other <> stay] + stay
"""


def set_apart(store: Store, away: Sequence[str], stay: Sequence[str]) -> None:
    """Keep that each of some statements is about another paper than each of the others."""
    store.write(SET_APART, away=list(away), stay=list(stay))
