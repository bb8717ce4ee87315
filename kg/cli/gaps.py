"""`kg gaps`: what was never tried, though the neighbours were."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import Format, render
from kg.errors import CallError

_COLUMNS = ("method", "benchmark", "score", "expected", "reason")


def command(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A method, a model, a benchmark or a task, by name or id.")
    ],
    store: options.Store = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 20,
    form: Annotated[Format, typer.Option("--format", help="How rows are written.")] = Format.TABLE,
) -> None:
    """List benchmarks on which no paper evaluates a method though its neighbours are, with what speaks for trying.

    Of a benchmark these are the methods, of a task both. The score is the part of the neighbours that is evaluated
    there, each by its nearness; expected is how many papers would be if the method were like its neighbours.

    \b
    Examples:
      kg gaps LoRA
      kg gaps "HumanEval" --limit 5
      kg gaps "Visual Question Answering" --format json
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # The driver and scipy take a moment to import; `kg --help` need not wait for them.
    from kg import queries  # noqa: PLC0415 - see above
    from kg.measures.gaps import gaps, reason, tried  # noqa: PLC0415 - see above
    from kg.measures.occurrences import occurrences  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    with progress() as draw, connect(store, ask=options.ask_password, progress=draw) as opened:
        entity = queries.meant(opened, name, "entity")
        if entity.kind in ("Repo", "Metric"):
            raise CallError(f"{entity.name} is a {entity.kind}: gaps are of methods, models, benchmarks and tasks.")
        some = occurrences(opened)
    column = some.columns[entity.node_id]
    match entity.kind:
        case "Task":
            found = gaps(tried(some, task=entity.node_id))
        case "Benchmark":
            found = gaps(tried(some), benchmark=column)
        case _:
            found = gaps(tried(some), methods=[column])
    rows = [
        (
            some.names[gap.method], some.names[gap.benchmark], round(gap.score, 3), round(gap.expected, 2),
            reason(some, gap),
        )
        for gap in found[:limit]
    ]  # fmt: skip
    if rows or form is not Format.TABLE:
        emit(render(_COLUMNS, rows, form))
    if rows:
        say(f"{len(rows)} of {len(found):,} gaps of {entity.name} ({entity.kind}); a gap may have a good reason.")
    else:
        say(f"No gap is known of {entity.name} ({entity.kind}): too few papers try it, or all that neighbours try.")
