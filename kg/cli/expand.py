"""`kg expand`: what papers cite, and what cites them, as papers of the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli import options
from kg.cli.asking import changed, desk_and_store, tell_failures
from kg.cli.console import emit, say
from kg.cli.table import table


def command(
    papers: Annotated[list[str], typer.Argument(metavar="PAPER...", help="Papers of the graph, by any identifier.")],
    *,
    references: Annotated[bool, typer.Option("--references", help="Follow what they cite.  [default]")] = False,
    citations: Annotated[bool, typer.Option("--citations", help="Follow what cites them.")] = False,
    depth: Annotated[int, typer.Option("--depth", min=1, max=4, help="How many steps to go.")] = 1,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="Fill at most so many papers.")] = 200,
    store: options.Store = None,
    ledger: options.Ledger = None,
    source: options.Services = None,
    offline: options.Offline = False,
    refresh: options.Refresh = False,
) -> None:
    """Bring the papers around some papers into the graph: those that most papers of the graph cite first.

    Sentences around citations come along where Semantic Scholar has them. What the limit cuts is said, and running the
    same again goes on.

    \b
    Examples:
      kg expand 1706.03762
      kg expand 2405.13729 --citations --limit 50
    """  # noqa: D301 - \b keeps the lines of the examples apart
    options.name_ledger(ledger)
    with desk_and_store(store, services=source, offline=offline, refresh=refresh) as (desk, opened, listeners):
        # The build takes a moment to import; `kg --help` need not wait for it.
        from kg.build.splitting import find  # noqa: PLC0415 - see above
        from kg.enrichment.expand import expand  # noqa: PLC0415 - see above

        keys = list(dict.fromkeys(find(opened, name) for name in papers))
        report = expand(
            opened,
            desk,
            keys,
            references=references or not citations,
            citations=citations,
            depth=depth,
            limit=limit,
            again=refresh,
            listeners=listeners,
        )
    rows = [("papers expanded", report.papers), ("stubs filled", report.filled)]
    emit(table(("what", "count"), [*rows, *changed(report.build.changes if report.build else None)]))
    for what, count in report.cut.items():
        say(f"Left out: {count} {what}.")
    tell_failures(desk)
