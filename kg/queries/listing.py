"""Lists: papers that match, and the entities that most papers share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from kg import schema
from kg.errors import CallError
from kg.model import LABELS
from kg.queries.cypher import CITED_BY, ENTITY_ROW, PAPER_ROW, TYPES
from kg.queries.finding.full_text import matching
from kg.queries.records import PaperPage
from kg.queries.rows import entity_row, paper_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model import Label
    from kg.queries.records import EntityRow
    from kg.store import Store

Order = Literal["published", "comments", "upvotes", "citations", "entities", "title"]

ALL_PAPERS = "MATCH (p:Paper)\n"

PAPERS_NAMING = f"""\
MATCH (:Entity {{entity_id: $entity_id}})<-[:{TYPES}]-(p:Paper)
WITH DISTINCT p
"""

PAPERS_WRITTEN_BY = """\
MATCH (:Author {author_id: $author_id})-[:WROTE]->(p:Paper)
WITH DISTINCT p
"""

PAPERS_PUBLISHED_BY = """\
MATCH (:Organization {name: $organization})-[:PUBLISHED]->(p:Paper)
WITH DISTINCT p
"""

MATCHING_PAPERS = f"""\
CALL db.index.fulltext.queryNodes('{schema.PAPER_TEXT_INDEX}', $query) YIELD node AS p
"""

COUNT_PAPERS = """\
{matched}WHERE p.stub IS NULL{filters}
RETURN count(p) AS total
"""

YEAR = "coalesce(p.published.year, p.year)"

COUNT_YEARS = f"""\
{{matched}}WHERE p.stub IS NULL{{filters}}
WITH {YEAR} AS year
WHERE year IS NOT NULL
RETURN year, count(*) AS papers
ORDER BY year DESC
"""

PAPER_IDS = """\
{matched}WHERE p.stub IS NULL{filters}
WITH p
ORDER BY {order}, p.title, p.paper_id
RETURN p.paper_id AS paper_id
"""

PAGE_OF_PAPERS = f"""\
{{matched}}WHERE p.stub IS NULL{{filters}}
WITH p
ORDER BY {{order}}, p.title, p.paper_id
SKIP $skip
LIMIT $limit
RETURN {PAPER_ROW.replace("{", "{{").replace("}", "}}")} AS paper
"""

COUNTS_ARE_KEPT = "MATCH (p:Paper) WHERE p.cited_by >= 0 RETURN p.paper_id LIMIT 1"

NAMES_A = f"EXISTS {{{{ (p)-[:{TYPES}]->(:{{label}}) }}}}"
NAMES_THIS = f"EXISTS {{ (p)-[:{TYPES}]->(:Entity {{entity_id: $entity_id}}) }}"
PUBLISHED_BY = "EXISTS { (:Organization {name: $organization})-[:PUBLISHED]->(p) }"
WRITTEN_BY = "EXISTS { (:Author {author_id: $author_id})-[:WROTE]->(p) }"
OF_YEAR = f"{YEAR} = $year"

ORDERS: dict[Order, str] = {
    "published": "p.published IS NULL, p.published DESC",
    "comments": "coalesce(p.comments, -1) DESC",
    "upvotes": "coalesce(p.upvotes, -1) DESC",
    "citations": f"{CITED_BY.format(node='p')} DESC",
    "entities": f"COUNT {{ (p)-[:{TYPES}]->() }} DESC",
    "title": "toLower(p.title)",
}

TOP_ENTITIES = f"""\
MATCH (e:{{label}})
WITH e, COUNT {{{{ (e)<-[:{TYPES}]-() }}}} AS degree
ORDER BY degree DESC, e.entity_id
LIMIT $pool
RETURN {ENTITY_ROW.replace("{", "{{").replace("}", "}}")} AS entity
"""

COUNT_ENTITIES = """\
MATCH (e:{label})
RETURN count(e) AS total
"""


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What papers of a list must be like; see `papers`."""

    text: str = ""
    labels: tuple[Label, ...] = ()
    entity_id: str | None = None
    organization: str | None = None
    author_id: str | None = None
    year: int | None = None


