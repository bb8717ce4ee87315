"""Rows made readable: a table for people, and JSON, JSON lines or CSV for programs."""

from __future__ import annotations

import csv
import io
import json
import sys
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from kg.cli.console import printable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WIDE = 100_000
"""Columns of a pipe: each row stays on one line."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text of which some places, as (start, end), are bold in a terminal."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


class Format(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


def render(columns: Sequence[str], rows: Iterable[Sequence[Any]], form: Format) -> str:
    """Write rows of JSON-ready values in one of the formats."""
    match form:
        case Format.TABLE:
            return table(columns, rows)
        case Format.JSON:
            return _dump([dict(zip(columns, row, strict=True)) for row in rows], indent=2) + "\n"
        case Format.JSONL:
            return "".join(_dump(dict(zip(columns, row, strict=True))) + "\n" for row in rows)
        case Format.CSV:
            return _csv(columns, rows)


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Draw a table: as wide as the terminal, or in a pipe as wide as it needs; numbers stand to the right."""
    cells = [[_cell(value) for value in row] for row in rows]
    numbers = [
        bool(cells) and all(isinstance(value, int | float) or value is None for value in column)
        for column in zip(*[list(row) for row in rows], strict=True)
    ] if isinstance(rows, list | tuple) else []  # fmt: skip
    drawn = Table(box=SIMPLE_HEAD, pad_edge=False)
    for at, column in enumerate(columns):
        right = at < len(numbers) and numbers[at]
        drawn.add_column(Text(printable(column)), justify="right" if right else "left", overflow="fold")
    for row in cells:
        drawn.add_row(*row)
    terminal = sys.stdout.isatty()
    buffer = io.StringIO()
    console = Console(file=buffer, width=None if terminal else _WIDE, force_terminal=terminal, highlight=False)
    if terminal:
        console.width = Console().width
    console.print(drawn)
    return "".join(line.rstrip() + "\n" for line in buffer.getvalue().split("\n") if line.strip())


def _cell(value: Any) -> Text:
    if value is None:
        return Text()
    if isinstance(value, Marked):
        drawn = Text(printable(value.text))
        if sys.stdout.isatty():
            for start, end in value.spans:
                drawn.stylize("bold", start, end)
        return drawn
    text = value if isinstance(value, str) else _dump(value)
    return Text(printable(text if sys.stdout.isatty() else " ".join(text.split())))


def _csv(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["" if v is None else v if isinstance(v, str) else _dump(v) for v in row])
    return buffer.getvalue()


def _dump(value: Any, *, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=str)
