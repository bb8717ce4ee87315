"""This file is about contexts: how much two papers speak of the same matter where they use a name.

What a paper speaks of is the sum of the vectors of its words, each once. Those come from latent semantic analysis
(Deerwester et al., "Indexing by latent semantic analysis", 1990) of the abstracts that the tagger learned from, with
rare words weighing more; `training.word_vectors` makes them.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date
from functools import cache, lru_cache
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
_YEARS_TO_PUBLICATION: Final = 1
_MOST_WORDS: Final = 200_000
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
        near = []
        for mention in mentions:
            text = paper.title if mention.field == "title" else paper.abstract
            near.append(text[max(0, mention.start - _AROUND) : mention.end + _AROUND])
        if paper_id not in self._whole:
            self._whole[paper_id] = _whole(self.text(paper_id))
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
        return (paper.year or 0) if day is None else day.year

    def _dates(self, one: str, other: str) -> tuple[date | None, date | None]:
        """Give the days of two papers, or their months or years where one has only that: an arXiv id tells both.

        A year alone may be that of the publication, a month that of the preprint: years that are near to each other are
        told apart only where both papers have nothing else.
        """
        first, second = self._papers[one], self._papers[other]
        if first.published is not None and second.published is not None:
            return first.published, second.published
        months = _month(first), _month(second)
        if None not in months:
            return months
        years = self.year(one), self.year(other)
        if not all(MINYEAR <= year <= MAXYEAR for year in years):
            return None, None
        far = months == (None, None) or abs(years[0] - years[1]) > _YEARS_TO_PUBLICATION
        return date(years[0], 1, 1), date(years[1] if far else years[0], 1, 1)

    def cites(self, one: str, other: str) -> bool:
        """Say whether a paper cites another."""
        if one in self._cites:
            return other in self._cites[one]
        return any(reference.paper_id == other for reference in self._papers[one].references)

    def has_references(self, paper_id: str) -> bool:
        """Say whether it is known what a paper cites."""
        return bool(self._cites[paper_id] if paper_id in self._cites else self._papers[paper_id].references)

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
    return set(map(_word, _WORD.findall(text)))


def _word(written: str) -> str:
    return written.casefold().removesuffix("s")


class _Rows(dict[str, int]):
    """The row of each word, as it is written; that of no word for what the vectors do not know."""

    def __init__(self, places: Mapping[str, int]) -> None:
        super().__init__()
        self._places = places

    def __missing__(self, written: str) -> int:
        row = self._places.get(_word(written), len(self._places))
        if len(self) < _MOST_WORDS:
            self[written] = row
        return row


@lru_cache(maxsize=4096)
def _whole(text: str) -> Context:
    """Remember the texts of the last papers: they are asked for again where few change."""
    return _sum(text)


def _sum(text: str) -> Context:
    rows, vectors = _vectors()
    found = set(map(rows.__getitem__, _WORD.findall(text)))
    total: Context = vectors[list(found)].sum(axis=0, dtype=np.float64)
    return _unit(total)


def _unit(vector: Context) -> Context:
    length = float(np.sqrt((vector * vector).sum()))
    return vector / length if length else vector


@cache
def _vectors() -> tuple[_Rows, NDArray[np.int8]]:
    """Read the words and their (words, dimensions) vectors; the last one is that of no word, and is nothing."""
    with resources.files("extract").joinpath("weights", FILE).open("rb") as file, np.load(file) as table:
        places = {word: row for row, word in enumerate(str(table["words"]).split("\n"))}
        vectors = table["vectors"]
        return _Rows(places), np.concatenate([vectors, np.zeros_like(vectors[:1])])
