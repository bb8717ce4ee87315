"""`kg backup`: the local graph as one file."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.console import progress, say


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write it.")],
    *,
    store: options.Store = None,
) -> None:
    """Write the local graph to a file, which `kg restore` puts back.

    A build that is under way ends first. Neo4j is stopped for as long as it takes, and started again.

    \b
    Example:
      kg backup papers.kg
    """  # noqa: D301 - \b keeps the lines of the example apart
    # The driver takes a moment to import; `kg --help` need not wait for it.
    from kg.store import backups, connect  # noqa: PLC0415 - see above

    with progress() as draw, connect(store, ask=options.ask_password, progress=draw) as opened:
        about = backups.backup(opened, file, on_wait=say)
    size = file.stat().st_size / 1e6
    say(f"{file} holds {about.papers:,} papers and {about.relationships:,} relationships ({size:.1f} MB).")
