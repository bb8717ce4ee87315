"""Looking at a query while it is written: what would be refused, and names that do not exist."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.errors import KGError, QueryError, QueryRefusedError
from kg.queries.asking import guard, places
from kg.queries.asking.unknown import MOST_TOLD, unknown
from kg.store.task import Task

if TYPE_CHECKING:
    from kg.queries.asking.places import Place
    from kg.store import Store

LONGEST: Final = 10_000
"""Characters of a query that is looked at before it is run."""

_SECONDS: Final = 4.0


@dataclass(frozen=True, slots=True)
class Remark:
    """What is to be said of a query before it runs.

    Attributes:
        kind: `error` where it would not run, `unknown` where a name is none of the graph's.
        sentence: what, in words.
        place: where, or None.
        near: what may be meant instead of what stands there, or None.
    """

    kind: str
    sentence: str
    place: Place | None
    near: str | None = None


def checked(store: Store, cypher: str) -> tuple[Remark, ...]:
    """Return what is to be said of a query that a person writes; it is planned, and does not run.

    Nothing is said of one that is empty or very long, nor where the store does not answer at once: its run will tell.
    """
    if not cypher.strip() or len(cypher) > LONGEST:
        return ()
    task = Task(lambda: _checked(store, cypher))
    return task.result() if task.ends_within(_SECONDS + 1) else ()


def _checked(store: Store, cypher: str) -> tuple[Remark, ...]:
    try:
        guard.judged(store, cypher, {}, timeout=_SECONDS, client=secrets.token_hex(8))
    except (QueryError, QueryRefusedError) as error:
        return (Remark("error", str(error), places.of_error(cypher, error)),)
    except KGError:
        return ()
    return tuple(
        Remark("unknown", one.sentence, places.of_name(cypher, one.kind, one.name), one.near)
        for one in unknown(store, cypher)[:MOST_TOLD]
    )
