"""Finding papers by what a text means beside the words that it has: the extra `semantic`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.measures import fusion
from kg.queries.cypher import PAPER_ROW
from kg.queries.finding import Found, find
from kg.queries.lookup import lookup
from kg.queries.records import SearchHit
from kg.queries.rows import paper_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.semantics import Near, Semantics
    from kg.store import Store

ROWS: Final = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})
USING INDEX p:Paper(paper_id)
RETURN {PAPER_ROW} AS paper
"""

_LOOKED_AT: Final = 100


def find_by_meaning(store: Store, semantics: Semantics, text: str, *, limit: int = 20) -> Found:
    """Find by words as `find` does, and papers by meaning, both rankings fused by reciprocal rank.

    An identifier, and a name as typed, mean what they name: they come first, as they do without meaning.
    """
    text = text.strip()
    found = find(store, text, limit=max(limit, _LOOKED_AT))
    if not text or limit < 1 or lookup(store, text) is not None:
        return replace(found, hits=found.hits[: max(limit, 0)])
    named = [hit for hit in found.hits if hit.name.casefold() == text.casefold()]
    rest = [hit for hit in found.hits if hit not in named]
    hits = (*named, *_fused(store, rest, semantics.nearest(text, _LOOKED_AT)))[:limit]
    return Found(hits, found.remarks if found.hits or not hits else ("Only meaning finds these: none has the words.",))


def _fused(store: Store, hits: Sequence[SearchHit], near: Sequence[Near]) -> list[SearchHit]:
    known = {hit.node_id: hit for hit in hits}
    new = [one.paper_id for one in near if one.paper_id not in known]
    for row in store.read(ROWS, paper_ids=new):
        paper = paper_row(row["paper"])
        detail = ", ".join(filter(None, [str(paper.published or ""), paper.organization or ""]))
        known[paper.paper_id] = SearchHit(paper.paper_id, "Paper", paper.title, detail, 0.0)
    order = fusion.reciprocal_rank([[hit.node_id for hit in hits], [one.paper_id for one in near]])
    return [replace(known[one], score=score) for one, score in order if one in known]
