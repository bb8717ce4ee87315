"""Asking Crossref: for works by DOI, in lists, and by what a bibliography says of them."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, ClassVar

from kg.sources.apis.asked import sorted_by_kind
from kg.sources.apis.client import Client, chunks, readable
from kg.sources.parsers import crossref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Statement
    from kg.sources.http import Response

_PATH = "/works"
_DOIS = 40
"""DOIs in one question: an address of some 1,500 letters, an answer of some megabytes."""
_PAGE = 100
_LIFE = dt.timedelta(days=30)
_APART = re.compile(r"[,]")
"""What a filter reads as the end of a value."""


class Crossref(Client):
    """Ask Crossref; a work's own id there is its DOI."""

    service: ClassVar[str] = "crossref"

    def works(self, dois: Iterable[str]) -> Iterator[Statement]:
        """Give the works of DOIs, several in a question; what they cite is in them.

        A work that is a notice of retraction gives a statement of each work that it takes back too, whose key is such
        as "10.1/notice retracts 10.1/work"; one that is a preprint or an article under another DOI too gives a
        statement of that other DOI, whose key is such as "10.1/article is 10.2/preprint".

        Args:
            dois: those that arXiv gave out are notes: Crossref does not have them; and so are other identifiers.
        """
        by_kind, others = sorted_by_kind(dois)
        wanted = by_kind.pop("doi", [])
        for other in [*others, *(spelling for kind in by_kind.values() for spelling in kind)]:
            self._note("unknown", other, "is no DOI that Crossref could know")
        apart = [doi for doi in wanted if _APART.search(doi)]
        for piece in chunks([doi for doi in wanted if doi not in apart], _DOIS):
            yield from self._listed(piece)
        for doi in apart:
            yield from self._single(doi)

    def search(self, bibliographic: str, *, limit: int = 5) -> Iterator[Statement]:
        """Give works that fit what a bibliography says (title, authors, year), the best first."""
        cursor: str | None = "*" if limit > _PAGE else None
        told, passed = 0, 0
        seen: set[str] = set()
        while told < limit:
            size = min(_PAGE, limit - told) if cursor is None else _PAGE
            params = {"query.bibliographic": bibliographic, "rows": size, "cursor": cursor}
            check = readable(crossref.page, _goes_on(passed))
            response = self._get(_PATH, params, subject=bibliographic, check=check, life=_LIFE)
            if response is None:
                return
            if not response.ok:
                self._note("failed", bibliographic, f"is refused by Crossref: {_said(response)}")
                return
            page = crossref.page(response.body)
            passed += len(page.works)
            before = len(seen)
            for statement in self._read_works(page.works, response, seen, bibliographic):
                if told < limit:
                    told += 1
                    yield statement
            following = page.next_cursor
            if cursor is None or following is None or len(page.works) < size:
                return
            if len(seen) == before:  # Crossref may give the same cursor for the next page, so only the works can tell
                self._note("cut", bibliographic, f"has a list that gives nothing new after {told} works")
                return
            cursor = following

    def title(self, title: str, *, limit: int = 5) -> Iterator[Statement]:
        """Give works that fit a title, the best first."""
        yield from self.search(title, limit=limit)

    def _listed(self, piece: list[str]) -> Iterator[Statement]:
        subject = piece[0] if len(piece) == 1 else f"{piece[0]} and {len(piece) - 1} more"
        params = {"filter": ",".join(f"doi:{doi}" for doi in piece), "rows": len(piece)}
        response = self._get(_PATH, params, subject=subject, check=readable(crossref.page, _goes_on(0)))
        if response is None:
            return
        if not response.ok:
            if len(piece) == 1:
                self._note("unknown", piece[0], f"is refused by Crossref: {_said(response)}")
                return
            middle = len(piece) // 2
            yield from self._listed(piece[:middle])
            yield from self._listed(piece[middle:])
            return
        page = crossref.page(response.body)
        seen: set[str] = set()
        yield from self._read_works(page.works, response, seen, subject, all_kinds=True)
        missing = [doi for doi in piece if doi not in seen]
        for doi in missing:
            if (page.total or 0) > len(seen):  # it has more than it told
                yield from self._single(doi)
            else:
                self._unknown(doi)

    def _single(self, doi: str) -> Iterator[Statement]:
        response = self._get(f"{_PATH}/{doi}", subject=doi, check=readable(crossref.page))
        if response is None:
            return
        if not response.ok:
            self._unknown(doi)
            return
        yield from self._read_works(crossref.page(response.body).works, response, set(), doi, all_kinds=True)

    def _read_works(
        self,
        values: Iterable[Any],
        response: Response,
        seen: set[str],
        subject: str,
        *,
        all_kinds: bool = False,
    ) -> Iterator[Statement]:
        for value in values:
            key = crossref.key(value) if isinstance(value, dict) else None
            paper = self._read(crossref.work, value, key or subject)
            if paper is None:
                continue
            key = key or paper.paper_id
            if key in seen:
                continue
            seen.add(key)
            if not (all_kinds or crossref.is_paper(value)):
                self._note("unread", key, f"is no paper but a {value.get('type')}")
                continue
            yield self._statement(key, paper, response)
            for notice in crossref.notices(value):
                yield self._statement(f"{key} retracts {notice.paper_id}", notice, response)
            for version in crossref.versions(value):
                yield self._statement(f"{key} is {version.paper_id}", version, response)


def _goes_on(passed: int) -> Any:
    def look(page: crossref.Page) -> str | None:
        if not page.works and (page.total or 0) > passed:
            return f"sent an empty page where it has {page.total} works"
        return None

    return look


def _said(response: Response) -> str:
    try:
        crossref.page(response.body)
    except ValueError as error:
        return str(error)
    return f"HTTP {response.status}"
