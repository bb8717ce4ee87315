"""ArXiv's Atom interface as the replay server plays it: one path, ids and searches."""

from __future__ import annotations

import datetime as dt
import re
from html import escape
from typing import TYPE_CHECKING

from tests.world.lookup import Index
from tests.world.messages import Response, whole
from tests.world.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tests.world.messages import Request
    from tests.world.papers import Work, World

TYPE = "application/atom+xml"
SLICE = 2000
MOST = 30_000
_ID = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Za-z]{2})?/\d{7})(?:v\d+)?")
_TOKEN = re.compile(r'\s*(\(|\)|[a-zA-Z]+:\[[^\]]*\]|[a-zA-Z]+:"[^"]*"|"[^"]*"|[^\s()]+)')
_UPDATED = "2025-06-11T00:00:00Z"


class ArXiv:
    """Plays ``/api/query``."""

    def __init__(self, world: World, base: str) -> None:
        self.world = world
        self.base = base
        self.titles = Index(world, "arxiv")
        self.texts = Index(world, "arxiv", abstracts=True)

    def answer(self, request: Request) -> Response:
        """Answer a request."""
        if request.path != "/api/query":
            return Response(404, b"<html><title>404 Not Found</title></html>", "text/html")
        given = request.parameters
        if request.method == "POST":
            given |= dict(pair.split("=", 1) for pair in request.body.decode().split("&") if "=" in pair)
        start, most = whole(given.get("start"), 0), whole(given.get("max_results"), 10)
        if start is None:
            return _error("start must be an integer", "start_must_be_an_integer")
        if most is None:
            return _error("max_results must be an integer", "max_results_must_be_an_integer")
        if most > MOST or start > MOST:
            return _error(f"max_results must not exceed {MOST}", "max_results_must_not_exceed")
        asked = [one.strip() for one in given.get("id_list", "").split(",") if one.strip()]
        for one in asked:
            if not _ID.fullmatch(one):
                return _error(f"incorrect id format for {one}", f"incorrect_id_format_for_{one}")
        search = given.get("search_query", "")
        works = self._listed(asked) if asked else None
        if search:
            found = _Query(self, search).read()
            works = [work for work in works if work.key in found] if works is not None else self._ordered(found)
        works = works or []
        if given.get("sortBy") in {"submittedDate", "lastUpdatedDate"}:
            works = sorted(works, key=lambda work: work.published, reverse=given.get("sortOrder") != "ascending")
        part = works[start : start + min(most, SLICE)]
        query = f"search_query={search}&id_list={','.join(asked)}&start={start}&max_results={most}"
        address, title = "https://arxiv.org/api/madeUpWorld", f"arXiv Query: {query}"
        body = _feed(address, title, map(entry, part), total=len(works), start=start, size=most)
        return Response(200, body, TYPE)

    def _listed(self, asked: list[str]) -> list[Work]:
        keys = (
            self.world.work_of("arxiv", one.partition("v")[0] if "/" not in one else re.sub(r"v\d+$", "", one))
            for one in asked
        )
        return [
            self.world.works[key] for key in dict.fromkeys(keys) if key and "arxiv" in self.world.works[key].records
        ]

    def _ordered(self, found: set[str]) -> list[Work]:
        return [work for work in reversed(self.world.having("arxiv")) if work.key in found]


class _Query:
    """Reads a search query: prefixes, phrases, AND, OR, ANDNOT and parentheses."""

    def __init__(self, service: ArXiv, text: str) -> None:
        self.service = service
        self.tokens = _TOKEN.findall(text)
        self.at = 0

    def read(self) -> set[str]:
        found = self._one()
        while self.at < len(self.tokens) and self.tokens[self.at] != ")":
            word = self.tokens[self.at]
            if word in {"AND", "OR", "ANDNOT"}:
                self.at += 1
            other = self._one()
            found = found | other if word == "OR" else found - other if word == "ANDNOT" else found & other
        return found

    def _one(self) -> set[str]:
        if self.at >= len(self.tokens):
            return set()
        token = self.tokens[self.at]
        self.at += 1
        if token == "(":
            found = self.read()
            self.at += 1
            return found
        prefix, _, text = token.partition(":") if re.match(r"[a-zA-Z]+:", token) else ("all", "", token)
        return {work.key for work in self._matching(prefix, text)}

    def _matching(self, prefix: str, text: str) -> Iterable[Work]:
        phrase = text.startswith('"')
        if prefix in {"all", "abs", "ti"}:
            index = self.service.titles if prefix == "ti" else self.service.texts
            return index.phrase(text) if phrase else index.all_words(text)
        works = self.service.world.having("arxiv")
        if prefix == "au":
            wanted = set(tokens(text))
            return [
                work for work in works if any(wanted <= set(tokens(one.name)) for one in work.records["arxiv"].authors)
            ]
        if prefix == "id":
            return self.service._listed([text.strip('"')])
        if prefix == "submittedDate":
            low, _, high = text.strip("[]").partition(" TO ")
            return [work for work in works if low[:8] <= f"{work.published:%Y%m%d}" <= high[:8]]
        return works if prefix == "cat" and text.strip('"') in {"cs.LG", "cs.*"} else []


