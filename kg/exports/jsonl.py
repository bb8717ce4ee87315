"""Our own JSON lines: the papers of a part, as `kg build` reads them again."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from kg.sources import jsonl

if TYPE_CHECKING:
    from kg.exports.part import Part


def write(part: Part, file: IO[str]) -> int:
    """Write the papers of a part, and say how many."""
    return jsonl.write((record.paper for record in part.papers()), file)
