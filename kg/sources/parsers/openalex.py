"""OpenAlex works: an answer's page, and one work of it or of a snapshot."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.model import Author, Organization, Paper, Reference
from kg.sources.parsers import status
from kg.sources.parsers.answer import AnswerError, loaded, titled
from kg.sources.parsers.fields import Fields, OnOmission, ignore, line
from kg.sources.parsers.identifiers import Identifiers, orcid, spell
from kg.sources.parsers.markup import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.identity.kinds import Kind

_ENTITY = re.compile(
    r"(?:https?://)?(?:api\.|explore\.)?openalex\.org/(?:works/|authors/|institutions/)?", re.IGNORECASE
)
_AUTHOR = re.compile(r"A\d+", re.IGNORECASE | re.ASCII)
_INSTITUTION = re.compile(r"I\d+", re.IGNORECASE | re.ASCII)
_ARXIV_PAGE = re.compile(r"https?://(?:www\.|export\.)?arxiv\.org/(?:abs|pdf)/", re.IGNORECASE)
_OTHERS: tuple[Kind, ...] = ("pmid", "pmcid", "mag")
_PMC_PAGE = re.compile(r"https?://(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles/(?=\d)", re.IGNORECASE)
"""OpenAlex leaves out the "PMC" before the number."""
_MOST_WORDS = 20_000
"""More words than an abstract has; a position past it would make a text as long as it says."""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer to a question for works.

    Attributes:
        works: the objects, unread, so that one bad one costs itself.
        count: how many works there are in all; None where it is not said.
        next_cursor: what to ask the next page with; None at the end.
    """

    works: tuple[Any, ...]
    count: int | None
    next_cursor: str | None


def page(body: bytes) -> Page:
    """Read an answer: a list of works, or one work.

    Raises:
        AnswerError: it is no answer of OpenAlex.
    """
    value = loaded(body)
    if not isinstance(value, dict):
        raise AnswerError("it is no JSON object")
    if "results" not in value:
        if "error" in value or "id" not in value:
            raise AnswerError(f"it says {line(str(value.get('message') or value.get('error') or 'nothing of works'))}")
        return Page((value,), 1, None)
    meta = Fields(value).object("meta")
    results = value["results"]
    if not isinstance(results, list):
        raise AnswerError("its results are no list")
    return Page(tuple(results), meta.count("count"), meta.text("next_cursor") or None)


def work(value: Mapping[str, Any], on_omission: OnOmission = ignore) -> Paper:
    """Read one work.

    Raises:
        ValueError: it has neither an identifier nor a title.
    """
    fields = Fields(value, on_omission)
    identifiers = _identifiers(fields)
    title = plain(fields.text("title") or fields.text("display_name"))
    paper_id = titled(title, identifiers)
    published, year = fields.date("publication_date")
    if published is None:
        year = year or fields.year("publication_year")
    location = fields.object("primary_location")
    venue = location.object("source").text("display_name") or fields.object("host_venue").text("display_name")
    return Paper(
        paper_id=paper_id,
        title=title,
        abstract=_abstract(fields),
        published=published,
        year=year,
        authors=tuple(author for item in fields.objects("authorships") if (author := _author(item))),
        url=location.text("landing_page_url") or None,
        venue=plain(venue) or None,
        ids=identifiers.by_kind,
        references=tuple(_references(fields)),
        reference_count=fields.count("referenced_works_count"),
        cited_by_count=fields.count("cited_by_count"),
        status="retracted" if fields.flag("is_retracted") else status.of_title(title),
    )


def key(value: Mapping[str, Any]) -> str | None:
    """Give a work's own id, such as ``W2741809807``."""
    given = value.get("id")
    return spell("openalex", _ENTITY.sub("", given)) if isinstance(given, str) else None


def _identifiers(fields: Fields) -> Identifiers:
    found = Identifiers(fields.on_omission)
    others = fields.object("ids")
    found.add("id", "openalex", _ENTITY.sub("", fields.identifier("id")))
    found.add("ids.openalex", "openalex", _ENTITY.sub("", others.identifier("openalex")))
    found.add("doi", "doi", fields.text("doi"))
    found.add("ids.doi", "doi", others.text("doi"))
    for kind in _OTHERS:
        found.add(f"ids.{kind}", kind, _PMC_PAGE.sub("", others.identifier(kind)))
    for location in itertools.chain([fields.object("primary_location")], fields.objects("locations")):
        for name in ("landing_page_url", "pdf_url"):
            address = location.raw(name)
            if isinstance(address, str) and _ARXIV_PAGE.match(address):
                found.add(f"locations.{name}", "arxiv", address)
    return found


def _author(authorship: Fields) -> Author | None:
    person = authorship.object("author")
    name = person.text("display_name") or authorship.text("raw_author_name")
    if not name:
        authorship.omit("author", "it has no name")
        return None
    ids: dict[str, str] = {}
    if given := _ENTITY.sub("", person.text("id")):
        if _AUTHOR.fullmatch(given):
            ids["openalex"] = given.upper()
        else:
            person.omit("id", f"{given} is no OpenAlex id of an author")
    if given := person.text("orcid"):
        if known := orcid(given):
            ids["orcid"] = known
        else:
            person.omit("orcid", f"{given} is no ORCID iD")
    affiliations = tuple(found for item in authorship.objects("institutions") if (found := _institution(item)))
    return Author(name, ids, affiliations)


def _institution(item: Fields) -> Organization | None:
    name, given = item.text("display_name"), _ENTITY.sub("", item.text("id"))
    organization_id = given.upper() if _INSTITUTION.fullmatch(given) else item.text("ror")
    if not (name or organization_id):
        item.omit("display_name", "the institution has neither a name nor an id")
        return None
    return Organization(organization_id or name, name or organization_id)


def _references(fields: Fields) -> list[Reference]:
    found: dict[str, None] = {}
    for given in fields.texts("referenced_works"):
        spelt = spell("openalex", _ENTITY.sub("", given))
        if spelt is None:
            fields.omit("referenced_works", f"{given} is no OpenAlex id of a work")
        else:
            found[spelt] = None
    return [Reference(paper_id) for paper_id in found]


def _abstract(fields: Fields) -> str:
    """Put the words of the inverted index in their places."""
    index = fields.raw("abstract_inverted_index")
    if isinstance(index, str):  # a snapshot of old holds it as text
        try:
            index = json.loads(index)
        except ValueError:
            return plain(index)
    if isinstance(index, dict) and isinstance(index.get("InvertedIndex"), dict):
        index = index["InvertedIndex"]
    if index is None:
        return plain(fields.text("abstract"))
    if not isinstance(index, dict):
        fields.omit("abstract_inverted_index", "it is not an object of words and their places")
        return ""
    words: dict[int, str] = {}
    bad = 0
    for word, places in index.items():
        for place in places if isinstance(places, list) else [places]:
            if isinstance(place, int) and not isinstance(place, bool) and 0 <= place < _MOST_WORDS:
                words[place] = str(word)
            else:
                bad += 1
    if bad:
        fields.omit("abstract_inverted_index", f"{bad} places of words are no numbers within an abstract")
    return plain(" ".join(words[place] for place in sorted(words)))
