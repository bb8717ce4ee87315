from __future__ import annotations

from typing import TYPE_CHECKING

from kg.queries.edge_evidence import edge_evidence
from kg.queries.records import GraphEdge
from tests.kg.queries import small

if TYPE_CHECKING:
    from kg.store import Store


def test_each_edge_has_what_says_so(store: Store) -> None:
    small.fill(store)
    uses = GraphEdge("mid", "model:zorb", "USES")
    cites = GraphEdge("mid", "old", "CITES")
    builds = GraphEdge("mid", "old", "BUILDS_ON")
    wrote = GraphEdge("author:ada", "old", "WROTE")
    found = edge_evidence(store, (uses, cites, builds, wrote, uses))
    (mention,) = found[uses].mentions
    assert found[uses].abstract[mention.start : mention.end] == "ZorbNet"
    assert (found[cites].contexts, found[cites].sources) == (("As ZorbNet [1] shows.",), ("openalex",))
    assert found[builds].via == ("ZorbNet",)
    assert wrote not in found
    assert edge_evidence(store, (wrote,)) == {}
