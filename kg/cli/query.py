"""This file is about `kg query`: a person's Cypher, through the guard."""

from __future__ import annotations

import json
import re
import sys
from typing import Annotated, Any

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import Format, render
from kg.errors import CallError

_NAME = re.compile(r"[^\W\d]\w*")


def command(
    cypher: Annotated[str, typer.Argument(metavar="CYPHER", help="One statement that reads; - takes it from stdin.")],
    store: options.Store = None,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="K=V", help="A parameter $K; V is JSON, or else a text. May be repeated."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How rows are written.")] = Format.TABLE,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000, help="At most so many rows.")] = 1000,
) -> None:
    """Ask the graph in Cypher. Whatever would write, read files or tell settings is refused (exit code 3).

    \b
    Examples:
      kg query 'MATCH (p:Paper)-[:USES]->(m:Model) RETURN m.name AS model, count(p) AS papers ORDER BY papers DESC'
      kg query 'MATCH (p:Paper)-[r]->(e:Entity {name: $name}) RETURN p.title, type(r)' --param name=LoRA --format csv
      kg query 'MATCH (p:Paper) RETURN p.title AS title' --limit 3 --format jsonl
    """  # noqa: D301 - \b keeps the lines of the examples apart
    params = parameters(param or [])
    if cypher == "-":
        cypher = sys.stdin.read()
    if not cypher.strip():
        raise CallError("There is no Cypher to run; give a statement such as 'MATCH (p:Paper) RETURN count(p)'.")
    # The driver takes a moment to import; `kg --help` need not wait for it.
    from kg.queries import guard  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    with progress() as draw:
        opened = connect(store, ask=options.ask_password, progress=draw)
    with opened:
        answer = guard.ask(opened, cypher, params, limit=limit)
    emit(render(answer.columns, list(answer.rows), form))
    if not answer.rows:
        say("There are no rows.")
    if answer.cut:
        say(answer.cut)


def parameters(given: list[str]) -> dict[str, Any]:
    """Read `k=v` pairs.

    >>> parameters(["n=3", "name=LoRA", 'names=["a"]', 'text="3"'])
    {'n': 3, 'name': 'LoRA', 'names': ['a'], 'text': '3'}
    """
    params: dict[str, Any] = {}
    for pair in given:
        name, equals, text = pair.partition("=")
        if not equals or not _NAME.fullmatch(name):
            raise CallError(f"--param {pair!r} is not of the form name=value.")
        if name in params:
            raise CallError(f"--param {name} is given twice.")
        try:
            params[name] = json.loads(text, parse_constant=_no_constant)
        except (ValueError, RecursionError):
            params[name] = text
    return params


def _no_constant(name: str) -> None:
    """Leave NaN and Infinity, which are no JSON, to be texts."""
    raise ValueError(name)
