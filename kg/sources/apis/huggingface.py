"""Asking Hugging Face: for the papers of a day, a week, a month; for single ones; by a search."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, ClassVar

from kg.errors import CallError
from kg.sources.apis.asked import sorted_by_kind
from kg.sources.apis.client import Client, doubted, readable
from kg.sources.parsers import huggingface

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Statement
    from kg.sources.http import Response

_DAILY = "/api/daily_papers"
_PAGE = 100
_MOST_PAGES = 100
_SEARCH = 120
"""The most that a search gives."""
_LIFE = dt.timedelta(hours=12)
"""How long votes and comments of a day that is not long gone are taken for the present ones."""
_SETTLED = dt.timedelta(days=30)
_WEEK = re.compile(r"(\d{4})-W(\d\d?)", re.ASCII)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])", re.ASCII)


class HuggingFace(Client):
    """Ask Hugging Face; a paper's own id there is its arXiv id."""

    service: ClassVar[str] = "huggingface"

    def day(self, date: dt.date) -> Iterator[Statement]:
        """Give the Daily Papers of a day."""
        yield from self._daily("date", date.isoformat(), ends=date)

    def week(self, week: str) -> Iterator[Statement]:
        """Give the Daily Papers of a week, such as ``2025-W23``."""
        found = _WEEK.fullmatch(week)
        try:
            monday = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
        except ValueError:
            monday = None
        if found is None or monday is None:
            raise CallError(f"{week} is no week; write it as 2025-W23.")
        yield from self._daily("week", f"{found[1]}-W{int(found[2]):02}", ends=monday + dt.timedelta(days=6))

    def month(self, month: str) -> Iterator[Statement]:
        """Give the Daily Papers of a month, such as ``2025-06``."""
        if not _MONTH.fullmatch(month):
            raise CallError(f"{month} is no month; write it as 2025-06.")
        first = dt.date.fromisoformat(f"{month}-01")
        yield from self._daily("month", month, ends=first + dt.timedelta(days=31))

    def papers(self, ids: Iterable[str]) -> Iterator[Statement]:
        """Give the papers of arXiv identifiers, one request each; those of other kinds are notes."""
        by_kind, others = sorted_by_kind(ids)
        wanted = by_kind.pop("arxiv", [])
        for other in [*others, *(spelling for kind in by_kind.values() for spelling in kind)]:
            self._note("unknown", other, "is no arXiv identifier, and Hugging Face knows no others")
        for spelling in wanted:
            response = self._get(f"/api/papers/{spelling}", subject=spelling, check=readable(huggingface.page))
            if response is None:
                continue
            if not response.ok:
                self._unknown(spelling)
                continue
            yield from self._items(huggingface.page(response.body), response, set(), spelling)

    def search(self, query: str, *, limit: int = 20) -> Iterator[Statement]:
        """Give the papers of a search, the best first."""
        params = {"q": query, "limit": min(limit, _SEARCH)}
        response = self._get("/api/papers/search", params, subject=query, check=readable(huggingface.page), life=_LIFE)
        if response is None:
            return
        if not response.ok:
            self._note("failed", query, f"is refused by Hugging Face: HTTP {response.status}")
            return
        yield from self._items(huggingface.page(response.body)[:limit], response, set(), query)

    def title(self, title: str, *, limit: int = 5) -> Iterator[Statement]:
        """Give papers that a search for a title finds."""
        yield from self.search(title, limit=limit)

    def _daily(self, name: str, value: str, *, ends: dt.date) -> Iterator[Statement]:
        settled = dt.datetime.now(dt.UTC).date() - ends > _SETTLED
        seen: set[str] = set()
        subject = f"the Daily Papers of {value}"
        for number in range(_MOST_PAGES):
            params = {name: value, "p": number, "limit": _PAGE}
            # An empty page is the end, or a slip: only asking once more tells.
            check = readable(huggingface.page, doubted(_is_empty))
            response = self._get(_DAILY, params, subject=subject, check=check, life=None if settled else _LIFE)
            if response is None:
                return
            if not response.ok:
                self._note("failed", subject, f"are refused by Hugging Face: HTTP {response.status}")
                return
            items = huggingface.page(response.body)
            before = len(seen)
            yield from self._items(items, response, seen, subject)
            if len(items) < _PAGE or len(seen) == before:
                return

    def _items(self, items: Iterable[Any], response: Response, seen: set[str], subject: str) -> Iterator[Statement]:
        for place, item in enumerate(items, 1):
            key = huggingface.key(item) if isinstance(item, dict) else None
            paper = self._read(huggingface.paper, item, key or f"entry {place} of {subject}")
            if paper is None:
                continue
            key = key or paper.paper_id
            if key not in seen:
                seen.add(key)
                yield self._statement(key, paper, response)


def _is_empty(items: tuple[Any, ...]) -> str | None:
    return None if items else "sent an empty page"
