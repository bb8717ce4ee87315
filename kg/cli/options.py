"""The options that several commands share."""

from __future__ import annotations

import os
import sys
from getpass import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.console import say
from kg.errors import CallError
from kg.model import LABELS

if TYPE_CHECKING:
    from kg.model import Label
    from kg.sources.http import Event

Store = Annotated[
    str | None,
    typer.Option(
        "--store",
        metavar="URL",
        help="Where the graph is: local:, local:FOLDER, or bolt://, neo4j:// or neo4j+s:// of a server, "
        "with user and password in NEO4J_USERNAME and NEO4J_PASSWORD.  [default: $KG_STORE, else local:]",
        show_default=False,
    ),
]

Processes = Annotated[
    int | None,
    typer.Option(
        "--processes",
        min=1,
        help="How many processes read new texts at once.  [default: one a core]",
        show_default=False,
    ),
]

Ledger = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FILE",
        help="The file of corrections, such as one under git.  [default: $KG_LEDGER, else beside the graph]",
        show_default=False,
    ),
]

Year = Annotated[
    int | None,
    typer.Option(
        "--year",
        min=1991,
        max=2100,
        help="The year of a saved page, for its dates that give none.  [default: found out from the page]",
        show_default=False,
    ),
]

_KINDS = "A saved Daily Papers page (text or HTML), papers as JSON, JSON lines, CSV, BibTeX or RIS, or a list of ids"

Source = Annotated[
    Path,
    typer.Argument(metavar="SOURCE", help=f"{_KINDS}; packed or not, - for a pipe."),
]

Sources = Annotated[
    list[Path],
    typer.Argument(metavar="SOURCE...", help=f"{_KINDS}; packed or not, - for a pipe."),
]

Texts = Annotated[
    Path,
    typer.Argument(metavar="SOURCE", help='JSON lines, each with a "text" or with "title" and "abstract".'),
]

Large = Annotated[
    bool,
    typer.Option("--large", help="Ask a transformer too, six times slower; see the model card for what it finds."),
]


Labels = Annotated[
    list[str] | None,
    typer.Option(
        "--type",
        metavar="TYPE",
        help=f"Only entities of this type (may be given several times): {', '.join(LABELS)}.",
        show_default=False,
    ),
]


def labels(given: list[str] | None) -> tuple[Label, ...] | None:
    """Return the types of entities that were asked for, in whatever case; None where none was.

    Raises:
        CallError: one is none.
    """
    if not given:
        return None
    known = {label.casefold(): label for label in LABELS}
    for one in given:
        if one.casefold() not in known:
            raise CallError(f"{one!r} is no type of entity: choose {', '.join(LABELS)}.")
    return tuple(known[one.casefold()] for one in given)


def name_ledger(path: Path | None) -> None:
    """Let this command, and what it starts, use a ledger; None leaves the one that is usual."""
    if path is not None:
        os.environ["KG_LEDGER"] = str(path.expanduser().absolute())


def ask_password(question: str) -> str:
    """Ask a person at a terminal for a password; without one there is nobody to ask."""
    return getpass(question) if sys.stdin.isatty() else ""


Services = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="NAME",
        help="Ask only this service (may be given several times): arxiv, huggingface, semantic_scholar, openalex, "
        "crossref, opencitations, github.  [default: those that need few requests]",
        show_default=False,
    ),
]

Offline = Annotated[bool, typer.Option("--offline", help="Ask nobody: use the answers that were kept.")]

Refresh = Annotated[bool, typer.Option("--refresh", help="Ask again what was asked before.")]


def told(event: Event) -> None:
    """Tell a person why a service is waited for."""
    if event.kind in ("wait", "note"):
        say(event.sentence)


Semantic = Annotated[
    bool,
    typer.Option("--semantic", help="Look at what texts mean too; needs the extra: pip install 'paper-kg[semantic]'."),
]
