r"""Sheets: nodes and relationships as the tables that ``neo4j-admin database import`` reads.

A sheet holds what has the same labels or the same type, a row each; its columns are the properties that rows have, each
of one type, and their head is written last. What a cell cannot say, byte for byte, is an afterthought: an empty list, a
list of one empty text, a line break, or our own separators. Those are set in the graph once it is imported.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from neo4j.time import Date, DateTime

from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

Properties = dict[str, Any]

BETWEEN_CELLS: Final = "\x1e"
BETWEEN_ITEMS: Final = "\x1f"
"""Separators of records and of units, as ASCII has them: texts hardly ever hold them."""
_HELD: Final = 1 << 20
"""Characters of a sheet that are held before they are written."""


class After(NamedTuple):
    """What is to be set once a graph is imported.

    Attributes:
        properties: the same for all.
        nodes: their numbers.
        edges: type, numbers of both ends, and the `key` property where several lie between the two.
    """

    properties: Properties
    nodes: list[int]
    edges: list[tuple[str, int, int, str | None]]


class Sheets:
    """Writes nodes and relationships into a folder.

    Args:
        folder: an empty one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._nodes: dict[tuple[str, ...], _Sheet] = {}
        self._edges: dict[str, _Sheet] = {}
        self._after: dict[str, After] = {}
        self._next = 0
        self.edges: dict[str, int] = defaultdict(int)
        """Type to how many."""

    @property
    def nodes(self) -> int:
        """How many nodes were given a number."""
        return self._next

    def number(self) -> int:
        """Give the number of a node that is written later."""
        self._next += 1
        return self._next - 1

    def node(self, labels: tuple[str, ...], properties: Mapping[str, Any], number: int | None = None) -> int:
        """Write a node, and return its number; a property that is None is none."""
        mine = self.number() if number is None else number
        sheet = self._nodes.get(labels)
        if sheet is None:
            sheet = self._nodes[labels] = _Sheet(self._folder / f"nodes-{len(self._nodes)}", (":ID",))
        if unsaid := sheet.add(str(mine), properties):
            self._later(unsaid).nodes.append(mine)
        return mine

    def edge(self, kind: str, start: int, end: int, properties: Mapping[str, Any]) -> None:
        """Write a relationship between two nodes."""
        sheet = self._edges.get(kind)
        if sheet is None:
            sheet = self._edges[kind] = _Sheet(self._folder / f"edges-{kind}", (":START_ID", ":END_ID"))
        self.edges[kind] += 1
        if unsaid := sheet.add(f"{start}{BETWEEN_CELLS}{end}", properties):
            self._later(unsaid).edges.append((kind, start, end, properties.get("key")))

    def _later(self, unsaid: Properties) -> After:
        return self._after.setdefault(repr(unsaid), After(unsaid, [], []))

    def afterthoughts(self) -> Iterator[After]:
        """Give what no sheet could say."""
        yield from self._after.values()

    def finish(self) -> list[str]:
        """Write what is held, and return what to tell an import that runs in the folder above."""
        arguments = [
            "--id-type=actual",
            f"--delimiter={BETWEEN_CELLS}",
            f"--array-delimiter={BETWEEN_ITEMS}",
        ]
        for labels, sheet in self._nodes.items():
            arguments += [f"--nodes={':'.join(labels)}={files}" for files in sheet.finish()]
        for kind, sheet in self._edges.items():
            arguments += [f"--relationships={kind}={files}" for files in sheet.finish()]
        return arguments


class _Sheet:
    """One table. A row that has a property of another type than the rows before goes to a table of its own."""

    def __init__(self, path: Path, ends: Sequence[str]) -> None:
        self._path = path
        self._ends = ends
        self._columns: dict[str, tuple[int, str]] = {}
        self._held: list[str] = []
        self._size = 0
        self._rows = 0
        self._other: _Sheet | None = None

    def add(self, ends: str, properties: Mapping[str, Any]) -> Properties:
        """Write a row, and return what could not be said in it."""
        cells = [ends]
        unsaid: Properties = {}
        columns = self._columns
        new: dict[str, tuple[int, str]] = {}
        for name, value in properties.items():
            if value is None:
                continue
            kind, cell = _cell(value)
            if not cell:
                unsaid[name] = value
                continue
            column = columns.get(name) or new.get(name)
            if column is None:
                column = new[name] = (len(columns) + len(new) + 1, kind)
            elif column[1] != kind:
                if self._other is None:
                    self._other = _Sheet(self._path.with_name(f"{self._path.name}-x"), self._ends)
                return self._other.add(ends, properties)
            place = column[0]
            if place == len(cells):
                cells.append(cell)
            elif place < len(cells):
                cells[place] = cell
            else:
                cells += [""] * (place - len(cells))
                cells.append(cell)
        columns |= new
        line = BETWEEN_CELLS.join(cells)
        self._held.append(line)
        self._size += len(line)
        self._rows += 1
        if self._size > _HELD:
            self._flush()
        return unsaid

    def _flush(self) -> None:
        try:
            with self._path.open("a", encoding="utf-8", newline="") as file:
                file.write("\n".join(self._held) + "\n")
        except OSError as error:
            raise StoreError(f"{self._path} cannot be written ({error.strerror or error}): see to that.") from error
        self._held = []
        self._size = 0

    def finish(self) -> Iterator[str]:
        """Write what is held, and give the names of head and table, here and of the other tables."""
        if self._rows:
            self._flush()
            head = self._path.with_name(f"{self._path.name}-head")
            names = [f"{name}:{kind}" for name, (_, kind) in self._columns.items()]
            head.write_text(BETWEEN_CELLS.join([*self._ends, *names]) + "\n", encoding="utf-8")
            yield ",".join(f"{one.parent.name}/{one.name}" for one in (head, self._path))
        if self._other is not None:
            yield from self._other.finish()


def _cell(value: Any) -> tuple[str, str]:  # noqa: PLR0911 - one case a kind of value, and nothing else
    """Return the type of a value and how a cell says it; an empty text where no cell can."""
    match value:
        case str():
            return "string", _quoted(value)
        case bool():
            return "boolean", "true" if value else "false"
        case int():
            return "long", str(value)
        case float():
            return "double", repr(value)
        case Date():
            return "date", value.iso_format()
        case DateTime():
            return "datetime", value.iso_format()
        case dt.datetime() if value.tzinfo is not None:
            return "datetime", value.isoformat()
        case dt.date() if not isinstance(value, dt.datetime):
            return "date", value.isoformat()
        case list() | tuple():
            return _list(value)
        case _:
            raise TypeError(f"{type(value).__name__} is no value of a property")


def _quoted(text: str) -> str:
    if "\n" in text or "\r" in text:
        return ""
    return '"' + text.replace('"', '""') + '"'


def _list(values: Sequence[Any]) -> tuple[str, str]:
    if not values:
        return "", ""
    if isinstance(values[0], str):
        joined = BETWEEN_ITEMS.join(values)
        if not joined or "\n" in joined or "\r" in joined or joined.count(BETWEEN_ITEMS) != len(values) - 1:
            return "string[]", ""
        return "string[]", '"' + joined.replace('"', '""') + '"'
    kinds, cells = zip(*map(_cell, values), strict=True)
    kind = "double" if set(kinds) == {"long", "double"} else kinds[0]
    return f"{kind}[]", BETWEEN_ITEMS.join(cells)
