"""Crossref works: one work, a list of works, and the notices that take works back."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.identity import ids
from kg.model import Author, Organization, Paper, Reference
from kg.sources.parsers import status
from kg.sources.parsers.answer import AnswerError, loaded, titled
from kg.sources.parsers.fields import Fields, OnOmission, ignore, line
from kg.sources.parsers.identifiers import Identifiers, orcid, spell
from kg.sources.parsers.markup import plain

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from kg.model import Status

_DATES = ("issued", "published", "published-online", "published-print", "posted")
_STATUS_BY_UPDATE: dict[str, Status] = {"retraction": "retracted", "withdrawal": "withdrawn", "removal": "withdrawn"}
_PREPRINTS = ("has-preprint", "is-preprint-of", "has-version", "is-version-of")
_NO_PAPERS = {"component", "journal", "journal-issue", "journal-volume", "peer-review", "grant", "book-series"}
_NO_PAPERS |= {"proceedings-series", "report-series", "book-set", "standard-series"}
_ARXIV = re.compile(r"\barXiv:\s*((?:[a-z-]+(?:\.[A-Z]{2})?/\d{7}|\d{4}\.\d{4,5}))(?:v\d+)?\b", re.IGNORECASE)
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class Page:
    """One answer.

    Attributes:
        works: the objects, unread, so that one bad one costs itself.
        total: how many works there are in all; None where it is not said.
        next_cursor: what to ask the next page with; None where it is not said.
    """

    works: tuple[Any, ...]
    total: int | None
    next_cursor: str | None


def page(body: bytes) -> Page:
    """Read an answer: one work, or a list of works.

    Raises:
        AnswerError: it is neither.
    """
    value = loaded(body)
    fields = Fields(value if isinstance(value, dict) else {})
    message = fields.raw("message")
    if fields.text("status") != "ok" or not isinstance(message, dict):
        raise AnswerError(f"it says {_refusal(message)}")
    inner = Fields(message)
    if fields.text("message-type") == "work" or "items" not in message:
        return Page((message,), 1, None)
    if not isinstance(message["items"], list):
        raise AnswerError("its items are no list")
    return Page(tuple(inner.list("items")), inner.count("total-results"), inner.text("next-cursor") or None)


def _refusal(message: Any) -> str:
    if isinstance(message, list):
        return "; ".join(line(str(item.get("message"))) for item in message if isinstance(item, dict)) or "nothing"
    if isinstance(message, dict):
        return line(str(message.get("message") or "nothing of works"))
    return line(str(message)) if message else "nothing of works"


def work(value: Mapping[str, Any], on_omission: OnOmission = ignore) -> Paper:
    """Read one work.

    Raises:
        ValueError: it has neither an identifier nor a title.
    """
    fields = Fields(value, on_omission)
    identifiers = Identifiers(on_omission)
    identifiers.add("DOI", "doi", fields.text("DOI"))
    _add_versions(fields.object("relation"), identifiers)
    title = _title(fields)
    paper_id = titled(title, identifiers)
    published, year = _published(fields)
    counts = fields.count("references-count")
    return Paper(
        paper_id=paper_id,
        title=title,
        abstract=plain(_first(fields, "abstract")),
        published=published,
        year=year,
        authors=tuple(author for item in fields.objects("author") if (author := _author(item))),
        url=fields.text("URL") or None,
        venue=_venue(fields),
        ids=identifiers.by_kind,
        references=tuple(_references(fields)),
        reference_count=fields.count("reference-count") if counts is None else counts,
        cited_by_count=fields.count("is-referenced-by-count"),
        status=_status(fields) or status.of_title(title),
    )


def key(value: Mapping[str, Any]) -> str | None:
    """Give a work's own id: its DOI in lower case."""
    given = value.get("DOI")
    return given.strip().lower() or None if isinstance(given, str) else None


def is_paper(value: Mapping[str, Any]) -> bool:
    """Tell a paper from a journal, an issue, a figure, a review: Crossref lists them all as works."""
    return value.get("type") not in _NO_PAPERS


def notices(value: Mapping[str, Any]) -> Iterator[Paper]:
    """Read which other works a notice takes back: each is a stub with its DOI and its status."""
    for item in Fields(value).objects("update-to"):
        said = _STATUS_BY_UPDATE.get(item.text("type").lower())
        found = ids.of_kind("doi", item.text("DOI"))
        if said and found and found[1] != key(value):
            yield Paper(found[1], "", ids=dict([found]), status=said)


