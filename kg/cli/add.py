"""`kg add`: papers by identifier, by address, or from files, added to the graph."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.asking import changed, desk_and_store, tell, tell_failures
from kg.cli.console import emit, say
from kg.cli.table import table
from kg.errors import SourceError


def command(
    names: Annotated[
        list[str], typer.Argument(metavar="ID|URL|FILE...", help="Identifiers or addresses of papers, and files.")
    ],
    *,
    store: options.Store = None,
    ledger: options.Ledger = None,
    source: options.Services = None,
    year: options.Year = None,
    offline: options.Offline = False,
    refresh: options.Refresh = False,
) -> None:
    """Add papers: arXiv, DOI, OpenAlex, Semantic Scholar, ACL, PubMed identifiers, addresses of papers, or files.

    What was added by files is what `kg build` makes of them. Adding one paper to a graph gives the graph that building
    all of them at once gives.

    \b
    Examples:
      kg add 1706.03762 10.18653/v1/N18-1202
      kg add https://huggingface.co/papers/2405.13729
      kg add references.bib
    """  # noqa: D301 - \b keeps the lines of the examples apart
    options.name_ledger(ledger)
    files = [name for name in names if _is_file(name)]
    others = [name for name in names if name not in files]
    if files:
        from kg.cli import build  # noqa: PLC0415 - only where there is a file

        build.command([Path(name) for name in files], store=store, year=year)
    if not others:
        return
    from kg.enrichment.desk import BY_NAME  # noqa: PLC0415 - the clients take a moment to import

    with desk_and_store(store, services=source or BY_NAME, offline=offline, refresh=refresh) as (
        desk,
        opened,
        listeners,
    ):
        # The build takes a moment to import; `kg --help` need not wait for it.
        from kg.enrichment.add import add  # noqa: PLC0415 - see above

        report = add(opened, desk, others, again=refresh, listeners=listeners)
    rows = [("papers added", len(report.added)), ("there already", len(report.known)), ("refused", len(report.refused))]
    emit(table(("what", "count"), [*rows, *changed(report.build.changes if report.build else None)]))
    for name, key in report.added.items():
        say(f"Added: {name} is {key}.")
    for name, key in report.known.items():
        say(f"There already: {name} is {key}; --refresh asks again.")
    tell([f"Not added: {name}, because {why}." for name, why in report.refused.items()], "Not added: {} more.")
    tell_failures(desk)
    if report.refused and not report.added and not report.known:
        raise SourceError("Nothing was added: give identifiers that the services know, or a file.")


def _is_file(name: str) -> bool:
    try:
        return name == "-" or Path(name).expanduser().exists()
    except (OSError, ValueError, RuntimeError):  # longer than any file's name, a NUL in it, or "~nobody"
        return False
