"""Bringing a graph to today's shape, and refusing one that is of tomorrow's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import schema
from kg.errors import StoreError
from kg.store import backups, lease
from kg.store.migrations import books
from kg.store.migrations.versions import stamp, version

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.store.store import Store

STEPS: Final[Mapping[int, Callable[[Store], None]]] = {0: books.write}
"""Version to what brings a graph of it to the next."""


def refuse_newer(store: Store) -> None:
    """Refuse a graph that a newer program made: what this one does not know of it, it would break.

    Raises:
        StoreError: which version it is of.
    """
    found = version(store)
    if found > schema.VERSION:
        raise StoreError(
            f"The graph at {store.name} is of version {found}, and this program knows version {schema.VERSION}: update "
            "this program, or choose another store."
        )


def bring(store: Store, *, on_notice: Callable[[str], None] | None = None) -> None:
    """Bring a graph to today's version; one that is of it is left alone.

    Args:
        store: an open store.
        on_notice: told in one sentence where the backup is, and what is done.

    Raises:
        StoreError: the graph is of a newer program, or the store failed; running the same again finishes it.
    """
    refuse_newer(store)
    if version(store) == schema.VERSION:
        return
    tell = on_notice or (lambda _: None)
    if (kept := backups.before(store, f"version-{version(store)}")) is not None:
        tell(f"The graph as it was is kept in {kept}.")
    with lease.held(store, what="migration", on_wait=on_notice) as held:
        held.store.prepare()
        while (found := version(store)) < schema.VERSION:  # another may have done it while this one waited
            tell(f"The graph is brought from version {found} to {found + 1}.")
            STEPS[found](held.store)
            stamp(held.store, found + 1)


def ready(store: Store, *, on_notice: Callable[[str], None] | None = None) -> None:
    """Bring a graph to today's version and make its constraints and indexes, for those who read it before they write.

    Args:
        store: an open store.
        on_notice: told in one sentence where the backup is, and what is done.

    Raises:
        StoreError: the graph is of a newer program, or the store failed; running the same again finishes it.
    """
    bring(store, on_notice=on_notice)
    store.prepare()
