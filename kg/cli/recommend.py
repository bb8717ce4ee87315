"""`kg recommend`: which papers a paper, or a set of papers, should cite besides."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - typer reads it from the annotation
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import Format, render
from kg.errors import CallError

_COLUMNS = ("paper", "published", "score", "why", "id")


def command(
    papers: Annotated[
        list[str] | None, typer.Argument(metavar="PAPER...", help="Identifiers or addresses, of any kind.")
    ] = None,
    store: options.Store = None,
    *,
    listed: Annotated[
        Path | None, typer.Option("--set", metavar="FILE", help="A file with a paper a line; - for a pipe.")
    ] = None,
    semantic: options.Semantic = False,
    form: Annotated[Format, typer.Option("--format", help="How papers are written.")] = Format.TABLE,
    limit: Annotated[int, typer.Option("--limit", min=1, max=150, help="At most so many.")] = 20,
) -> None:
    """Recommend papers to cite besides, each with reasons. Several papers are taken for one list of references.

    Nothing that the paper cites already, and nothing newer than it.

    \b
    Examples:
      kg recommend 2405.13729
      kg recommend 2405.13729 10.1109/TVCG.2015.2468291 --limit 10 --format jsonl
      kg recommend --set reading.txt --semantic
    """  # noqa: D301 - \b keeps the lines of the examples apart
    given = [*(papers or []), *_lines(listed)]
    if not given:
        raise CallError("There is no paper to recommend for; give identifiers, or a file of them with --set.")
    # The driver and scipy take a moment to import; `kg --help` need not wait for them.
    from kg import queries  # noqa: PLC0415 - see above
    from kg.cli.likeness import opened_semantics  # noqa: PLC0415 - see above
    from kg.queries.near.recommending import recommend  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    with progress() as draw:
        opened = connect(store, ask=options.ask_password, progress=draw)
        with opened:
            ids = [queries.meant(opened, text, "paper").node_id for text in given]
            meant = opened_semantics(opened, draw) if semantic else None
            found = recommend(opened, ids, limit=limit, semantics=meant)
    rows = [
        (
            one.paper.title,
            str(one.paper.published or ""),
            one.score,
            "; ".join(one.reasons) if form in (Format.TABLE, Format.CSV) else list(one.reasons),
            one.paper.paper_id,
        )
        for one in found
    ]
    if rows or form is not Format.TABLE:
        emit(render(_COLUMNS, rows, form))
    if not rows:
        say("Nothing in the graph is near enough to recommend: kg expand brings in what papers cite.")


def _lines(path: Path | None) -> list[str]:
    if path is None:
        return []
    try:
        text = sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        raise CallError(f"{path} cannot be read ({error.strerror}); --set takes a file with a paper a line.") from None
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
