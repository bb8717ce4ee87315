"""Semantic Scholar papers: batches, searches, lists of references and citations, and bulk records.

Keys are read in whatever case they are written: the bulk files write them all in lower case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Author, Organization, Paper, Reference
from kg.sources.parsers import status
from kg.sources.parsers.answer import AnswerError, loaded, titled
from kg.sources.parsers.fields import Fields, OnOmission, ignore, kind, line
from kg.sources.parsers.identifiers import Identifiers, spell
from kg.sources.parsers.markup import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.identity.kinds import Kind

_PAGE = re.compile(r"https?://(?:www\.)?semanticscholar\.org/paper/(?:[^/]+/)?([0-9a-f]{40})", re.IGNORECASE)
_KIND_BY_EXTERNAL: dict[str, Kind] = {
    "ArXiv": "arxiv",
    "DOI": "doi",
    "CorpusId": "corpusid",
    "PubMed": "pmid",
    "PubMedCentral": "pmcid",
    "ACL": "acl",
    "MAG": "mag",
    "DBLP": "dblp",
}

WITHHELD = "the list is null"
"""What a list that is not told says where the service says nothing of it."""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer that is a list.

    Attributes:
        items: the objects, unread, in the order of the answer; None where a paper was not found.
        total: how many there are in all, where it is said.
        next_offset: what to ask the next page with; None at the end.
        token: what to ask the next page of a bulk search with; None at the end.
        withheld: whether the list was not told (``data: null``), and in what words.
    """

    items: tuple[Any, ...]
    total: int | None = None
    next_offset: int | None = None
    token: str | None = None
    withheld: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a list of references or of citations.

    Attributes:
        paper: the paper at the other end; None where the service knows no paper for the entry.
        contexts: the sentences around the in-text citations.
        intents: what the citations are for.
        title: what the entry says where it leads to no paper.
    """

    paper: Paper | None
    contexts: tuple[str, ...]
    intents: tuple[str, ...]
    title: str = ""


def batch(body: bytes) -> tuple[Any, ...]:
    """Read the answer to a batch: an object or None for each id asked, in their order.

    Raises:
        AnswerError: it is no such answer.
    """
    value = loaded(body)
    if isinstance(value, dict) and isinstance(value.get("data"), list):
        value = value["data"]
    if not isinstance(value, list):
        raise AnswerError(_refusal(value))
    return tuple(value)


def page(body: bytes) -> Page:
    """Read an answer with ``data``: a search, a title match, references or citations.

    Raises:
        AnswerError: it is no such answer.
    """
    value = loaded(body)
    if not isinstance(value, dict):
        raise AnswerError(_refusal(value))
    fields = Fields(value)
    if value.get("data") is None:
        if "data" not in value and fields.count("total") == 0:
            return Page((), total=0)
        if "data" in value:
            return Page((), withheld=_disclaimer(fields))
        raise AnswerError(_refusal(value))
    if not isinstance(value["data"], list):
        raise AnswerError("its data are no list")
    return Page(
        tuple(value["data"]),
        total=fields.count("total"),
        next_offset=fields.count("next"),
        token=fields.text("token") or None,
    )


def _refusal(value: Any) -> str:
    said = value.get("error") or value.get("message") if isinstance(value, dict) else None
    return f"it says {line(str(said))}" if said else f"it is {kind(value)} without a list of papers"


def _disclaimer(fields: Fields) -> str:
    for name in ("citingPaperInfo", "citedPaperInfo"):
        if text := fields.object(name).object("openAccessPdf").text("disclaimer"):
            return text
    return WITHHELD


def paper(value: Mapping[str, Any], on_omission: OnOmission = ignore) -> Paper:
    """Read one paper, of the API or of a bulk file.

    Raises:
        ValueError: it has neither an identifier nor a title.
    """
    fields = Fields(value, on_omission, fold=True)
    identifiers = _identifiers(fields)
    title = plain(fields.text("title"))
    paper_id = titled(title, identifiers)
    published, year = fields.date("publicationDate")
    if published is None:
        year = year or fields.year("year")
    authors = tuple(author for item in _people(fields) if (author := _author(item)))
    venue = plain(fields.text("venue") or fields.object("publicationVenue").text("name"))
    return Paper(
        paper_id=paper_id,
        title=title,
        abstract=plain(fields.text("abstract")),
        published=published,
        year=year,
        authors=authors,
        url=fields.text("url") or None,
        venue=venue or plain(_journal(fields)) or None,
        ids=identifiers.by_kind,
        references=tuple(_references(fields)),
        reference_count=fields.count("referenceCount"),
        cited_by_count=fields.count("citationCount"),
        status=status.of_title(title),
    )


def key(value: Mapping[str, Any]) -> str | None:
    """Give a paper's own id: the SHA, or the corpus id in a bulk file."""
    fields = Fields(value, fold=True)
    if found := spell("s2", fields.identifier("paperId")):
        return found
    corpus = fields.identifier("corpusId") or fields.object("externalIds").identifier("CorpusId")
    return spell("corpusid", corpus) if corpus else None


