"""`kg serve`: start the local Neo4j, and say where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli import options  # noqa: TC001 - typer reads the annotations when it runs
from kg.cli.console import emit, progress, say
from kg.errors import CallError

if TYPE_CHECKING:
    from pathlib import Path


def command(store: options.Store = None) -> None:
    """Start the local Neo4j, or find it running, and print its address for other programs.

    It is fetched once, needs neither Docker nor Java, and stops by itself when nobody uses it.

    \b
    Example:
      kg serve
    """  # noqa: D301 - \b keeps the lines of the example apart
    folder = local_folder(store)
    # What starts the server takes a moment to import; `kg --help` need not wait for it.
    from kg.store import local  # noqa: PLC0415 - see above

    with progress() as draw:
        connection = local.ensure(folder, progress=draw)
    emit(f"{connection.url}\n")
    place = folder or local.default_folder()
    say(f"Neo4j runs; its user is {connection.user}, and the password stands in {place / 'password'}.")


def local_folder(store: str | None) -> Path | None:
    """Read --store as a folder of the local server; None stands for the default one."""
    # The driver takes a moment to import; `kg --help` need not wait for it.
    from kg.store import address  # noqa: PLC0415 - see above

    where = address.parse(store)
    if not where.local:
        raise CallError(f"{where.url} is not the local server; give --store local: or local:FOLDER.")
    return where.folder
