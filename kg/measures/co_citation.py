"""Co-citation: how many papers cite two papers together.

Source: Small, H. (1973). Co-citation in the scientific literature: a new measure of the relationship between two
documents. Journal of the American Society for Information Science 24(4), 265-269.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.measures import sharing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.measures.matrix import Citations


def co_cited(citations: Citations, paper_id: str, *, limit: int = 20) -> tuple[sharing.Pair, ...]:
    """Give the papers that are cited together with one most often; one row of a product serves any size.

    Example:
        Both c and d cite a and b; d cites e too.

        >>> from kg.measures import Citations
        >>> found = Citations.of([("c", "a"), ("c", "b"), ("d", "a"), ("d", "b"), ("d", "e")])
        >>> co_cited(found, "a")
        (Pair(paper_id='b', shared=2), Pair(paper_id='e', shared=1))
    """
    return sharing.of_one(citations, citations.backwards, paper_id, limit)


def co_citations(citations: Citations, *, at_least: int = 1) -> Iterator[tuple[int, Any]]:
    """Give the co-citations of all pairs as sparse arrays, some rows at a time, each with the place of its first row.

    Args:
        citations: the graph.
        at_least: leave out pairs with fewer.
    """
    return sharing.of_all(citations.backwards, at_least)
