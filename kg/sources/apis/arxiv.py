"""Asking arXiv: for papers by identifier, in slices, and by searches."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, ClassVar

from kg.sources.apis.asked import sorted_by_kind
from kg.sources.apis.client import Client, chunks, readable
from kg.sources.parsers import arxiv
from kg.sources.parsers.fields import Fields

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Paper, Statement
    from kg.sources.http import Response

_PATH = "/api/query"
_SLICE = 100
"""Identifiers in one question: an address of some 1,200 letters."""
_PAGE = 100
_MOST = 30_000
"""arXiv shows no more of a search."""
_LIFE = dt.timedelta(days=1)
"""Searches change once a day."""
_OPERATORS = re.compile(r"[\"()\\:]|\b(?:AND|OR|ANDNOT)\b")


class ArXiv(Client):
    """Ask arXiv."""

    service: ClassVar[str] = "arxiv"

    def papers(self, ids: Iterable[str]) -> Iterator[Statement]:
        """Give the papers of arXiv identifiers; those of other kinds are notes."""
        by_kind, others = sorted_by_kind(ids)
        wanted = by_kind.pop("arxiv", [])
        for other in [*others, *(spelling for kind in by_kind.values() for spelling in kind)]:
            self._note("unknown", other, "is no arXiv identifier")
        for piece in chunks(wanted, _SLICE):
            yield from self._slice(piece, again=True)

    def search(self, query: str, *, limit: int = 100) -> Iterator[Statement]:
        """Give the papers of a query in arXiv's own language, the most relevant first."""
        yield from self._search(query, limit, subject=query)

    def newest(self, query: str, *, limit: int = 100) -> Iterator[Statement]:
        """Give the papers of a query in arXiv's own language, the newest first."""
        yield from self._search(query, limit, subject=query, sortBy="submittedDate", sortOrder="descending")

    def title(self, title: str, *, limit: int = 5) -> Iterator[Statement]:
        """Give papers whose title holds the words of a title in their order."""
        words = " ".join(_OPERATORS.sub(" ", title).split())
        if words:
            yield from self._search(f'ti:"{words}"', limit, subject=title)

    def _slice(self, piece: list[str], *, again: bool) -> Iterator[Statement]:
        params = {"id_list": ",".join(piece), "max_results": len(piece)}
        subject = piece[0] if len(piece) == 1 else f"{piece[0]} and {len(piece) - 1} more"
        response = self._get(_PATH, params, subject=subject, check=readable(arxiv.feed, _is_whole(len(piece))))
        if response is None:
            return
        if not response.ok:
            yield from self._halved(piece, response)
            return
        feed = arxiv.feed(response.body)
        seen = set()
        for _, paper in self._entries(feed.entries):
            spelling = paper.ids.get("arxiv")
            if spelling and spelling not in seen:
                seen.add(spelling)
                yield self._statement(spelling, paper, response)
        missing = [spelling for spelling in piece if spelling not in seen]
        if missing and again and (feed.total or 0) > len(seen):  # it has more than it told
            yield from self._slice(missing, again=False)
        else:
            for spelling in missing:
                self._unknown(spelling)

    def _halved(self, piece: list[str], response: Response) -> Iterator[Statement]:
        """Ask for the halves of a slice that arXiv refuses, so that one identifier costs itself."""
        if len(piece) == 1:
            self._note("unknown", piece[0], f"is refused by arXiv: {_refusal(response)}")
            return
        middle = len(piece) // 2
        yield from self._slice(piece[:middle], again=True)
        yield from self._slice(piece[middle:], again=True)

    def _search(self, query: str, limit: int, *, subject: str, **order: str) -> Iterator[Statement]:
        start, told = 0, 0
        seen: set[str] = set()
        while told < limit and start < _MOST:
            size = min(_PAGE, limit - told, _MOST - start)
            params = {"search_query": query, "start": start, "max_results": size, **order}
            check = readable(arxiv.feed, _is_whole(size))
            response = self._get(_PATH, params, subject=subject, check=check, life=_LIFE)
            if response is None:
                return
            if not response.ok:
                self._note("failed", subject, f"is refused by arXiv: {_refusal(response)}")
                return
            feed = arxiv.feed(response.body)
            new = 0
            for _, paper in self._entries(feed.entries):
                if paper.paper_id not in seen and told < limit:
                    seen.add(paper.paper_id)
                    new += 1
                    told += 1
                    yield self._statement(paper.ids.get("arxiv", paper.paper_id), paper, response)
            start += size
            if not new or start >= (feed.total or 0):
                return

    def _entries(self, entries: Iterable[Any]) -> Iterator[tuple[Any, Paper]]:
        for entry in entries:
            subject = Fields({"id": entry.findtext("{*}id")}).text("id") or "an entry"
            try:
                yield entry, arxiv.entry(entry, self._omitted(subject))
            except ValueError as error:
                self._note("unread", subject, f"cannot be read from arXiv: {error}")


def _is_whole(size: int) -> Any:
    """Look for what arXiv gets wrong now and then: an error in a good answer, a page that is empty for no reason."""

    def look(feed: arxiv.Feed) -> str | None:
        if feed.error:
            return f"sent an error in place of an answer ({feed.error})"
        if not feed.entries and size and (feed.total or 0) > (feed.start or 0):
            return f"sent an empty page where it has {feed.total} papers"
        return None

    return look


def _refusal(response: Response) -> str:
    try:
        return arxiv.feed(response.body).error or f"HTTP {response.status}"
    except ValueError:
        return f"HTTP {response.status}"
