"""An open graph: papers, entities, search, Cypher and networks, read and never written."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Final, Self

from kg import queries
from kg.errors import CallError
from kg.graph.rows import Rows, columns_of
from kg.queries.asking import guard
from kg.queries.boards import boards
from kg.queries.records import EntityRow, PaperRow, ResultRow, SearchHit
from kg.store import connect

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from types import TracebackType

    import networkx as nx

    from kg.model import Label
    from kg.queries.listing import Order
    from kg.queries.near.recommending import Recommendation
    from kg.queries.records import EntityView, Neighbourhood, PaperView, Path
    from kg.store import Run, Store

ALL: Final = 1_000_000
"""What no limit stands for."""

MOST_ROWS: Final = 100_000
"""Rows of an answer to Cypher, unless more are asked for."""


class Graph:
    """A graph that is open for reading; close it, or use it in a `with` block. Threads may share one.

    Papers and entities are named as people name them: a paper by any identifier, address or whole title, an entity by
    its key (``method:lora``) or its whole name.

    Args:
        store: an open store, which the graph closes.

    Attributes:
        store: the same store for the functions of `kg.queries` and `kg.measures`; a write transaction of it is refused.
    """

    def __init__(self, store: Store) -> None:
        self.store = store.guarded(_refuse)

    @classmethod
    def open(cls, url: str | None = None, *, user: str | None = None, password: str | None = None) -> Self:
        """Open the graph at an address; see `kg.open`."""
        return cls(connect(url, user=user, password=password))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Graph({self.store.name!r})"

    def close(self) -> None:
        """Close all connections; the server goes on."""
        self.store.close()

    def papers(
        self,
        text: str = "",
        *,
        entity: str | None = None,
        labels: Sequence[Label] = (),
        organization: str | None = None,
        order: Order = "published",
        limit: int | None = None,
    ) -> Rows[PaperRow]:
        """Return the papers that match, with how many there are in all.

        Args:
            text: words that title or abstract must hold, the last of them perhaps a beginning.
            entity: what a paper must name.
            labels: types of entities, each of which a paper must name.
            organization: the name of an organisation that published it.
            order: ``published``, ``comments``, ``upvotes``, ``citations`` ``entities`` (the most first) or ``title``.
            limit: how many at most.

        Raises:
            CallError: a label or an order is none, or the graph has no such entity.
        """
        page = queries.papers(
            self.store,
            text=text,
            labels=labels,
            entity_id=None if entity is None else self._key(entity, "entity"),
            organization=organization,
            order=order,
            limit=ALL if limit is None else limit,
        )
        return Rows(page.rows, columns=columns_of(PaperRow), total=page.total)

    def paper(self, name: str) -> PaperView:
        """Return everything that the graph knows of a paper.

        Raises:
            CallError: the graph has no such paper, or several.
        """
        key = self._key(name, "paper")
        view = queries.paper(self.store, key)
        if view is None:
            raise CallError(f'The graph has no paper "{key}" any more: look for it again.')
        return view

    def entities(self, label: Label | None = None, *, limit: int | None = None) -> Rows[EntityRow]:
        """Return the entities that most papers name, of one type or of all, with how many there are.

        Raises:
            CallError: the label is none.
        """
        rows = queries.top_entities(self.store, label, limit=ALL if limit is None else limit)
        total = len(rows) if limit is None else queries.count_entities(self.store, label)
        return Rows(rows, columns=columns_of(EntityRow), total=total)

    def entity(self, name: str, *, limit: int | None = None) -> EntityView:
        """Return an entity with at most `limit` of the papers that name it.

        Raises:
            CallError: the graph has no such entity, or several of that name.
        """
        key = self._key(name, "entity")
        view = queries.entity(self.store, key, limit=ALL if limit is None else limit)
        if view is None:
            raise CallError(f'The graph has no entity "{key}" any more: look for it again.')
        return view

    def search(self, text: str, *, limit: int = 20) -> Rows[SearchHit]:
        """Return the papers and entities that a text finds, best first."""
        return Rows(queries.search(self.store, text, limit=limit), columns=columns_of(SearchHit))

    def query(
        self, cypher: str, params: Mapping[str, Any] | None = None, *, limit: int | None = None, timeout: float = 60.0
    ) -> Rows[dict[str, Any]]:
        """Return the rows of a query in Cypher, each as a dict; whatever would do more than read is refused.

        A warning says where rows were left out that no `limit` asked to leave out.

        Args:
            cypher: one statement that reads.
            params: the values of its parameters.
            limit: how many rows at most; 100,000 unless given.
            timeout: seconds after which the server ends it.

        Raises:
            QueryRefusedError: a rule of the guard refused it; nothing ran.
            QueryError: Neo4j cannot read it or run it.
        """
        answer = guard.ask(self.store, cypher, params, limit=MOST_ROWS if limit is None else limit, timeout=timeout)
        for sentence in queries.unknown_names(self.store, cypher, params):
            warnings.warn(sentence, stacklevel=2)
        if answer.cut and (limit is None or len(answer.rows) < limit):
            warnings.warn(answer.cut, stacklevel=2)
        rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
        return Rows(rows, columns=answer.columns, cut=answer.cut)

    def neighbours(self, name: str, *, limit: int = 25) -> Neighbourhood:
        """Return a node, its most connected neighbours, and every edge among them."""
        return queries.neighbourhood(self.store, [self._key(name)], limit=limit)

    def path(self, start: str, end: str) -> Path | None:
        """Return a shortest path between two nodes, whichever way its edges point, or None where none is short."""
        return queries.path(self.store, self._key(start), self._key(end))

    def leaderboard(self, benchmark: str) -> Rows[ResultRow]:
        """Return the results that papers claim on a benchmark, metric by metric, the best first."""
        found = boards(self.entity(benchmark, limit=0).results)
        return Rows((row for board in found for row in board.rows), columns=columns_of(ResultRow))

    def recommend(self, *papers: str, limit: int = 10) -> Rows[Recommendation]:
        """Return papers to cite beside some, each with the reasons, the best first; nothing newer than one alone."""
        from kg.queries.near.recommending import Recommendation, recommend  # noqa: PLC0415 - who asks for none waits for no scipy

        keys = [self._key(name, "paper") for name in papers]
        return Rows(recommend(self.store, keys, limit=limit), columns=columns_of(Recommendation))

    def networkx(
        self,
        *,
        labels: Iterable[str] = ("Paper", "Entity"),
        types: Iterable[str] | None = None,
        papers: Iterable[str] | None = None,
        since: int | None = None,
        until: int | None = None,
        stubs: bool = True,
    ) -> nx.DiGraph[str]:
        """Return the graph, or a part of it, as a graph of networkx; see `kg.measures.graph`."""
        # scipy and networkit take a moment to import; whoever lists papers need not wait for them.
        from kg.measures import graph  # noqa: PLC0415 - see above

        keys = None if papers is None else [self._key(name, "paper") for name in papers]
        return graph(self.store, labels=labels, types=types, papers=keys, since=since, until=until, stubs=stubs)

    def _key(self, name: str, what: queries.Meant = "node") -> str:
        return queries.meant(self.store, name, what).node_id


def _refuse(run: Run) -> None:
    del run
    raise CallError("This graph is open for reading: kg build and kg add write.")
