"""How nodes look in the answers of tools: small, each with its id and with where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.dashboard.pages import address, node_page
from kg.identity.places import paper_addresses
from kg.mcp.answer import known
from kg.model import score

if TYPE_CHECKING:
    from kg.queries.records import Citation, EntityRow, GraphNode, Kind, PaperRow, ResultRow, SearchHit


@dataclass(frozen=True, slots=True)
class Shapes:
    """Gives nodes their shape.

    Attributes:
        dashboard: the address of the dashboard, where one is known.
    """

    dashboard: str | None = None

    def node(self, kind: Kind, key: str, name: str, **more: Any) -> dict[str, Any]:
        """Return a node of any kind; `id` is what the other tools take."""
        url = next(iter(paper_addresses(key, None, {}).values()), None) if kind == "Paper" else None
        shape = {"kind": kind, "id": key, "name": name, **more, "url": url, "page": self.page(kind, key)}
        return {name: value for name, value in shape.items() if known(value)}

    def page(self, kind: Kind, key: str) -> str | None:
        """Return the address of the dashboard's page of a node."""
        page = node_page(kind)
        return f"{self.dashboard.rstrip('/')}/{address(page, id=key)}" if self.dashboard and page else None

    def hit(self, hit: SearchHit) -> dict[str, Any]:
        """Return what a search found."""
        return self.node(hit.kind, hit.node_id, hit.name, detail=hit.detail, excerpt=hit.excerpt)

    def graph_node(self, node: GraphNode, **more: Any) -> dict[str, Any]:
        """Return a node of a drawing."""
        return self.node(node.kind, node.node_id, node.name, **more)

    def paper(self, row: PaperRow, **more: Any) -> dict[str, Any]:
        """Return a paper of a list."""
        said = {
            "published": row.published,
            "organization": row.organization,
            "citations": row.citations or None,
            "status": row.status,
        }
        return self.node("Paper", row.paper_id, row.title, **said, **more)

    def entity(self, row: EntityRow, **more: Any) -> dict[str, Any]:
        """Return an entity of a list."""
        return self.node(row.label, row.entity_id, row.name, papers=row.papers, **more)

    def citation(self, citation: Citation) -> dict[str, Any]:
        """Return the paper at the other end of a citation, with a sentence that cites."""
        return self.paper(citation.paper, sentence=next(iter(citation.contexts), None), intents=citation.intents)

    def result(self, row: ResultRow) -> dict[str, Any]:
        """Return a result that a paper claims, with the words that claim it."""
        shape = {
            "score": score(row.value, row.unit, row.kind),
            "metric": row.metric,
            "system": row.subject or ("the paper's own" if row.whose == "own" else "what it compares with"),
            "claim": row.surface,
        }
        return {name: value for name, value in shape.items() if known(value)}
