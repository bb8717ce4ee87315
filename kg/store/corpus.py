"""The corpus as the graph has it: the texts of its papers, who wrote them, and what they cite."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.corpus.statements import decode
from kg.model import Author, Paper
from kg.store.values import native

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Named, Repository, TableEntry
    from kg.store.store import Store

_TEXT = """\
RETURN p.paper_id AS paper_id, p.title AS title, coalesce(p.abstract, '') AS abstract, p.published AS published,
       p.year AS year, p.listed AS listed, p.text_digest AS text_digest,
       COLLECT { MATCH (a:Author)-[w:WROTE]->(p) RETURN a.name_key ORDER BY w.position, a.name_key } AS authors
"""

PAPERS = f"""\
MATCH (p:Paper)
WHERE p.stub IS NULL AND p.title IS NOT NULL
{_TEXT}"""

SOME_PAPERS = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})
USING INDEX p:Paper(paper_id)
WHERE p.stub IS NULL AND p.title IS NOT NULL
WITH p
{_TEXT}"""

PAPER_IDS = """\
MATCH (p:Paper)
WHERE p.stub IS NULL AND p.title IS NOT NULL
RETURN collect(p.paper_id) AS paper_ids
"""

CITING = """\
UNWIND $paper_ids AS paper_id
MATCH (citing:Paper)-[:CITES]->(p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
WHERE citing.stub IS NULL
RETURN DISTINCT citing.paper_id AS citing
"""

CITES = """\
MATCH (p:Paper)-[:CITES]->(q:Paper)
WHERE p.stub IS NULL AND q.stub IS NULL
RETURN p.paper_id AS citing, collect(q.paper_id) AS cited
"""

SOME_CITES = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
MATCH (p)-[:CITES]->(q:Paper)
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


def texts(store: Store, some: Iterable[str] | None = None) -> Iterator[Text]:
    """Give every paper that is more than a stub, in order of their keys; authors by the keys of their names.

    Which papers have authors in common is all that is asked of these, and a key hangs on no other paper's spelling.

    Args:
        store: an open store.
        some: only these; all when None.
    """
    rows = store.read(PAPERS) if some is None else store.read(SOME_PAPERS, paper_ids=sorted(some))
    for row in sorted(rows, key=lambda row: row["paper_id"]):
        listed = decode(row["listed"]) if row["listed"] else Paper("", "")
        paper = Paper(
            row["paper_id"],
            row["title"],
            row["abstract"],
            native(row["published"]),
            tuple(map(Author, row["authors"])),
            year=row["year"],
        )
        yield Text(paper, listed.repositories, listed.named, listed.results, row["text_digest"])


def paper_ids(store: Store) -> frozenset[str]:
    """Return the keys of the papers that `texts` gives."""
    return frozenset(store.read(PAPER_IDS)[0]["paper_ids"])


def citing(store: Store, cited: Iterable[str]) -> set[str]:
    """Return the papers, more than stubs, that cite one of some papers."""
    return {row["citing"] for row in store.read(CITING, paper_ids=sorted(cited))}


def cites(store: Store, some: Iterable[str] | None = None) -> dict[str, list[str]]:
    """Return citing paper to cited papers, of those whose texts are known; of some citing papers, or of all."""
    rows = store.read(CITES) if some is None else store.read(SOME_CITES, paper_ids=sorted(some))
    return {row["citing"]: sorted(row["cited"]) for row in rows}
