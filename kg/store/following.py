"""How far the graph has followed: the last day, and the last time, of each thing that is followed.

    (:Follow {follow, through, at})

`through` is a day for what comes day by day; no relationship touches these nodes.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.store.store import Store

FOLLOWED = """\
UNWIND $follows AS follow
MATCH (f:Follow {follow: follow})
RETURN follow, toString(f.through) AS through, toString(f.at) AS at
"""

REMEMBER = """\
UNWIND $rows AS row
MERGE (f:Follow {follow: row.follow})
SET f.through = date(row.through), f.at = datetime()
"""

NAMES_OF = """\
MATCH (a:Author)
WHERE $identifier IN a.ids
RETURN DISTINCT a.name AS name
ORDER BY name
"""


@dataclass(frozen=True, slots=True)
class Followed:
    """How far something was followed: to which day, where it comes by days, and when it was asked for last."""

    through: dt.date | None
    at: str


def followed(store: Store, follows: Iterable[str]) -> dict[str, Followed]:
    """Return how far things were followed, of those that were at all."""
    return {
        row["follow"]: Followed(dt.date.fromisoformat(row["through"]) if row["through"] else None, row["at"])
        for row in store.read(FOLLOWED, follows=list(follows))
    }


def remember(store: Store, through: Mapping[str, dt.date | None]) -> None:
    """Keep that things were followed, and to which day."""
    rows = [{"follow": name, "through": day.isoformat() if day else None} for name, day in through.items()]
    store.write(REMEMBER, rows=rows)


def names_of(store: Store, orcid: str) -> list[str]:
    """Return the names of the people of the graph who have an ORCID."""
    return [row["name"] for row in store.read(NAMES_OF, identifier=f"orcid:{orcid}")]
