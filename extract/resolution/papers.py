"""The papers of a corpus: their days, their teams, their texts, and which of them cite which."""

from __future__ import annotations

import re
from datetime import MAXYEAR, MINYEAR, date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.model import Mention, Paper

    Cites = Mapping[str, Collection[str]]

_ARXIV: Final = re.compile(r"(\d{2})(0[1-9]|1[0-2])\.\d{4,5}$", re.ASCII)
"""An arXiv id, which begins with year and month (arXiv, "Understanding the arXiv identifier")."""
_YEARS_TO_PUBLICATION: Final = 1


class Papers:
    """What is known of the papers of a corpus, by id.

    Args:
        papers: the corpus.
        cites: paper_id to what it cites; a paper's own references where there is no entry.
    """

    def __init__(self, papers: Iterable[Paper], cites: Cites = MappingProxyType({})) -> None:
        self._papers = {paper.paper_id: paper for paper in papers}
        self._cites = cites

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

    def field(self, paper_id: str, mention: Mention) -> str:
        """Give the text that a mention of a paper lies in."""
        return self.title(paper_id) if mention.field == "title" else self._papers[paper_id].abstract


def _month(paper: Paper) -> date | None:
    """Give the first day of the month that a paper came out in."""
    if paper.published is not None:
        return paper.published.replace(day=1)
    arxiv = _ARXIV.match(paper.paper_id)
    return date(2000 + int(arxiv[1]), int(arxiv[2]), 1) if arxiv else None
