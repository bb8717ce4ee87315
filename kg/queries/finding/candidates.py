"""Candidates: the nodes that may be meant, as the store finds them, and what is shown of those kept.

Each index is asked for its best; which of them is meant is decided in `kg.queries.finding.ranking`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg import schema
from kg.model import LABELS
from kg.queries.cypher import TYPES
from kg.queries.finding import full_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.finding.identifiers import Identifiers
    from kg.queries.finding.question import Question
    from kg.store import Run, Store

Row = dict[str, Any]

MOST: Final = 40
MOST_BEGUN: Final = 1500
"""Names that begin alike, of which those that most papers name are kept; "a" begins thousands."""
MOST_OF_A_KIND: Final = 400
"""Of each index where only some kinds are asked for: other kinds share it."""

BY_KEY: Final = f"""\
UNWIND $keys AS key
MATCH (p:Paper {{paper_id: key}})
RETURN p.paper_id AS key, 'Paper' AS kind, coalesce(p.title, p.paper_id) AS name
UNION
UNWIND $tokens AS token
MATCH (i:Identifier {{identifier: token}})
MATCH (p:Paper {{paper_id: i.paper_id}})
RETURN p.paper_id AS key, 'Paper' AS kind, coalesce(p.title, p.paper_id) AS name
UNION
UNWIND $keys AS key
MATCH (e:Entity {{entity_id: key}})
RETURN key, head([label IN labels(e) WHERE label <> 'Entity']) AS kind, e.name AS name
UNION
UNWIND $keys AS key
MATCH (a:Author {{author_id: key}})
RETURN key, 'Author' AS kind, a.name AS name
UNION
UNWIND $keys AS key
MATCH (o:Organization {{organization_id: key}})
RETURN key, 'Organization' AS kind, o.name AS name
UNION
UNWIND $people AS token
CALL db.index.fulltext.queryNodes('{schema.AUTHOR_NAME_INDEX}', 'ids:"' + token + '"', {{limit: 20}}) YIELD node AS a
WHERE token IN a.ids
RETURN a.author_id AS key, 'Author' AS kind, a.name AS name
"""

_PAPERS: Final = f"""\
CALL db.index.fulltext.queryNodes('{schema.PAPER_TEXT_INDEX}', $papers, {{limit: $limit}}) YIELD node AS p, score
RETURN p.paper_id AS key, 'Paper' AS kind, coalesce(p.title, p.paper_id) AS name, [] AS aliases,
       COUNT {{ (p)<-[:CITES]-() }} AS degree, score, CASE WHEN $short THEN p.abstract END AS text
"""

_ENTITIES: Final = f"""\
CALL db.index.fulltext.queryNodes('{schema.ENTITY_NAME_INDEX}', $names, {{limit: $limit}}) YIELD node AS e, score
RETURN e.entity_id AS key, head([label IN labels(e) WHERE label <> 'Entity']) AS kind, e.name AS name,
       coalesce(e.aliases, []) AS aliases, COUNT {{ (e)<--() }} AS degree, score, null AS text
"""

_BEGUN: Final = f"""\
CALL {{
  CALL db.index.fulltext.queryNodes('{schema.ENTITY_NAME_INDEX}', $begun, {{limit: {MOST_BEGUN}}}) YIELD node AS e
  WITH e, COUNT {{ (e)<--() }} AS degree
  ORDER BY degree DESC
  LIMIT $limit
  RETURN e, degree
}}
RETURN e.entity_id AS key, head([label IN labels(e) WHERE label <> 'Entity']) AS kind, e.name AS name,
       coalesce(e.aliases, []) AS aliases, degree, 0.0 AS score, null AS text
"""

_ORGANIZATIONS: Final = f"""\
CALL db.index.fulltext.queryNodes('{schema.ORGANIZATION_NAME_INDEX}', $organizations, {{limit: $limit}})
YIELD node AS o, score
RETURN o.organization_id AS key, 'Organization' AS kind, o.name AS name, [] AS aliases,
       COUNT {{ (o)--() }} AS degree, score, null AS text
"""

_PEOPLE: Final = f"""\
CALL db.index.fulltext.queryNodes('{schema.AUTHOR_NAME_INDEX}', $people, {{limit: $limit}}) YIELD node AS a, score
RETURN a.author_id AS key, 'Author' AS kind, a.name AS name, [] AS aliases,
       COUNT {{ (a)-[:WROTE]->() }} AS degree, score, null AS text
