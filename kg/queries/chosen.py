"""Papers that somebody chose by their ids: a page of them in an order, and which are not there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

from kg.errors import CallError
from kg.queries.cypher import PAPER_ROW
from kg.queries.listing import ORDERS
from kg.queries.listing import Order as ListOrder
from kg.queries.records import PaperPage
from kg.queries.rows import paper_row
from kg.store.chunks import chunks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store import Store

Order = Literal["given", "published", "citations", "upvotes", "entities", "title"]

PAGE_IN_ORDER = f"""\
MATCH (p:Paper)
WHERE p.paper_id IN $paper_ids
WITH p
ORDER BY {{order}}, coalesce(p.title, p.paper_id), p.paper_id
SKIP $skip
LIMIT $limit
RETURN {PAPER_ROW.replace("{", "{{").replace("}", "}}")} AS paper
"""

ROWS = f"""\
UNWIND range(0, size($paper_ids) - 1) AS place
MATCH (p:Paper {{paper_id: $paper_ids[place]}})
RETURN {PAPER_ROW} AS paper
ORDER BY place
"""

THERE = """\
UNWIND $paper_ids AS paper_id
MATCH (p:Paper {paper_id: paper_id})
RETURN paper_id
"""


def chosen(
    store: Store, paper_ids: Sequence[str], *, order: Order = "given", skip: int = 0, limit: int = 20
) -> PaperPage:
    """List some papers, stubs among them; `total` counts those that the graph has.

    Args:
        store: the store to ask.
        paper_ids: which papers.
        order: as they are given, newest, most cited in the graph, most upvoted, with most entities, or by title.
        skip: how many of them to leave out first.
        limit: how many to list.

    Raises:
        CallError: the order is none.
    """
    if order not in get_args(Order):
        raise CallError(f"Papers cannot be ordered by {order!r}: choose {', '.join(get_args(Order))}.")
    known = there(store, paper_ids)
    here = [paper_id for paper_id in dict.fromkeys(paper_ids) if paper_id in known]
    skip, limit = max(0, skip), max(0, limit)
    if order == "given":
        rows = store.read(ROWS, paper_ids=here[skip : skip + limit])
    else:
        ordered: ListOrder = order
        statement = PAGE_IN_ORDER.format(order=ORDERS[ordered])
        rows = store.read(statement, paper_ids=here, skip=skip, limit=limit)
    return PaperPage(tuple(paper_row(row["paper"]) for row in rows), len(here))


def there(store: Store, paper_ids: Sequence[str]) -> frozenset[str]:
    """Return those of some ids that are keys of papers of the graph."""
    return frozenset(
        row["paper_id"]
        for chunk in chunks(list(dict.fromkeys(paper_ids)), 5000)
        for row in store.read(THERE, paper_ids=chunk)
    )
