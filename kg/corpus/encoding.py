"""How what an extractor said of a text is written in few bytes, and read back equal.

A surface form is left out where it is the text between its offsets, which it nearly always is, and so is what a record
has by default at its end. The bytes carry a checksum (zlib's): bytes that are no extraction are a ValueError.
"""

from __future__ import annotations

import json
import zlib
from sys import intern
from typing import TYPE_CHECKING, Any, Final

from kg.model import Extraction, Mention, Paper, Result

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT: Final = 1
"""Changes with the records that are written."""

_SURFACE: Final = 3
_OPTIONAL: Final = (None, False)
_NEEDED: Final = 8
"""The fields of a mention that always stand there."""
_MENTION: Final = (
    *("field", "start", "end", "surface", "label", "score", "component", "relation"),
    *("long_form", "name", "comparison"),
)
_RESULT: Final = (
    *("field", "start", "end", "surface", "value", "unit", "metric", "benchmark", "benchmark_start", "whose"),
    *("subject", "kind", "component"),
)


def encode(extraction: Extraction) -> bytes:
    """Write what was found in a paper, without the paper."""
    paper = extraction.paper
    mentions = [_row(m, _MENTION, paper, least=_NEEDED) for m in extraction.mentions]
    results = [_row(r, _RESULT, paper, least=len(_RESULT)) for r in extraction.results]
    return zlib.compress(json.dumps([mentions, results], separators=(",", ":")).encode(), 6)


def decode(found: bytes, paper: Paper) -> Extraction:
    """Read what was found in a paper's text.

    Raises:
        ValueError: these bytes are no extraction of this text.
    """
    try:
        mentions, results = json.loads(zlib.decompress(found))
        texts = {"title": paper.title, "abstract": paper.abstract}
        return Extraction(
            paper,
            tuple([_mention(row, texts) for row in mentions]),
            tuple([Result(*_whole(row, texts)) for row in results]),
        )
    except (zlib.error, TypeError, KeyError, IndexError) as error:
        raise ValueError(f"no extraction: {error}") from error


def _row(record: Mention | Result, names: Iterable[str], paper: Paper, *, least: int) -> list[Any]:
    row = [getattr(record, name) for name in names]
    if record.surface == (paper.title if record.field == "title" else paper.abstract)[record.start : record.end]:
        row[_SURFACE] = None
    while len(row) > least and row[-1] in _OPTIONAL:
        row.pop()
    return row


def _whole(row: list[Any], texts: dict[str, str]) -> list[Any]:
    if row[_SURFACE] is None:
        row[_SURFACE] = texts[row[0]][row[1] : row[2]]
    return row


def _mention(row: list[Any], texts: dict[str, str]) -> Mention:
    row[4], row[6], row[7] = intern(row[4]), intern(row[6]), intern(row[7])
    return Mention(*_whole(row, texts))
