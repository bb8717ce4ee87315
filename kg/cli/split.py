"""`kg split`: undoing a merge that joined what is two papers."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import options
from kg.cli.asking import tell_measures
from kg.cli.console import emit, progress, say
from kg.cli.table import table


def command(
    paper: Annotated[str, typer.Argument(metavar="PAPER", help="A paper of the graph, by any identifier.")],
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[RECORD...]", help="Records that are another paper, by their keys.")
    ] = None,
    *,
    store: options.Store = None,
    ledger: options.Ledger = None,
) -> None:
    """Say which records of a paper are another paper; without records, list those that it is made of.

    \b
    Examples:
      kg split 2405.13729
      kg split 2405.13729 W4398794503
    """  # noqa: D301 - \b keeps the lines of the examples apart
    options.name_ledger(ledger)
    # The driver takes a moment to import; `kg --help` need not wait for it.
    from kg.build import Listeners  # noqa: PLC0415 - see above
    from kg.build.splitting import find, said_of, split  # noqa: PLC0415 - see above
    from kg.corpus.statements import decode  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    with progress() as draw, connect(store, ask=options.ask_password, progress=draw) as opened:
        key = find(opened, paper)
        if not keys:
            rows = []
            for one in (one for one in said_of(opened, key) if " cites " not in one.key):
                said = decode(one.says)
                found = ", ".join(f"{kind}:{value}" for kind, value in sorted(said.ids.items()))
                rows.append((one.source, one.key, said.title, said.year or (said.published or ""), found))
            emit(table(("source", "record", "title", "year", "identifiers"), [tuple(map(str, row)) for row in rows]))
            return
        report = split(opened, key, keys, listeners=Listeners(draw, say))
        tell_measures(opened)
    for new in report.changes.new:
        say(f"{new} is a paper of its own now.")
