"""Bibliographic coupling: how many references two papers share.

Source: Kessler, M. M. (1963). Bibliographic coupling between scientific papers. American Documentation 14(1), 10-25.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.measures import sharing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.measures.matrix import Citations


def coupled(citations: Citations, paper_id: str, *, limit: int = 20) -> tuple[sharing.Pair, ...]:
    """Give the papers that share most references with one; one row of a product serves any size.

    Example:
        Both a and b cite x and y; c cites y alone.

        >>> from kg.measures import Citations
        >>> found = Citations.of([("a", "x"), ("a", "y"), ("b", "x"), ("b", "y"), ("c", "y")])
        >>> coupled(found, "a")
        (Pair(paper_id='b', shared=2), Pair(paper_id='c', shared=1))
    """
    return sharing.of_one(citations, citations.matrix, paper_id, limit)


def couplings(citations: Citations, *, at_least: int = 1) -> Iterator[tuple[int, Any]]:
    """Give the couplings of all pairs as sparse arrays, some rows at a time, each with the place of its first row.

    Args:
        citations: the graph.
        at_least: leave out pairs with fewer.
    """
    return sharing.of_all(citations.matrix, at_least)
