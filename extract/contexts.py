"""This file is about contexts: how much two papers speak of the same matter where they use a name.

What a paper speaks of is the sum of the vectors of its words, each once. Those come from latent semantic analysis
(Deerwester et al., "Indexing by latent semantic analysis", 1990) of the abstracts that the tagger learned from, with
rare words weighing more; `extract.training.word_vectors` makes them.
"""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from numpy.typing import NDArray

    from kg.model import Mention, Paper

    Context = NDArray[np.float64]
    Cites = Mapping[str, Collection[str]]

FILE: Final = "word_vectors.npz"
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_ARXIV: Final = re.compile(r"(\d{2})(0[1-9]|1[0-2])\.\d{4,5}$", re.ASCII)
"""An arXiv id, which begins with year and month (arXiv, "Understanding the arXiv identifier")."""
_AROUND: Final = 80
"""Characters to each side of a name that count twice."""


class Contexts:
    """What the papers of a corpus speak of.

    Args:
        papers: the corpus.
        cites: paper_id to what it cites; a paper's own references where there is no entry.
    """

    def __init__(self, papers: Iterable[Paper], cites: Cites = MappingProxyType({})) -> None:
        self._papers = {paper.paper_id: paper for paper in papers}
        self._cites = cites
        self._whole: dict[str, Context] = {}

    def around(self, paper_id: str, mentions: Iterable[Mention]) -> Context | None:
        """Give what a paper speaks of where it mentions a name: (79,), of length 1; None if no word is known."""
        paper = self._papers[paper_id]
        if paper_id not in self._whole:
            self._whole[paper_id] = _sum(self.text(paper_id))
        near = []
        for mention in mentions:
            text = paper.title if mention.field == "title" else paper.abstract
            near.append(text[max(0, mention.start - _AROUND) : mention.end + _AROUND])
        context = self._whole[paper_id] + _sum(" ".join(near))
        return _unit(context) if context.any() else None

    def precedes(self, one: str, other: str) -> bool:
        """Say whether a paper may have been read by another's authors: not where it came out later."""
        mine, theirs = self._dates(one, other)
        return mine is None or theirs is None or mine <= theirs

    def surely_precedes(self, one: str, other: str) -> bool:
        """Say whether a paper is known to have come out before another."""
        mine, theirs = self._dates(one, other)
        return mine is not None and theirs is not None and mine < theirs

    def year(self, paper_id: str) -> int:
        """Give the year of a paper; 0 where that is not known."""
        paper = self._papers[paper_id]
        day = _month(paper)
        return paper.year or 0 if day is None else day.year

    def _dates(self, one: str, other: str) -> tuple[date | None, date | None]:
        """Give the days of two papers, or their months where one has only that: its arXiv id begins with it."""
        papers = self._papers[one], self._papers[other]
        if all(paper.published is not None for paper in papers):
            return papers[0].published, papers[1].published
        return _month(papers[0]), _month(papers[1])

    def cites(self, one: str, other: str) -> bool:
        """Say whether a paper cites another."""
        if one in self._cites:
            return other in self._cites[one]
        return any(reference.paper_id == other for reference in self._papers[one].references)

    def one_team(self, one: str, other: str) -> bool:
        """Say whether two papers have authors in common: two of them, or the only one."""
        mine, theirs = ({author.name for author in self._papers[paper].authors} for paper in (one, other))
        return len(mine & theirs) >= min(2, len(mine) or 1, len(theirs) or 1)

    def title(self, paper_id: str) -> str:
        """Give a paper's title."""
        return self._papers[paper_id].title

    def text(self, paper_id: str) -> str:
        """Give a paper's title and abstract."""
        return f"{self._papers[paper_id].title} {self._papers[paper_id].abstract}"


def _month(paper: Paper) -> date | None:
    """Give the first day of the month that a paper came out in."""
    if paper.published is not None:
        return paper.published.replace(day=1)
    arxiv = _ARXIV.match(paper.paper_id)
    return date(2000 + int(arxiv[1]), int(arxiv[2]), 1) if arxiv else None


def words(text: str) -> set[str]:
    """Give the words of a text as the vectors know them: letters alone, in lower case, without a plural s."""
    return {word.casefold().removesuffix("s") for word in _WORD.findall(text)}


def _sum(text: str) -> Context:
    places, vectors = _vectors()
    rows = [places[word] for word in words(text) & places.keys()]
    total: Context = vectors[rows].sum(axis=0, dtype=np.float64)
    return _unit(total)


def _unit(vector: Context) -> Context:
    length = float(np.sqrt((vector * vector).sum()))
    return vector / length if length else vector


@cache
def _vectors() -> tuple[dict[str, int], NDArray[np.int8]]:
    """Read the words and their (words, dimensions) vectors."""
    with resources.files("extract").joinpath("weights", FILE).open("rb") as file, np.load(file) as table:
        return {word: row for row, word in enumerate(str(table["words"]).split("\n"))}, table["vectors"]
