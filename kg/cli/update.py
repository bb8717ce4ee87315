"""`kg update`: new papers of what is followed, brought into the graph."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli import options
from kg.cli.asking import changed, desk_and_store, tell_failures
from kg.cli.console import emit, say
from kg.cli.table import table
from kg.errors import CallError

if TYPE_CHECKING:
    from kg.enrichment.update import UpdateReport


def command(
    *,
    store: options.Store = None,
    ledger: options.Ledger = None,
    source: options.Services = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DAY", help="Ask for days from this one on.  [default: the last update's]"),
    ] = None,
    limit: Annotated[
        int, typer.Option("--limit", min=1, max=1000, help="Newest papers to ask for, of a search or an author.")
    ] = 50,
    offline: options.Offline = False,
    refresh: options.Refresh = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Add the new papers of the days, searches and authors that `kg follow` lists.

    Days are asked for since the last update of this graph, seven at first and 31 at most; what is left is said. Papers
    are added as by `kg add`; `kg enrich` asks for their citations.

    \b
    Examples:
      kg update
      kg update --since 2025-06-01
      kg update --source arxiv --json
    """  # noqa: D301 - \b keeps the lines of the examples apart
    options.name_ledger(ledger)
    # Names are read in Unicode's and the HTTP library's words, which take a moment to import.
    from kg.enrichment import follow_file, follows  # noqa: PLC0415 - see above
    from kg.enrichment.update import SOURCES, update  # noqa: PLC0415 - see above

    today = dt.datetime.now(dt.UTC).date()
    first = _day(since, today) if since else None
    path = follow_file.place()
    read = list(follows.parse(follow_file.read(path)))
    wanted = [one.follow for one in read if isinstance(one, follows.Entry)]
    for one in read:
        if isinstance(one, follows.Unread):
            say(f"{path}: {one}")
    if not wanted:
        raise CallError(f"Nothing is followed in {path}: begin with `kg follow daily`.")
    for name in source or ():
        if name not in SOURCES:
            raise CallError(f"{name!r} tells of nothing new: choose {', '.join(SOURCES)}.")
    with desk_and_store(store, services=source or SOURCES, offline=offline, refresh=refresh) as (
        desk,
        opened,
        listeners,
    ):
        report = update(opened, desk, wanted, today=today, since=first, limit=limit, listeners=listeners)
    if as_json:
        emit(json.dumps(record(report), ensure_ascii=False, indent=2) + "\n")
    else:
        rows = [(f"by {one.follow}", len(one.new)) for one in report.told]
        emit(table(("what", "count"), [*rows, *changed(report.build.changes if report.build else None)]))
        for key, title in report.titles.items():
            emit(f"{key}\t{title}\n")
    for told in report.told:
        if told.left:
            say(f"Left of {told.follow}: {told.left}.")
    tell_failures(desk)


def record(report: UpdateReport) -> dict[str, object]:
    """Return the report as JSON-ready values."""
    return {
        "new": [
            {"paper_id": key, "title": title, "by": [str(one.follow) for one in report.told if key in one.new]}
            for key, title in report.titles.items()
        ],
        "followed": [
            {
                "follow": str(one.follow),
                "found": len(one.statements),
                "new": len(one.new),
                "days": [day.isoformat() for day in one.days],
                "complete": one.complete,
                "left": one.left,
            }
            for one in report.told
        ],
        "changes": report.build.changes.lists() if report.build else {},
        "notes": [
            {"kind": note.kind, "source": note.service, "subject": note.subject, "reason": str(note)}
            for note in report.notes
        ],
    }


def _day(text: str, today: dt.date) -> dt.date:
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise CallError(f"--since {text} is no day; write it as 2025-06-01.") from None
    if day > today:
        raise CallError(f"--since {text} is in the future; today is {today}.")
    return day
