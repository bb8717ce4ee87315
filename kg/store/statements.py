"""The graph's books: what each source said of each paper, and which identifier is whose.

    (:Statement {statement_id, source, key, paper_id, title_key, digest, retrieved, says, apart})
    (:Identifier {identifier, paper_id})

No relationship touches them, so that what people draw and count is papers, entities and people alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.store.store import Store

DIGESTS_OF_SOURCE = """\
MATCH (s:Statement {source: $source})
RETURN s.statement_id AS statement_id, s.digest AS digest
"""

DIGESTS = """\
UNWIND $statement_ids AS statement_id
MATCH (s:Statement {statement_id: statement_id})
USING INDEX s:Statement(statement_id)
RETURN statement_id, s.digest AS digest
"""

HOMES = """\
UNWIND $statement_ids AS statement_id
MATCH (s:Statement {statement_id: statement_id})
USING INDEX s:Statement(statement_id)
RETURN statement_id, s.paper_id AS paper_id
"""

OF_PAPERS = """\
UNWIND $paper_ids AS paper_id
MATCH (s:Statement {paper_id: paper_id})
USING INDEX s:Statement(paper_id)
RETURN s.statement_id AS statement_id, paper_id, s.source AS source, s.key AS key, s.retrieved AS retrieved,
       s.says AS says, coalesce(s.apart, []) AS apart
"""

PAPERS_OF_IDENTIFIERS = """\
UNWIND $identifiers AS identifier
MATCH (i:Identifier {identifier: identifier})
USING INDEX i:Identifier(identifier)
RETURN identifier, i.paper_id AS paper_id
"""

PAPERS_OF_KEYS = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
RETURN paper_id, p.status AS status, coalesce(p.stub, false) AS stub,
       NOT EXISTS { (s:Statement {paper_id: p.paper_id}) } AS unlisted
"""

PAPERS_OF_TITLES = """\
UNWIND $title_keys AS title_key
MATCH (s:Statement {title_key: title_key})
USING INDEX s:Statement(title_key)
RETURN DISTINCT title_key, s.paper_id AS paper_id
"""

PAPERS_OF_SOURCE = """\
MATCH (s:Statement {source: $source})
RETURN DISTINCT s.paper_id AS paper_id
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """A statement as the graph keeps it: `says` is JSON, `apart` are statements that it is not to be merged with."""

    statement_id: str
    paper_id: str
    source: str
    key: str
    retrieved: str | None
    says: str
    apart: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Node:
    """A paper's node: `unlisted` where no statement speaks of it, so that only citations keep it."""

    paper_id: str
    status: str | None
    stub: bool
    unlisted: bool


def digests_of_source(store: Store, source: str) -> dict[str, str]:
    """Return statement_id to hash of everything that a source says."""
    return {row["statement_id"]: row["digest"] for row in store.read(DIGESTS_OF_SOURCE, source=source)}


def digests(store: Store, statement_ids: Iterable[str]) -> dict[str, str]:
    """Return statement_id to hash of those statements that are there."""
    return {
        row["statement_id"]: row["digest"]
        for chunk in chunks(list(statement_ids))
        for row in store.read(DIGESTS, statement_ids=chunk)
    }


def homes(store: Store, statement_ids: Iterable[str]) -> dict[str, str]:
    """Return statement_id to the paper that it is about."""
    return {
        row["statement_id"]: row["paper_id"]
        for chunk in chunks(list(statement_ids))
        for row in store.read(HOMES, statement_ids=chunk)
    }


def of_papers(store: Store, paper_ids: Iterable[str]) -> Iterator[Stored]:
    """Give everything that was said of some papers."""
    for chunk in chunks(list(paper_ids), 1000):
        for row in store.read(OF_PAPERS, paper_ids=chunk):
            yield Stored(**row | {"apart": tuple(row["apart"])})


def papers_of_identifiers(store: Store, identifiers: Iterable[str]) -> dict[str, str]:
    """Return identifier (``kind:value``) to paper_id, of those that a statement gave to a paper."""
    return {
        row["identifier"]: row["paper_id"]
        for chunk in chunks(list(identifiers), 5000)
        for row in store.read(PAPERS_OF_IDENTIFIERS, identifiers=chunk)
    }


def papers_of_titles(store: Store, title_keys: Iterable[str]) -> set[str]:
    """Return the papers of which a statement has one of these titles."""
    return {
        row["paper_id"]
        for chunk in chunks(list(title_keys), 5000)
        for row in store.read(PAPERS_OF_TITLES, title_keys=chunk)
    }


def papers_of_source(store: Store, source: str) -> set[str]:
    """Return the papers of which a source speaks."""
    return {row["paper_id"] for row in store.read(PAPERS_OF_SOURCE, source=source)}


def nodes(store: Store, paper_ids: Iterable[str]) -> dict[str, Node]:
    """Return paper_id to node, of those that are there."""
    return {
        row["paper_id"]: Node(**row)
        for chunk in chunks(list(paper_ids), 5000)
        for row in store.read(PAPERS_OF_KEYS, paper_ids=chunk)
    }
