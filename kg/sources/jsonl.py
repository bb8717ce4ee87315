"""This file is about our own paper records as JSON lines: one object a line.

A line needs a `title`; `paper_id`, `abstract`, `published`, `authors`, `author_count`, `organization`, `comments`,
`upvotes`, `url`, `venue`, `ids` and `references` are optional, null means absent, and other keys are ignored.
`organization` is ``{"organization_id", "name"}`` or a name; `published` is a day, or a time of which the day is kept.
`id` stands in for a `paper_id` that is not there, where it is an identifier of a known kind (see `kg.identity.ids`).
Text is kept as it is, so that offsets count in what the line gave; identifiers get their one spelling.

Where nothing but texts is asked for, a line may also have an `abstract` or a `text` and no title, and any `id`.

A line that cannot be read costs that line, and so does a second line with the id of an earlier one.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import IO, TYPE_CHECKING, Any

from kg.errors import SourceError
from kg.identity import ids
from kg.model import Author, Organization, Paper, Reference
from kg.sources.reject import Reject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.sources.reject import OnReject

_LARGEST = 2**63 - 1
"""The largest integer that Neo4j holds."""

_LONGEST_SHOWN = 2000


class _LineError(ValueError):
    """Say what is wrong with one line."""


def parse(lines: Iterable[bytes], source: str, *, on_reject: OnReject, untitled: bool = False) -> Iterator[Paper]:
    """Read papers from JSON lines.

    Args:
        lines: the file.
        source: its name, for errors and rejects.
        on_reject: told of each line that cannot be read.
        untitled: whether texts without a title will do, for which a graph has no place.

    Raises:
        SourceError: there are lines, and none can be read.
    """
    first_line: dict[str, int] = {}
    why: tuple[int, str] = (1, "the file is empty")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            paper = parse_line(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, untitled=untitled)
            _check_new(paper, first_line)
        except _LineError as error:
            if why[1] == "the file is empty":
                why = (number, str(error))
            shown = line.decode("utf-8", errors="replace").rstrip("\r\n")[:_LONGEST_SHOWN]
            on_reject(Reject(source, number, str(error), shown))
            continue
        first_line[paper.paper_id] = number
        yield paper
    if not first_line:
        raise SourceError(f'{source}, line {why[0]}: expected a JSON object a line with a "title", but {why[1]}.')


def _check_new(paper: Paper, first_line: dict[str, int]) -> None:
    if paper.paper_id in first_line:
        raise _LineError(f"the paper {paper.paper_id} was read already, at line {first_line[paper.paper_id]}")


def parse_line(line: bytes, *, untitled: bool = False) -> Paper:
    """Read one line; what is wrong with it is a ValueError."""
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _LineError(f"byte {error.start + 1} is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise _LineError(f"it is not JSON ({error.msg} at character {error.pos + 1})") from None
    except (ValueError, RecursionError):
        raise _LineError("it is JSON with a number too long or nested too deep") from None
    if not isinstance(value, dict):
        raise _LineError(f"it is {_kind(value)}, not an object")
    return (_text_alone(value) if untitled else None) or _paper(value)


def format_line(paper: Paper) -> str:
    """Write one paper as a line without its line end; absent values are left out."""
    record: dict[str, Any] = {"paper_id": paper.paper_id, "title": paper.title}
    optional: dict[str, Any] = {
        "abstract": paper.abstract,
        "published": paper.published.isoformat() if paper.published else None,
        "authors": [author.name for author in paper.authors],
        "author_count": paper.author_count,
        "organization": paper.organization
        and {"organization_id": paper.organization.organization_id, "name": paper.organization.name},
        "comments": paper.comments,
        "upvotes": paper.upvotes,
        "url": paper.url,
        "venue": paper.venue,
        "ids": paper.ids,
        "references": [reference.paper_id for reference in paper.references],
    }
    record |= {key: value for key, value in optional.items() if value is not None and value not in ("", [], {})}
    return json.dumps(record, ensure_ascii=False)


def write(papers: Iterable[Paper], file: IO[str]) -> int:
    """Write papers as JSON lines to a file opened with ``encoding="utf-8"``, and say how many."""
    count = 0
    for paper in papers:
        file.write(format_line(paper) + "\n")
        count += 1
    return count


def _paper(value: dict[str, Any]) -> Paper:
    title = _text(value, "title")
    if title is None or not title.strip():
        raise _LineError("the title is missing" if title is None else "the title is empty")
    other = _ids(value)
    url = _text(value, "url")
    authors = tuple(map(Author, _texts(value, "authors")))
    return Paper(
        paper_id=ids.paper_id(title, given=_given(value), ids=other, url=url),
        title=title,
        abstract=_text(value, "abstract") or "",
        published=_day(value, "published"),
        authors=authors,
        author_count=_count(value, "author_count"),
        organization=_organization(value),
        comments=_count(value, "comments"),
        upvotes=_count(value, "upvotes"),
        url=url,
        venue=_text(value, "venue"),
        ids=other,
        references=tuple(Reference(ids.normalise(reference)) for reference in _texts(value, "references")),
    )


def _text_alone(value: dict[str, Any]) -> Paper | None:
    """Read a text without a title; None where there is a title, or no text."""
    text = _text(value, "abstract") or _text(value, "text") or ""
    if (_text(value, "title") or "").strip() or not text.strip():
        return None
    given = _given(value)
    identifier = value.get("id") if given is None else given
    return Paper(str(identifier) if isinstance(identifier, str | int) else ids.slug(text), "", text)


def _given(value: dict[str, Any]) -> str | None:
    given = _text(value, "paper_id")
    if given is not None:
        if not given.strip():
            raise _LineError("the paper_id is empty")
        return given
    alias = value.get("id")
    return alias if isinstance(alias, str) and ids.identify(alias) else None


def _kind(value: object) -> str:
    names: dict[type, str] = {str: "a string", bool: "true or false", int: "a number", float: "a number"}
    names |= {list: "a list", dict: "an object", type(None): "null"}
    return names[type(value)]


def _string(value: object, key: str) -> str:
    if not isinstance(value, str):
        raise _LineError(f'"{key}" is {_kind(value)}, not a string')
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _LineError(f'"{key}" holds half a character (a lone surrogate)') from None
    return value


def _text(value: dict[str, Any], key: str) -> str | None:
    return None if value.get(key) is None else _string(value[key], key)


def _texts(value: dict[str, Any], key: str) -> tuple[str, ...]:
    items = value.get(key)
    if items is None:
        return ()
    if not isinstance(items, list):
        raise _LineError(f'"{key}" is {_kind(items)}, not a list of strings')
    return tuple(_string(item, key) for item in items)


def _count(value: dict[str, Any], key: str) -> int | None:
    number = value.get(key)
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int):
        raise _LineError(
            f'"{key}" is {_kind(number)} that is not whole'
            if isinstance(number, float)
            else f'"{key}" is {_kind(number)}, not a whole number'
        )
    if not 0 <= number <= _LARGEST:
        raise _LineError(f'"{key}" is out of range')
    return number


def _day(value: dict[str, Any], key: str) -> dt.date | None:
    day = _text(value, key)
    if day is None:
        return None
    try:
        return dt.datetime.fromisoformat(day).date()
    except ValueError:
        raise _LineError(f'"{key}" is no day such as "2025-06-02"') from None


def _organization(value: dict[str, Any]) -> Organization | None:
    given = value.get("organization")
    if given is None:
        return None
    if isinstance(given, str):
        whole = _string(given, "organization").strip()
        return Organization(whole, whole) if whole else None
    if not isinstance(given, dict):
        raise _LineError(f'"organization" is {_kind(given)}, not an object or a string')
    organization_id, name = _text(given, "organization_id"), _text(given, "name")
    if not (organization_id or name):
        raise _LineError('"organization" has neither an organization_id nor a name')
    return Organization(organization_id or name or "", name or organization_id or "")


def _ids(value: dict[str, Any]) -> dict[str, str]:
    given = value.get("ids")
    if given is None:
        return {}
    if not isinstance(given, dict):
        raise _LineError(f'"ids" is {_kind(given)}, not an object')
    return {_string(key, "ids"): _string(item, "ids") for key, item in given.items() if item is not None}
