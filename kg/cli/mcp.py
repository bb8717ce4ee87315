"""`kg mcp`: the graph as tools of a language model's client, until stdin ends."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

import typer

from kg.cli import options  # noqa: TC001 - typer reads the annotations when it runs
from kg.errors import CallError


def command(
    store: options.Store = None,
    dashboard: Annotated[
        str | None,
        typer.Option(
            "--dashboard",
            metavar="URL",
            help="Where the dashboard is, such as http://127.0.0.1:8501, for links to its pages in answers.",
        ),
    ] = None,
) -> None:
    """Offer the graph to a language model's client: a server of the Model Context Protocol on stdin and stdout.

    It reads and never writes. A client starts it; docs/mcp.md shows how to tell a client so.

    \b
    Examples:
      kg mcp
      kg mcp --store bolt://127.0.0.1:7687 --dashboard http://127.0.0.1:8501
    """  # noqa: D301 - \b keeps the lines of the examples apart
    if dashboard is not None and urlsplit(dashboard).scheme not in {"http", "https"}:
        raise CallError(f"{dashboard!r} is no address of a dashboard: give one such as http://127.0.0.1:8501.")
    # The driver and the SDK take a moment to import; `kg --help` need not wait for them.
    from kg.store import address  # noqa: PLC0415 - see above

    address.parse(store)  # what is wrong with it is said here, and not in every answer
    try:
        from kg.mcp import serve  # noqa: PLC0415 - see above
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] in {"mcp", "mcp_types"}:
            raise CallError("The MCP SDK is absent: install it with `pip install 'paper-kg[mcp]'`.") from error
        raise
    serve(store, dashboard=dashboard)
