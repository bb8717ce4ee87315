"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

import csv
import re
from enum import Enum

from kg.sources import text
from kg.sources.files import json_values, keys, pairs
from kg.sources.files.id_list import identifier


class Kind(Enum):
    """What a file is; the value is how a sentence calls it."""

    JSON_LINES = "JSON lines"
    JSON = "JSON"
    BIBTEX = "BibTeX"
    RIS = "RIS"
    ATOM = "an answer of arXiv's interface"
    TABLE = "a table"
    CITATIONS = "a table of citations"
    IDS = "a list of identifiers"
    PAGE = "a page"


_ARRAY = re.compile(rb'\[\s*(?:[{\["]|\]\s*\Z|null\b)')
_BIBTEX = re.compile(rb"^[ \t]*@[A-Za-z]+[ \t]*[{(]", re.MULTILINE)
_RIS = re.compile(rb"^[ \t]*TY {1,2}- ", re.MULTILINE)
_ATOM = re.compile(rb"\A(?:<\?xml[^>]*\?>)?\s*<(?:\w+:)?feed\b[^>]*http://www\.w3\.org/2005/Atom")
_DELIMITERS = "\t,;|"
_MOST_LINES = 200
_SHARE = 0.6
_FEW = 5
_LONGEST_NAME = 40


def detect(head: bytes) -> Kind:
    """Tell what a file is by its first bytes, unpacked and without a byte order mark."""
    start = head.lstrip()
    if start.startswith(b"{"):
        return Kind.JSON_LINES if json_values.one_a_line(head) else Kind.JSON
    if _ARRAY.match(start):
        return Kind.JSON
    if start.startswith(b"<"):
        return Kind.ATOM if _ATOM.match(start) else Kind.PAGE
    for pattern, kind in ((_RIS, Kind.RIS), (_BIBTEX, Kind.BIBTEX)):
        if pattern.search(head):
            return kind
    lines = [line for line in text.decode(head).splitlines() if line.strip()][:_MOST_LINES]
    return _of_lines(lines) if lines else Kind.PAGE


def _of_lines(lines: list[str]) -> Kind:
    if pairs.columns(lines[0]):
        return Kind.CITATIONS
    if _is_list(lines):
        return Kind.IDS
    return Kind.TABLE if delimiter(lines[0]) or foreign_delimiter(lines) else Kind.PAGE


def _is_list(lines: list[str]) -> bool:
    said = [line for line in lines if not line.lstrip().startswith(("#", "%", "//"))]
    return bool(said) and sum(identifier(line) is not None for line in said) >= _SHARE * len(said)


def delimiter(header: str) -> str:
    """Give what stands between the columns of a table, by its first line; empty where it is the header of none.

    A header names at least two columns, and among them a title or an identifier.
    """
    for one in _DELIMITERS:
        if one in header:
            try:
                names = next(csv.reader([header.strip("\ufeff")], delimiter=one), [])
            except csv.Error:
                continue
            if any(keys.field(name) in keys.NAMING for name in names) and len(names) > 1:
                return one
    return ""


def foreign_delimiter(lines: list[str]) -> str:
    """Give what stands between the columns of a table that names neither a title nor an identifier, else nothing."""
    first = lines[:_FEW]
    for one in _DELIMITERS:
        try:
            rows = list(csv.reader(first, delimiter=one))
        except csv.Error:
            continue
        named = all(len(name) <= _LONGEST_NAME and not name.endswith(".") for name in rows[0])
        even = len({len(row) for row in rows}) == 1 and len(rows[0]) > 2  # noqa: PLR2004 - two is a sentence's comma
        if named and even and len(rows) >= _FEW - 2:
            return one
    return ""
