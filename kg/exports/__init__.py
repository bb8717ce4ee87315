"""This package is about the graph, or a part of it, in formats that other programs read: one writer a format."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from kg.exports import bibtex, csl, csv, cypher, drawings, jsonl, jsonld, ris
from kg.exports.part import Part, part

if TYPE_CHECKING:
    from collections.abc import Callable

WRITERS: dict[str, Callable[[Part, IO[str]], int]] = {
    "bibtex": bibtex.write,
    "ris": ris.write,
    "csl": csl.write,
    "csv": csv.write,
    "graphml": drawings.write_graphml,
    "gexf": drawings.write_gexf,
    "jsonld": jsonld.write,
    "cypher": cypher.write,
    "jsonl": jsonl.write,
}
"""Each writes a part to a file opened with ``encoding="utf-8", newline=""``, and says how many papers or nodes."""

__all__ = ["WRITERS", "Part", "part"]
