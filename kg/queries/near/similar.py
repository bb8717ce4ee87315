"""Papers that are like a paper, and why: what they name, what they cite, who cites them together.

Four rankings are fused by reciprocal rank: shared entities and common references, where what few papers share weighs
more (Adamic and Adar 2003), co-citation, and the texts. What thousands name is no reason.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.errors import CallError
from kg.measures import fusion
from kg.queries.cypher import PAPER_ROW, TYPES
from kg.queries.near.likewise import words_like
from kg.queries.rows import paper_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.queries.records import PaperRow
    from kg.semantics import Semantics
    from kg.store import Run, Store

MOST_ASKED: Final = 20_000
"""So many neighbours are looked at of each kind, by the rarest first."""
MOST: Final = 200
_SHOWN: Final = 3

PAPER: Final = """\
MATCH (p:Paper {paper_id: $paper_id})
RETURN coalesce(p.title, '') AS title, coalesce(p.abstract, '') AS abstract
"""

NAMED: Final = f"""\
MATCH (p:Paper {{paper_id: $paper_id}})-[:{TYPES}]->(e:Entity)
WITH DISTINCT e
RETURN e.entity_id AS key, e.name AS name, COUNT {{ (e)<-[:{TYPES}]-() }} AS degree
"""

NAMING: Final = f"""\
UNWIND $keys AS key
MATCH (e:Entity {{entity_id: key}})<-[:{TYPES}]-(q:Paper)
USING INDEX e:Entity(entity_id)
WITH key, q.paper_id AS paper_id
WHERE paper_id <> $paper_id
RETURN DISTINCT key, paper_id
"""

CITED: Final = """\
MATCH (p:Paper {paper_id: $paper_id})-[:CITES]->(r:Paper)
RETURN r.paper_id AS key, coalesce(r.title, r.paper_id) AS name, COUNT { (r)<-[:CITES]-() } AS degree
"""

CITING: Final = """\
UNWIND $keys AS key
MATCH (r:Paper {paper_id: key})<-[:CITES]-(q:Paper)
USING INDEX r:Paper(paper_id)
WITH key, q.paper_id AS paper_id
WHERE paper_id <> $paper_id
RETURN key, paper_id
"""

TOGETHER: Final = """\
MATCH (p:Paper {paper_id: $paper_id})<-[:CITES]-(x:Paper)
WITH p, x, COUNT { (x)-[:CITES]->() } AS listed
ORDER BY listed, x.paper_id
LIMIT $most
MATCH (x)-[:CITES]->(q:Paper)
WHERE q <> p
WITH q, count(*) AS together
RETURN q.paper_id AS paper_id, together, together / sqrt(toFloat(COUNT { (q)<-[:CITES]-() })) AS score
ORDER BY score DESC, paper_id
LIMIT $limit
"""

ROWS: Final = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})
RETURN {PAPER_ROW} AS paper
"""

LINKS: Final = """\
MATCH (p:Paper {paper_id: $paper_id})-[r:CITES|BUILDS_ON]-(q:Paper)
WHERE q.paper_id IN $paper_ids
RETURN q.paper_id AS paper_id, type(r) AS type, startNode(r) = p AS out
"""

_LINKS: Final = {
    ("CITES", True): "this paper cites it",
    ("CITES", False): "it cites this paper",
    ("BUILDS_ON", True): "this paper builds on it",
    ("BUILDS_ON", False): "it builds on this paper",
}


@dataclass(frozen=True, slots=True)
class SimilarPaper:
    """A paper like another, how much beside the others, and why: a sentence's part each."""

    paper: PaperRow
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shared:
    """What papers share with one: each what, the rarest first, and how much that weighs."""

    names: dict[str, list[str]]
    score: dict[str, float]


