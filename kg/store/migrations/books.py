"""The step from version 0: a graph of papers alone gets the books of who said what of them.

Each source of a paper is taken to have said what the paper's node and its relationships say. The papers are marked as
pending, so that the build which follows writes their people, citations and texts as it writes all others.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.corpus import statements as texts
from kg.identity import ids
from kg.identity.merging import card
from kg.model import Author, Organization, Paper, Reference, Statement
from kg.store import cited_by, forms
from kg.store.chunks import chunks
from kg.store.papers import UPSERT_IDENTIFIERS, UPSERT_STATEMENTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.store.store import Run, Store

SILENT = """\
MATCH (p:Paper)
WHERE p.stub IS NULL AND NOT EXISTS { (:Statement {paper_id: p.paper_id}) }
RETURN p.paper_id AS paper_id
ORDER BY paper_id
"""

PAPERS = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
RETURN properties(p) AS paper,
       COLLECT { MATCH (p)<-[w:WROTE]-(a:Author) RETURN a.name ORDER BY w.position, a.author_id } AS authors,
       COLLECT { MATCH (p)-[c:CITES]->(q:Paper) RETURN {sources: c.sources, paper_id: q.paper_id} ORDER BY q.paper_id }
         AS cites,
       COLLECT { MATCH (p)<-[:PUBLISHED]-(o:Organization) RETURN [o.organization_id, o.name] ORDER BY o.name }
         AS organizations
"""

PEND = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
SET p:Pending, p.text_digest = coalesce(p.text_digest, '')
"""
"""A paper without a digest would be taken for one that has no relationships yet."""

NOT_COUNTED = """\
MATCH (p:Paper)
WHERE p.cited_by IS NULL
RETURN p.paper_id AS paper_id
"""

AT_ONCE = 500
"""Papers of one transaction."""

UNKNOWN = "an earlier version"
"""The source of a paper that says none."""


def write(store: Store) -> None:
    """Write what sources said of papers of which nothing is written, how many cite each, and the forms of names."""
    silent = [row["paper_id"] for row in store.read(SILENT)]
    for part in chunks(silent, AT_ONCE):
        rows = store.read(PAPERS, paper_ids=list(part))
        _write(store, part, rows)
    cited_by.mend(store, [row["paper_id"] for row in store.read(NOT_COUNTED)])
    forms.fill(store)


def _write(store: Store, paper_ids: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    said: list[dict[str, Any]] = []
    tokens: dict[str, str] = {}
    for row in rows:
        for statement in _statements(row):
            said.append(_row(row["paper"]["paper_id"], statement))
            tokens |= dict.fromkeys(ids.tokens(statement.paper), row["paper"]["paper_id"])

    def work(run: Run) -> None:
        run(UPSERT_STATEMENTS, rows=said)
        run(UPSERT_IDENTIFIERS, rows=[{"identifier": one, "paper_id": paper} for one, paper in tokens.items()])
        run(PEND, paper_ids=list(paper_ids))

    store.write_all(work)


def _statements(row: dict[str, Any]) -> Iterator[Statement]:
    node = row["paper"]
    cited: dict[str, list[str]] = defaultdict(list)
    for one in row["cites"]:
        for source in one["sources"] or [UNKNOWN]:
            cited[source].append(one["paper_id"])
    organization = Organization(*row["organizations"][0]) if row["organizations"] else None
    found = [one.partition(":") for one in node.get("ids") or ()]
    for source in node.get("sources") or [UNKNOWN]:
        paper = Paper(
            node["paper_id"],
            node.get("title") or "",
            node.get("abstract") or "",
            node["published"].to_native() if node.get("published") else None,
            tuple(map(Author, filter(None, row["authors"]))),
            author_count=node.get("author_count"),
            organization=organization,
            upvotes=node.get("upvotes"),
            comments=node.get("comments"),
            url=node.get("url"),
            venue=node.get("venue"),
            references=tuple(map(Reference, cited.get(source, ()))),
            ids={kind: value for kind, _, value in found},
        )
        yield Statement(source, node["paper_id"], paper)


def _row(paper_id: str, statement: Statement) -> dict[str, Any]:
    statement_id = texts.statement_id(statement.source, statement.key)
    properties = {
        "source": statement.source,
        "key": statement.key,
        "paper_id": paper_id,
        "title_key": card(statement, statement_id).title_key or None,
        "digest": texts.digest(statement),
        "says": texts.encode(statement.paper),
    }
    return {"statement_id": statement_id, "properties": properties}
