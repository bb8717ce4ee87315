"""ArXiv's metadata dump: one JSON object a line, as Kaggle gives it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from kg.model import Author
from kg.sources.files import people, record, values
from kg.sources.files.acl import plain
from kg.sources.parsers import status

OnOmission = Callable[[str, str], None]


def is_one(value: Mapping[str, Any]) -> bool:
    """Tell an object of the dump from others."""
    return (
        "authors_parsed" in value
        or ("submitter" in value and "categories" in value)
        or ("journal-ref" in value and "abstract" in value)
    )


def parse(value: Mapping[str, Any], on_omission: OnOmission) -> record.Read:
    """Read one line of the dump.

    The day is that of the first version; the author's comment ("37 pages") is no count of comments.

    Raises:
        RecordError: it has neither a title nor an identifier.
    """
    given = {key: value.get(key) for key in ("id", "title", "abstract", "doi")}
    if isinstance(given["doi"], str) and len(several := given["doi"].split()) > 1:
        given["doi"] = several[0]
        on_omission("doi", f"{len(several)} stand there; the first is taken")
    given["arxiv_id"] = value.get("id")
    given["venue"] = value.get("journal-ref")
    given["authors"] = value.get("authors_parsed") or value.get("authors")
    given["published"] = _first_version(value, on_omission)
    read = record.read(given, on_omission)
    authors = tuple(Author(plain(author.name), author.ids, author.affiliations) for author in read.paper.authors)
    if not authors and isinstance(value.get("authors"), str):
        authors = tuple(map(Author, map(plain, people.names(value["authors"]))))
    url = f"https://arxiv.org/abs/{read.paper.ids['arxiv']}" if "arxiv" in read.paper.ids else None
    comment = value.get("comments")
    said = status.of_notice(comment if isinstance(comment, str) else "", read.paper.abstract)
    return replace(read, paper=replace(read.paper, authors=authors, url=url, status=said))


def _first_version(value: Mapping[str, Any], on_omission: OnOmission) -> object:
    versions = value.get("versions")
    first = versions[0] if isinstance(versions, list) and versions else None
    created = first.get("created") if isinstance(first, Mapping) else None
    if created is None and not values.nothing(versions):
        on_omission("versions", "the first one has no day")
    return created
