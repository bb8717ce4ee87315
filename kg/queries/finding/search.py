"""This file is about finding a paper or an entity by what a person remembers of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg import schema
from kg.queries.cypher import ENTITY_ROW, PAPER_ROW
from kg.queries.finding.full_text import lucene
from kg.queries.lookup import lookup
from kg.queries.records import SearchHit
from kg.queries.rows import entity_row, paper_row

if TYPE_CHECKING:
    from kg.queries.rows import Row
    from kg.store import Store

BY_KEY = f"""\
MATCH (p:Paper {{paper_id: $paper_id}})
RETURN {PAPER_ROW} AS paper, null AS entity, 1.0 AS score
"""

EXACT = f"""\
MATCH (e:Entity {{entity_id: $text}})
RETURN null AS paper, {ENTITY_ROW} AS entity, 1.0 AS score
UNION ALL
MATCH (e:Entity {{name: $text}})
RETURN null AS paper, {ENTITY_ROW} AS entity, 1.0 AS score
"""

SEARCH = f"""\
CALL db.index.fulltext.queryNodes('{schema.PAPER_TEXT_INDEX}', $query, {{limit: $limit}}) YIELD node AS p, score
RETURN {PAPER_ROW} AS paper, null AS entity, score
UNION ALL
CALL db.index.fulltext.queryNodes('{schema.ENTITY_NAME_INDEX}', $query, {{limit: $limit}}) YIELD node AS e, score
RETURN null AS paper, {ENTITY_ROW} AS entity, score
"""

IDENTIFIER_BONUS = 10_000.0
EXACT_BONUS = 1000.0
NAME_BONUS = 100.0
BEGINNING_BONUS = 10.0


def search(store: Store, text: str, *, limit: int = 20) -> tuple[SearchHit, ...]:
    """Find papers and entities, best first: an identifier or a name as typed, a name that begins so, then full text.

    Any spelling of an identifier will do, and any address that holds one; its paper comes before everything else.
    """
    text = text.strip()
    if not text or limit < 1:
        return ()
    hits: dict[str, SearchHit] = {}
    paper_id = lookup(store, text)
    if paper_id is not None:
        for row in store.read(BY_KEY, paper_id=paper_id):
            hits[paper_id] = replace(_hit(row, text), score=IDENTIFIER_BONUS)
    for row in store.read(EXACT, text=text):
        hit = _hit(row, text)
        hits.setdefault(hit.node_id, replace(hit, score=hit.score + EXACT_BONUS))
    query = lucene(text)
    if query is not None:
        for row in store.read(SEARCH, query=query, limit=4 * limit):
            hit = _hit(row, text)
            hits.setdefault(hit.node_id, hit)
    return tuple(sorted(hits.values(), key=lambda hit: (-hit.score, hit.name.casefold(), hit.node_id))[:limit])


def _hit(row: Row, text: str) -> SearchHit:
    if row["paper"]:
        paper = paper_row(row["paper"])
        parts = [str(paper.published) if paper.published else "", paper.organization or ""]
        names = [paper.title]
        hit = SearchHit(paper.paper_id, "Paper", paper.title, ", ".join(filter(None, parts)), row["score"])
    else:
        entity = entity_row(row["entity"])
        detail = f"in {entity.papers} paper{'' if entity.papers == 1 else 's'}"
        names = [entity.name, *entity.aliases]
        hit = SearchHit(entity.entity_id, entity.label, entity.name, detail, row["score"] + min(entity.papers, 50) / 50)
    typed = text.casefold()
    folded = [name.casefold() for name in names]
    if typed in folded:
        return replace(hit, score=hit.score + NAME_BONUS)
    if any(name.startswith(typed) for name in folded):
        return replace(hit, score=hit.score + BEGINNING_BONUS)
    return hit