def entry(work: Work) -> str:
    """Write a work as an Atom entry."""
    record = work.records["arxiv"]
    arxiv = work.ids["arxiv"]
    day = f"{work.published}T17:59:46Z"
    updated = f"{work.published + dt.timedelta(days=9)}T17:59:46Z"
    version = 1 + (work.upvotes % 3)
    lines = [
        f"<id>http://arxiv.org/abs/{arxiv}v{version}</id>",
        f"<title>{escape(record.title, quote=False)}</title>",
        f"<updated>{updated if version > 1 else day}</updated>",
        f'<link href="https://arxiv.org/abs/{arxiv}v{version}" rel="alternate" type="text/html"/>',
        f'<link href="https://arxiv.org/pdf/{arxiv}v{version}" rel="related" type="application/pdf" title="pdf"/>',
        f"<summary>{'  ' if work.upvotes % 3 else ''}{escape(work.abstract, quote=False)}</summary>",
        '<category term="cs.LG" scheme="http://arxiv.org/schemas/atom"/>',
        f"<published>{day}</published>",
    ]
    if work.status == "withdrawn":
        lines.append(
            "<arxiv:comment>This paper has been withdrawn by the authors due to an error in Section 3</arxiv:comment>"
        )
    elif work.upvotes % 2:
        lines.append("<arxiv:comment>12 pages, 3 figures</arxiv:comment>")
    lines.append('<arxiv:primary_category term="cs.LG"/>')
    if work.journal and "doi" in work.ids and work.upvotes % 4:  # authors often do not tell arXiv of it
        lines.append(f"<arxiv:journal_ref>{escape(work.venue)} ({work.journal.year})</arxiv:journal_ref>")
        lines.append(f"<arxiv:doi>{escape(work.ids['doi'])}</arxiv:doi>")
        lines.append(f'<link rel="related" href="https://doi.org/{escape(work.ids["doi"])}" title="doi"/>')
    names = (escape(person.name, quote=False) for person in record.authors)
    lines.extend(f"<author>\n      <name>{name}</name>\n    </author>" for name in names)
    return "  <entry>\n" + "".join(f"    {line}\n" for line in lines) + "  </entry>\n"


def _feed(address: str, title: str, entries: Iterable[str], *, total: int, start: int, size: int) -> bytes:
    """Write a feed; one that tells of an error has no query that it could link to."""
    link = '  <link href="https://arxiv.org/api/query" type="application/atom+xml"/>\n' if "/api/" in address else ""
    body = (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns="http://www.w3.org/2005/Atom">\n'
        f"  <id>{address}</id>\n"
        f"  <title>{escape(title, quote=False)}</title>\n"
        f"  <updated>{_UPDATED}</updated>\n{link}"
        f"  <opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>\n"
        f"  <opensearch:totalResults>{total}</opensearch:totalResults>\n"
        f"  <opensearch:startIndex>{start}</opensearch:startIndex>\n"
        f"{''.join(entries)}</feed>\n"
    )
    return body.encode()


def error_entry(message: str, code: str) -> str:
    """Write the one entry of a feed that tells of an error."""
    address = f"https://arxiv.org/api/errors#{escape(code)}"
    return (
        f"  <entry>\n    <id>{address}</id>\n    <title>Error</title>\n    <updated>{_UPDATED}</updated>\n"
        f'    <link href="{address}" rel="alternate" type="text/html"/>\n    <summary>{escape(message)}</summary>\n'
        "    <author>\n      <name>arXiv api core</name>\n    </author>\n  </entry>\n"
    )


def _error(message: str, code: str, status: int = 400) -> Response:
    entries = [error_entry(message, code)]
    body = _feed("https://arxiv.org/", "arXiv Search Results", entries, total=1, start=0, size=1)
    return Response(status, body, TYPE)


def error_inside(message: str) -> Response:
    """Answer 200 with a feed whose one entry tells of an error."""
    return _error(message, "busy", 200)
