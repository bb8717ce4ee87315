"""`kg query`: a person's Cypher, through the guard."""

from __future__ import annotations

import json
import re
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.cli.table import Format, render
from kg.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SECONDS = 15.0
_LONGEST_SHOWN = 100
_NAME = re.compile(r"[^\W\d]\w*")


def command(
    cypher: Annotated[str, typer.Argument(metavar="CYPHER", help="One statement that reads; - takes it from stdin.")],
    store: options.Store = None,
    *,
    param: Annotated[
        list[str] | None,
        typer.Option("--param", metavar="K=V", help="A parameter $K that is the text V. May be repeated."),
    ] = None,
    param_json: Annotated[
        list[str] | None,
        typer.Option("--param-json", metavar="K=V", help="A parameter $K that is the JSON V. May be repeated."),
    ] = None,
    form: Annotated[Format, typer.Option("--format", help="How rows are written.")] = Format.TABLE,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000, help="At most so many rows.")] = 1000,
    timeout: Annotated[
        float, typer.Option("--timeout", metavar="SECONDS", help="How long the query may run.")
    ] = SECONDS,
) -> None:
    """Ask the graph in Cypher. Whatever would write, read files or tell settings is refused (exit code 3).

    \b
    Examples:
      kg query 'MATCH (p:Paper)-[:USES]->(m:Model) RETURN m.name AS model, count(p) AS papers ORDER BY papers DESC'
      kg query 'MATCH (p:Paper)-[r]->(e:Entity {name: $name}) RETURN p.title, type(r)' --param name=LoRA --format csv
      kg query 'MATCH (p:Paper) WHERE p.upvotes >= $n RETURN p.title' --param-json n=100
      kg query 'MATCH (p:Paper) RETURN p.title AS title' --limit 3 --format jsonl
      kg query 'MATCH (a:Paper)-->(e)<--(b:Paper) RETURN count(*) AS pairs' --timeout 120
    """  # noqa: D301 - \b keeps the lines of the examples apart
    params = parameters(param or [], param_json or [])
    if cypher == "-":
        cypher = sys.stdin.read()
    if not cypher.strip():
        raise CallError("There is no Cypher to run; give a statement such as 'MATCH (p:Paper) RETURN count(p)'.")
    # The driver takes a moment to import; `kg --help` need not wait for it.
    from kg.queries import unknown_names  # noqa: PLC0415 - see above
    from kg.queries.asking import guard  # noqa: PLC0415 - see above
    from kg.store import connect  # noqa: PLC0415 - see above

    with progress() as draw:
        opened = connect(store, ask=options.ask_password, progress=draw)
    with opened:
        if (warning := guard.unlimited(opened)) is not None:
            say(warning)
        answer = guard.ask(opened, cypher, params, limit=limit, timeout=timeout)
        unknown = unknown_names(opened, cypher, params)
    rows, cut = _for_people(answer.rows) if form is Format.TABLE else (list(answer.rows), False)
    emit(render(answer.columns, rows, form))
    if cut:
        say("Long texts and lists of nodes are shortened in the table; --format json, jsonl and csv give them whole.")
    if not answer.rows:
        say("There are no rows.")
    if answer.cut:
        say(answer.cut)
    for sentence in unknown:
        say(sentence)


def _for_people(rows: Iterable[Sequence[Any]]) -> tuple[list[tuple[Any, ...]], bool]:
    """Shorten what no row of a table has room for, and say whether something was."""
    from kg.queries.asking.shortening import shortened  # noqa: PLC0415 - the driver takes a moment to import

    short = [[shortened(value) for value in row] for row in rows]
    return [tuple(value for value, _ in row) for row in short], any(cut for row in short for _, cut in row)


def parameters(texts: list[str], jsons: list[str]) -> dict[str, Any]:
    """Read `k=v` pairs: those whose value is a text, whatever it looks like, and those whose value is JSON.

    >>> parameters(["id=2405.13729", "name=LoRA"], ["n=3", 'names=["a"]'])
    {'id': '2405.13729', 'name': 'LoRA', 'n': 3, 'names': ['a']}
    """
    params: dict[str, Any] = {}
    for option, pair in [*(("--param", pair) for pair in texts), *(("--param-json", pair) for pair in jsons)]:
        name, equals, text = pair.partition("=")
        if not equals or not _NAME.fullmatch(name):
            raise CallError(f"{option} {pair[:_LONGEST_SHOWN]!r} is not of the form name=value.")
        if name in params:
            raise CallError(f"The parameter {name} is given twice.")
        params[name] = text if option == "--param" else _json(name, text)
    return params


def _json(name: str, text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        shown = text[:_LONGEST_SHOWN]
        raise CallError(
            f"--param-json {name}={shown} is no JSON; --param {name}={shown} hands it over as a text."
        ) from None


def _no_constant(name: str) -> None:
    """Refuse NaN and Infinity, which are no JSON."""
    raise ValueError(name)
