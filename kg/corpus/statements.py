"""What sources said, as text that is kept: a JSON object a statement, and its key and hash."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import re
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.identity.precedence import FILE, kind_of
from kg.model import Author, Named, Organization, Paper, Reference, Repository, Statement, TableEntry

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_OF_ANOTHER: Final = re.compile(r" (?:cites|retracts|is) ")
_LISTS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "authors": lambda value: Author(
        value["name"], value.get("ids", {}), tuple(Organization(**one) for one in value.get("affiliations", ()))
    ),
    "references": lambda value: Reference(
        value["paper_id"], tuple(value.get("contexts", ())), tuple(value.get("intents", ()))
    ),
    "repositories": lambda value: Repository(**value),
    "named": lambda value: Named(**value),
    "results": lambda value: TableEntry(**value),
}


def statement_id(source: str, key: str) -> str:
    """Return the key of what a source says in one of its records."""
    return hashlib.blake2b(f"{source}\0{key}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def in_full(statement: Statement) -> bool:
    """Say whether a statement is a record of a paper, and not only what another paper's record tells of it.

    Services tell such things in brief: keys end in " in brief" or " references", or hold " cites ", " retracts " or
    " is ".
    """
    if not statement.paper.title or kind_of(statement.source) == FILE:
        return bool(statement.paper.title)
    return not (statement.key.endswith((" in brief", " references")) or _OF_ANOTHER.search(statement.key))


def is_list(statement: Statement) -> bool:
    """Say whether a statement's references are a paper's whole list, and not a citation that another list tells."""
    return kind_of(statement.source) == FILE or not _OF_ANOTHER.search(statement.key)


def encode(paper: Paper) -> str:
    """Write what a statement says as JSON; what is absent is left out.

    >>> encode(Paper("2405.13729", "A title", references=(Reference("W12"),)))
    '{"paper_id": "2405.13729", "title": "A title", "references": [{"paper_id": "W12"}]}'
    """
    return json.dumps(_plain(paper), ensure_ascii=False)


def decode(text: str) -> Paper:
    """Read what `encode` wrote."""
    value: dict[str, Any] = json.loads(text)
    for name, build in _LISTS.items():
        if name in value:
            value[name] = tuple(map(build, value[name]))
    if "published" in value:
        value["published"] = dt.date.fromisoformat(value["published"])
    if "organization" in value:
        value["organization"] = Organization(**value["organization"])
    return Paper(**value)


def digest(statement: Statement) -> str:
    """Return a hash of what a statement says; when it was retrieved is no part of it."""
    return digest_of(encode(statement.paper))


def digest_of(says: str) -> str:
    """Return the hash of what a statement says, as `encode` wrote it."""
    return hashlib.blake2b(says.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def _plain(record: Any) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for one in fields(record):
        value = getattr(record, one.name)
        if value is None or (value in ("", (), {}) and one.name not in ("paper_id", "title")):
            continue
        if isinstance(value, dt.date):
            value = value.isoformat()
        elif is_dataclass(value):
            value = _plain(value)
        elif isinstance(value, tuple):
            value = [_plain(item) if is_dataclass(item) else item for item in value]
        plain[one.name] = value
    return plain
