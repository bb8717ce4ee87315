"""`kg build`: sources in, graph out."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options, rejects
from kg.cli.asking import tell, tell_measures
from kg.cli.console import emit, progress, say
from kg.cli.table import table
from kg.sources import check

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.build import BuildReport
    from kg.store import Store


def command(
    sources: options.Sources,
    store: options.Store = None,
    year: options.Year = None,
    *,
    processes: options.Processes = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the counts as JSON.")] = False,
    ledger: options.Ledger = None,
) -> None:
    """Read papers, extract what they name, and bring the graph to say exactly that.

    Building the same again changes nothing; a build that was interrupted is finished by running it again.

    \b
    Examples:
      kg build samples/daily_papers.txt
      kg build samples/daily_papers.txt --year 2026 --json
    """  # noqa: D301 - \b keeps the lines of the examples apart
    options.name_ledger(ledger)
    for source in sources:
        check(source)  # before a store is started for nothing
    # spaCy takes a second to import; only this command and `kg extract` wait for it.
    from kg.build import build  # noqa: PLC0415 - see above
    from kg.corpus.ahead import cores  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    with ExitStack() as stack:
        on_reject = stack.enter_context(rejects.kept(sources))
        draw = stack.enter_context(progress())
        opened = stack.enter_context(connect(store, ask=options.ask_password, progress=draw))
        report = build(
            opened,
            sources,
            year=year,
            on_progress=draw,
            on_reject=on_reject,
            on_notice=say,
            processes=processes or cores(),
        )
        apart = list(_kept_apart(opened, report))
        tell_measures(opened)
    rejects.tell_omissions(report.omissions)
    tell(apart, "Kept apart though of one title: {} more pairs.")
    if as_json:
        emit(json.dumps(asdict(report), ensure_ascii=False, indent=2) + "\n")
        return
    emit(table(("what", "count"), list(_rows(report))))
    stages = ", ".join(f"{stage} {seconds:.1f}" for stage, seconds in report.seconds.items() if seconds >= 0.05)  # noqa: PLR2004 - what is not 0.0
    say(f"Built in {sum(report.seconds.values()):.1f} s: {stages}.")


def _kept_apart(store: Store, report: BuildReport) -> Iterator[str]:
    """Say which records of one title were not taken for one paper, and why."""
    from kg.store import statements  # noqa: PLC0415 - see above

    homes = statements.homes(store, {one for pair in report.refusals for one in (pair.one, pair.other)})
    for pair in report.refusals:
        one, other = homes.get(pair.one, pair.one), homes.get(pair.other, pair.other)
        if one != other:
            yield f"{one} and {other} have one title and are kept apart, because {pair.why}."


def _rows(report: BuildReport) -> Iterator[tuple[str, int]]:
    yield "papers read", report.read
    yield "records not read", len(report.rejects)
    yield "papers gone", report.gone
    if report.changes.merged:
        yield "papers merged", len(report.changes.merged)
    yield "mentions", report.mentions
    yield from report.entities.items()
    yield from report.relationships.items()