def similar_papers(
    store: Store, paper_id: str, *, limit: int = 20, semantics: Semantics | None = None
) -> tuple[SimilarPaper, ...]:
    """Return the papers that are most like a paper, the most alike first.

    Args:
        store: an open store.
        paper_id: the paper.
        limit: at most so many.
        semantics: finds the papers whose texts are near, beside full text.

    Raises:
        CallError: the graph has no such paper.
    """
    found = store.read(PAPER, paper_id=paper_id)
    if not found:
        raise CallError(f"The graph has no paper {paper_id}: kg search finds papers, kg add brings one in.")
    texts = [(found[0]["title"], found[0]["abstract"])]
    words = [one for one in words_like(store, texts, limit=MOST + 1) if one != paper_id]
    entities, references, together = store.read_all(lambda run: _read(run, paper_id))
    rankings = [
        _ranked(entities.score),
        _ranked(references.score),
        [row["paper_id"] for row in together],
        words,
        *([[near.paper_id for near in semantics.like([paper_id], MOST)]] if semantics else []),
    ]
    best = fusion.reciprocal_rank(rankings)[:limit]
    ids = [one for one, _ in best]
    papers = {row["paper"]["paper_id"]: paper_row(row["paper"]) for row in store.read(ROWS, paper_ids=ids)}
    cited_together = {row["paper_id"]: row["together"] for row in together}
    links = defaultdict(list)
    for row in store.read(LINKS, paper_id=paper_id, paper_ids=ids):
        links[row["paper_id"]].append(_LINKS[row["type"], row["out"]])
    place = {one: at for at, one in enumerate(words, start=1)}
    return tuple(
        SimilarPaper(
            papers[one],
            round(score, 4),
            tuple(
                reason
                for reason in (
                    _sharing(entities.names.get(one, ())),
                    _count(len(references.names.get(one, ())), "common reference"),
                    _together(cited_together.get(one, 0)),
                    *sorted(links[one]),
                    f"its words are number {place[one]} in likeness" if one in place else "",
                )
                if reason
            )
            or ("its meaning is near",),
        )
        for one, score in best
        if one in papers
    )


def _read(run: Run, paper_id: str) -> tuple[_Shared, _Shared, list[dict[str, Any]]]:
    return (
        _shared(run, NAMED, NAMING, paper_id),
        _shared(run, CITED, CITING, paper_id),
        run(TOGETHER, paper_id=paper_id, most=MOST, limit=MOST),
    )


def _shared(run: Run, has: str, others: str, paper_id: str) -> _Shared:
    rows = sorted(run(has, paper_id=paper_id), key=lambda row: (row["degree"], row["key"]))
    kept, looked_at = [], 0
    for row in rows:
        looked_at += row["degree"]
        if looked_at > MOST_ASKED:
            break
        kept.append(row)
    place = {row["key"]: at for at, row in enumerate(kept)}
    shared: dict[str, list[int]] = defaultdict(list)
    for row in run(others, paper_id=paper_id, keys=list(place)):
        shared[row["paper_id"]].append(place[row["key"]])
    return _Shared(
        {one: [kept[at]["name"] for at in sorted(places)] for one, places in shared.items()},
        {one: rarity(kept[at]["degree"] for at in places) for one, places in shared.items()},
    )


def rarity(degrees: Iterable[int]) -> float:
    """Weigh what two papers share: one over the logarithm of how many papers have each (Adamic and Adar 2003).

    What is counted twice, for a paper that says two things of one entity, is a little less rare than it seems.

    >>> round(rarity([2]), 3), round(rarity([2, 8]), 3)
    (1.443, 1.924)
    """
    return sum(1 / math.log(max(degree, 2)) for degree in degrees)


def _ranked(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda one: (-scores[one], one))[:MOST]


def _sharing(names: Sequence[str]) -> str:
    """Name what is shared.

    >>> _sharing(["LoRA", "GSM8K"]), _sharing(list("abcde"))
    ('shares LoRA and GSM8K', 'shares a, b, c and 2 more')
    """
    if not names:
        return ""
    shown = list(names[:_SHOWN])
    more = len(names) - len(shown)
    if more:
        return f"shares {', '.join(shown)} and {more} more"
    return "shares " + " and ".join(filter(None, [", ".join(shown[:-1]), shown[-1]]))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}" if number else ""


def _together(times: int) -> str:
    return f"cited together {'once' if times == 1 else f'{times} times'}" if times else ""
