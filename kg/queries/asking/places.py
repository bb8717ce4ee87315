"""Where in a query something stands: what Neo4j or the guard did not take, and names in it.

The guard judges plans, and words in a query decide nothing. They only tell here what to mark for the reader; where they
hide, nothing is marked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.errors import QueryError, QueryRefusedError

if TYPE_CHECKING:
    from kg.errors import KGError

_PREFIX: Final = len("EXPLAIN ")
"""What the guard sends before the first line."""

_SAID: Final = re.compile(r" ?\(line (\d+), column (\d+) \(offset: \d+\)\)")

_HIDDEN: Final = re.compile(
    r"""'(?:[^'\\]|\\.)*(?:'|\Z)|"(?:[^"\\]|\\.)*(?:"|\Z)|//[^\n]*|/\*.*?(?:\*/|\Z)""", re.DOTALL
)
_LOOK: Final = {
    "writes": r"\b(?:CREATE|MERGE|(?:DETACH\s+|NODETACH\s+)?DELETE|REMOVE|SET|FOREACH|INSERT|DROP|ALTER)\b",
    "load-csv": r"\bLOAD\s+CSV\b",
    "terminate": r"\bTERMINATE\s+\w+",
    "system": r"\b(?:SHOW|CREATE|DROP|ALTER|GRANT|DENY|REVOKE|START|STOP|USE)\s+\w+",
    "server": r"\b(?:SHOW|TERMINATE)\s+\w+",
    "profile": r"\bPROFILE\b",
}
_KINDS: Final = {"label": r"[:|&!]\s*", "relationship type": r"[:|!]\s*", "property": r"(?:\.|[{,])\s*"}


class Place(NamedTuple):
    """A part of a text: `line` and `column` begin at 1, `length` is in characters of that line."""

    line: int
    column: int
    length: int = 1


def in_own_text(error: QueryError) -> QueryError:
    """Return Neo4j's error about `EXPLAIN ...` as one about the query itself.

    >>> in_own_text(QueryError("Unknown (line 1, column 16 (offset: 15))")).column
    8
    """
    said = _SAID.search(str(error))
    if said is None:
        return error
    line, column = int(said[1]), int(said[2])
    column = max(1, column - _PREFIX) if line == 1 else column
    return QueryError(_SAID.sub(f" (line {line}, column {column})", str(error), count=1), line, column)


def of_error(cypher: str, error: KGError) -> Place | None:
    """Return the place that an error is about, or None where it is about none."""
    if isinstance(error, QueryError) and error.line is not None and error.column is not None:
        lines = cypher.split("\n")
        if error.line > len(lines):
            return None
        rest = re.match(r"\w+|.?", lines[error.line - 1][error.column - 1 :])
        return Place(error.line, error.column, max(1, rest.end() if rest else 1))
    if isinstance(error, QueryRefusedError):
        return _refused(cypher, error)
    return None


def of_name(cypher: str, kind: str, name: str) -> Place | None:
    """Return where a query has a label, a relationship type or a property, or None where that cannot be told."""
    quoted = re.escape("`" + name.replace("`", "``") + "`")
    match = re.search(rf"{_KINDS[kind]}(?P<name>{re.escape(name)}(?!\w)|{quoted})", seen(cypher))
    return None if match is None else _place(cypher, *match.span("name"))


def seen(cypher: str) -> str:
    """Return a query with blanks where strings and comments stand.

    >>> seen("RETURN 'SET' // x")
    'RETURN           '
    """
    return _HIDDEN.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), cypher)


def _refused(cypher: str, error: QueryRefusedError) -> Place | None:
    pattern = _LOOK.get(error.rule)
    if error.rule in {"procedure", "function"}:
        name = re.search(r"(?:procedure|function) (\S+)", str(error))
        pattern = re.escape(name[1]) if name else None
    match = re.search(pattern, seen(cypher), re.IGNORECASE) if pattern else None
    return None if match is None else _place(cypher, *match.span())


def _place(cypher: str, start: int, end: int) -> Place:
    before = cypher[:start]
    line = before.count("\n") + 1
    first = cypher[start:end].split("\n", maxsplit=1)[0]
    return Place(line, start - (before.rfind("\n") + 1) + 1, max(1, len(first)))
