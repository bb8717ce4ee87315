"""A bulk load: an empty local graph is filled by an import, many times as fast as by statements.

`Bulk.draft` takes what a build writes, as any store does; `Bulk.load` makes of it a graph that answers and that nobody
else sees; `Bulk.take_over` lets it be the graph of the store.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING, Final, Self

from kg.errors import StoreError
from kg.store import local, standing
from kg.store.chunks import chunks
from kg.store.draft import Draft
from kg.store.sheets import Sheets
from kg.store.store import Store

if TYPE_CHECKING:
    from types import TracebackType

    from kg.store.sheets import After

ANYTHING: Final = """\
RETURN EXISTS { MATCH (n) WHERE NOT n:Lease AND NOT n:Schema } AS anything
"""

COUNT: Final = """\
MATCH (n)
RETURN count(n) AS nodes
"""

SET_NODES: Final = """\
UNWIND $numbers AS number
MATCH (n)
WHERE id(n) = number
SET n += $properties
RETURN count(n) AS found
"""

SET_EDGES: Final = """\
UNWIND $rows AS row
MATCH (a)-[r]->(b)
WHERE id(a) = row.start AND id(b) = row.end AND type(r) = row.kind AND (row.key IS NULL OR r.key = row.key)
SET r += $properties
RETURN count(r) AS found
"""

LEASES: Final = """\
MATCH (l:Lease)
RETURN properties(l) AS properties
"""

TAKE_LEASES: Final = """\
UNWIND $leases AS lease
CREATE (l:Lease)
SET l = lease, l.expires_at = datetime.realtime() + duration({minutes: 5})
"""
"""Whoever waits for a lease meets it in the new graph too; a server that starts has time to."""


def is_empty(store: Store) -> bool:
    """Say whether a store holds nothing but notes about itself."""
    return not store.read(ANYTHING)[0]["anything"]


class Bulk:
    """Fills the empty graph of a local store.

    Args:
        store: a local store, whose lease is held.

    Attributes:
        draft: takes what a first build writes.
    """

    def __init__(self, store: Store) -> None:
        if store.keeper is None:
            raise StoreError(f"{store.name} is no local Neo4j: nothing can be imported there.")
        self._store = store
        self._importing = local.Importing(store.keeper.folder)
        self._stack = ExitStack()
        self._sheets = Sheets(self._importing.sheets)
        self.draft = Draft(self._sheets, f"import into {standing.graph(store)}")
        self._graph: Store | None = None

    def __enter__(self) -> Self:
        self._stack.enter_context(self._importing)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stack.close()

    def load(self) -> Store:
        """Import what the draft took, and return the new graph, with its constraints and indexes.

        Raises:
            StoreError: the import failed, or is not whole; the graph of the store is as it was.
        """
        connection = self._importing.load(self.draft.finish())
        graph = self._stack.enter_context(
            Store(connection.url, connection.user, connection.password, name="the new graph")
        )
        if graph.read(COUNT)[0]["nodes"] != self._sheets.nodes:
            raise StoreError("The import of the new graph is not whole: run the same command again.")
        graph.prepare(formed=True)
        for after in self._sheets.afterthoughts():
            set_after(graph, after)
        self._graph = graph
        return graph

    def take_over(self) -> None:
        """Let the new graph be that of the store.

        Raises:
            StoreError: somebody wrote into the store meanwhile, or the new graph does not answer; the old one does.
        """
        assert self._graph is not None
        if not is_empty(self._store):
            raise StoreError(f"Another program wrote into {self._store.name} meanwhile: run the same command again.")
        leases = [row["properties"] for row in self._store.read(LEASES)]
        self._graph.write(TAKE_LEASES, leases=leases)
        mine = standing.graph(self._graph)
        self._graph.close()
        self._importing.take_over()
        if standing.graph(self._store) != mine:
            raise StoreError(f"The new graph did not open in {self._store.name}, which is as it was: run this again.")


def set_after(graph: Store, after: After) -> None:
    """Set what no table could say."""
    found = wanted = 0
    for numbers in chunks(after.nodes, 20_000):
        found += graph.write(SET_NODES, numbers=numbers, properties=after.properties)[0]["found"]
        wanted += len(numbers)
    for some in chunks(after.edges):
        rows = [dict(zip(("kind", "start", "end", "key"), edge, strict=True)) for edge in some]
        found += graph.write(SET_EDGES, rows=rows, properties=after.properties)[0]["found"]
        wanted += len(rows)
    if found != wanted:
        raise StoreError("The import of the new graph is not whole: run the same command again.")
