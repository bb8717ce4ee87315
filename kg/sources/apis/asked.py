"""This file is about the identifiers that a caller asks for, and whether an answer is one of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.identity import ids
from kg.sources.parsers.identifiers import spell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.model import Paper

_PREFIXED = re.compile(r"(?P<kind>pmid|pmcid|mag|acl|dblp|openreview|corpusid):\s*(?P<value>\S+)", re.IGNORECASE)
_CORPUS = "CorpusId:"


def asked(text: str) -> tuple[str, str] | None:
    """Read an identifier of any kind; None where it is none.

    >>> asked("arXiv:2405.13729v2"), asked("CorpusId:3626819"), asked("pmid:123"), asked("a title")
    (('arxiv', '2405.13729'), ('corpusid', 'CorpusId:3626819'), ('pmid', 'pmid:123'), None)
    """
    if known := ids.identify(text):
        return ("corpusid" if known[1].startswith(_CORPUS) else known[0]), known[1]
    found = _PREFIXED.fullmatch(text.strip())
    return spell(found["kind"].lower(), found["value"]) if found else None


def sorted_by_kind(texts: Iterable[str]) -> tuple[dict[str, dict[str, None]], list[str]]:
    """Sort identifiers by kind, each kind in one order whatever order they came in; the rest are no identifiers.

    Questions are made of these, so the same identifiers are the same questions, and are answered from the cache.
    """
    found: dict[str, set[str]] = {}
    others: dict[str, None] = {}
    for text in texts:
        if known := asked(text):
            found.setdefault(known[0], set()).add(known[1])
        else:
            others[text] = None
    return {kind: dict.fromkeys(sorted(found[kind])) for kind in sorted(found)}, list(others)


def names(paper: Paper) -> set[str]:
    """Give every spelling by which a record names its paper."""
    return {paper.paper_id, *paper.ids.values()}


def bare(spelling: str) -> str:
    """Take the kind off a spelling that carries it.

    >>> bare("pmid:123"), bare("CorpusId:5"), bare("10.1/x")
    ('123', '5', '10.1/x')
    """
    found = _PREFIXED.fullmatch(spelling)
    return found["value"] if found else spelling


def with_id(ids_by_kind: Mapping[str, str], kind: str, spelling: str) -> dict[str, str]:
    """Add an identifier where none of its kind is there."""
    return {kind: spelling, **ids_by_kind} if kind not in ids_by_kind else dict(ids_by_kind)
