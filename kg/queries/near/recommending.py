"""Which papers a paper, or a set of papers, should cite besides, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.errors import CallError
from kg.measures import fusion, neighbourhood
from kg.measures.recommendation import NEAREST
from kg.queries.cypher import PAPER_ROW
from kg.queries.lookup import titles
from kg.queries.near.likewise import words_like
from kg.queries.rows import paper_row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.queries.records import PaperRow
    from kg.semantics import Semantics
    from kg.store import Store

MOST_TEXTS: Final = 200

ASKED: Final = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
RETURN p.paper_id AS paper_id, coalesce(p.title, '') AS title, coalesce(p.abstract, '') AS abstract,
       toString(p.published) AS published, p.year AS year,
       COLLECT { MATCH (p)-[:CITES]->(q:Paper) RETURN q.paper_id } AS references
"""

ROWS: Final = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})
USING INDEX p:Paper(paper_id)
RETURN {PAPER_ROW} AS paper
"""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A paper to cite besides, how good it is beside the others, and why: a part of a sentence each."""

    paper: PaperRow
    score: float
    reasons: tuple[str, ...]


def recommend(
    store: Store, paper_ids: Sequence[str], *, limit: int = 20, semantics: Semantics | None = None
) -> tuple[Recommendation, ...]:
    """Recommend papers that a paper, or a set of papers taken for one list of references, should cite besides.

    Nothing that the one paper cites already, no paper of the set, nothing retracted, and nothing newer than the one
    paper.

    Args:
        store: an open store.
        paper_ids: one paper, or several.
        limit: at most so many, the best first.
        semantics: finds the papers whose texts are near, beside full text.

    Raises:
        CallError: the graph has no such paper.
    """
    wanted = list(dict.fromkeys(paper_ids))
    rows = {row["paper_id"]: row for row in store.read(ASKED, paper_ids=wanted)}
    for paper_id in wanted:
        if paper_id not in rows:
            raise CallError(f"The graph has no paper {paper_id}: kg search finds papers, kg add brings one in.")
    if not wanted or limit < 1:
        return ()
    question = _question(store, [rows[one] for one in wanted], semantics)
    found = neighbourhood.recommended(store, question, limit=limit)
    names = titles(store, [one for each in found for one, _ in each.companions])
    papers = {
        row["paper"]["paper_id"]: paper_row(row["paper"])
        for row in store.read(ROWS, paper_ids=[one.paper_id for one in found])
    }
    return tuple(
        Recommendation(papers[one.paper_id], round(one.score, 4), tuple(_reasons(one, question, names)))
        for one in found
        if one.paper_id in papers
    )


def _question(store: Store, rows: Sequence[dict[str, Any]], semantics: Semantics | None) -> neighbourhood.Question:
    ids = [row["paper_id"] for row in rows]
    words = words_like(store, [(row["title"], row["abstract"]) for row in rows], limit=MOST_TEXTS + len(ids))
    texts = {one: score for one, score in words.items() if one not in ids}
    if semantics is not None:
        meant = [near.paper_id for near in semantics.like(ids, MOST_TEXTS)]
        texts = dict(fusion.reciprocal_rank([list(texts), meant])[:MOST_TEXTS])
    if len(rows) > 1:
        return neighbourhood.Question(None, tuple(ids), 0, texts)
    (row,) = rows
    until = neighbourhood.last_day(row["published"], row["year"])
    return neighbourhood.Question(ids[0], tuple(sorted(row["references"])), until, texts)


def _reasons(found: neighbourhood.Found, question: neighbourhood.Question, names: Mapping[str, str]) -> list[str]:
    """Say why a paper is recommended."""
    why = []
    if found.citing:
        told = " and ".join(f"{names.get(one, one)!r} ({count:,})" for one, count in found.companions)
        why.append(f"cited by {found.citing:,} paper{'' if found.citing == 1 else 's'} together with {told}")
    if found.direct:
        why.append(f"cited by {found.direct:,} of the papers {'that it cites' if question.own else 'of the set'}")
    if found.around:
        near = min(NEAREST, len(question.texts))
        why.append(f"cited by {found.around:,} of the {near} papers with the nearest texts")
    if found.authors:
        why.append("by " + ("an author" if found.authors == 1 else f"{found.authors} authors") + " of the paper")
    if found.by_authors:
        why.append(f"cited by {found.by_authors:,} other paper{'' if found.by_authors == 1 else 's'} of its authors")
    if found.place:
        why.append(f"its text is the {_ordinal(found.place)} nearest")
    if found.cited:
        why.append(f"cited {'once' if found.cited == 1 else f'{found.cited:,} times'} in all")
    return why or ["a short way along citations"]


def _ordinal(number: int) -> str:
    """Write a number as a place.

    >>> [_ordinal(number) for number in (1, 2, 3, 11, 22)]
    ['1st', '2nd', '3rd', '11th', '22nd']
    """
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"
