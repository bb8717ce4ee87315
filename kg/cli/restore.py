"""`kg restore`: a graph that was backed up takes the place of the local one."""

from __future__ import annotations

from pathlib import Path  # noqa: TC003 - typer reads the annotations when it runs
from typing import Annotated

import typer

from kg.cli import options  # noqa: TC001 - typer reads the annotations when it runs
from kg.cli.console import say
from kg.cli.serve import local_folder


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `kg backup` wrote.")],
    *,
    store: options.Store = None,
    replace: Annotated[bool, typer.Option("--replace", help="Let a graph go that stands there.")] = False,
) -> None:
    """Put a graph that was backed up in the place of the local one, which stays until the new one has answered.

    \b
    Examples:
      kg restore papers.kg --store local:papers
      kg restore papers.kg --replace
    """  # noqa: D301 - \b keeps the lines of the examples apart
    folder = local_folder(store)
    # What starts the server takes a moment to import; `kg --help` need not wait for it.
    from kg.store import backups  # noqa: PLC0415 - see above

    about = backups.restore(folder, file, replace=replace)
    say(f"The graph of {about.made_at} is back: {about.papers:,} papers, {about.relationships:,} relationships.")
