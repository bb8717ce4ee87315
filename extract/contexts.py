"""This file is about contexts: how much two papers speak of the same matter."""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Paper

_WORD = re.compile(r"[^\W\d_]{3,}")


class Contexts:
    """The words of a corpus' papers.

    Args:
        papers: the corpus; words that few of them use weigh more (inverse document frequency).
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._papers = {paper.paper_id: paper for paper in papers}
        self._known: dict[str, dict[str, float]] = {}

    def similarity(self, one: str, other: str) -> float:
        """Give the cosine of the words of two papers' titles and abstracts, 0 to 1."""
        mine, theirs = self._weights(one), self._weights(other)
        if len(theirs) < len(mine):
            mine, theirs = theirs, mine
        return sum(weight * theirs[word] for word, weight in sorted(mine.items()) if word in theirs)

    def precedes(self, one: str, other: str) -> bool:
        """Say whether a paper may have been read by another's authors: not where it came out later."""
        mine, theirs = self._papers[one].published, self._papers[other].published
        return mine is None or theirs is None or mine <= theirs

    def one_team(self, one: str, other: str) -> bool:
        """Say whether two papers have authors in common: two of them, or the only one."""
        mine, theirs = set(self._papers[one].authors), set(self._papers[other].authors)
        return len(mine & theirs) >= min(2, len(mine) or 1, len(theirs) or 1)

    def text(self, paper_id: str) -> str:
        """Give a paper's title and abstract."""
        return f"{self._papers[paper_id].title} {self._papers[paper_id].abstract}"

    @cached_property
    def _frequency(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for paper_id in self._papers:
            counts.update(self._words(paper_id))
        return counts

    def _words(self, paper_id: str) -> set[str]:
        return {word.casefold().removesuffix("s") for word in _WORD.findall(self.text(paper_id))}

    def _weights(self, paper_id: str) -> dict[str, float]:
        if paper_id not in self._known:
            total = 1 + len(self._papers)
            weights = {word: math.log(total / self._frequency[word]) for word in self._words(paper_id)}
            norm = math.sqrt(sum(weight * weight for weight in sorted(weights.values()))) or 1.0
            self._known[paper_id] = {word: weight / norm for word, weight in weights.items()}
        return self._known[paper_id]