def papers(
    store: Store,
    *,
    text: str = "",
    labels: Sequence[Label] = (),
    entity_id: str | None = None,
    organization: str | None = None,
    author_id: str | None = None,
    year: int | None = None,
    order: Order = "published",
    skip: int = 0,
    limit: int = 50,
) -> PaperPage:
    """List papers, with how many there are in all.

    Args:
        store: the store to ask.
        text: words that title, abstract or authors must hold, the last of them perhaps a beginning.
        labels: types of entities, each of which a paper must name.
        entity_id: an entity that a paper must name.
        organization: the name of an organisation that published it.
        author_id: somebody who wrote it.
        year: when it was published.
        order: newest, most discussed, most upvoted, most cited in the graph, with most entities, or by title.
        skip: how many papers to leave out first.
        limit: how many to list.

    Raises:
        CallError: a label or an order is none.
    """
    asked = _asked(Narrowed(text, tuple(labels), entity_id, organization, author_id, year))
    by = _by(order)
    if asked is None:
        return PaperPage((), 0)
    parts, values = asked
    total = store.read(COUNT_PAPERS.format(**parts), **values)[0]["total"]
    if order == "citations" and store.read(COUNTS_ARE_KEPT):  # so said, the index over it gives papers in order
        parts["filters"] += "\n  AND p.cited_by >= 0"
        by = "p.cited_by DESC"
    rows = store.read(PAGE_OF_PAPERS.format(**parts, order=by), **values, skip=max(0, skip), limit=max(0, limit))
    return PaperPage(tuple(paper_row(row["paper"]) for row in rows), total)


def paper_ids(store: Store, narrowed: Narrowed, order: Order = "published") -> tuple[str, ...]:
    """Return the ids of all papers of a list, in its order.

    Raises:
        CallError: a label or an order is none.
    """
    asked, by = _asked(narrowed), _by(order)
    if asked is None:
        return ()
    parts, values = asked
    return tuple(row["paper_id"] for row in store.read(PAPER_IDS.format(**parts, order=by), **values))


def years(store: Store, narrowed: Narrowed) -> dict[int, int]:
    """Return how many papers of a list are of each year, the last year first.

    Raises:
        CallError: a label is none.
    """
    asked = _asked(narrowed)
    if asked is None:
        return {}
    parts, values = asked
    return {row["year"]: row["papers"] for row in store.read(COUNT_YEARS.format(**parts), **values)}


def _asked(one: Narrowed) -> tuple[dict[str, str], dict[str, object]] | None:
    """Return the parts of the statement and its parameters, or None where the text asks for nothing.

    The rarest condition finds the papers, the others are asked of what it found.
    """
    query = matching(one.text) if one.text.strip() else None
    if one.text.strip() and query is None:
        return None
    ways = [
        (MATCHING_PAPERS + "WITH p\n", "", query is not None),
        (PAPERS_WRITTEN_BY, WRITTEN_BY, one.author_id is not None),
        (PAPERS_NAMING, NAMES_THIS, one.entity_id is not None),
        (PAPERS_PUBLISHED_BY, PUBLISHED_BY, one.organization is not None),
    ]
    given = [(matched, condition) for matched, condition, is_given in ways if is_given]
    filters = [NAMES_A.format(label=_label(label)) for label in one.labels]
    filters += [condition for _, condition in given[1:]]
    filters += [OF_YEAR] * (one.year is not None)
    parts = {
        "matched": given[0][0] if given else ALL_PAPERS,
        "filters": "".join(f"\n  AND {condition}" for condition in filters),
    }
    values: dict[str, object] = {
        "query": query,
        "entity_id": one.entity_id,
        "organization": one.organization,
        "author_id": one.author_id,
        "year": one.year,
    }
    return parts, values


def _by(order: Order) -> str:
    if order not in get_args(Order):
        raise CallError(f"Papers cannot be ordered by {order!r}: choose {', '.join(get_args(Order))}.")
    return ORDERS[order]


def top_entities(store: Store, label: Label | None = None, *, limit: int = 20) -> tuple[EntityRow, ...]:
    """List the entities that most papers name, most first.

    Raises:
        CallError: the label is none.
    """
    statement = TOP_ENTITIES.format(label=_label(label) if label else "Entity")
    # A paper may use and evaluate on the same entity: degrees choose the pool, papers the order.
    rows = [entity_row(row["entity"]) for row in store.read(statement, pool=2 * limit + 20)]
    return tuple(sorted(rows, key=lambda row: (-row.papers, row.name.casefold(), row.entity_id))[:limit])


def count_entities(store: Store, label: Label | None = None) -> int:
    """Return how many entities there are, of one type or of all.

    Raises:
        CallError: the label is none.
    """
    return int(store.read(COUNT_ENTITIES.format(label=_label(label) if label else "Entity"))[0]["total"])


def _label(label: str) -> str:
    if label not in LABELS:
        raise CallError(f"{label!r} is no type of entity: choose {', '.join(LABELS)}.")
    return label
