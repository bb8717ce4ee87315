"""This package is about the store: Neo4j, over Bolt."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kg.errors import CallError, StoreError
from kg.store import address, local, migrations
from kg.store.store import Run, Store

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store.failures import Trouble

    Progress = Callable[[str, int, int], None]

__all__ = ["Run", "Store", "connect"]


def connect(
    url: str | None = None,
    *,
    user: str | None = None,
    password: str | None = None,
    ask: Callable[[str], str] | None = None,
    progress: Progress | None = None,
) -> Store:
    """Open a store.

    Args:
        url: `local:`, `local:PATH`, or a server's `bolt://`, `neo4j://` or `neo4j+s://` address; None stands for what
            KG_STORE says, else for `local:`.
        user: a server's user; None stands for NEO4J_USERNAME, else "neo4j".
        password: the user's password; None stands for NEO4J_PASSWORD.
        ask: asks a person for the password where none is set; it is given the question.
        progress: told (what, done, total) while the local Neo4j is fetched and started.

    Raises:
        CallError: the address is none, or there is no password for it.
        StoreError: the store cannot be opened.
    """
    where = address.parse(url)
    if where.local:
        connection = local.ensure(where.folder, progress=progress)

        def explain(trouble: Trouble) -> StoreError:
            return (local.why_it_refused if trouble == "refused" else local.why_it_went)(where.folder)

        return _known(
            Store(
                connection.url,
                connection.user,
                connection.password,
                name="the local Neo4j",
                explain=explain,
                keeper=local.Keeper(where.folder),
            )
        )
    user = user or os.environ.get("NEO4J_USERNAME") or "neo4j"
    password = password or os.environ.get("NEO4J_PASSWORD")
    if not password and ask is not None:
        password = ask(f"Password of {user} at {where.url}: ")
    if not password:
        raise CallError(f"There is no password for {where.url}: set NEO4J_PASSWORD.")
    return _known(Store(where.url, user, password))


def _known(store: Store) -> Store:
    """Return a store whose graph is of no newer program."""
    try:
        migrations.refuse_newer(store)
    except BaseException:
        store.close()
        raise
    return store
