"""Visits: since when a reader has not been here, as the shelf remembers it.

Looks that are less than half an hour apart are one visit, so that a reload does not make everything old.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import read_only

if TYPE_CHECKING:
    from kg.library import Shelf

APART: Final = dt.timedelta(minutes=30)
_SELDOM: Final = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Visit:
    """When a reader was here, and which revision of the graph was the last then."""

    at: dt.datetime
    revision: int


def before(revision: int, *, now: dt.datetime | None = None) -> Visit | None:
    """Note that the reader is here, and return the visit before this one; None at the first.

    A read-only dashboard, whose readers are all one, keeps no visit.

    Args:
        revision: the last one of the graph.
        now: the time, unless it is now.
    """
    if read_only():
        return None
    return _noted(shelf(), revision, now or dt.datetime.now(dt.UTC))


def _noted(kept: Shelf, revision: int, now: dt.datetime) -> Visit | None:
    last, earlier = _read(kept.get("visit", "last")), _read(kept.get("visit", "before"))
    if last is not None and last.at <= now < last.at + APART:
        if now - last.at >= _SELDOM or last.revision != revision:
            kept.put("visit", "last", _written(Visit(now, revision)))
        return earlier
    if last is not None:
        kept.put("visit", "before", _written(last))
    kept.put("visit", "last", _written(Visit(now, revision)))
    return last


def _written(visit: Visit) -> dict[str, Any]:
    return {"at": visit.at.isoformat(), "revision": visit.revision}


def _read(value: Any) -> Visit | None:
    try:
        at, revision = dt.datetime.fromisoformat(value["at"]), int(value["revision"])
    except (TypeError, KeyError, ValueError):
        return None
    return Visit(at if at.tzinfo else at.replace(tzinfo=dt.UTC), revision)
