"""GraphML and GEXF, which networkx, Gephi and other programs that draw graphs read.

What a format has no kind for is text: dates are ISO 8601, lists (sources, evidence) are JSON. The graph stands in
memory while it is written, because networkx writes it.
"""

from __future__ import annotations

import json
import re
from typing import IO, TYPE_CHECKING, Any

import networkx as nx

from kg import schema
from kg.store import values

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.exports.part import Part
    from kg.exports.records import Edge

_RESERVED = frozenset(
    {"id", "key", "label", "kind", "relationship", "source", "target", "type", "start", "end", "weight"}
)
"""What the formats, or Gephi, take for their own: a property of that name gets an underscore behind it."""

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(part: Part, file: IO[str]) -> int:
    """Write a part as GraphML, and say how many nodes."""
    graph = network(part)
    for line in nx.generate_graphml(graph):
        file.write(line + "\n")
    return int(graph.number_of_nodes())


def write_gexf(part: Part, file: IO[str]) -> int:
    """Write a part as GEXF, and say how many nodes."""
    graph = network(part)
    for line in nx.generate_gexf(graph):
        file.write(line + "\n")
    return int(graph.number_of_nodes())


def network(part: Part) -> nx.MultiDiGraph[str]:
    """Build a part as a graph of networkx.

    A node's id is its label and key (``Paper:2405.13729``); `label` is its name and `kind` its type. An edge has its
    type in `relationship`.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in part.nodes():
        if node.label != "Build":  # our own book-keeping
            shown = _attributes(node.properties)
            graph.add_node(f"{node.label}:{node.key}", label=_text(node.name), kind=node.kind, **shown)
    for number, edge in enumerate(part.edges()):
        source, target = _node_id(edge.source), _node_id(edge.target)
        if source in graph and target in graph:
            graph.add_edge(source, target, key=str(number), **_edge_attributes(edge))
    return graph


def _node_id(end: tuple[str, str]) -> str:
    return f"{end[0]}:{end[1]}"


def _edge_attributes(edge: Edge) -> dict[str, Any]:
    return {"label": edge.type, "relationship": edge.type, **_attributes(edge.properties)}


def _attributes(properties: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in properties.items():
        if name in schema.SEARCHED:
            continue
        ready = values.ready(value)
        if ready is None:
            continue
        if isinstance(ready, list):
            ready = json.dumps(ready, ensure_ascii=False)
        found[f"{name}_" if name in _RESERVED else name] = _text(ready) if isinstance(ready, str) else ready
    return found


def _text(value: str) -> str:
    return _NO_XML.sub("\ufffd", value)
