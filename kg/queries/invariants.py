"""Invariants: what must hold in every graph of ours, whatever was built, killed or restored before.

Each is a question whose answers are what breaks it; the answers are counted, and the first of them are named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg import schema
from kg.store import lease

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.store import Store

_NAMED: Final = 3
_TYPES = "|".join((*schema.TEXT_RELATIONSHIPS, schema.RESULT))

WITHOUT_KEY = """\
MATCH (n:{label})
WHERE n.{key} IS NULL
RETURN elementId(n) AS what
"""

WITHOUT_SOURCES = """\
MATCH (a)-[r:{type}]->(b)
WHERE coalesce(size(r.sources), 0) = 0
RETURN coalesce(a.paper_id, a.author_id, a.organization_id) + ' ' + coalesce(b.paper_id, b.organization_id) AS what
"""

QUESTIONS: Final[Mapping[str, str]] = {
    "papers whose relationships a build left unwritten": """\
MATCH (p:Pending)
RETURN p.paper_id AS what
""",
    "papers of which nothing says that they are there": """\
MATCH (p:Paper)
WHERE p.stub IS NULL AND NOT EXISTS { (:Statement {paper_id: p.paper_id}) }
RETURN p.paper_id AS what
""",
    "statements about papers that are not there": """\
MATCH (s:Statement)
WHERE NOT EXISTS { (:Paper {paper_id: s.paper_id}) }
RETURN s.source + ' ' + s.key AS what
""",
    "identifiers of papers that are not there": """\
MATCH (i:Identifier)
WHERE NOT EXISTS { (:Paper {paper_id: i.paper_id}) }
RETURN i.identifier AS what
""",
    "papers that cite themselves": """\
MATCH (p:Paper)-[:CITES]->(p)
RETURN p.paper_id AS what
""",
    "entities that are of no type, or of two": """\
MATCH (e:Entity)
WHERE size(labels(e)) <> 2
RETURN e.entity_id AS what
""",
    "entities that nothing names": """\
MATCH (e:Entity)
WHERE NOT EXISTS { (e)<--() } AND NOT EXISTS { (e)-->() }
RETURN e.entity_id AS what
""",
    "papers that another number of papers cite than they say": """\
MATCH (p:Paper)
WHERE p.cited_by <> COUNT { (p)<-[:CITES]-() }
RETURN p.paper_id AS what
""",
}

EVIDENCE = f"""\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {{paper_id: paper_id}})
USING INDEX p:Paper(paper_id)
RETURN paper_id, coalesce(p.title, '') AS title, coalesce(p.abstract, '') AS abstract,
       COLLECT {{ MATCH (p)-[r:{_TYPES}]->(e:Entity) RETURN [e.entity_id, properties(r)] }} AS said
"""

PAPERS = """\
MATCH (p:Paper)
WHERE p.stub IS NULL AND p.paper_id > $after
RETURN p.paper_id AS paper_id
ORDER BY paper_id
LIMIT $size
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """What an invariant was asked, how much breaks it, and the first of that."""

    what: str
    count: int
    examples: tuple[str, ...]


def findings(store: Store, *, size: int = 2000) -> Iterator[Finding]:
    """Ask every invariant of a graph.

    Args:
        store: an open store.
        size: papers whose evidence is read at once.
    """
    for label, key in (schema.KEYS | schema.BOOKS).items():
        yield _asked(store, f"{label} nodes without {key}", WITHOUT_KEY.format(label=label, key=key))
    for kind in schema.SOURCED_RELATIONSHIPS:
        yield _asked(store, f"{kind} relationships without sources", WITHOUT_SOURCES.format(type=kind))
    for what, question in QUESTIONS.items():
        yield _asked(store, what, question)
    yield _evidence(store, size)
    left = [str(lease.holder(store))] if lease.is_left(store) else []
    yield Finding("turns at building that nobody holds any longer", len(left), tuple(left))


def _asked(store: Store, what: str, question: str) -> Finding:
    rows = store.read(f"{question}LIMIT 10000\n")
    return Finding(what, len(rows), tuple(str(row["what"]) for row in rows[:_NAMED]))


def _evidence(store: Store, size: int) -> Finding:
    """Compare each span with the text that it is of: offsets count characters, which Cypher's functions do not."""
    wrong: list[str] = []
    count, after = 0, ""
    while rows := store.read(PAPERS, after=after, size=size):
        paper_ids = [row["paper_id"] for row in rows]
        after = paper_ids[-1]
        for row in store.read(EVIDENCE, paper_ids=paper_ids):
            for entity_id, properties in row["said"]:
                if not all(_is_there(row, *span) for span in _spans(properties)):
                    count += 1
                    wrong += [f"{row['paper_id']} {entity_id}"] if count <= _NAMED else []
    return Finding("relationships whose evidence is not in the text", count, tuple(wrong))


def _spans(properties: Mapping[str, Any]) -> Iterator[tuple[str, int, int, str | None]]:
    if "fields" in properties:
        parts = (properties[name] for name in ("fields", "starts", "ends", "surfaces"))
        yield from zip(*parts, strict=True)
    elif "field" in properties and "start" in properties:
        yield properties["field"], properties["start"], properties["end"], None


def _is_there(row: Mapping[str, Any], field: str, start: int, end: int, surface: str | None) -> bool:
    text = row[field] if field in ("title", "abstract") else ""
    return 0 <= start < end <= len(text) and (surface is None or text[start:end] == surface)
