"""`kg sources`: which services are asked, with which key, what is left, and what is kept of them."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli.console import emit, say
from kg.cli.table import table

if TYPE_CHECKING:
    from kg.sources.http import Overview, ServiceState

_MEGABYTE = 1_000_000


def command(
    clear: Annotated[bool, typer.Option("--clear", help="Forget every answer that is kept.")] = False,  # noqa: FBT002 - a flag
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,  # noqa: FBT002 - a flag
) -> None:
    """Show each service that papers are fetched from: address, key, what is left of its budget. Asks nobody.

    Addresses, keys and the contact address (KG_CONTACT) come from the environment, or from a TOML file with the same
    names. What is left is what the service said with its last answer.

    \b
    Examples:
      kg sources
      kg sources --json
      kg sources --clear
    """  # noqa: D301 - \b keeps the lines of the examples apart
    # The HTTP library takes a moment to import; `kg --help` need not wait for it.
    from kg.sources import http  # noqa: PLC0415 - see above

    if clear:
        count = http.clear(tell=say)
        say(f"{count:,} kept answers are forgotten." if count else "No answers were kept.")
    seen = http.overview(tell=say)
    if as_json:
        record = asdict(seen) | {"cache": str(seen.cache), "settings": str(seen.settings)}
        emit(json.dumps(record, ensure_ascii=False) + "\n")
        return
    columns = ("source", "address", "key", "left", "resets", "answers kept")
    emit(table(columns, [_row(state) for state in seen.services]))
    emit(table(("", ""), _places(seen)))


def _row(state: ServiceState) -> tuple[Any, ...]:
    unsent = ", but not sent over plain http" if state.key_from and not state.keyed else ""
    key = "" if state.key is None else f"{state.key} ({state.key_from or 'not set'}{unsent})"
    left = None
    if state.left is not None:
        of = "" if state.limit is None else f" of {state.limit:,g}"
        left = f"{state.left:,g}{of} {state.unit}"
    return state.title, state.address, key, left, state.resets, state.answers


def _places(seen: Overview) -> list[tuple[str, str]]:
    size = f"{seen.cache_bytes / _MEGABYTE:.1f} MB" if seen.cache_bytes else "not there yet"
    return [
        ("cache", f"{seen.cache} ({size})"),
        ("settings file", f"{seen.settings} ({'read' if seen.settings_exist else 'not there yet'})"),
        ("contact address", f"KG_CONTACT ({seen.contact_from or 'not set'})"),
    ]
