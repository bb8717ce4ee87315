"""`kg check`: whether the graph is whole, by Neo4j's own check of its files and by ours."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import table

_BROKEN = 1


def command(
    store: options.Store = None,
    files: Annotated[bool, typer.Option("--files/--no-files", help="Let Neo4j check the files too.")] = True,  # noqa: FBT002 - a flag
) -> int:
    """Check that the graph is whole: Neo4j its files, and this program what must hold in any graph of papers.

    For its files, the local Neo4j is stopped for as long as it takes, and started again. The exit code is 1 where
    something is wrong.

    \b
    Example:
      kg check
    """  # noqa: D301 - \b keeps the lines of the example apart
    # The driver takes a moment to import; `kg --help` need not wait for it.
    from kg.queries import invariants  # noqa: PLC0415 - see above
    from kg.store import backups, connect  # noqa: PLC0415 - see above

    with progress() as draw, connect(store, ask=options.ask_password, progress=draw) as opened:
        if files and opened.keeper is not None:
            backups.check_files(opened, on_wait=say)
        elif files:
            say(f"The files of {opened.name} are checked by who runs it, with `neo4j-admin database check`.")
        found = list(invariants.findings(opened))
    wrong = [one for one in found if one.count]
    if wrong:
        emit(
            table(
                ("wrong", "how many", "such as"),
                [(one.what, f"{one.count:,}", ", ".join(one.examples)) for one in wrong],
            )
        )
    say(f"Of {len(found)} things that must hold, {len(found) - len(wrong)} do.")
    return _BROKEN if wrong else 0
