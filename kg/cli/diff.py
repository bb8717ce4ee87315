"""`kg diff`: what changed in the graph between two builds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import table
from kg.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.store.revisions import Difference, Revision

DIFFERENT = 1


def command(
    before: Annotated[str | None, typer.Argument(metavar="[BUILD]", help="A revision's number.")] = None,
    after: Annotated[str | None, typer.Argument(metavar="[BUILD]", help="A later one.  [default: the newest]")] = None,
    *,
    store: options.Store = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the difference as JSON.")] = False,
) -> None:
    """Tell papers and citations that are new, gone, merged or retracted; without builds, list them.

    Each build, enrichment or expansion that changed something is a revision of the graph, 0 the empty one. The exit
    code is 1 where there is a difference.

    \b
    Examples:
      kg diff
      kg diff 1 3
      kg diff 2 --json
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # The driver takes a moment to import; `kg --help` need not wait for it.
    from kg.store import connect, revisions  # noqa: PLC0415 - see above

    with progress() as draw, connect(store, ask=options.ask_password, progress=draw) as opened:
        known = revisions.revisions(opened)
        if before is None:
            rows = [(str(one.revision), one.at.isoformat(), ", ".join(one.sources)) for one in known]
            emit(table(("build", "at", "sources"), rows))
            return
        first, last = _number(before, known), _number(after, known) if after else (known[-1].revision if known else 0)
        difference = revisions.difference(opened, min(first, last), max(first, last))
    kinds = difference.kinds()
    if as_json:
        emit(json.dumps(kinds, ensure_ascii=False, indent=2) + "\n")
    else:
        _print(difference)
    if not kinds:
        say(f"Nothing is different between {first} and {last}.")
        return
    raise typer.Exit(DIFFERENT)


def _number(text: str, known: Sequence[Revision]) -> int:
    numbers = {0, *(one.revision for one in known)}
    if not (text.isascii() and text.isdigit()) or int(text) not in numbers:
        raise CallError(f"{text!r} is no build of this graph: `kg diff` lists them, from 0 to {max(numbers)}.")
    return int(text)


def _print(difference: Difference) -> None:
    rows = [
        (kind.replace("_", " "), item.replace("\t", " -> "))
        for kind, items in difference.kinds().items()
        for item in items
    ]
    if rows:
        emit(table(("what", "which"), rows))
