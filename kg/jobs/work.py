"""This file is about the work that readers may ask for: papers by identifier, from a file, of a day.

Each function takes plain arguments and whom to tell of its progress, opens the store that KG_STORE names, and returns
its report as plain values (see `kg.jobs.report`).
"""

from __future__ import annotations

import importlib
import inspect
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg.errors import KGError
from kg.jobs.report import plain_report
from kg.store import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.jobs.telling import Telling

DAY: Final = "https://huggingface.co/papers/date/{}"
"""The address of a day of Daily Papers."""


def add_file(arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Read a file into the graph: `path`; `remove` says that it was kept for this job alone."""
    # spaCy takes a second to import; whoever only names this function need not wait for it.
    from kg.build import build  # noqa: PLC0415 - see above

    path = Path(arguments["path"])
    with connect() as store:
        report = build(store, [path], on_progress=telling.progress, on_notice=telling.notice)
        told = plain_report(store, report)
    if arguments.get("remove"):
        shutil.rmtree(path.parent, ignore_errors=True)
    return told


def add_names(arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Ask the services for papers: `names` are identifiers and addresses."""
    return _add(list(arguments["names"]), telling)


def add_day(arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Ask Hugging Face for the papers of a day: `day` in ISO 8601."""
    return _add([DAY.format(arguments["day"])], telling)


def _add(names: Sequence[str], telling: Telling) -> dict[str, Any]:
    add = _enrichment()
    known = inspect.signature(add).parameters
    listeners = {"on_progress": telling.progress, "on_notice": telling.notice}
    with connect() as store:
        report = add(store, names, **{name: given for name, given in listeners.items() if name in known})
        return plain_report(store, report)


def _enrichment() -> Callable[..., Any]:
    """Find what asks services; an installation may lack it."""
    try:
        found: Callable[..., Any] = importlib.import_module("kg.enrichment").add
    except (ImportError, AttributeError):
        raise KGError(
            "This installation cannot ask services for papers yet: save the page or the records, and upload the file."
        ) from None
    return found
