"""Context vectors: how much two papers speak of the same matter where they use a name.

What a paper speaks of is the sum of the vectors of its words, each once. Those come from latent semantic analysis
(Deerwester et al., "Indexing by latent semantic analysis", 1990) of the abstracts that the tagger learned from, with
rare words weighing more; `training.word_vectors` makes them.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from extract.resolution.papers import Papers
    from kg.model import Mention

    Context = NDArray[np.float64]

FILE: Final = "word_vectors.npz"
_WORD: Final = re.compile(r"[^\W\d_]{3,}")
_MOST_WORDS: Final = 200_000
_AROUND: Final = 80
"""Characters to each side of a name that count twice."""


class Contexts:
    """What the papers of a corpus speak of.

    Args:
        papers: the corpus.
    """

    def __init__(self, papers: Papers) -> None:
        self._papers = papers
        self._whole: dict[str, Context] = {}

    def around(self, paper_id: str, mentions: Iterable[Mention]) -> Context | None:
        """Give what a paper speaks of where it mentions a name: (79,), of length 1; None if no word is known."""
        near = []
        for mention in mentions:
            text = self._papers.field(paper_id, mention)
            near.append(text[max(0, mention.start - _AROUND) : mention.end + _AROUND])
        if paper_id not in self._whole:
            self._whole[paper_id] = _whole(self._papers.text(paper_id))
        context = self._whole[paper_id] + _sum(" ".join(near))
        return _unit(context) if context.any() else None


def words(text: str) -> set[str]:
    """Give the words of a text as the vectors know them: letters alone, in lower case, without a plural s."""
    return set(map(_word, _WORD.findall(text)))


def _word(written: str) -> str:
    return written.casefold().removesuffix("s")


@lru_cache(maxsize=_MOST_WORDS)
def _row(written: str) -> int:
    """Give the row of a word, as it is written; that of no word, the last, for what the vectors do not know."""
    return _vectors()[0].get(_word(written), -1)


@lru_cache(maxsize=4096)
def _whole(text: str) -> Context:
    """Remember the texts of the last papers: they are asked for again where few change."""
    return _sum(text)


def _sum(text: str) -> Context:
    found = set(map(_row, _WORD.findall(text)))
    total: Context = _vectors()[1][list(found)].sum(axis=0, dtype=np.float64)
    return _unit(total)


def _unit(vector: Context) -> Context:
    length = float(np.sqrt((vector * vector).sum()))
    return vector / length if length else vector


@cache
def _vectors() -> tuple[dict[str, int], NDArray[np.int8]]:
    """Read the words and their (words, dimensions) vectors; the last one is that of no word, and is nothing."""
    with resources.files("extract").joinpath("weights", FILE).open("rb") as file, np.load(file) as table:
        places = {word: row for row, word in enumerate(str(table["words"]).split("\n"))}
        vectors = table["vectors"]
        return places, np.concatenate([vectors, np.zeros_like(vectors[:1])])
