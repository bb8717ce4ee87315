"""`kg status`: whether the local Neo4j runs, and where."""

from __future__ import annotations

import contextlib
import json
from typing import Annotated, Any

import typer

from kg.cli import options  # noqa: TC001 - typer reads the annotations when it runs
from kg.cli.console import emit
from kg.cli.serve import local_folder
from kg.cli.table import table
from kg.errors import KGError

_MEGABYTE = 1_000_000


def command(
    store: options.Store = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Say whether the local Neo4j runs, where, and how much memory it takes. Starts nothing.

    \b
    Examples:
      kg status
      kg status --json
    """  # noqa: D301 - \b keeps the lines of the examples apart
    folder = local_folder(store)
    # What looks at the server takes a moment to import; `kg --help` need not wait for it.
    from kg.store import local  # noqa: PLC0415 - see above

    status = local.status(folder)
    record: dict[str, Any] = {
        "running": status.running,
        "url": status.url,
        "pid": status.pid,
        "version": status.version or None,
        "started_at": status.started_at,
        "memory": status.memory,
        "folder": str(status.folder),
    }
    if status.running:
        from kg.store import analyses, connect  # noqa: PLC0415 - see above

        # One that answers nobody is still one that runs.
        with contextlib.suppress(KGError), connect(f"local:{status.folder}") as opened:
            record["measures"] = analyses.outdated(opened) or None
    if as_json:
        emit(json.dumps(record, ensure_ascii=False) + "\n")
        return
    shown = record | {
        "running": "yes" if status.running else "no",
        "memory": f"{status.memory / _MEGABYTE:.0f} MB" if status.memory else None,
    }
    emit(table(("local Neo4j", ""), [(key, str(value)) for key, value in shown.items() if value is not None]))
