"""Asking OpenAlex: for works by identifiers, by title, by a search, by what they cite."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from kg.sources.apis.asked import names, sorted_by_kind, value_of, with_id
from kg.sources.apis.client import Client, chunks, readable
from kg.sources.parsers import openalex

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.identity.kinds import Kind
    from kg.model import Statement
    from kg.sources.http import Response

_PATH = "/works"
_VALUES = 100
_PAGE = 100
_MOST_PAGES = 20
"""More pages than a list of a hundred identifiers has."""
_WITHOUT_CURSOR = 10_000
"""As far as pages have numbers; cursors go on, and want a key."""
_LIFE = dt.timedelta(days=7)
"""How long searches, and who cites a paper, are taken for the present state."""
_FIELDS = (
    *("id", "ids", "doi", "title", "display_name", "publication_date", "publication_year", "primary_location"),
    *("locations", "authorships", "abstract_inverted_index", "referenced_works", "referenced_works_count"),
    *("cited_by_count", "is_retracted"),
)
_SELECT = ",".join(_FIELDS)
_FILTERS: dict[Kind, str] = {
    "openalex": "openalex",
    "doi": "doi",
    "arxiv": "doi",
    "pmid": "pmid",
    "pmcid": "pmcid",
    "mag": "mag",
}
_ARXIV_DOI = "10.48550/arxiv."
_APART = re.compile(r"[|,]")
"""What a filter reads as the end of a value."""
_NOT_WORDS = re.compile(r"[^\w\s.'-]+")
_OPERATORS = re.compile(r"\b(?:AND|OR|NOT)\b")


class OpenAlex(Client):
    """Ask OpenAlex; a paper's own id there is such as ``W2741809807``."""

    service: ClassVar[str] = "openalex"

    def works(self, ids: Iterable[str], *, singles: int = 10) -> Iterator[Statement]:
        """Give the works of identifiers, a hundred in a question; what they cite is in them.

        A work that was merged into another is not found in a list by its old id, nor by the DOI of its preprint: up
        to `singles` of those that a list lacks are asked for one by one. Where an old OpenAlex id leads to a work,
        there is a statement under the old id too, whose `paper_id` is the old one and whose `ids` hold the new.

        Args:
            ids: OpenAlex, DOI, arXiv, PubMed, PubMed Central and MAG ids; others are notes. To give several of one
                work is wise: a preprint that was merged is found by the DOI of its article.
            singles: how many requests for single works may be sent.
        """
        by_kind, others = sorted_by_kind(ids)
        missing: list[tuple[Kind, str]] = []
        named: set[str] = set()
        for kind, spellings in by_kind.items():
            if kind not in _FILTERS:
                others += list(spellings)
                continue
            apart = [spelling for spelling in spellings if _APART.search(spelling)]
            missing += [(kind, spelling) for spelling in apart]
            for piece in chunks([spelling for spelling in spellings if spelling not in apart], _VALUES):
                for statement in self._listed(kind, piece, missing):
                    named |= names(statement.paper)
                    yield statement
        for other in others:
            self._note("unknown", other, "is no identifier that OpenAlex can look up")
        missing = [(kind, spelling) for kind, spelling in missing if spelling not in named]  # found by another id
        for number, (kind, spelling) in enumerate(missing):
            if number < singles and kind in {"openalex", "doi", "arxiv"}:
                yield from self._single(kind, spelling)
            else:
                self._unknown(spelling)

    def title(self, title: str, *, limit: int = 5) -> Iterator[Statement]:
        """Give works whose title holds the words of a title."""
        words = _words(title)
        if words:
            yield from self._pages({"filter": f"title.search:{words}"}, limit, subject=title, life=_LIFE)

    def search(self, query: str, *, limit: int = 100) -> Iterator[Statement]:
        """Give works whose title, abstract or text holds the words of a query, the most relevant first."""
        yield from self._pages({"search": query}, limit, subject=query, life=_LIFE)

    def of_author(self, orcid: str, *, limit: int = 100) -> Iterator[Statement]:
        """Give the works of an author, by ORCID, the newest first."""
        params = {"filter": f"author.orcid:{orcid}", "sort": "publication_date:desc"}
        yield from self._pages(params, limit, subject=orcid, life=_LIFE)

    def cited_by(self, ids: str | Iterable[str], *, limit: int = 200) -> Iterator[Statement]:
        """Give works that cite one work, or any of several, the most cited first; what they cite is in them.

        Args:
            ids: OpenAlex ids; others are notes.
            limit: how many citing works to give for each hundred ids.
        """
        by_kind, others = sorted_by_kind([ids] if isinstance(ids, str) else ids)
        wanted = by_kind.pop("openalex", [])
        for other in [*others, *(spelling for kind in by_kind.values() for spelling in kind)]:
            self._note("unknown", other, "is no OpenAlex id, and OpenAlex lists citations by its own ids alone")
        for piece in chunks(wanted, _VALUES):
            subject = piece[0] if len(piece) == 1 else f"{piece[0]} and {len(piece) - 1} more"
            params = {"filter": f"cites:{'|'.join(piece)}", "sort": "cited_by_count:desc"}
            yield from self._pages(params, limit, subject=subject, life=_LIFE, cut="citing works")

    def _listed(self, kind: Kind, piece: list[str], missing: list[tuple[Kind, str]]) -> Iterator[Statement]:
        values = [_ARXIV_DOI + value if kind == "arxiv" else value_of(value) for value in piece]
        params = {"filter": f"{_FILTERS[kind]}:{'|'.join(values)}", "per_page": _PAGE}
        subject = piece[0] if len(piece) == 1 else f"{piece[0]} and {len(piece) - 1} more"
        left = dict.fromkeys(piece)
        seen: set[str] = set()
        passed = 0
        for number in range(1, _MOST_PAGES):
            answer = self._page({**params, "page": number}, passed, subject=subject, life=None)
            if answer is None:  # nobody knows whether OpenAlex lacks them
                return
            page, response = answer
            passed += len(page.works)
            before = len(seen)
            for statement in self._read_page(page.works, response, seen, subject):
                for name in names(statement.paper):
                    left.pop(name, None)
                yield statement
            if len(seen) == before or passed >= (page.count or 0):
                break
        missing += [(kind, spelling) for spelling in left]

    def _single(self, kind: Kind, spelling: str) -> Iterator[Statement]:
        name = f"doi:{_ARXIV_DOI}{spelling}" if kind == "arxiv" else f"doi:{spelling}" if kind == "doi" else spelling
        response = self._get(
            f"{_PATH}/{name}", {"select": _SELECT}, subject=spelling, check=readable(openalex.page, _is_one)
        )
        if response is None:
            return
        if not response.ok:
            self._unknown(spelling)
            return
        value = openalex.page(response.body).works[0]
        paper = self._read(openalex.work, value, spelling)
        if paper is None:
            return
        key = openalex.key(value) or paper.paper_id
        if spelling not in names(paper):
            if kind == "openalex":
                yield self._statement(spelling, replace(paper, paper_id=spelling), response)
            elif kind in paper.ids:
                self._note("unread", spelling, f"was answered with {paper.ids[kind]}")
            else:
                paper = replace(paper, ids=with_id(paper.ids, kind, spelling))
        yield self._statement(key, paper, response)

    def _pages(
        self, params: Mapping[str, Any], limit: int, *, subject: str, life: dt.timedelta | None, cut: str = ""
    ) -> Iterator[Statement]:
        """Page by numbers, and where numbers end by a cursor; say what the limit cut off where it has a name."""
        cursor: str | None = "*" if limit > _WITHOUT_CURSOR else None
        size = min(_PAGE, limit)
        number, told, passed = 1, 0, 0
        seen: set[str] = set()
        visited: set[str] = set()
        while told < limit:
            place = {"page": number} if cursor is None else {"cursor": cursor}
            answer = self._page({**params, **place, "per_page": size}, passed, subject=subject, life=life)
            if answer is None:
                return
            page, response = answer
            number += 1
            passed += len(page.works)
            before = len(seen)
            for statement in self._read_page(page.works, response, seen, subject):
                if told < limit:
                    told += 1
                    yield statement
            if cut and told == limit and (page.count or 0) > limit:
                self._note("cut", subject, f"has {page.count:,} {cut}, of which {limit:,} are given")
            if cursor is not None:
                visited.add(cursor)
                cursor = page.next_cursor
                if cursor is None:
                    return
                if cursor in visited:
                    self._note("cut", subject, f"has a list that goes round in a circle after {told} works")
                    return
            elif len(seen) == before or passed >= (page.count or 0):
                return

    def _page(
        self, params: Mapping[str, Any], passed: int, *, subject: str, life: dt.timedelta | None
    ) -> tuple[openalex.Page, Response] | None:
        check = readable(openalex.page, _goes_on(passed))
        response = self._get(_PATH, {**params, "select": _SELECT}, subject=subject, check=check, life=life)
        if response is None:
            return None
        if not response.ok:
            self._note("failed", subject, f"is refused by OpenAlex: HTTP {response.status}")
            return None
        return openalex.page(response.body), response

    def _read_page(
        self, values: Iterable[Any], response: Response, seen: set[str], subject: str
    ) -> Iterator[Statement]:
        for value in values:
            key = openalex.key(value) if isinstance(value, dict) else None
            paper = self._read(openalex.work, value, key or subject)
            if paper is None:
                continue
            key = key or paper.paper_id
            if key not in seen:
                seen.add(key)
                yield self._statement(key, paper, response)


def _goes_on(passed: int) -> Any:
    def look(page: openalex.Page) -> str | None:
        if not page.works and (page.count or 0) > passed:
            return f"sent an empty page where it has {page.count} works"
        return None

    return look


def _is_one(page: openalex.Page) -> str | None:
    return None if len(page.works) == 1 else "sent a list in place of a work"


def _words(title: str) -> str:
    """Take out of a title what a filter reads as its own language."""
    words = _OPERATORS.sub(lambda found: found[0].lower(), _NOT_WORDS.sub(" ", title))
    return " ".join(words.split())
