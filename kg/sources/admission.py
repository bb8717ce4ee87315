"""What every paper must be before it is let in, whoever gives it.

Its texts are in one line and can be written as UTF-8, and its names are short enough for an index. A name that is not
costs its field, or the paper where it is the title or the identifier.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from kg.model import Author, Named, Organization, Paper, Reference, Repository, TableEntry
from kg.sources.whitespace import unfolded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    OnOmission = Callable[[str, str], None]

LONGEST = 8000
"""How many bytes a value of an index may have; Neo4j's own bound is a little higher."""

LARGEST = 2**63 - 1
"""The largest integer that Neo4j holds."""

T = TypeVar("T")


class RefusedError(ValueError):
    """Say why a paper cannot be let in, in half a sentence."""


def admit(paper: Paper, on_omission: OnOmission) -> Paper:
    """Give a paper as it may come in.

    Args:
        paper: as its source gives it.
        on_omission: told of each field that is left out, and why.

    Raises:
        RefusedError: its title or its identifier will not do.
    """
    title = unfolded(paper.title)
    for field, text in (("paper_id", paper.paper_id), ("title", title)):
        if why := problem(text):
            raise RefusedError(f"the {field} {why}")
    abstract = _written("abstract", unfolded(paper.abstract), on_omission)
    kept: dict[str, Any] = {
        "title": title,
        "abstract": abstract,
        "venue": _name("venue", paper.venue, on_omission),
        "url": _name("url", paper.url, on_omission),
        "authors": tuple(_each(paper.authors, _author, on_omission)),
        "organization": _organization("organization", paper.organization, on_omission),
        "references": tuple(_each(paper.references, _reference, on_omission)),
        "repositories": tuple(_each(paper.repositories, _repository, on_omission)),
        "named": tuple(_each(paper.named, _named, on_omission)),
        "results": tuple(_each(paper.results, _result, on_omission)),
        "ids": _ids(paper.ids, on_omission),
    }
    for field in ("author_count", "comments", "upvotes", "year", "reference_count", "cited_by_count"):
        number = getattr(paper, field)
        if number is not None and not 0 <= number <= LARGEST:
            on_omission(field, f"{str(number)[:40]} is out of range")
            kept[field] = None
    changed = {field: value for field, value in kept.items() if value != getattr(paper, field)}
    return replace(paper, **changed) if changed else paper


def problem(text: str) -> str:
    """Say why a text cannot be written or stand in an index; nothing where it can.

    >>> problem("short"), problem("x" * 8001)
    ('', 'is longer than 8000 bytes')
    """
    if len(text) * 4 <= LONGEST and text.isascii():
        return ""
    try:
        size = len(text.encode())
    except UnicodeEncodeError:
        return "holds half a character (a lone surrogate)"
    return f"is longer than {LONGEST} bytes" if size > LONGEST else ""


def _written(field: str, text: str, on_omission: OnOmission) -> str:
    if not text.isascii():
        try:
            text.encode()
        except UnicodeEncodeError:
            on_omission(field, "it holds half a character (a lone surrogate)")
            return ""
    return text


def _name(field: str, text: str | None, on_omission: OnOmission) -> str | None:
    if text is None:
        return None
    one_line = unfolded(text)
    if why := problem(one_line):
        on_omission(field, f"it {why}")
        return None
    return one_line or None


def _each(given: Iterable[T], one: Callable[[T, OnOmission], T | None], on_omission: OnOmission) -> Iterator[T]:
    for item in given:
        kept = one(item, on_omission)
        if kept is not None:
            yield kept


def _organization(field: str, given: Organization | None, on_omission: OnOmission) -> Organization | None:
    if given is None:
        return None
    name = _name(field, given.name, on_omission)
    same = given.organization_id == given.name
    handle = name if same else _name(field, given.organization_id, on_omission)
    if handle is None or name is None:
        return None
    return given if (handle, name) == (given.organization_id, given.name) else Organization(handle, name)


def _author(given: Author, on_omission: OnOmission) -> Author | None:
    name = _name("authors", given.name, on_omission)
    if name is None:
        return None
    found = _ids(given.ids, on_omission, "authors") if given.ids else given.ids
    places = tuple(
        place for item in given.affiliations if (place := _organization("affiliations", item, on_omission)) is not None
    )
    same = name == given.name and found == given.ids and places == given.affiliations
    return given if same else Author(name, found, places)


def _reference(given: Reference, on_omission: OnOmission) -> Reference | None:
    if why := problem(given.paper_id):
        on_omission("references", f"one of them {why}")
        return None
    contexts = tuple(text for item in given.contexts if (text := _written("contexts", unfolded(item), on_omission)))
    intents = tuple(said for item in given.intents if (said := _name("intents", item, on_omission)))
    same = contexts == given.contexts and intents == given.intents
    return given if same else Reference(given.paper_id, contexts, intents)


def _repository(given: Repository, on_omission: OnOmission) -> Repository | None:
    if why := problem(given.url):
        on_omission("repositories", f"one of them {why}")
        return None
    if any(why := problem(text) for text in (given.license, given.pushed_at, given.description) if text):
        on_omission("repositories", f"what is said of one of them {why}")
        return Repository(given.url, given.official, given.stars)
    return given


def _named(given: Named, on_omission: OnOmission) -> Named | None:
    name = _name("named", given.name, on_omission)
    if name is None:
        return None
    return given if name == given.name else replace(given, name=name)


def _result(given: TableEntry, on_omission: OnOmission) -> TableEntry | None:
    if not math.isfinite(given.value):
        on_omission("results", "one of them is no finite number")
        return None
    for text in (given.benchmark, given.metric, given.subject or "", given.task or "", given.unit):
        if why := problem(text):
            on_omission("results", f"a name in one of them {why}")
            return None
    return given


def _ids(given: dict[str, str], on_omission: OnOmission, field: str = "ids") -> dict[str, str]:
    bad = {kind for kind, value in given.items() if problem(kind) or problem(value)}
    if bad:
        on_omission(field, f"one of them {problem(next(given[kind] for kind in bad)) or 'has a kind that cannot be'}")
    return {kind: value for kind, value in given.items() if kind not in bad} if bad else given
