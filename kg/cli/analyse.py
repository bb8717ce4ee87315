"""`kg analyse`: what the citation graph says of its papers, kept in the graph."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import table

if TYPE_CHECKING:
    from kg.measures.analysis import Analysis, Measured


def command(
    store: options.Store = None,
    again: Annotated[bool, typer.Option("--again", help="Work everything out, whatever has changed.")] = False,  # noqa: FBT002 - a flag
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Work out PageRank, hubs and authorities, cores, the main path, communities and betweenness, and keep them.

    Of what papers name it keeps which entities rise and fall, and the map of the field.
    Each is a property of papers or entities, with the number of the build that it measured. What has not changed since
    is not worked out again; what was interrupted is finished by running it again. docs/measures.md says what each
    means.

    \b
    Examples:
      kg analyse
      kg analyse --again --json
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # The libraries that measure take seconds to import; `kg --help` need not wait for them.
    from kg.measures.analysis import analyse  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    with progress() as draw, connect(store, ask=options.ask_password, progress=draw) as opened:
        report = analyse(opened, again=again, on_progress=draw, on_wait=say)
    if as_json:
        emit(json.dumps(record(report), ensure_ascii=False, indent=2) + "\n")
        return
    emit(table(("measure", "state", "build", "nodes", "seconds", "notes"), [_row(one) for one in report.measures]))
    if report.mended:
        say(f"Mended: cited_by of {report.mended:,} papers was not how many papers cite them.")
    seconds = ", ".join(f"{stage} {taken:.1f} s" for stage, taken in report.seconds.items())
    say(f"Looked at {report.papers:,} papers and {report.citations:,} citations of build {report.build}: {seconds}.")


def record(report: Analysis) -> dict[str, Any]:
    """Return the report as JSON-ready values."""
    return asdict(report)


def _row(one: Measured) -> tuple[Any, ...]:
    notes = ", ".join(f"{name} {value}" for name, value in one.notes.items())
    done = one.state == "done"
    return (
        one.measure,
        one.state,
        one.build,
        one.nodes if done else None,
        round(one.seconds, 2) if done else None,
        notes,
    )
