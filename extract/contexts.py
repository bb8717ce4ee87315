"""This file is about contexts: how much two papers speak of the same matter where they use a name.

What a paper speaks of is the sum of the vectors of its words, each once. Those come from latent semantic analysis
(Deerwester et al., "Indexing by latent semantic analysis", 1990) of the abstracts that the tagger learned from, with
rare words weighing more; `extract.training.word_vectors` makes them.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from kg.model import Mention, Paper

    Context = NDArray[np.float64]

FILE: Final = "word_vectors.npz"
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_AROUND: Final = 80
"""Characters to each side of a name that count twice."""


class Contexts:
    """What the papers of a corpus speak of.

    Args:
        papers: the corpus.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers = {paper.paper_id: paper for paper in papers}
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
        mine, theirs = self._papers[one].published, self._papers[other].published
        return mine is None or theirs is None or mine <= theirs

    def surely_precedes(self, one: str, other: str) -> bool:
        """Say whether a paper is known to have come out before another."""
        mine, theirs = self._papers[one].published, self._papers[other].published
        return mine is not None and theirs is not None and mine < theirs

    def one_team(self, one: str, other: str) -> bool:
        """Say whether two papers have authors in common: two of them, or the only one."""
        mine, theirs = set(self._papers[one].authors), set(self._papers[other].authors)
        return len(mine & theirs) >= min(2, len(mine) or 1, len(theirs) or 1)

    def text(self, paper_id: str) -> str:
        """Give a paper's title and abstract."""
        return f"{self._papers[paper_id].title} {self._papers[paper_id].abstract}"


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
