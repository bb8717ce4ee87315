"""A path drawn as a row: each node a link, between each two a verb, below it what says so."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.dashboard.layout.highlight import evidence
from kg.dashboard.layout.pieces import chip, explained
from kg.dashboard.words.relations import BACKWARD, FORWARD
from kg.dashboard.words.wording import count, plain, source_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Field
    from kg.queries.edge_evidence import Evidence
    from kg.queries.records import GraphEdge, GraphNode, Path

MOST_SENTENCES: Final = 2


def row(path: Path) -> str:
    """Return HTML: a path from its first node to its last."""
    parts = [_node(path.nodes[0])]
    for (near, far), edge in zip(pairwise(path.nodes), path.edges, strict=True):
        parts.append(f'<li class="kg-step">{plain(_verb(edge, near))}</li>{_node(far)}')
    return f'<ol class="kg-path">{"".join(parts)}</ol>'


def said(path: Path, known: Mapping[GraphEdge, Evidence]) -> str:
    """Return HTML: of each edge of a path what says that it is there."""
    names = {node.node_id: node.name for node in path.nodes}
    items = []
    for edge in path.edges:
        sentence = f"<b>{plain(names[edge.source])}</b> {plain(FORWARD[edge.type])} <b>{plain(names[edge.target])}</b>"
        items.append(f'<li class="kg-small">{sentence}{_evidence(edge, known.get(edge))}</li>')
    return f'<ul class="kg-list">{"".join(items)}</ul>'


def _node(node: GraphNode) -> str:
    return f"<li>{chip(node.kind, node.node_id, node.name)}</li>"


def _verb(edge: GraphEdge, near: GraphNode) -> str:
    return (FORWARD if edge.source == near.node_id else BACKWARD)[edge.type]


def _evidence(edge: GraphEdge, found: Evidence | None) -> str:
    if edge.type == "VARIANT_OF":
        return '<div class="kg-faint">their names say so</div>'
    if found is None:
        return '<div class="kg-faint">a source lists it</div>'
    texts: dict[Field, str] = {"title": found.title, "abstract": found.abstract}
    lines = evidence(texts, found.mentions)
    lines += [plain(context) for context in found.contexts]
    quotes = "".join(f'<p class="kg-quote kg-small">{line}</p>' for line in lines[:MOST_SENTENCES])
    rest = len(lines) - MOST_SENTENCES
    more = f'<div class="kg-faint">and in {count(rest, "more sentence")}</div>' if rest > 0 else ""
    via = f'<div class="kg-faint">{explained("builds on", "by way of")} {plain(", ".join(found.via))}</div>'
    by = (
        f'<div class="kg-faint">says {plain(", ".join(map(source_name, found.sources)))}</div>' if found.sources else ""
    )
    if not lines and not found.via and not found.sources:
        return f'<div class="kg-faint">{explained("listed by a source")}</div>'
    return f"{quotes}{more}{via if found.via else ''}{by}"
