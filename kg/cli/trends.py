"""`kg trends`: what a larger or a smaller share of the recent papers names than before."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import Format, render

_COLUMNS = ("name", "type", "direction", "papers", "share", "before", "share_before", "low", "high", "q", "id")


class Which(StrEnum):
    """What may be asked for, as `kg.measures.trends` calls it."""

    RISING = "rising"
    FALLING = "falling"
    UNCERTAIN = "uncertain"


def command(
    *,
    store: options.Store = None,
    which: Annotated[Which, typer.Option("--which", help="What to list.")] = Which.RISING,
    recent: Annotated[int, typer.Option("--recent", min=1, max=600, metavar="MONTHS", help="The recent months.")] = 6,
    before: Annotated[
        int, typer.Option("--before", min=1, max=600, metavar="MONTHS", help="The months before those, to compare.")
    ] = 12,
    labels: options.Labels = None,
    apart: Annotated[
        bool,
        typer.Option("--apart", help="Leave variants apart; else who names a variant names what it is a variant of."),
    ] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 20,
    form: Annotated[Format, typer.Option("--format", help="How rows are written.")] = Format.TABLE,
) -> None:
    """List what rises: entities that a larger share of the recent papers names, the most certain rise first.

    Shares are in percent of all papers of their months, so that a corpus which grows raises nothing; low and high are
    the limits of the difference in percentage points, at 95%; q is the share of chance finds among those as clear.

    \b
    Examples:
      kg trends
      kg trends --type Model --recent 3
      kg trends --which falling --format csv
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # The driver and scipy take a moment to import; `kg --help` need not wait for them.
    from kg.measures.occurrences import occurrences  # noqa: PLC0415 - see above
    from kg.measures.trends import trends  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    chosen = options.labels(labels)
    with progress() as draw, connect(store, ask=options.ask_password, progress=draw) as opened:
        found = trends(occurrences(opened), recent=recent, before=before, labels=chosen, apart=apart)
    rows = [
        (
            row.name, row.label, row.direction, row.recent, _percent(row.share_recent), row.before,
            _percent(row.share_before), _percent(row.low), _percent(row.high),
            None if row.q is None else float(f"{row.q:.2g}"), row.entity_id,
        )
        for row in found.of(which.value)[:limit]
    ]  # fmt: skip
    if rows or form is not Format.TABLE:
        emit(render(_COLUMNS, rows, form))
    told = Counter(row.direction for row in found.rows)
    counts = f"{told['rising']:,} rise, {told['falling']:,} fall, {told['uncertain']:,} are uncertain"
    say(f"{found.periods}: {counts}, and of {told['too little data']:,} there is too little data.")


def _percent(share: float) -> float:
    return round(100 * share, 2)
