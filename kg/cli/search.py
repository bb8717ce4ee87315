"""This file is about `kg search`: the papers and entities that hold a text."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import Format, render

_COLUMNS = ("kind", "name", "detail", "score", "id")


def command(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What to look for.")],
    store: options.Store = None,
    form: Annotated[Format, typer.Option("--format", help="How hits are written.")] = Format.TABLE,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000, help="At most so many hits.")] = 20,
) -> None:
    """Search the papers and entities of the graph, best first; an identifier or an address leads to its paper.

    \b
    Examples:
      kg search tokenization
      kg search "LoRA" --limit 5 --format jsonl
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # The driver takes a moment to import; `kg --help` need not wait for it.
    from kg import queries  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    with progress() as draw:
        opened = connect(store, ask=options.ask_password, progress=draw)
    with opened:
        hits = queries.search(opened, text, limit=limit)
    rows = [(hit.kind, hit.name, hit.detail, round(hit.score, 3), hit.node_id) for hit in hits]
    if rows or form is not Format.TABLE:
        emit(render(_COLUMNS, rows, form))
    if not rows:
        say(f"Nothing in the graph holds {text!r}.")
