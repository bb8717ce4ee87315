"""Writing papers: their nodes, what was said of them, and the identifiers that find them.

What this file writes in one transaction is whole: a paper with its statements and identifiers, and the papers that it
took in. The paper is marked `:Pending` until its relationships are written too, so that a build which dies in between
is finished by the next one.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg import schema
from kg.store import analyses, cited_by
from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store.store import Run, Store

Row = dict[str, Any]

RENAME = """\
UNWIND $rows AS row
MATCH (p:Paper {paper_id: row.old})
USING INDEX p:Paper(paper_id)
SET p.paper_id = row.new
"""

UPSERT = """\
UNWIND $rows AS row
MERGE (p:Paper {paper_id: row.paper_id})
SET p += row.properties, p:Pending
FOREACH (_ IN CASE WHEN row.new THEN [1] ELSE [] END | SET p:New)
FOREACH (_ IN CASE WHEN p.cited_by IS NULL THEN [1] ELSE [] END | SET p.cited_by = 0)
"""

CREATE = """\
UNWIND $rows AS row
CREATE (p:Paper:Pending {paper_id: row.paper_id, cited_by: 0})
SET p += row.properties
FOREACH (_ IN CASE WHEN row.new THEN [1] ELSE [] END | SET p:New)
"""

BARE = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})
USING INDEX p:Paper(paper_id)
REMOVE p.text_digest
WITH p
MATCH (p)-[r:{"|".join((*schema.TEXT_RELATIONSHIPS, schema.RESULT))}]->()
DELETE r
"""

CITED = """\
UNWIND $rows AS row
MATCH (citing:Paper)-[r:CITES]->(old:Paper {paper_id: row.old})
USING INDEX old:Paper(paper_id)
WHERE citing.paper_id <> row.new
OPTIONAL MATCH (citing)-[own:CITES]->(:Paper {paper_id: row.new})
SET citing:Pending
RETURN citing.paper_id AS citing, row.new AS cited, properties(r) AS properties, properties(own) AS own
"""

CITE = """\
UNWIND $rows AS row
MATCH (citing:Paper {paper_id: row.citing})
USING INDEX citing:Paper(paper_id)
MATCH (cited:Paper {paper_id: row.cited})
USING INDEX cited:Paper(paper_id)
MERGE (citing)-[r:CITES]->(cited)
SET r = row.properties
"""

