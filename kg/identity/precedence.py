"""Precedence: which source is believed for which field of a paper, and what a paper then is.

What a person's own file says comes first; services fill in what it leaves open. Of two statements of one source, that
which was retrieved last is believed; of two files, the first by name that gives the field.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final

from kg.identity import ids
from kg.identity.names import folded
from kg.model import Author, Paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.model import Repository, Statement, Status

FILE: Final = "file"
SERVICES: Final = (
    "arxiv", "huggingface", "semantic_scholar", "openalex", "crossref", "opencitations", "github",
)  # fmt: skip

_USUAL: Final = (FILE, "arxiv", "huggingface", "semantic_scholar", "openalex", "crossref")

PRECEDENCE: Final[Mapping[str, tuple[str, ...]]] = {
    "title": _USUAL,
    "abstract": _USUAL,
    "published": _USUAL,
    "year": (FILE, "semantic_scholar", "openalex", "crossref", "arxiv", "huggingface"),
    "authors": (FILE, "arxiv", "semantic_scholar", "openalex", "crossref", "huggingface"),
    "author_count": _USUAL,
    "organization": (FILE, "huggingface"),
    "comments": (FILE, "huggingface"),
    "upvotes": (FILE, "huggingface"),
    "url": (FILE, "arxiv", "huggingface", "openalex", "crossref", "semantic_scholar"),
    "venue": (FILE, "crossref", "semantic_scholar", "openalex", "arxiv"),
}
"""Field to the sources that are asked for it, the most believed first; a source that is not named comes last."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What the statements about one paper say together.

    Attributes:
        paper: its fields; references are in the spellings of their sources, repositories one a place.
        field_sources: field to the source that it came from.
        sources: every source that speaks of the paper.
        tokens: every identifier, as ``kind:value``.
        cited_by_counts: source to how many papers it says cite this one.
        status_sources: the sources that say that it was retracted or withdrawn.
    """

    paper: Paper
    field_sources: dict[str, str]
    sources: tuple[str, ...]
    tokens: frozenset[str]
    cited_by_counts: dict[str, int] = field(default_factory=dict)
    status_sources: tuple[str, ...] = ()


def kind_of(source: str) -> str:
    """Tell a service from a file."""
    return source if source in SERVICES else FILE


def believed(statements: Sequence[Statement], name: str) -> tuple[Any, str] | None:
    """Give the value of a field, and the source that it came from; None where no statement has it."""
    order = PRECEDENCE[name]
    rank = {kind: position for position, kind in enumerate(order)}
    telling = [one for one in statements if getattr(one.paper, name) not in (None, "", ())]
    if not telling:
        return None
    best = min(telling, key=lambda one: (rank.get(kind_of(one.source), len(order)), *_latest(one)))
    return getattr(best.paper, name), best.source


def _latest(statement: Statement) -> tuple[Any, ...]:
    """Order statements of one rank: the last retrieved first, then by name."""
    digits = [-int(digit) for digit in statement.retrieved or "" if digit.isdigit()]
    return (not statement.paper.abstract, digits, statement.source, statement.key)


def merged(paper_id: str, statements: Iterable[Statement]) -> Merged:
    """Say what a paper is by what its statements say together.

    Args:
        paper_id: the key that the paper is known by.
        statements: about it, at least one.
    """
    known = sorted(statements, key=lambda one: (one.source, one.key))
    values: dict[str, Any] = {}
    field_sources: dict[str, str] = {}
    for name in PRECEDENCE:
        if found := believed(known, name):
            values[name], field_sources[name] = found
    if "authors" in values:
        values["authors"] = _with_ids(values["authors"], known)
    tokens = frozenset[str]().union(*(ids.tokens(one.paper) for one in known))
    status, status_sources = _status(known)
    # Identifiers of a paper are many of a kind; those of the record that the key came from would tell less than tokens.
    paper = Paper(
        paper_id=paper_id,
        title=values.pop("title", ""),
        status=status,
        repositories=_repositories(known),
        named=tuple(dict.fromkeys(named for one in known for named in one.paper.named)),
        results=tuple(dict.fromkeys(result for one in known for result in one.paper.results)),
        **values,
    )
    counts: dict[str, int] = {}
    for one in known:
        if one.paper.cited_by_count is not None and kind_of(one.source) != FILE:
            counts[one.source] = max(one.paper.cited_by_count, counts.get(one.source, 0))
    return Merged(paper, field_sources, tuple(sorted({one.source for one in known})), tokens, counts, status_sources)


def _status(known: Sequence[Statement]) -> tuple[Status | None, tuple[str, ...]]:
    said = [one for one in known if one.paper.status]
    if not said:
        return None, ()
    status: Status = "retracted" if any(one.paper.status == "retracted" for one in said) else "withdrawn"
    return status, tuple(sorted({one.source for one in said if one.paper.status == status}))


def _with_ids(authors: Sequence[Author], known: Sequence[Statement]) -> tuple[Author, ...]:
    """Give authors the identifiers and affiliations that any source has of one of that name in the paper's list."""
    ids_by_name: dict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
    affiliations: dict[tuple[str, ...], Author] = {}
    for one in known:
        seen: set[tuple[str, ...]] = set()
        for author in one.paper.authors:
            name = tuple(sorted(folded(author.name)))
            if name in seen:  # two people of one name in one list: none of them is told
                continue
            seen.add(name)
            for kind, value in author.ids.items():
                ids_by_name[name].setdefault(kind, value)
            if author.affiliations:
                affiliations.setdefault(name, author)
    names = [tuple(sorted(folded(author.name))) for author in authors]
    return tuple(
        author
        if names.count(name) > 1
        else replace(
            author,
            ids=ids_by_name[name] | author.ids,
            affiliations=author.affiliations or (affiliations[name].affiliations if name in affiliations else ()),
        )
        for author, name in zip(authors, names, strict=True)
    )


def _repositories(known: Sequence[Statement]) -> tuple[Repository, ...]:
    """Join what sources say of one repository; of two that give a fact, the last retrieved is believed."""
    found: dict[str, Repository] = {}
    for one in sorted(known, key=lambda one: one.retrieved or ""):
        for repository in one.paper.repositories:
            before = found.get(repository.url)
            if before is not None:
                given = {
                    name: value
                    for name in ("official", "stars", "license", "archived", "pushed_at", "description")
                    if (value := getattr(repository, name)) is not None
                }
                found[repository.url] = replace(before, **given)
            else:
                found[repository.url] = repository
    return tuple(found[url] for url in sorted(found))
