"""Asking Semantic Scholar: batches of papers, references, citations with contexts, title matches."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from kg.errors import FetchError, OfflineError
from kg.model import Paper, Reference
from kg.sources.apis.asked import asked, names, sorted_by_kind, value_of, with_id
from kg.sources.apis.client import Candidate, Client, chunks, doubted, readable
from kg.sources.parsers import semantic_scholar
from kg.sources.parsers.answer import AnswerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from kg.identity.kinds import Kind
    from kg.model import Statement
    from kg.sources.http import Response
    from kg.sources.parsers.fields import OnOmission
    from kg.sources.parsers.semantic_scholar import Link, Page

_BASE = "/graph/v1/paper"
_BRIEF = ("paperId", "externalIds", "title", "year")
_FIELDS = (
    *("paperId", "corpusId", "externalIds", "url", "title", "abstract", "venue", "publicationVenue", "year"),
    *("publicationDate", "publicationTypes", "journal", "authors", "referenceCount", "citationCount"),
)
_LINK = ("contexts", "intents", "paperId", "externalIds", "title", "year", "publicationDate", "venue", "authors")
_MOST_IDS = 500
_WITH_REFERENCES = 100
"""Papers in a batch that lists references too: an answer may hold 9,999 of them in all."""
_PAGE = 1000
_MOST_LINKS = 9_999
"""offset + limit must stay below 10,000."""
_LIFE = dt.timedelta(days=7)
"""How long who cites a paper is taken for the present state."""
_PREFIXES: dict[Kind, str] = {
    "arxiv": "ARXIV:",
    "doi": "DOI:",
    "s2": "",
    "corpusid": "CorpusId:",
    "pmid": "PMID:",
    "pmcid": "PMCID:",
    "acl": "ACL:",
    "mag": "MAG:",
}
_MERGED = {"s2", "corpusid"}
"""Kinds of identifiers of which the service keeps the old ones of papers that it merged."""
_TOO_MUCH = {400, 413, 414, 500, 502, 504}
"""What the service answers to a batch that is too large for it, or that holds one identifier it cannot take."""
_NO_TITLE = 404


class SemanticScholar(Client):
    """Ask Semantic Scholar; a paper's own id there is a SHA."""

    service: ClassVar[str] = "semantic_scholar"

    def papers(self, ids: Iterable[str], *, references: bool = True) -> Iterator[Statement]:
        """Give the papers of identifiers, in batches.

        Args:
            ids: of any kind; those that the service cannot look up are notes.
            references: whether to ask for what the papers cite, in the same requests: then each cited paper is a
                statement too, in brief, with its identifiers, title and year (the key ends in " in brief").
        """
        by_kind, others = sorted_by_kind(ids)
        wanted: dict[str, Kind] = {}
        for kind, spellings in by_kind.items():
            if kind in _PREFIXES:
                wanted |= dict.fromkeys(spellings, kind)
            else:
                others += list(spellings)
        for other in others:
            self._note("unknown", other, "is no identifier that Semantic Scholar can look up")
        seen: set[str] = set()
        for piece in chunks(wanted.items(), _WITH_REFERENCES if references else _MOST_IDS):
            yield from self._batch(piece, seen, references=references)

    def references(self, paper_id: str) -> Iterator[Statement]:
        """Give what a paper cites, with contexts and intents: a statement of the paper, one in brief of each cited."""
        known = self._named(paper_id)
        if known is None:
            return
        kind, spelling = known
        found: dict[str, Reference] = {}
        seen: set[str] = set()
        total = 0
        last: Response | None = None
        for raw, link, response in self._links(known, "references", semantic_scholar.reference, _MOST_LINKS, life=None):
            last = response
            total += 1
            if link.paper is None:
                continue
            cited = link.paper.paper_id
            found[cited] = _joined(found.get(cited), Reference(cited, link.contexts, link.intents))
            yield from self._brief(raw["citedPaper"], link.paper, response, seen)
        if last is None:
            return
        paper = Paper(
            spelling, "", ids={kind: value_of(spelling)}, references=tuple(found.values()), reference_count=total
        )
        yield self._statement(f"{spelling} references", paper, last)

    def citations(self, paper_id: str, *, limit: int = _MOST_LINKS) -> Iterator[Statement]:
        """Give papers that cite a paper, with contexts and intents: the key is such as "SHA cites SHA"."""
        known = self._named(paper_id)
        if known is None:
            return
        _, spelling = known
        seen: set[str] = set()
        for raw, link, response in self._links(known, "citations", semantic_scholar.citation, limit, life=_LIFE):
            if link.paper is None:
                self._note("unread", spelling, f'is cited by "{link.title[:60]}", which has no identifier')
                continue
            citing = semantic_scholar.key(raw["citingPaper"]) or link.paper.paper_id
            if citing in seen:
                continue
            seen.add(citing)
            reference = Reference(spelling, link.contexts, link.intents)
            paper = replace(link.paper, references=(reference,))
            yield self._statement(f"{citing} cites {spelling}", paper, response)

    def citing(self, ids: Iterable[str]) -> Iterator[Statement]:
        """Give what cites several papers in one request, in brief and without contexts; keys are as in `citations`.

        Args:
            ids: SHAs; their citations may be 9,999 in all, else each is asked for by itself.
        """
        wanted = sorted(ids)
        fields = ["paperId", *(f"citations.{name}" for name in _BRIEF)]
        subject = wanted[0] if len(wanted) == 1 else f"{wanted[0]} and {len(wanted) - 1} more"
        try:
            response = self._fetcher.post(
                self.service,
                f"{_BASE}/batch",
                {"fields": ",".join(fields)},
                json={"ids": wanted},
                check=readable(semantic_scholar.batch, _holds(len(wanted))),
                life=_LIFE,
            )
        except FetchError as error:
            self._failed(subject, error)
            return
        if not response.ok:
            self._note("failed", subject, f"has no list of who cites it: {_said(response)}")
            return
        for value in semantic_scholar.batch(response.body):
            cited = semantic_scholar.key(value) if isinstance(value, dict) else None
            listed = value.get("citations") if cited else None
            for item in listed if isinstance(listed, list) else ():
                paper = self._read(semantic_scholar.paper, item, f"what cites {cited}") if _is_named(item) else None
                if paper is not None and cited is not None:
                    key = semantic_scholar.key(item) or paper.paper_id
                    told = replace(paper, references=(Reference(cited),))
                    yield self._statement(f"{key} cites {cited}", told, response)

    def match(self, title: str) -> Iterator[Candidate]:
        """Give the paper whose title is closest to a title, with the service's score; none where none is close.

        The record is in brief, and its key says so: what the paper cites is not in it, but in the answer to `papers`.
        """
        params = {"query": title, "fields": ",".join(_FIELDS)}
        check = readable(semantic_scholar.page)
        response = self._get(f"{_BASE}/search/match", params, subject=title, check=check)
        if response is None:
            return
        if not response.ok:
            if response.status != _NO_TITLE:
                self._note("failed", title, f"is refused by Semantic Scholar: {_said(response)}")
            return
        for item in semantic_scholar.page(response.body).items:
            paper = self._read(semantic_scholar.paper, item, title)
            if paper is not None:
                key = semantic_scholar.key(item) or paper.paper_id
                statement = self._statement(f"{key} in brief", paper, response)
                yield Candidate(statement, semantic_scholar.score(item))

    def _named(self, paper_id: str) -> tuple[Kind, str] | None:
        known = asked(paper_id)
        if known is None or known[0] not in _PREFIXES:
            self._note("unknown", paper_id, "is no identifier that Semantic Scholar can look up")
            return None
        return known

    # Batches.

    def _batch(self, piece: list[tuple[str, Kind]], seen: set[str], *, references: bool) -> Iterator[Statement]:
        subject = piece[0][0] if len(piece) == 1 else f"{piece[0][0]} and {len(piece) - 1} more"
        fields = [*_FIELDS, *(f"references.{name}" for name in _BRIEF)] if references else _FIELDS
        try:
            response = self._fetcher.post(
                self.service,
                f"{_BASE}/batch",
                {"fields": ",".join(fields)},
                json={"ids": [_asked_as(kind, spelling) for spelling, kind in piece]},
                check=readable(semantic_scholar.batch, _holds(len(piece))),
            )
        except FetchError as error:
            if len(piece) == 1 or isinstance(error, OfflineError) or error.lasting or not _may_be_size(error):
                self._failed(subject, error)
                return
            yield from self._halved(piece, seen, references=references)
            return
        if response.ok:
            yield from self._answers(piece, semantic_scholar.batch(response.body), response, seen)
        elif "no valid paper ids" in _said(response).lower():
            for spelling, _ in piece:
                self._unknown(spelling)
        elif len(piece) > 1:
            yield from self._halved(piece, seen, references=references)
        else:
            self._note("unknown", subject, f"is refused by Semantic Scholar: {_said(response)}")

    def _halved(self, piece: list[tuple[str, Kind]], seen: set[str], *, references: bool) -> Iterator[Statement]:
        middle = len(piece) // 2
        yield from self._batch(piece[:middle], seen, references=references)
        yield from self._batch(piece[middle:], seen, references=references)

    def _answers(
        self, piece: list[tuple[str, Kind]], values: tuple[Any, ...], response: Response, seen: set[str]
    ) -> Iterator[Statement]:
        """Join answers with what was asked: by place, as the service promises, unless identifiers say otherwise."""
        spellings = [spelling for spelling, _ in piece]
        papers = [
            None if value is None else self._read(semantic_scholar.paper, value, spelling)
            for value, spelling in zip(values, spellings, strict=True)
        ]
        others = [names(paper).intersection(spellings) if paper else set() for paper in papers]
        in_place = all(not said or spelling in said for said, spelling in zip(others, spellings, strict=True))
        confirmed = in_place and (len(piece) == 1 or any(others))
        answered = set().union(*others)
        for (spelling, kind), value, paper, said in zip(piece, values, papers, others, strict=True):
            if paper is None:
                if value is None and spelling not in answered:
                    self._unknown(spelling)
                continue
            if said or not confirmed:
                if not said:
                    self._note("unread", spelling, f"may be {paper.paper_id}, whose answer came in another order")
            elif kind not in paper.ids:
                answered.add(spelling)
                paper = replace(paper, ids=with_id(paper.ids, kind, spelling))  # noqa: PLW2901 - the same, named better
            elif kind in _MERGED:
                yield self._statement(spelling, replace(paper, paper_id=spelling), response)
            else:
                self._note("unread", spelling, f"was answered with {paper.ids[kind]}")
            yield from self._whole(value, paper, response, seen)

    def _whole(self, value: Mapping[str, Any], paper: Paper, response: Response, seen: set[str]) -> Iterator[Statement]:
        key = semantic_scholar.key(value) or paper.paper_id
        yield self._statement(key, paper, response)
        listed = value.get("references")
        count = len(listed) if isinstance(listed, list) else 0
        if "references" in value and (paper.reference_count or 0) > count:
            self._note("withheld", key, f"has {paper.reference_count} references, of which {count} are given away")
        for item in listed if isinstance(listed, list) else ():
            if _is_named(item):
                cited = self._read(semantic_scholar.paper, item, f"a reference of {key}")
                if cited is not None:
                    yield from self._brief(item, cited, response, seen)

    def _brief(self, value: Mapping[str, Any], paper: Paper, response: Response, seen: set[str]) -> Iterator[Statement]:
        """Give what a list says of a paper, beside the paper's own record and not in its place."""
        key = semantic_scholar.key(value) or paper.paper_id
        if key not in seen:
            seen.add(key)
            yield self._statement(f"{key} in brief", paper, response)

    # Lists.

    def _links(
        self,
        known: tuple[Kind, str],
        end: str,
        read: Callable[[Mapping[str, Any], OnOmission], Link],
        limit: int,
        *,
        life: dt.timedelta | None,
    ) -> Iterator[tuple[Any, Link, Response]]:
        """Page through a list; one that comes round again, or gives nothing new, ends."""
        kind, spelling = known
        path = f"{_BASE}/{_asked_as(kind, spelling)}/{end}"
        offset, told = 0, 0
        visited = set()
        while offset not in visited and told < limit:
            visited.add(offset)
            size = min(_PAGE, limit - told, _MOST_LINKS - offset)
            if size < 1:
                self._note("cut", spelling, f"has more {end} than the {_MOST_LINKS:,} that Semantic Scholar lists")
                return
            answer = self._link_page(path, end, spelling, offset=offset, size=size, life=life)
            if answer is None:
                return
            page, response = answer
            for item in page.items:
                link = self._read(read, item, spelling)
                if link is not None and told < limit:
                    told += 1
                    yield item, link, response
            if page.next_offset is None:
                return
            offset = page.next_offset
            if told == limit:
                self._note("cut", spelling, f"has more {end} than the {limit:,} that are given")
        if told < limit:
            self._note("cut", spelling, f"has a list of {end} that goes round in a circle after {told}")

    def _link_page(
        self, path: str, end: str, spelling: str, *, offset: int, size: int, life: dt.timedelta | None
    ) -> tuple[Page, Response] | None:
        params = {"fields": ",".join(_LINK), "offset": offset, "limit": size}
        check = readable(semantic_scholar.page, doubted(_is_there))
        response = self._get(path, params, subject=spelling, check=check, life=life)
        if response is None:
            return None
        if not response.ok:
            if offset == 0:
                self._unknown(spelling)
            else:
                self._note("cut", spelling, f"has more {end} than Semantic Scholar lists: {_said(response)}")
            return None
        page = semantic_scholar.page(response.body)
        if page.withheld is not None:
            self._note("withheld", spelling, f"has {end} that are not given away: {page.withheld}")
            return None
        return page, response


