"""The identifiers that a caller asks for, and whether an answer is one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.identity import ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.identity.kinds import Kind
    from kg.model import Paper


def asked(text: str) -> tuple[Kind, str] | None:
    """Read an identifier: its kind and its one spelling; None where it is none.

    >>> asked("arXiv:2405.13729v2"), asked("CorpusId:3626819"), asked("a title")
    (('arxiv', '2405.13729'), ('corpusid', 'CorpusId:3626819'), None)
    """
    found = ids.identify(text)
    return (found[0], ids.spelled(*found)) if found else None


def sorted_by_kind(texts: Iterable[str]) -> tuple[dict[Kind, list[str]], list[str]]:
    """Sort identifiers by kind, each kind in one order whatever order they came in; the rest are no identifiers.

    Questions are made of these, so the same identifiers are the same questions, and are answered from the cache.
    """
    found: dict[Kind, set[str]] = {}
    others: dict[str, None] = {}
    for text in texts:
        if known := asked(text):
            found.setdefault(known[0], set()).add(known[1])
        else:
            others[text] = None
    return {kind: sorted(found[kind]) for kind in sorted(found)}, list(others)


def names(paper: Paper) -> set[str]:
    """Give every spelling by which a record names its paper."""
    known = (ids.of_kind(kind, value) for kind, value in paper.ids.items())
    return {paper.paper_id, *(ids.spelled(*found) for found in known if found)}


def value_of(spelling: str) -> str:
    """Take the kind off a spelling that carries it.

    >>> value_of("pmid:123"), value_of("CorpusId:5"), value_of("10.1145/x")
    ('123', '5', '10.1145/x')
    """
    found = ids.identify(spelling)
    return found[1] if found else spelling


def with_id(ids_by_kind: Mapping[str, str], kind: Kind, spelling: str) -> dict[str, str]:
    """Add an identifier where none of its kind is there."""
    return {kind: value_of(spelling), **ids_by_kind}
