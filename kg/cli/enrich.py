"""This file is about `kg enrich`: what services know of the graph's papers, brought into the graph."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.enrichment.report import EnrichReport

_SHOWN = 5


def command(
    *,
    store: options.Store = None,
    source: options.Services = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many papers, those asked about least first.")
    ] = None,
    offline: options.Offline = False,
    refresh: options.Refresh = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Find the graph's papers at Semantic Scholar, OpenAlex, arXiv and Crossref: identifiers, references, citations.

    A record found by a title alone is taken only where title, year and first author agree. Answers are kept: a second
    run asks nothing that was answered, and --offline works from what is kept. `kg sources` shows the services.

    \b
    Examples:
      kg enrich
      kg enrich --source openalex --limit 100
      kg enrich --offline --json
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # The driver and spaCy take a moment to import; `kg --help` need not wait for them.
    from kg.build import Listeners  # noqa: PLC0415 - see above
    from kg.enrichment.desk import Desk, chosen  # noqa: PLC0415 - see above
    from kg.enrichment.enrich import enrich  # noqa: PLC0415 - see above
    from kg.sources.http import Fetcher  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    services = chosen(source)
    with ExitStack() as stack:
        draw = stack.enter_context(progress())
        fetcher = stack.enter_context(Fetcher(offline=offline, refresh=refresh, on_event=options.told))
        opened = stack.enter_context(connect(store, ask=options.ask_password, progress=draw))
        desk = Desk(fetcher, services, on_progress=draw)
        report = enrich(opened, desk, limit=limit, again=refresh, listeners=Listeners(draw, say))
    if as_json:
        emit(json.dumps(record(report), ensure_ascii=False, indent=2) + "\n")
    else:
        emit(table(("what", "count"), list(_rows(report))))
    for sentence in sentences(report):
        say(sentence)


def record(report: EnrichReport) -> dict[str, object]:
    """Return the report as JSON-ready values."""
    build = report.build
    return {
        "papers": report.papers,
        "matches": [
            {"paper_id": one.paper_id, "source": one.service, "key": one.key, "title": one.title, "score": one.score}
            for one in report.matches
        ],
        "refused": [
            {"paper_id": one.paper_id, "source": one.service, "key": one.key, "title": one.title, "why": one.why}
            for one in report.refused
        ],
        "nowhere": list(report.nowhere),
        "requests": report.requests,
        "from_cache": report.kept,
        "repositories": report.repositories,
        "changes": build.changes.lists() if build else {},
        "notes": [
            {"kind": note.kind, "source": note.service, "subject": note.subject, "reason": str(note)}
            for note in report.notes
        ],
        "left": report.left,
    }


def _rows(report: EnrichReport) -> Iterator[tuple[str, int]]:
    changes = report.build.changes if report.build else None
    yield "papers asked about", report.papers
    yield "found by title", len(report.matches)
    yield "records refused", len(report.refused)
    yield "found nowhere", len(report.nowhere)
    yield "citations new", len(changes.cites_new) if changes else 0
    yield "citations gone", len(changes.cites_gone) if changes else 0
    yield "papers merged", len(changes.merged) if changes else 0
    yield "papers retracted", len(changes.retracted) if changes else 0
    yield "repositories with facts", report.repositories
    for service, count in report.requests.items():
        yield f"requests to {service}", count
    yield "answers from the cache", sum(report.kept.values())


def sentences(report: EnrichReport) -> Iterator[str]:
    """Give what a person should know besides the counts."""
    for one in report.refused[:_SHOWN]:
        yield f'Not taken for {one.paper_id}: "{one.title}" ({one.key} at {one.service}), because {one.why}.'
    if len(report.refused) > _SHOWN:
        yield f"Not taken: {len(report.refused) - _SHOWN} more; --json lists them."
    failed = {note.service: note for note in report.notes if note.kind == "failed"}
    for note in failed.values():
        yield str(note)
    for what, count in report.left.items():
        yield f"Left for want of requests: {what} ({count}); run the same again, or `kg expand`."