def _asked_as(kind: Kind, spelling: str) -> str:
    return _PREFIXES[kind] + value_of(spelling).removeprefix("PMC")


def _is_named(item: Any) -> bool:
    return isinstance(item, dict) and bool(item.get("paperId") or item.get("externalIds"))


def _holds(count: int) -> Callable[[tuple[Any, ...]], str | None]:
    return lambda values: None if len(values) == count else f"sent {len(values)} answers to {count} identifiers"


def _is_there(page: Page) -> str | None:
    """Doubt a list that is not there without a word, or empty where more is to come."""
    if page.withheld == semantic_scholar.WITHHELD:
        return "sent null in place of a list"
    return "sent an empty page" if page.withheld is None and not page.items else None


def _may_be_size(error: FetchError) -> bool:
    return error.status is None or error.status in _TOO_MUCH


def _joined(one: Reference | None, other: Reference) -> Reference:
    if one is None:
        return other
    contexts = dict.fromkeys((*one.contexts, *other.contexts))
    return Reference(one.paper_id, tuple(contexts), tuple(dict.fromkeys((*one.intents, *other.intents))))


def _said(response: Response) -> str:
    try:
        semantic_scholar.page(response.body)
    except AnswerError as error:
        return str(error)
    return f"HTTP {response.status}"