"""

_PARTS: Final = {
    "papers": _PAPERS,
    "names": _ENTITIES,
    "begun": _BEGUN,
    "organizations": _ORGANIZATIONS,
    "people": _PEOPLE,
}
_INDEX_OF: Final = {
    "papers": schema.PAPER_TEXT_INDEX,
    "names": schema.ENTITY_NAME_INDEX,
    "begun": schema.ENTITY_NAME_INDEX,
    "organizations": schema.ORGANIZATION_NAME_INDEX,
    "people": schema.AUTHOR_NAME_INDEX,
}

_KINDS_OF: Final[dict[str, set[str]]] = {
    "papers": {"Paper"},
    "names": set(LABELS),
    "begun": set(LABELS),
    "organizations": {"Organization"},
    "people": {"Author"},
}

INDEXES: Final = frozenset(_INDEX_OF.values())

THERE: Final = """\
SHOW FULLTEXT INDEXES YIELD name, state
WHERE state = 'ONLINE'
RETURN collect(name) AS names
"""

PAPERS_BY: Final = """\
UNWIND $author_ids AS author_id
MATCH (a:Author {author_id: author_id})-[:WROTE]->(p:Paper)
USING INDEX a:Author(author_id)
WITH author_id, a, p, COUNT { (p)<-[:CITES]-() } AS degree
ORDER BY degree DESC, p.published IS NULL, p.published DESC, p.paper_id
LIMIT $limit
RETURN p.paper_id AS key, coalesce(p.title, p.paper_id) AS name, a.name AS by
"""

PAPERS_FROM: Final = """\
MATCH (o:Organization {organization_id: $organization_id})-[:PUBLISHED]->(p:Paper)
USING INDEX o:Organization(organization_id)
WITH p, COUNT { (p)<-[:CITES]-() } AS degree
ORDER BY degree DESC, p.published IS NULL, p.published DESC, p.paper_id
LIMIT $limit
RETURN p.paper_id AS key, coalesce(p.title, p.paper_id) AS name
"""

SHOWN: Final = f"""\
UNWIND $papers AS key
MATCH (p:Paper {{paper_id: key}})
USING INDEX p:Paper(paper_id)
RETURN key, toString(p.published) AS published, head([(o:Organization)-[:PUBLISHED]->(p) | o.name]) AS organization,
       p.abstract AS abstract, 0 AS papers
UNION ALL
UNWIND $entities AS key
MATCH (e:Entity {{entity_id: key}})
USING INDEX e:Entity(entity_id)
RETURN key, null AS published, null AS organization, null AS abstract,
       COUNT {{ MATCH (e)<-[:{TYPES}]-(named:Paper) RETURN DISTINCT named }} AS papers
UNION ALL
UNWIND $authors AS key
MATCH (a:Author {{author_id: key}})
USING INDEX a:Author(author_id)
RETURN key, null AS published, null AS organization, null AS abstract, COUNT {{ (a)-[:WROTE]->() }} AS papers
UNION ALL
UNWIND $organizations AS key
MATCH (o:Organization {{organization_id: key}})
USING INDEX o:Organization(organization_id)
RETURN key, null AS published, null AS organization, null AS abstract, COUNT {{ (o)-[:PUBLISHED]->() }} AS papers
"""


def by_key(run: Run, found: Identifiers, indexes: frozenset[str]) -> list[Row]:
    """Return the nodes that have these identifiers."""
    tokens = [token for token in found.people if schema.AUTHOR_NAME_INDEX in indexes and not set(token) & set('"\\')]
    return run(BY_KEY, keys=list(found.keys), tokens=list(found.tokens), people=tokens)


class Scope(NamedTuple):
    """What is asked.

    Attributes:
        indexes: the full-text indexes that the graph has.
        limit: how many candidates of each.
        abstracts: whether words of abstracts count.
        alike: whether words may be spelled almost so.
        kinds: of what; of everything where it is empty.
    """

    indexes: frozenset[str]
    limit: int
    abstracts: bool
    alike: bool = False
    kinds: frozenset[str] = frozenset()


def by_name(run: Run, asked: Question, people: Sequence[str], scope: Scope) -> list[Row]:
    """Return the nodes that may be called so, or whose texts hold the words.

    Args:
        run: runs a statement.
        asked: what is searched for.
        people: the words, as those of a person's name; none where it is no name.
        scope: what is asked.
    """
    queries = (
        _alike(asked)
        if scope.alike
        else {
            "papers": full_text.papers(asked, abstracts=scope.abstracts),
            "names": full_text.names(asked),
            "begun": full_text.beginnings(asked),
            "organizations": full_text.names(asked),
            "people": full_text.people(people),
        }
    )
    asked_of = {
        name: query
        for name, query in queries.items()
        if query and _INDEX_OF[name] in scope.indexes and (not scope.kinds or scope.kinds & _KINDS_OF[name])
    }
    if not asked_of:
        return []
    statement = "UNION ALL\n".join(_PARTS[name] for name in asked_of)
    return run(statement, **asked_of, limit=scope.limit, short=is_short(asked))


def _alike(asked: Question) -> dict[str, str | None]:
    return {
        "papers": full_text.alike(asked, "title"),
        "names": full_text.alike(asked, "name"),
        "organizations": full_text.alike(asked, "name"),
        "people": full_text.alike(asked),
    }


def is_short(asked: Question) -> bool:
    """Say whether a word is one letter: Lucene finds the C of C++ as well, and the texts themselves are looked at."""
    return any(len(word.form) == 1 and word.form.isalpha() for word in asked.words)


def indexes(store: Store) -> frozenset[str]:
    """Return the full-text indexes that the graph has."""
    return frozenset(store.read(THERE)[0]["names"]) & INDEXES
