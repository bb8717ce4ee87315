"""The part of the graph that a recommendation looks at, and what it finds there.

A question's references, the papers that share most of them, those whose texts are nearest, and what all these cite:
some thousands of nodes, whatever the size of the graph. The scores are those of `kg.measures.recommendation`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from scipy import sparse

from kg.measures import fusion, recommendation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.store import Run, Store

MOST_COUPLED: Final = 500
_COMPANIONS: Final = 2

COUPLED: Final = """\
UNWIND $known AS paper_id
MATCH (r:Paper {paper_id: paper_id})
USING INDEX r:Paper(paper_id)
WITH r, COUNT { (r)<-[:CITES]-() } AS cited
MATCH (r)<-[:CITES]-(q:Paper)
WITH q, sum(1.0 / cited) AS shared
WITH q, shared / sqrt(COUNT { (q)-[:CITES]->() }) AS coupling
ORDER BY coupling DESC, q.paper_id
LIMIT $most
RETURN q.paper_id AS paper_id
"""

CITING: Final = """\
MATCH (p:Paper {paper_id: $paper_id})<-[:CITES]-(q:Paper)
USING INDEX p:Paper(paper_id)
RETURN q.paper_id AS paper_id
ORDER BY paper_id
LIMIT $most
"""

LISTS: Final = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
RETURN paper_id, COLLECT { MATCH (p)-[:CITES]->(q:Paper) RETURN q.paper_id } AS references
"""

AUTHORS: Final = """\
MATCH (p:Paper {paper_id: $paper_id})<-[:WROTE]-(a:Author)-[:WROTE]->(q:Paper)
USING INDEX p:Paper(paper_id)
WHERE q <> p
RETURN q.paper_id AS paper_id, count(DISTINCT a) AS shared
ORDER BY shared DESC, paper_id
LIMIT $most
"""

