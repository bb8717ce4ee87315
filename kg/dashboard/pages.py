"""The pages of the dashboard: the address of each, and which of them tells of a node.

It imports no Streamlit, so that other faces can name a page at no cost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.queries.records import Kind


def address(page: str, **query: str | Sequence[str]) -> str:
    """Return the address of one of our pages; a key with many values is repeated.

    Example:
        >>> address("paper", id="2406.00001")
        'paper?id=2406.00001'
    """
    return f"{page}?{urlencode(query, doseq=True, quote_via=quote)}" if query else page


def node_page(kind: Kind) -> str:
    """Return the page that tells of nodes of a kind.

    Example:
        >>> node_page("Task"), node_page("Model"), node_page("Author")
        ('task', 'entity', 'author')
    """
    return kind.lower() if kind in {"Paper", "Task", "Author", "Organization"} else "entity"
