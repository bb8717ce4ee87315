"""Tables: CSV and its kin, a row a paper, columns that the first row names."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING

from kg.errors import SourceError
from kg.sources.files import keys, record, records
from kg.sources.files.detection import delimiter, foreign_delimiter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.files.records import Entry, OnOmission

_LONGEST_CELL = 16 * 1024 * 1024
_SHOWN = 2000


def entries(file: IO[bytes], head: bytes, source: str, on_omission: OnOmission) -> Iterator[Entry]:
    """Read papers from the rows of a table.

    Args:
        file: the table.
        head: its first bytes.
        source: its name, for an error.
        on_omission: told of each cell that cannot be read: the line, the column and why.

    Raises:
        SourceError: no column holds a title or an identifier.
    """
    start = head.decode("utf-8", "replace")
    lines = [line for line in start.splitlines() if line.strip()]
    between = delimiter(lines[0])
    if not between:
        names = next(csv.reader([lines[0]], delimiter=foreign_delimiter(lines[:200])))
        said = ", ".join(f'"{name.strip()}"' for name in names[:8])
        raise SourceError(
            f'{source}, line 1: no column of this table is a title or an identifier ({said}); name one "title".'
        )
    encoding = "utf-8" if _is_utf8(head) else "cp1252"
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        with io.TextIOWrapper(file, encoding, errors="replace", newline="") as text:
            yield from _rows(csv.reader(text, delimiter=between), on_omission)
    finally:
        csv.field_size_limit(before)


def _is_utf8(head: bytes) -> bool:
    try:
        head.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start >= len(head) - 3
    return True


def _rows(reader: csv._reader, on_omission: OnOmission) -> Iterator[Entry]:  # type: ignore[name-defined]
    header: list[str] = []
    begin = 1
    while True:
        try:
            row = next(reader, None)
        except csv.Error as error:
            yield records.Entry(begin, problem=f"the row cannot be read ({error})")
            begin = reader.line_num + 1
            continue
        if row is None:
            return
        line, begin = begin, reader.line_num + 1
        if not any(cell.strip() for cell in row):
            continue
        if not header:
            header = [name.strip().lstrip("\ufeff") for name in row]
        else:
            yield _entry(line, header, row, on_omission)


def _entry(line: int, header: list[str], row: list[str], on_omission: OnOmission) -> Entry:
    shown = ", ".join(row)[:_SHOWN]
    if any(cell.strip() for cell in row[len(header) :]):
        problem = f"it has {len(row)} cells, and the table {len(header)} columns"
        return records.Entry(line, problem=problem, text=shown)
    value: dict[str, str] = {}
    for name, cell in zip(header, row, strict=False):
        if name and cell.strip() and name not in value:
            value[name] = cell
    for name in [name for name in value if keys.field(name) == "paper_id" and value[name].strip().isdecimal()]:
        del value[name]  # the number of a row
    try:
        read = records.parse(value, lambda field, why: on_omission(line, field, why))
    except record.RecordError as error:
        return records.Entry(line, problem=str(error), text=shown, unlike=True, unknown=error.unknown)
    return records.Entry(line, read.paper, text=shown, unlike=read.unlike, unknown=read.unknown)
