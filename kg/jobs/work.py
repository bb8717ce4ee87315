"""The work that readers may ask for: papers by identifier, from a file, of a day.

Each function takes plain arguments and whom to tell of its progress, opens the store that KG_STORE names, and returns
its report as plain values (see `kg.jobs.report`).
"""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.jobs.report import plain_report
from kg.store import connect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.build import Listeners
    from kg.enrichment.desk import Desk
    from kg.jobs.telling import Telling
    from kg.sources.http import Event


def add_file(arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Read a file into the graph: `path`; `remove` says that it was kept for this job alone."""
    # spaCy takes a second to import; whoever only names this function need not wait for it.
    from kg.build import build  # noqa: PLC0415 - see above
    from kg.corpus.ahead import cores  # noqa: PLC0415 - see above

    path = Path(arguments["path"])
    with connect() as store:
        report = build(store, [path], on_progress=telling.progress, on_notice=telling.notice, processes=cores())
        told = plain_report(store, report)
    if arguments.get("remove"):
        shutil.rmtree(path.parent, ignore_errors=True)
    return told


def add_names(arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Ask the services for papers: `names` are identifiers and addresses."""
    from kg.enrichment.add import add  # noqa: PLC0415 - see above

    with _desk(telling, None) as desk, connect() as store:
        report = add(store, desk, list(arguments["names"]), listeners=_listeners(telling))
        refused = [f"Not added: {name}, because {why}." for name, why in report.refused.items()]
        known = [f"There already: {name} is {key}." for name, key in report.known.items()]
        return plain_report(store, report.build, sentences=[*refused, *known, *_failed(desk)])


def add_day(arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Ask Hugging Face for the papers of a day: `day` in ISO 8601."""
    from kg.build import assimilate, of_service  # noqa: PLC0415 - see above

    day = dt.date.fromisoformat(arguments["day"])
    with _desk(telling, ("huggingface",)) as desk, connect() as store:
        said = list(desk.huggingface.day(day))
        nothing = [f"Hugging Face lists no paper on {day}."] if not said and not _failed(desk) else []
        report = assimilate(store, [of_service("huggingface", said)], listeners=_listeners(telling)) if said else None
        return plain_report(store, report, sentences=[*nothing, *_failed(desk)])


def apply_corrections(_arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Bring the graph to what its ledger of corrections says."""
    from kg.build import assimilate  # noqa: PLC0415 - see above

    with connect() as store:
        report = assimilate(store, [], listeners=_listeners(telling))
        stand = [f"Corrections that stand: {report.corrections:,}."]
        return plain_report(store, report, sentences=[*stand, *report.waiting[:20]])


@contextmanager
def _desk(telling: Telling, services: tuple[str, ...] | None) -> Iterator[Desk]:
    from kg.enrichment.desk import BY_NAME, Desk  # noqa: PLC0415 - see above
    from kg.sources.http import Fetcher  # noqa: PLC0415 - see above

    def told(event: Event) -> None:
        if event.kind in ("wait", "note"):
            telling.notice(event.sentence)

    with Fetcher(on_event=told) as fetcher:
        yield Desk(fetcher, services or BY_NAME, on_progress=telling.progress)


def _listeners(telling: Telling) -> Listeners:
    from kg.build import Listeners  # noqa: PLC0415 - see above

    return Listeners(telling.progress, telling.notice)


def _failed(desk: Desk) -> list[str]:
    """Say, once a service, why it did not answer."""
    return [str(note) for note in {note.service: note for note in desk.notes if note.kind == "failed"}.values()]
