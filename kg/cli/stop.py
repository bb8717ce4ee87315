"""`kg stop`: end the local Neo4j."""

from __future__ import annotations

from kg.cli import options  # noqa: TC001 - typer reads the annotations when it runs
from kg.cli.console import say
from kg.cli.serve import local_folder


def command(store: options.Store = None) -> None:
    """Stop the local Neo4j; the graph stays, and the next command starts it again.

    \b
    Example:
      kg stop
    """  # noqa: D301 - \b keeps the lines of the example apart
    folder = local_folder(store)
    # What stops the server takes a moment to import; `kg --help` need not wait for it.
    from kg.store import local  # noqa: PLC0415 - see above

    say("The local Neo4j is stopped." if local.stop(folder) else "The local Neo4j was not running.")
