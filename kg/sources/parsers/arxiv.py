"""The Atom feed of arXiv: its entries, and the one entry that says what was wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import etree

from kg.model import Author, Organization, Paper
from kg.sources.parsers import status
from kg.sources.parsers.answer import AnswerError, titled
from kg.sources.parsers.fields import Fields, OnOmission, ignore, line
from kg.sources.parsers.identifiers import Identifiers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

_ATOM = "{http://www.w3.org/2005/Atom}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_ARXIV = "{http://arxiv.org/schemas/atom}"
_VERSION = re.compile(r"v([1-9]\d*)$", re.ASCII)
_ERRORS = "/api/errors"


@dataclass(frozen=True, slots=True)
class Feed:
    """One answer.

    Attributes:
        entries: the elements, unread, so that one bad one costs itself.
        total: how many entries there are in all; None where it is not said.
        start: the place of the first of these among all.
        error: what arXiv says was wrong; None where nothing was.
    """

    entries: tuple[Any, ...]
    total: int | None
    start: int | None
    error: str | None


def feed(body: bytes) -> Feed:
    """Read an answer.

    Raises:
        AnswerError: it is no Atom feed, or is cut short.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise AnswerError(f"it is no whole XML ({line(str(error.msg))})") from None
    if root is None or root.tag != f"{_ATOM}feed":
        raise AnswerError("it is no Atom feed")
    entries = tuple(root.findall(f"{_ATOM}entry"))
    wrong = next((_text(item, "summary") or "an error" for item in entries if _is_error(item)), None)
    sought = Fields({name: _said(root, name) for name in ("totalResults", "startIndex")})
    found = () if wrong else entries
    return Feed(found, sought.count("totalResults"), sought.count("startIndex"), wrong)


def entry(item: Any, on_omission: OnOmission = ignore) -> Paper:
    """Read one entry, an element of lxml.

    Raises:
        ValueError: it has neither an identifier nor a title.
    """
    fields = Fields(
        {
            "published": _text(item, "published") or None,
            "id": _text(item, "id"),
            "doi": _text(item, "doi", _ARXIV),
        },
        on_omission,
    )
    identifiers = Identifiers(on_omission)
    identifiers.add("id", "arxiv", fields.text("id"))
    for doi in fields.text("doi").split():
        identifiers.add("doi", "doi", doi)
    title, abstract = _text(item, "title"), _text(item, "summary")
    paper_id = titled(title, identifiers)
    published, year = fields.date("published")
    arxiv = identifiers.by_kind.get("arxiv")
    return Paper(
        paper_id=paper_id,
        title=title,
        abstract=abstract,
        published=published,
        year=year,
        authors=tuple(_authors(item, on_omission)),
        url=f"https://arxiv.org/abs/{arxiv}" if arxiv else None,
        venue=_text(item, "journal_ref", _ARXIV) or None,
        ids=identifiers.by_kind,
        status=status.of_notice(_text(item, "comment", _ARXIV), abstract),
    )


def version(item: Any) -> int | None:
    """Give the version of the paper that an entry is about; None where it does not say."""
    found = _VERSION.search(_text(item, "id"))
    return int(found[1]) if found else None


def updated(item: Any) -> dt.date | None:
    """Give the day of the version that an entry is about."""
    return Fields({"updated": _text(item, "updated") or None}).date("updated")[0]


def _authors(item: Any, on_omission: OnOmission) -> Iterator[Author]:
    for person in item.findall(f"{_ATOM}author"):
        name = _text(person, "name")
        if not name:
            on_omission("author", "it has no name")
            continue
        said = dict.fromkeys(line(place.text or "") for place in person.findall(f"{_ARXIV}affiliation"))
        yield Author(name, {}, tuple(Organization(place, place) for place in said if place))


def _is_error(item: Any) -> bool:
    said = _text(item, "id")
    return _ERRORS in said or (_text(item, "title") == "Error" and "arxiv.org/abs/" not in said)


def _text(item: Any, name: str, namespace: str = _ATOM) -> str:
    found = item.find(f"{namespace}{name}")
    return line("".join(found.itertext())) if found is not None else ""


def _said(root: Any, name: str) -> str | None:
    return _text(root, name, _SEARCH) or None