def score(value: Mapping[str, Any]) -> float | None:
    """Give how well a title match matches, in the service's own measure."""
    given = Fields(value, fold=True).raw("matchScore")
    return float(given) if isinstance(given, int | float) and not isinstance(given, bool) else None


def reference(value: Mapping[str, Any], on_omission: OnOmission = ignore) -> Link:
    """Read one entry of a list of references."""
    return _link(value, "citedPaper", on_omission)


def citation(value: Mapping[str, Any], on_omission: OnOmission = ignore) -> Link:
    """Read one entry of a list of citations."""
    return _link(value, "citingPaper", on_omission)


def _link(value: Mapping[str, Any], end: str, on_omission: OnOmission) -> Link:
    fields = Fields(value, on_omission, fold=True)
    other = fields.object(end)
    title = plain(other.text("title"))
    known = None
    if other and _identifiers(other).by_kind:
        known = paper(fields.raw(end), on_omission)
    return Link(
        paper=known,
        contexts=tuple(fields.texts("contexts")),
        intents=tuple(_intents(fields)),
        title=title,
    )


def _intents(fields: Fields) -> Iterator[str]:
    seen = dict.fromkeys(fields.texts("intents"))
    for item in fields.objects("contextsWithIntent"):
        seen |= dict.fromkeys(item.texts("intents"))
    yield from seen


def _identifiers(fields: Fields) -> Identifiers:
    found = Identifiers(fields.on_omission)
    others = fields.object("externalIds")
    found.add("paperId", "s2", fields.identifier("paperId"))
    if address := _PAGE.fullmatch(fields.text("url")):  # a bulk file gives the SHA in the address alone
        found.add("url", "s2", address[1])
    found.add("corpusId", "corpusid", fields.identifier("corpusId"))
    for name, said in _KIND_BY_EXTERNAL.items():
        given = others.raw(name)
        if isinstance(given, list):
            given = given[0] if len(given) == 1 else None
            if given is None and others.raw(name):
                others.omit(name, "there are several")
            if isinstance(given, str):
                found.add(f"externalIds.{name}", said, given)
        else:
            found.add(f"externalIds.{name}", said, others.identifier(name))
    return found


def _people(fields: Fields) -> Iterator[Fields]:
    for item in fields.list("authors"):
        if isinstance(item, str):
            yield Fields({"name": item}, fields.on_omission, path="authors.", fold=True)
        elif isinstance(item, dict):
            yield Fields(item, fields.on_omission, path="authors.", fold=True)
        elif item is not None:
            fields.omit("authors", f"one entry is {kind(item)}, not an object")


def _author(item: Fields) -> Author | None:
    name = item.text("name")
    if not name:
        item.omit("name", "an author has no name")
        return None
    given = item.identifier("authorId")
    affiliations = tuple(Organization(text, text) for text in item.texts("affiliations"))
    return Author(name, {"s2": given} if given else {}, affiliations)


def _journal(fields: Fields) -> str:
    given = fields.raw("journal")
    return given if isinstance(given, str) else fields.object("journal").text("name")


def _references(fields: Fields) -> Iterator[Reference]:
    """Read references that stand inside the record; how many lead to no paper is told of."""
    seen: set[str] = set()
    nowhere = 0
    for item in fields.objects("references"):
        strongest = _identifiers(item).strongest()
        if strongest is None:
            nowhere += 1
        elif strongest not in seen:
            seen.add(strongest)
            yield Reference(strongest)
    if nowhere:
        fields.omit("references", f"{nowhere} of its entries lead to no paper that the service knows")
