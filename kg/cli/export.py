"""`kg export`: the graph, or a part of it, in formats that other programs read."""

from __future__ import annotations

import os
import tempfile
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, cast

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterator

_BUFFER = 1 << 16


class Form(StrEnum):
    """The formats of `kg.exports`."""

    BIBTEX = "bibtex"
    RIS = "ris"
    CSL = "csl"
    CSV = "csv"
    GRAPHML = "graphml"
    GEXF = "gexf"
    JSONLD = "jsonld"
    CYPHER = "cypher"
    JSONL = "jsonl"


def command(
    form: Annotated[Form, typer.Option("--format", help="Papers (the first three, csv, jsonld, jsonl) or the graph.")],
    store: options.Store = None,
    query: Annotated[
        str | None,
        typer.Option("--query", metavar="CYPHER", help="Export what this answers with: papers, or nodes of any kind."),
    ] = None,
    paper: Annotated[
        list[str] | None,
        typer.Option("--paper", metavar="ID", help="Export this paper and what is around it. May be repeated."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there instead of to stdout.")
    ] = None,
) -> None:
    """Write the graph, or a part of it, for other programs: BibTeX, RIS, CSL-JSON, GraphML, GEXF, Cypher and more.

    \b
    Examples:
      kg export --format bibtex --output papers.bib
      kg export --format graphml --query 'MATCH (p:Paper)-[:USES]->(m:Model {name: "BERT"}) RETURN p'
      kg export --format csl --paper 2405.13729
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # networkx and the driver take a moment to import; `kg --help` need not wait for them.
    from kg.exports import WRITERS, part  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    with progress() as draw:
        opened = connect(store, ask=options.ask_password, progress=draw)
    with opened:
        chosen = part(opened, papers=paper or None, query=query)
        with _opened(output) as file:
            count = WRITERS[form](chosen, file)
    if not count:
        say("There is nothing to export.")


@contextmanager
def _opened(output: Path | None) -> Iterator[IO[str]]:
    """Open stdout, or a file that takes its place only when it is whole."""
    if output is None:
        out = _Stdout()
        yield cast("IO[str]", out)
        out.flush()
        return
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    except OSError as error:
        raise CallError(
            f"{output} cannot be written ({error.strerror}); give a file in a folder that can be."
        ) from None
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as file:
            yield file
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(output)
    except OSError as error:
        raise CallError(f"{output} cannot be written ({error.strerror}); make room or give another file.") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


class _Stdout:
    """Writes to stdout, some at a time."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._size = 0

    def write(self, text: str) -> int:
        self._parts.append(text)
        self._size += len(text)
        if self._size > _BUFFER:
            self.flush()
        return len(text)

    def flush(self) -> None:
        emit("".join(self._parts))
        self._parts, self._size = [], 0
