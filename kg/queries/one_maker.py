"""Who makes papers: an author or an organisation, with whom they work and what they introduce."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from kg.queries.cypher import ENTITY_ROW
from kg.queries.rows import day, entity_row

if TYPE_CHECKING:
    import datetime as dt

    from kg.queries.records import EntityRow, Kind
    from kg.store import Store

MOST: Final = 60

AUTHOR: Final = """\
MATCH (m:Author {author_id: $node_id})
RETURN m.author_id AS node_id, coalesce(m.name, m.author_id) AS name, coalesce(m.ids, []) AS ids,
       COUNT { (m)-[:WROTE]->() } AS papers,
       [(m)-[:AFFILIATED_WITH]->(o:Organization) | [o.organization_id, o.name]] AS organizations
"""

ORGANIZATION: Final = """\
MATCH (m:Organization {organization_id: $node_id})
RETURN m.organization_id AS node_id, coalesce(m.name, m.organization_id) AS name, coalesce(m.ids, []) AS ids,
       COUNT { (m)-[:PUBLISHED]->() } AS papers, [] AS organizations
"""

_THEIRS: Final = {
    "Author": "MATCH (m:Author {author_id: $node_id})-[:WROTE]->(p:Paper)",
    "Organization": "MATCH (m:Organization {organization_id: $node_id})-[:PUBLISHED]->(p:Paper)",
}

_TOGETHER: Final = """
MATCH (p)<-[:WROTE]-(other:Author)
WHERE other <> m
WITH other, count(DISTINCT p) AS papers
ORDER BY papers DESC, other.author_id
WITH collect([other.author_id, other.name, papers]) AS found
RETURN size(found) AS total, found[0..$limit] AS best
"""

_HOUSES: Final = """
MATCH (p)<-[:PUBLISHED]-(other:Organization)
WHERE other <> m
WITH other, count(DISTINCT p) AS papers
ORDER BY papers DESC, other.organization_id
LIMIT 20
RETURN other.organization_id AS node_id, other.name AS name, papers
"""

_INTRODUCES: Final = f"""
MATCH (p)-[:INTRODUCES]->(e:Entity)
WITH e, p
ORDER BY p.published
WITH e, collect(p)[0] AS p
WITH e, p
ORDER BY COUNT {{ (e)<--() }} DESC, e.entity_id
WITH collect([e, p]) AS found
WITH size(found) AS total, found[0..$limit] AS best
UNWIND best AS one
WITH total, one[0] AS e, one[1] AS p
RETURN total, {ENTITY_ROW} AS entity, p.paper_id AS paper_id, coalesce(p.title, p.paper_id) AS title,
       toString(p.published) AS published
"""

TOGETHER: Final = {kind: theirs + _TOGETHER for kind, theirs in _THEIRS.items()}
HOUSES: Final = {kind: theirs + _HOUSES for kind, theirs in _THEIRS.items()}
INTRODUCES: Final = {kind: theirs + _INTRODUCES for kind, theirs in _THEIRS.items()}


OF_A_PAPER: Final = """\
MATCH (p:Paper {paper_id: $paper_id})
RETURN COLLECT { MATCH (m:Author)-[w:WROTE]->(p) RETURN [m.author_id, m.name] ORDER BY w.position } AS authors,
       COLLECT { MATCH (m:Organization)-[:PUBLISHED]->(p) RETURN [m.organization_id, m.name] } AS organizations
"""


@dataclass(frozen=True, slots=True)
class Companion:
    """An author or an organisation beside one, and how many papers they have together."""

    node_id: str
    name: str
    kind: Kind
    papers: int


@dataclass(frozen=True, slots=True)
class Introduced:
    """What a paper of theirs introduces."""

    entity: EntityRow
    paper_id: str
    title: str
    published: dt.date | None


@dataclass(frozen=True, slots=True)
class Maker:
    """An author or an organisation.

    Attributes:
        node_id: its key.
        name: what it is called.
        ids: what services call it, each as ``kind:value``.
        papers: how many papers of the graph are theirs.
        affiliations: (organization_id, name) that a source says an author belongs to.
        people: authors of the same papers, with whom there are most first; at most `MOST` of `people_total`.
        people_total: how many there are.
        houses: organisations that published the same papers.
        introduces: what their papers introduce, what most papers name first; at most `MOST` of `introduces_total`.
        introduces_total: how many entities that are.
    """

    node_id: str
    name: str
    ids: tuple[str, ...]
    papers: int
    affiliations: tuple[tuple[str, str], ...]
    people: tuple[Companion, ...]
    people_total: int
    houses: tuple[Companion, ...]
    introduces: tuple[Introduced, ...]
    introduces_total: int


def maker(store: Store, node_id: str, kind: Literal["Author", "Organization"]) -> Maker | None:
    """Return an author or an organisation, or None where the graph has no such node."""
    found = store.read(AUTHOR if kind == "Author" else ORGANIZATION, node_id=node_id)
    if not found:
        return None
    row = found[0]
    together = store.read(TOGETHER[kind], node_id=node_id, limit=MOST)[0]
    introduced = store.read(INTRODUCES[kind], node_id=node_id, limit=MOST)
    return Maker(
        node_id=row["node_id"],
        name=row["name"],
        ids=tuple(row["ids"]),
        papers=row["papers"],
        affiliations=tuple((key, name) for key, name in row["organizations"]),
        people=tuple(Companion(key, name or key, "Author", papers) for key, name, papers in together["best"]),
        people_total=together["total"],
        houses=tuple(
            Companion(one["node_id"], one["name"], "Organization", one["papers"])
            for one in store.read(HOUSES[kind], node_id=node_id)
        ),
        introduces=tuple(
            Introduced(entity_row(one["entity"]), one["paper_id"], one["title"], day(one["published"]))
            for one in introduced
        ),
        introduces_total=introduced[0]["total"] if introduced else 0,
    )


def makers(store: Store, paper_id: str) -> tuple[tuple[str, str, Kind], ...]:
    """Return who made a paper, each as key, name and kind: its authors in their order, then organisations."""
    rows = store.read(OF_A_PAPER, paper_id=paper_id)
    if not rows:
        return ()
    authors: list[tuple[str, str, Kind]] = [(key, name or key, "Author") for key, name in rows[0]["authors"]]
    return (*authors, *((key, name or key, "Organization") for key, name in rows[0]["organizations"]))