FACTS: Final = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
RETURN paper_id, COUNT { (p)<-[:CITES]-() } AS cited, toString(p.published) AS published, p.year AS year,
       coalesce(p.status = 'retracted', false) AS retracted
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A list of references as far as it is known.

    Attributes:
        own: the paper whose list it is; None for a list that no paper of the graph has.
        known: the papers of the list; where there is none, `own` stands for it: what is cited together with that.
        until: the last day on which a recommended paper may have come out (`last_day`); 0 for any.
        texts: paper_id to how near its text is, above 0.
    """

    own: str | None
    known: tuple[str, ...]
    until: int
    texts: Mapping[str, float]

    @property
    def listed(self) -> tuple[str, ...]:
        """Give the papers that stand for the list."""
        return self.known or ((self.own,) if self.own else ())

    @property
    def near(self) -> list[str]:
        """Give the papers with near texts, the nearest first."""
        return sorted(self.texts, key=lambda one: (-self.texts[one], one))


@dataclass(frozen=True, slots=True)
class Found:
    """A paper to cite besides, and what speaks for it.

    Attributes:
        paper_id: the paper.
        score: how good it is beside the others of one answer.
        citing: papers that cite it together with something of the list.
        companions: papers of the list with which most do, and how many.
        direct: papers of the list that cite it.
        around: papers with the nearest texts that cite it.
        authors: how many of the asking paper's authors wrote it too.
        by_authors: other papers of these authors that cite it.
        place: of its own text among the nearest; 0 where it is not among them.
        cited: papers of the graph that cite it.
    """

    paper_id: str
    score: float
    citing: int
    companions: tuple[tuple[str, int], ...]
    direct: int
    around: int
    authors: int
    by_authors: int
    place: int
    cited: int


@dataclass(frozen=True, eq=False)
class _Part:
    keys: list[str]
    place: dict[str, int]
    cites: Any
    cited: Any
    days: Any
    retracted: Any
    authors: dict[str, int]

    def rows(self, paper_ids: Iterable[str]) -> list[int]:
        return [self.place[one] for one in paper_ids if one in self.place]


def recommended(store: Store, question: Question, *, limit: int) -> tuple[Found, ...]:
    """Return the best papers to cite besides, the best first: none of the list, none too new, none retracted."""
    part = store.read_all(lambda run: _part(run, question))
    size = len(part.keys)
    columns = part.rows(question.listed)
    known = sparse.csr_array((np.ones(len(columns)), ([0] * len(columns), columns)), shape=(1, size))
    own = np.array([part.place.get(question.own or "", -1)])
    texts = np.zeros((1, size))
    texts[0, part.rows(question.texts)] = [value for one, value in question.texts.items() if one in part.place]
    authors = np.zeros((1, size))
    authors[0, part.rows(part.authors)] = [count for one, count in part.authors.items() if one in part.place]
    scores = recommendation.signals(part.cites, known, own, texts, authors=authors, cited=part.cited)
    one = {name: values[0] for name, values in scores.items()}
    may = recommendation.allowed(known, own, part.days, np.array([question.until]))[0] & ~part.retracted
    candidates = fusion.pool(one, may)
    fused = fusion.fused(one, may, candidates)
    order = sorted(range(len(candidates)), key=lambda at: (-fused[at], part.keys[candidates[at]]))[:limit]
    return tuple(_why(question, part, [(int(candidates[at]), float(fused[at])) for at in order]))


def _part(run: Run, question: Question) -> _Part:
    near = question.near
    itself = [question.own] if question.own else []
    coupled = [row["paper_id"] for row in run(COUPLED, known=list(question.listed), most=MOST_COUPLED)]
    citing = [row["paper_id"] for one in itself for row in run(CITING, paper_id=one, most=MOST_COUPLED)]
    authors = {
        row["paper_id"]: row["shared"] for one in itself for row in run(AUTHORS, paper_id=one, most=MOST_COUPLED)
    }
    rows = dict.fromkeys([*itself, *question.listed, *coupled, *citing, *authors, *near[: recommendation.NEAREST]])
    lists = {row["paper_id"]: row["references"] for row in run(LISTS, paper_ids=list(rows))}
    named = {*rows, *near, *(one for references in lists.values() for one in references)}
    facts = {row["paper_id"]: row for row in run(FACTS, paper_ids=sorted(named))}
    keys = sorted(facts)
    place = {key: at for at, key in enumerate(keys)}
    pairs = {
        (place[citing], place[one])
        for citing, references in lists.items()
        for one in references
        if citing != one and citing in place and one in place
    }
    ends = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return _Part(
        keys,
        place,
        sparse.csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(keys), len(keys))),
        np.array([facts[key]["cited"] for key in keys], dtype=float),
        np.array([first_day(facts[key]["published"], facts[key]["year"]) for key in keys], dtype=np.int64),
        np.array([facts[key]["retracted"] for key in keys], dtype=bool),
        authors,
    )


def _why(question: Question, part: _Part, best: list[tuple[int, float]]) -> Iterable[Found]:
    cites = part.cites
    own = part.place.get(question.own or "", -1)
    others = np.arange(len(part.keys)) != own  # what the paper itself cites speaks for nothing
    listed, wanted = part.rows(question.listed), [row for row, _ in best]
    near = question.near
    close = part.rows(near[: recommendation.NEAREST])
    places = {one: at for at, one in enumerate(near, start=1)}
    from_others = cites[others]
    together = (from_others[:, listed].T @ from_others[:, wanted]).toarray()
    sharing = np.asarray(from_others[:, listed].sum(axis=1)).ravel() > 0
    citing = np.asarray(from_others[sharing][:, wanted].sum(axis=0)).ravel()
    direct = np.asarray(cites[[row for row in listed if row != own]][:, wanted].sum(axis=0)).ravel()
    around = np.asarray(cites[[row for row in close if row != own]][:, wanted].sum(axis=0)).ravel()
    written = [row for row in part.rows(part.authors) if row != own]
    by_authors = np.asarray(cites[written][:, wanted].sum(axis=0)).ravel()
    for at, (row, score) in enumerate(best):
        most = [int(one) for one in np.argsort(-together[:, at], kind="stable")[:_COMPANIONS] if together[one, at]]
        yield Found(
            part.keys[row],
            score,
            int(citing[at]),
            tuple((part.keys[listed[one]], int(together[one, at])) for one in most),
            int(direct[at]),
            int(around[at]),
            part.authors.get(part.keys[row], 0),
            int(by_authors[at]),
            places.get(part.keys[row], 0),
            int(part.cited[row]),
        )


def last_day(published: str | None, year: int | None) -> int:
    """Give the last day on which a paper can have come out; 0 where nobody knows.

    >>> last_day("2020-03-01", 2020) < last_day(None, 2020) < first_day("2021-01-02", None), last_day(None, None)
    (True, 0)
    """
    if published:
        return dt.date.fromisoformat(published).toordinal()
    return dt.date(year, 12, 31).toordinal() if year else 0


def first_day(published: str | None, year: int | None) -> int:
    """Give the first day on which a paper can have come out; 0 where nobody knows."""
    if published:
        return dt.date.fromisoformat(published).toordinal()
    return dt.date(year, 1, 1).toordinal() if year else 0