def versions(value: Mapping[str, Any]) -> Iterator[Paper]:
    """Read under which other DOIs the same work is known, as preprint or as article.

    Each is a stub that is named by the other DOI and holds this one: who reads both knows that they are one work.
    """
    own = ids.of_kind("doi", str(value.get("DOI")))
    relation = Fields(value).object("relation")
    for name in _PREPRINTS[:2]:
        for item in relation.objects(name):
            other = ids.of_kind("doi", item.text("id")) if item.text("id-type").lower() == "doi" else None
            if own and other and other != own and other[0] == "doi":
                yield Paper(other[1], "", ids=dict([own]))


def _status(fields: Fields) -> Status | None:
    """Say what a notice elsewhere, or the work itself, says of the work."""
    own = fields.text("DOI").lower()
    for name in ("updated-by", "update-to"):
        for item in fields.objects(name):
            said = _STATUS_BY_UPDATE.get(item.text("type").lower())
            if said and (name == "updated-by" or item.text("DOI").lower() == own):
                return said
    return None


def _first(fields: Fields, name: str) -> str:
    """Read a text that stands alone or as the first of a list, its line ends kept for the markup's sake."""
    value = fields.raw(name)
    if isinstance(value, list):
        value = next((item for item in value if isinstance(item, str) and item.strip()), None)
    if value is None or isinstance(value, str):
        return value or ""
    return fields.text(name)


def _title(fields: Fields) -> str:
    """Join title and subtitle, as other services write them."""
    title, subtitle = plain(_first(fields, "title")), plain(_first(fields, "subtitle"))
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title
    return f"{title} {subtitle}" if title.endswith((":", "?", "!", ".")) else f"{title}: {subtitle}"


def _published(fields: Fields) -> tuple[dt.date | None, int | None]:
    """Read the day of publication: the first date that says one in the year of issue, else the year."""
    year = None
    for name in _DATES:
        day, said = _date(fields.object(name))
        if day and year in (None, day.year):
            return day, None
        year = year or said
    return None, year


def _date(fields: Fields) -> tuple[dt.date | None, int | None]:
    parts = next((item for item in fields.list("date-parts") if isinstance(item, list)), [])
    numbers = list(itertools.takewhile(lambda part: part is not None, parts))
    if not numbers:
        return None, None
    try:
        return fields.day("date-parts", [int(part) for part in numbers[:3]])
    except (TypeError, ValueError):
        fields.omit("date-parts", f"{numbers} are no year, month and day")
        return None, None


def _author(item: Fields) -> Author | None:
    parts = [item.text(name) for name in ("given", "family", "suffix")]
    name = plain(" ".join(part for part in parts if part)) or plain(item.text("name"))
    if not name:
        item.omit("name", "an author has no name")
        return None
    found = {}
    if given := item.text("ORCID"):
        if known := orcid(given):
            found["orcid"] = known
        else:
            item.omit("ORCID", f"{given[:60]} is no ORCID iD")
    places = (place for place in item.objects("affiliation"))
    return Author(name, found, tuple(place for one in places if (place := _organization(one))))


def _organization(item: Fields) -> Organization | None:
    name = plain(item.text("name"))
    ror = next((one.text("id") for one in item.objects("id") if one.text("id-type").upper() == "ROR"), "")
    return Organization(ror or name, name or ror) if name or ror else None


def _venue(fields: Fields) -> str | None:
    if venue := plain(_first(fields, "container-title")):
        return venue
    inner = fields.objects("institution") if isinstance(fields.raw("institution"), list) else ()
    names = [item.text("name") for item in inner] or [fields.object("event").text("name")]
    return plain(names[0]) or None


def _add_versions(relation: Fields, identifiers: Identifiers) -> None:
    """Take the arXiv id of the same work; for other versions see `versions`."""
    for name in _PREPRINTS:
        for item in relation.objects(name):
            given, said = item.text("id"), item.text("id-type").lower()
            found = ids.of_kind("doi" if said == "doi" else "arxiv", given) if given else None
            if found and found[0] == "arxiv":
                identifiers.add(f"relation.{name}", "arxiv", found[1])


def _references(fields: Fields) -> Iterator[Reference]:
    """Read the references that an identifier names: their DOI, or the one that their text holds."""
    seen: set[str] = set()
    for item in fields.objects("reference"):
        given = item.text("DOI")
        found = spell("doi", given) if given else _within(item.text("unstructured"))
        if given and not found:
            item.omit("DOI", f"{given[:60]} is no DOI")
        if found and found not in seen:
            seen.add(found)
            yield Reference(found)


def _within(text: str) -> str | None:
    found = {spell("arxiv", match[1]) for match in _ARXIV.finditer(text)}
    found |= {spell("doi", match[0]) for match in _DOI.finditer(text)}
    found.discard(None)
    return found.pop() if len(found) == 1 else None
