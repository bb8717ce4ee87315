"""Our own paper records as JSON lines: one object a line, its keys the fields of `kg.model.Paper`.

Absent values are left out. An author is a name, or ``{"name", "ids", "affiliations"}`` where more is known; a
reference is an identifier, or ``{"paper_id", "contexts", "intents"}``; `published` is a day. What is written is read
back as it was. (Lines of others are read by the same table of keys, see `kg.sources.files.keys`.)
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any

from kg.sources.files import json_values, record
from kg.sources.files.values import kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.model import Author, Organization, Paper, Reference


def _untold(field: str, why: str) -> None:
    """Leave an omission to a caller who asks for it."""
    del field, why


def parse_line(line: bytes, *, untitled: bool = False, on_omission: Callable[[str, str], None] = _untold) -> Paper:
    """Read one line; what is wrong with it is a ValueError.

    Args:
        line: with or without its end.
        untitled: whether a text without a title will do, for which a graph has no place.
        on_omission: told of each field that cannot be read, and why.
    """
    value = json_values.decode(line.removeprefix(b"\xef\xbb\xbf"))
    if not isinstance(value, dict):
        raise ValueError(f"it is {kind(value)}, not an object")  # noqa: TRY004 - the line is wrong, not the call
    return record.read(value, on_omission, untitled=untitled).paper


def format_line(paper: Paper) -> str:
    """Write one paper as a line without its line end; absent values are left out."""
    written: dict[str, Any] = {"paper_id": paper.paper_id, "title": paper.title}
    optional: dict[str, Any] = {
        "abstract": paper.abstract,
        "published": paper.published.isoformat() if paper.published else None,
        "year": paper.year,
        "authors": [_author(author) for author in paper.authors],
        "author_count": paper.author_count,
        "organization": paper.organization and _organization(paper.organization),
        "comments": paper.comments,
        "upvotes": paper.upvotes,
        "url": paper.url,
        "venue": paper.venue,
        "ids": paper.ids,
        "references": [_reference(reference) for reference in paper.references],
        "reference_count": paper.reference_count,
        "cited_by_count": paper.cited_by_count,
        "status": paper.status,
        "repositories": [_said(asdict(repository)) for repository in paper.repositories],
        "named": [asdict(named) for named in paper.named],
        "results": [_said(asdict(result)) for result in paper.results],
    }
    return json.dumps(written | _said(optional), ensure_ascii=False)


def _said(fields: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value is not None and value not in ("", [], {})}


def _author(author: Author) -> str | dict[str, Any]:
    if not author.ids and not author.affiliations and "," not in author.name:
        return author.name
    return _said(
        {
            "name": author.name,
            "ids": author.ids,
            "affiliations": [_organization(place) for place in author.affiliations],
        }
    )


def _organization(organization: Organization) -> dict[str, str]:
    return {"organization_id": organization.organization_id, "name": organization.name}


def _reference(reference: Reference) -> str | dict[str, Any]:
    if not reference.contexts and not reference.intents and " " not in reference.paper_id:
        return reference.paper_id
    return _said(asdict(reference))


def write(papers: Iterable[Paper], file: IO[str]) -> int:
    """Write papers as JSON lines to a file opened with ``encoding="utf-8"``, and say how many."""
    count = 0
    for paper in papers:
        file.write(format_line(paper) + "\n")
        count += 1
    return count
