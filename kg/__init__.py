"""This package is about the graph: records, sources, store, queries, dashboard, command line."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

__version__ = "0.1.0"


def open(url: str | None = None, *, user: str | None = None, password: str | None = None) -> Graph:  # noqa: A001 - read as kg.open
    """Open a graph to read it.

    Args:
        url: `local:`, `local:PATH`, or a server's `bolt://`, `neo4j://` or `neo4j+s://` address; None stands for what
            KG_STORE says, else for `local:`.
        user: a server's user; None stands for NEO4J_USERNAME, else "neo4j".
        password: the user's password; None stands for NEO4J_PASSWORD.

    Raises:
        KGError: the address is none, or nothing can be opened there.

    Example:
        with kg.open("local:") as graph:
            print(graph.papers(text="tokenization").total)
    """
    from kg.graph import Graph  # noqa: PLC0415 - whoever imports kg for its version need not wait for the driver

    return Graph.open(url, user=user, password=password)
