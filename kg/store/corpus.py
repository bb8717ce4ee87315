"""This file is about the corpus as the graph has it: the texts of its papers, who wrote them, and what they cite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.corpus.statements import decode
from kg.model import Author, Paper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Named, Repository, TableEntry
    from kg.store.store import Store

PAPERS = """\
MATCH (p:Paper)
WHERE p.stub IS NULL AND p.title IS NOT NULL
RETURN p.paper_id AS paper_id, p.title AS title, coalesce(p.abstract, '') AS abstract, p.published AS published,
       p.year AS year, p.listed AS listed, p.text_digest AS text_digest,
       COLLECT { MATCH (a:Author)-[w:WROTE]->(p) RETURN a.name ORDER BY w.position } AS authors
ORDER BY paper_id
"""

CITES = """\
MATCH (p:Paper)-[:CITES]->(q:Paper)
WHERE p.stub IS NULL AND q.stub IS NULL
RETURN p.paper_id AS citing, collect(q.paper_id) AS cited
"""


@dataclass(frozen=True, slots=True)
class Text:
    """A paper to be read, what sources list of it besides, and the hash of what was written of it last."""

    paper: Paper
    repositories: tuple[Repository, ...]
    named: tuple[Named, ...]
    results: tuple[TableEntry, ...]
    digest: str | None


def texts(store: Store) -> Iterator[Text]:
    """Give every paper that is more than a stub, in order of their keys."""
    for row in store.read(PAPERS):
        listed = decode(row["listed"]) if row["listed"] else Paper("", "")
        paper = Paper(
            row["paper_id"],
            row["title"],
            row["abstract"],
            row["published"].to_native() if row["published"] else None,
            tuple(map(Author, row["authors"])),
            year=row["year"],
        )
        yield Text(paper, listed.repositories, listed.named, listed.results, row["text_digest"])


def cites(store: Store) -> dict[str, list[str]]:
    """Return citing paper to cited papers, of those whose texts are known."""
    return {row["citing"]: sorted(row["cited"]) for row in store.read(CITES)}