DELETE = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
DETACH DELETE p
"""

PEND_CITING = """\
UNWIND $paper_ids AS paper_id
MATCH (citing:Paper)-[:CITES]->(p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
SET citing:Pending
"""

PEND_NAMESAKES = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})<-[:WROTE]-(a:Author)
USING INDEX p:Paper(paper_id)
WITH DISTINCT a.name_key AS name_key
MATCH (namesake:Author {name_key: name_key})-[:WROTE]->(other:Paper)
USING INDEX namesake:Author(name_key)
SET other:Pending
"""

BECOME_STUB = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
OPTIONAL MATCH (p)-[r]->()
DELETE r
WITH DISTINCT p, paper_id
OPTIONAL MATCH (p)<-[r:WROTE|PUBLISHED|BUILDS_ON]-()
DELETE r
WITH DISTINCT p, paper_id
SET p = {paper_id: paper_id, stub: true}
"""

UNCITED = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
USING INDEX p:Paper(paper_id)
WHERE NOT EXISTS { (p)<-[:CITES]-() }
RETURN paper_id
"""

UPSERT_STATEMENTS = """\
UNWIND $rows AS row
MERGE (s:Statement {statement_id: row.statement_id})
SET s += row.properties
"""

CREATE_STATEMENTS = """\
UNWIND $rows AS row
CREATE (s:Statement {statement_id: row.statement_id})
SET s += row.properties
"""

DROP_STATEMENTS = """\
UNWIND $statement_ids AS statement_id
MATCH (s:Statement {statement_id: statement_id})
USING INDEX s:Statement(statement_id)
DELETE s
"""

DROP_IDENTIFIERS = """\
UNWIND $rows AS row
MATCH (i:Identifier {paper_id: row.paper_id})
USING INDEX i:Identifier(paper_id)
WHERE NOT i.identifier IN row.keep
DELETE i
"""

UPSERT_IDENTIFIERS = """\
UNWIND $rows AS row
MERGE (i:Identifier {identifier: row.identifier})
SET i.paper_id = row.paper_id
"""

REFERENCES = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})-[:CITES]->(q:Paper)
USING INDEX p:Paper(paper_id)
RETURN paper_id AS citing, q.paper_id AS cited
"""

PENDING = """\
MATCH (p:Pending)
RETURN p.paper_id AS paper_id
"""

UNIDENTIFIED = """\
MATCH (p:Pending)
WHERE p.stub IS NULL AND p.field_sources IS NULL
RETURN p.paper_id AS paper_id
"""

NEW = """\
MATCH (p:New)
WHERE p.stub IS NULL
RETURN p.paper_id AS paper_id
ORDER BY paper_id
"""

ANY_PENDING = """\
RETURN EXISTS { (:Pending) } AS pending
"""

DONE = """\
MATCH (p:Pending)
WITH p LIMIT 20000
REMOVE p:Pending, p:New
RETURN count(*) AS done
"""


@dataclass(slots=True)
class Writing:
    """What one transaction writes.

    Attributes:
        papers: rows of `paper_id`, `properties` and `new`; None takes a property off.
        statements: rows of `statement_id` and `properties`.
        identifiers: paper_id to its identifiers, as ``kind:value``.
        renamed: pairs of old and new key.
        absorbed: pairs of the key of a paper that goes and of the one that it is.
        divided: papers whose identifiers may be another's by now: who cites them is looked at again.
        left: papers of which no statement speaks any longer.
        dropped: statement_ids that go.
        fresh: papers and statements, by their keys, that are known not to be there.
    """

    papers: list[Row] = field(default_factory=list)
    statements: list[Row] = field(default_factory=list)
    identifiers: dict[str, list[str]] = field(default_factory=dict)
    renamed: list[tuple[str, str]] = field(default_factory=list)
    absorbed: list[tuple[str, str]] = field(default_factory=list)
    divided: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    fresh: set[str] = field(default_factory=set)


def write(store: Store, writing: Writing) -> None:
    """Write in one transaction."""
    store.write_all(lambda run: _write(run, writing))


def _write(run: Run, writing: Writing) -> None:
    analyses.outdate(run)
    if writing.dropped:
        run(DROP_STATEMENTS, statement_ids=writing.dropped)
    if writing.divided:
        run(PEND_CITING, paper_ids=writing.divided)
    if writing.renamed:
        run(RENAME, rows=[{"old": old, "new": new} for old, new in writing.renamed])
    # A transaction whose end was not heard of is done again: nothing is known not to be there then.
    fresh = set[str]() if run.again else writing.fresh
    _both(run, (CREATE, UPSERT), [row for row in writing.papers if row["paper_id"] in fresh], writing.papers)
    stubs = [row["paper_id"] for row in writing.papers if row["properties"]["stub"] and row["paper_id"] not in fresh]
    if stubs:  # no text of a stub is read, whatever it was before
        run(BARE, paper_ids=stubs)
    if writing.absorbed:
        _absorb(run, writing.absorbed)
    if writing.left:
        _leave(run, writing.left)
    said = [row for row in writing.statements if row["statement_id"] in fresh]
    _both(run, (CREATE_STATEMENTS, UPSERT_STATEMENTS), said, writing.statements)
    kept = [
        {"paper_id": paper_id, "keep": keep} for paper_id, keep in writing.identifiers.items() if paper_id not in fresh
    ]
    gone = [*writing.left, *(old for old, _ in [*writing.absorbed, *writing.renamed])]
    if kept or gone:
        run(DROP_IDENTIFIERS, rows=kept + [{"paper_id": paper_id, "keep": []} for paper_id in gone])
    run(
        UPSERT_IDENTIFIERS,
        rows=[
            {"identifier": identifier, "paper_id": paper_id}
            for paper_id, identifiers in writing.identifiers.items()
            for identifier in identifiers
        ],
    )


def _both(run: Run, written_by: tuple[str, str], fresh: Sequence[Row], rows: Sequence[Row]) -> None:
    """Write what is known not to be there by the first of two statements, and what else there is by the other."""
    create, upsert = written_by
    if fresh:
        run(create, rows=fresh)
    if len(fresh) < len(rows):
        new = {id(row) for row in fresh}
        run(upsert, rows=[row for row in rows if id(row) not in new])


def _absorb(run: Run, pairs: Sequence[tuple[str, str]]) -> None:
    """Let papers take in others that are the same: who cited those cites these."""
    joined: dict[tuple[str, str], Row] = {}
    for row in run(CITED, rows=[{"old": old, "new": new} for old, new in pairs]):
        pair = row["citing"], row["cited"]
        joined[pair] = _union(joined.get(pair) or row["own"] or {}, row["properties"])
    gone = {old for old, _ in pairs}
    rows = [
        {"citing": citing, "cited": cited, "properties": properties}
        for (citing, cited), properties in joined.items()
        if citing not in gone
    ]
    lost = cited_by.cited(run, sorted(gone))
    run(CITE, rows=rows)
    run(PEND_NAMESAKES, paper_ids=sorted(gone))
    run(DELETE, paper_ids=sorted(gone))
    cited_by.count(run, lost | {cited for _, cited in joined})


def _union(one: Row, other: Row) -> Row:
    """Join the lists of two relationships; each value stands once."""
    joined: dict[str, list[Any]] = defaultdict(list)
    for properties in (one, other):
        for name, values in properties.items():
            joined[name] += [value for value in values if value not in joined[name]]
    return {name: sorted(values) for name, values in joined.items()}


def _leave(run: Run, paper_ids: list[str]) -> None:
    """Let papers go of which nobody speaks; one that is cited becomes a stub."""
    run(PEND_NAMESAKES, paper_ids=paper_ids)
    lost = cited_by.cited(run, paper_ids)
    uncited = {row["paper_id"] for row in run(UNCITED, paper_ids=paper_ids)}
    run(DELETE, paper_ids=sorted(uncited))
    stubs = [paper_id for paper_id in paper_ids if paper_id not in uncited]
    run(BECOME_STUB, paper_ids=stubs)
    cited_by.count(run, lost | set(stubs))


def references(store: Store, paper_ids: Sequence[str]) -> list[tuple[str, str]]:
    """Return what papers cite in the graph, as pairs of citing and cited paper."""
    rows = (row for part in chunks(paper_ids) for row in store.read(REFERENCES, paper_ids=part))
    return sorted((row["citing"], row["cited"]) for row in rows)


def pending(store: Store) -> list[str]:
    """Return the papers whose relationships are still to be written, this build's and those of one that died."""
    return sorted(row["paper_id"] for row in store.read(PENDING))


def unidentified(store: Store) -> list[str]:
    """Return the pending papers of an earlier version, whose nodes do not say which source gave what."""
    return sorted(row["paper_id"] for row in store.read(UNIDENTIFIED))


def new(store: Store) -> tuple[str, ...]:
    """Return the pending papers that were not there before, as more than a stub."""
    return tuple(row["paper_id"] for row in store.read(NEW))


def any_pending(store: Store) -> bool:
    """Say whether there are such papers."""
    return bool(store.read(ANY_PENDING)[0]["pending"])


def done(store: Store) -> None:
    """Say that everything is written."""
    while store.write(DONE)[0]["done"]:
        pass
