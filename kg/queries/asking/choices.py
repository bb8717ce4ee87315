"""The nodes that a reader chooses among for a question: those of one kind that go by a name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from kg import schema
from kg.model import LABELS
from kg.queries.finding import find, full_text
from kg.queries.finding.question import question
from kg.queries.listing import top_entities

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Label
    from kg.queries.asking.questions import Sort
    from kg.store import Store

MOST: Final = 30
_SEARCHED: Final = 150
"""Hits of all kinds, of which those of the kind asked for are kept."""

NAMED: Final = """\
CALL {
  MATCH (n:Paper {paper_id: $node_id}) RETURN n
  UNION
  MATCH (n:Entity {entity_id: $node_id}) RETURN n
  UNION
  MATCH (n:Author {author_id: $node_id}) RETURN n
  UNION
  MATCH (n:Organization {organization_id: $node_id}) RETURN n
}
RETURN coalesce(n.title, n.name, $node_id) AS name
"""

ENTITIES: Final = f"""\
CALL db.index.fulltext.queryNodes('{schema.ENTITY_NAME_INDEX}', $names, {{limit: 1000}}) YIELD node AS e, score
WHERE $label IN labels(e)
WITH e, score
ORDER BY score DESC, COUNT {{ (e)<--() }} DESC, e.entity_id
LIMIT $limit
RETURN e.entity_id AS node_id, e.name AS name, head([label IN labels(e) WHERE label <> 'Entity']) AS label
"""

FIRST: Final = {
    "Paper": """\
MATCH (p:Paper)
WHERE p.cited_by >= 0
RETURN p.paper_id AS node_id, coalesce(p.title, p.paper_id) AS name
ORDER BY p.cited_by DESC
LIMIT $limit
""",
    "Author": """\
MATCH (a:Author)
WITH a, COUNT { (a)-[:WROTE]->() } AS papers
ORDER BY papers DESC, a.author_id
LIMIT $limit
RETURN a.author_id AS node_id, a.name AS name
""",
    "Organization": """\
MATCH (o:Organization)
WITH o, COUNT { (o)-[:PUBLISHED]->() } AS papers
ORDER BY papers DESC, o.organization_id
LIMIT $limit
RETURN o.organization_id AS node_id, o.name AS name
""",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """A node to choose: its id, its name, and what tells it from others of that name."""

    node_id: str
    name: str
    detail: str = ""


def choices(store: Store, sort: Sort, text: str = "", *, usual: str = "") -> tuple[Choice, ...]:
    """Return nodes to choose among, the likeliest first.

    Args:
        store: the store to ask.
        sort: of what kind; `Entity` stands for all kinds of entities.
        text: what the reader searches for; nothing stands for the best known ones.
        usual: the id of a node that comes first where nothing is searched for and the graph has it.
    """
    if text.strip() and (sort == "Entity" or sort in LABELS):
        return tuple(_entities(store, sort, text))
    if text.strip():
        hits = find(store, text, limit=_SEARCHED).hits
        return tuple(Choice(hit.node_id, hit.name, hit.detail) for hit in hits if hit.kind == sort)[:MOST]
    named = store.read(NAMED, node_id=usual) if usual else []
    first = [Choice(usual, row["name"]) for row in named]
    return tuple(first + [one for one in _first(store, sort) if one.node_id != usual])


def _entities(store: Store, sort: Sort, text: str) -> Iterator[Choice]:
    """Find entities of a kind by their names: a search of everything would show papers, and few of them."""
    asked = question(text)
    for query in (full_text.names(asked), full_text.alike(asked, "name")):
        rows = store.read(ENTITIES, names=query, label=sort, limit=MOST) if query else []
        yield from (Choice(row["node_id"], row["name"], row["label"] if sort == "Entity" else "") for row in rows)
        if rows:
            return


def _first(store: Store, sort: Sort) -> list[Choice]:
    if sort in FIRST:
        return [Choice(row["node_id"], row["name"] or row["node_id"]) for row in store.read(FIRST[sort], limit=10)]
    label = None if sort == "Entity" else cast("Label", sort)
    return [Choice(row.entity_id, row.name, row.label) for row in top_entities(store, label, limit=10)]
