"""Turning rows of the store into the records of an answer."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from kg.model import Mention
from kg.queries.records import Citation, Completeness, EntityRow, GraphEdge, GraphNode, PaperRow, ResultRow

if TYPE_CHECKING:
    from kg.model import RelationType

Row = dict[str, Any]


def day(text: str | None) -> dt.date | None:
    """Read an ISO date."""
    return dt.date.fromisoformat(text) if text else None


def paper_row(row: Row) -> PaperRow:
    """Return a paper as a list shows it; `row` is what PAPER_ROW gives."""
    return PaperRow(
        paper_id=row["paper_id"],
        title=row["title"],
        published=day(row["published"]),
        comments=row["comments"],
        upvotes=row["upvotes"],
        organization=row["organization"],
        author_count=row["author_count"],
        entities=row["entities"],
        citations=row["citations"],
        completeness=completeness(row),
        stub=row["stub"],
        status=row["status"],
    )


def completeness(row: Row) -> Completeness:
    """Return how much of a paper's references is known; `row` has the three counts that papers carry."""
    return Completeness(row["references_known"], row["references_resolved"], row["sources_disagree"])


def citation(row: Row) -> Citation:
    """Return one end of a citation; `row` has `paper` as PAPER_ROW gives it, and the relationship's lists."""
    return Citation(paper_row(row["paper"]), *(tuple(row[name] or ()) for name in ("contexts", "intents", "sources")))


def entity_row(row: Row) -> EntityRow:
    """Return an entity as a list shows it; `row` is what ENTITY_ROW gives."""
    return EntityRow(row["entity_id"], row["name"], row["label"], tuple(row["aliases"]), row["papers"])


def graph_node(row: Row) -> GraphNode:
    """Return a node as a drawing needs it; `row` is what NODE_ROW gives."""
    return GraphNode(
        row["node_id"],
        row["kind"],
        row["name"],
        row["degree"],
        row["citations"],
        row["mentions"],
        row["stub"],
        day(row["published"]),
        row["year"],
        row["community"],
    )


def graph_edge(row: Row) -> GraphEdge:
    """Return an edge as a drawing needs it."""
    return GraphEdge(row["source"], row["target"], row["type"])


def mentions(row: Row, relation: RelationType) -> tuple[Mention, ...]:
    """Return the mentions that a relationship keeps as parallel lists; `row` is what EVIDENCE gives."""
    columns = ("fields", "starts", "ends", "surfaces", "labels", "scores", "components", "comparisons")
    return tuple(
        Mention(field, start, end, surface, label, score, component, relation, comparison=comparison)
        for field, start, end, surface, label, score, component, comparison in zip(
            *(row[column] or () for column in columns), strict=True
        )
    )


def result_row(row: Row) -> ResultRow:
    """Return a claimed result; `row` has `result`, and `paper` and `entity` as PAPER_ROW and ENTITY_ROW give them."""
    return ResultRow(paper=paper_row(row["paper"]), benchmark=entity_row(row["entity"]), **row["result"])
