"""`kg enrich`: what services know of the graph's papers, brought into the graph."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options
from kg.cli.asking import changed, desk_and_store, no_network, tell, tell_failures
from kg.cli.console import emit, say
from kg.cli.table import table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.enrichment.desk import Desk
    from kg.enrichment.report import EnrichReport


def command(
    *,
    store: options.Store = None,
    ledger: options.Ledger = None,
    source: options.Services = None,
    limit: Annotated[
        int | None, typer.Option("--limit", min=1, help="At most so many papers, those asked about least first.")
    ] = None,
    offline: options.Offline = False,
    refresh: options.Refresh = False,
    within: Annotated[
        float | None,
        typer.Option("--within", min=0.1, help="Use what is kept where no service answers in so many seconds."),
    ] = None,
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
    options.name_ledger(ledger)
    desk, report = _enriched(store, source, limit, offline=offline, refresh=refresh, within=within)
    if not offline and no_network(desk):
        say("No service answers: what was fetched before is used, and the rest is for when there is a network.")
        desk, report = _enriched(store, source, limit, offline=True)
    if within is not None and desk.fetcher.offline and not report.kept:
        return  # one sentence has said it: nobody was asked, and nothing is kept
    if as_json:
        emit(json.dumps(record(report), ensure_ascii=False, indent=2) + "\n")
    else:
        emit(table(("what", "count"), list(_rows(report))))
    refused = [
        f'Not taken for {one.paper_id}: "{one.title}" ({one.key} at {one.service}), because {one.why}.'
        for one in report.refused
    ]
    tell(refused, "Not taken: {} more; --json lists them.")
    tell_failures(desk)
    for what, count in report.left.items():
        say(f"Left, so that services are not asked too much: {what} ({count}); --source asks for it.")


def _enriched(
    store: str | None,
    source: list[str] | None,
    limit: int | None,
    *,
    offline: bool,
    refresh: bool = False,
    within: float | None = None,
) -> tuple[Desk, EnrichReport]:
    with desk_and_store(store, services=source, offline=offline, refresh=refresh) as (desk, opened, listeners):
        # The build takes a moment to import; `kg --help` need not wait for it.
        from kg.enrichment.enrich import enrich  # noqa: PLC0415 - see above

        if within is not None and not _reachable(desk, within):
            desk.fetcher.offline = True
            say("Not asked: no service answers; run `kg enrich` where there is a network.")
        return desk, enrich(opened, desk, limit=limit, again=refresh, listeners=listeners)


def _reachable(desk: Desk, within: float) -> bool:
    """Say whether any service answers; all are looked for at once."""
    with ThreadPoolExecutor() as pool:
        return any(pool.map(lambda name: desk.fetcher.reachable(name, within=within), desk.chosen))


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
    yield from changed(changes)
    yield "repositories with facts", report.repositories
    for service, count in report.requests.items():
        yield f"requests to {service}", count
    yield "answers from the cache", sum(report.kept.values())
