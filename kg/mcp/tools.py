"""The tools: what a language model's client may ask of the graph, each a question that reads.

Their docstrings and the descriptions of their arguments are what a model reads before it calls one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Final

from pydantic import Field

from kg import queries
from kg.identity.places import outside, paper_addresses
from kg.mcp.answer import Answer
from kg.mcp.shapes import Shapes
from kg.queries.asking import guard
from kg.queries.boards import boards

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.queries.records import GraphNode
    from kg.store import Store

MOST_ROWS: Final = 50
_FEW: Final = 10
_NAMES: Final = 60
_SECONDS: Final = 15.0

PaperArgument = Annotated[
    str,
    Field(
        description="A paper: its id in the graph, any identifier (arXiv, DOI, OpenAlex, Semantic Scholar, ACL ...), "
        "an address that holds one, or its whole title.",
        examples=["2405.13729", "https://doi.org/10.1145/3292500.3330701"],
    ),
]
EntityArgument = Annotated[
    str,
    Field(
        description="A method, benchmark, model, repository, task or metric: its id in the graph, or its whole name.",
        examples=["method:lora", "GSM8K"],
    ),
]
NodeArgument = Annotated[
    str, Field(description="A paper or an entity, as the other tools take them; or the id of an author.")
]
Limit = Annotated[int, Field(ge=1, le=MOST_ROWS, description=f"At most so many rows, and never more than {MOST_ROWS}.")]


class Tools:
    """The tools over one store.

    Args:
        store: gives the open store.
        dashboard: the address of the dashboard, where one is known.
    """

    def __init__(self, store: Callable[[], Store], *, dashboard: str | None = None) -> None:
        self._store = store
        self._shapes = Shapes(dashboard)

    def all(self) -> tuple[Callable[..., dict[str, Any]], ...]:
        """Return the tools."""
        return (
            self.search,
            self.paper,
            self.entity,
            self.neighbours,
            self.path,
            self.leaderboard,
            self.recommend,
            self.query,
        )

    def search(
        self,
        text: Annotated[str, Field(description="Words of a title or an abstract, a name, an identifier, an address.")],
        limit: Limit = _FEW,
    ) -> dict[str, Any]:
        """Find papers and entities, best first. Start here: the other tools take the ids that this one gives."""
        found = queries.find(self._store(), text, limit=limit + 1)
        answer = Answer()
        answer.rows("hits", [self._shapes.hit(hit) for hit in found.hits[:limit]])
        answer.put(remarks=found.remarks)
        if len(found.hits) > limit:
            answer.note(f"hits: the best {limit}; there are more")
        return answer.done()

    def paper(self, paper: PaperArgument) -> dict[str, Any]:
        """Tell of one paper: abstract, authors, what it names, results, references, citing papers, papers like it."""
        store, shapes = self._store(), self._shapes
        view = queries.paper(store, self._meant(paper, "paper").node_id)
        answer = Answer()
        if view is None:  # it went between two questions
            return answer.done()
        answer.put(id=view.paper_id, title=view.title, published=view.published, venue=view.venue, status=view.status)
        answer.put(
            organization=view.organization.name if view.organization else None,
            identifiers=view.identifiers,
            urls=paper_addresses(view.paper_id, view.url, view.ids),
            page=shapes.page("Paper", view.paper_id),
            code=[one.url for one in view.repositories if outside(one.url)],
            stub="only its identifier is known" if view.stub else None,
            references_known=view.completeness.known,
        )
        answer.text("abstract", view.abstract)
        authors = list(view.authors)
        answer.rows("authors", authors[:_FEW], max(len(authors), view.author_count or 0))
        names = [shapes.entity(one.entity, type=one.type) for one in view.relations]
        answer.rows("names", names[:_NAMES], len(names))
        results = [{**shapes.result(row), "benchmark": row.benchmark.entity_id} for row in view.results]
        answer.rows("results", results[:_FEW], len(results))
        for name, citations in (("references", view.references), ("citing", view.citing)):
            rows = [shapes.citation(one) for one in citations.rows[:_FEW]]
            answer.rows(name, rows, citations.total)
        answer.rows("alike", [shapes.paper(row, shared=shared) for row, shared in view.neighbours])
        return answer.done()

    def entity(self, entity: EntityArgument, limit: Limit = 20) -> dict[str, Any]:
        """Tell of one method, benchmark, model, repository, task or metric, and which papers introduce and use it."""
        store, shapes = self._store(), self._shapes
        view = queries.entity(store, self._meant(entity, "entity").node_id, limit=limit)
        answer = Answer()
        if view is None:  # it went between two questions
            return answer.done()
        answer.put(kind=view.label, id=view.entity_id, name=view.name, aliases=view.aliases, url=outside(view.url))
        answer.put(page=shapes.page(view.label, view.entity_id), results=len(view.results) or None)
        answer.rows(
            "papers", [shapes.paper(one.paper, type=one.type, says=_says(one)) for one in view.relations], view.total
        )
        for name, rows in (
            ("variants", view.variants),
            ("variant_of", view.variant_of),
            ("namesakes", view.namesakes),
        ):
            if rows:
                answer.rows(name, [shapes.entity(row) for row in rows[:_FEW]], len(rows))
        return answer.done()

    def neighbours(self, node: NodeArgument, limit: Limit = 20) -> dict[str, Any]:
        """Tell what is one relationship away from a node, the most connected first, and by which relationship."""
        found = queries.neighbourhood(self._store(), [self._meant(node).node_id], limit=limit)
        seed, *near = found.nodes
        types: dict[str, list[str]] = {}
        for edge in found.edges:
            if seed.node_id in (edge.source, edge.target):
                arrow = f"-{edge.type}->" if edge.source == seed.node_id else f"<-{edge.type}-"
                types.setdefault(edge.target if edge.source == seed.node_id else edge.source, []).append(arrow)
        answer = Answer()
        answer.put(node=self._shapes.graph_node(seed))
        answer.rows(
            "neighbours", [self._shapes.graph_node(one, by=types.get(one.node_id)) for one in near], found.total
        )
        return answer.done()

    def path(self, start: NodeArgument, end: NodeArgument) -> dict[str, Any]:
        """Find a shortest path between two nodes, whichever way its relationships point: how they hang together."""
        first, last = self._meant(start), self._meant(end)
        found = queries.path(self._store(), first.node_id, last.node_id)
        answer = Answer()
        if found is None:
            answer.put(start=first.node_id, end=last.node_id, said="No path of 8 relationships or fewer joins them.")
            return answer.done()
        answer.put(length=len(found.edges))
        answer.rows("nodes", [self._shapes.graph_node(node) for node in found.nodes])
        answer.rows("edges", [{"from": edge.source, "type": edge.type, "to": edge.target} for edge in found.edges])
        return answer.done()

    def leaderboard(self, benchmark: EntityArgument, limit: Limit = _FEW) -> dict[str, Any]:
        """List the results that papers claim on a benchmark, metric by metric, the best first, with the words."""
        view = queries.entity(self._store(), self._meant(benchmark, "entity").node_id, limit=1)
        answer = Answer()
        if view is None:  # it went between two questions
            return answer.done()
        answer.put(benchmark=self._shapes.node(view.label, view.entity_id, view.name))
        found = boards(view.results)
        for number, board in enumerate(found[:_FEW], 1):
            said = board.metric or "a metric that no text names"
            order = "differences" if board.kind == "difference" else "the lower the better" * board.lowest_first
            name = f"{number}. {said}{f' ({order})' if order else ''}"
            rows = [{**self._shapes.result(row), "paper": self._shapes.paper(row.paper)} for row in board.rows[:limit]]
            answer.rows(name, rows, len(board.rows))
        if not found:
            answer.put(said="No paper of the graph claims a result on it.")
        if len(found) > _FEW:
            answer.note(f"metrics: the first {_FEW} of {len(found)}")
        return answer.done()

    def recommend(
        self,
        papers: Annotated[
            list[PaperArgument], Field(min_length=1, max_length=MOST_ROWS, description="Papers to read on from.")
        ],
        limit: Limit = _FEW,
    ) -> dict[str, Any]:
        """Recommend papers to cite beside some, each with the reasons, the best first; nothing newer than one alone."""
        keys = [self._meant(paper, "paper").node_id for paper in papers]
        from kg.queries.near.recommending import recommend  # noqa: PLC0415 - who asks for none waits for no scipy

        found = recommend(self._store(), keys, limit=limit + 1)
        answer = Answer()
        answer.rows("papers", [self._shapes.paper(one.paper, reasons=one.reasons) for one in found[:limit]])
        if len(found) > limit:
            answer.note(f"papers: the best {limit}; there are more")
        if not found:
            answer.put(said="No paper of the graph is near these by references, citing papers or words.")
        return answer.done()

    def query(
        self,
        cypher: Annotated[str, Field(description="One statement of Cypher 5 that reads.")],
        params: Annotated[dict[str, Any], Field(description="The values of its parameters.")] | None = None,
        limit: Limit = 20,
    ) -> dict[str, Any]:
        """Ask the graph in Cypher, which can only read; return single properties rather than whole nodes."""
        store = self._store()
        found = guard.ask(store, cypher, params, limit=limit, timeout=_SECONDS)
        answer = Answer()
        answer.put(columns=found.columns)
        answer.rows("rows", [list(row) for row in found.rows])
        answer.note(found.cut)
        answer.put(remarks=queries.unknown_names(store, cypher, params))
        return answer.done()

    def _meant(self, text: str, what: queries.Meant = "node") -> GraphNode:
        return queries.meant(self._store(), text, what)


def _says(relation: Any) -> str | None:
    """Give the words of a paper that name an entity, as a paper writes them."""
    return next((mention.surface for mention in relation.mentions), None)
