"""CSV: a table with a row for each paper of a part, for spreadsheets and data frames."""

from __future__ import annotations

import csv
from typing import IO, TYPE_CHECKING

from kg import schema

if TYPE_CHECKING:
    from kg.exports.part import Part
    from kg.exports.records import PaperRecord

_FIRST = ("paper_id", "title", "published", "year", "authors", "author_ids", "organization", "venue", "url", "ids")
_NUMBERS = ("comments", "upvotes", "author_count", "reference_count", "cited_by_count", "status")
COLUMNS: tuple[str, ...] = (
    *_FIRST,
    *_NUMBERS,
    *(kind.lower() for kind in schema.TEXT_RELATIONSHIPS),
    "cites",
    "abstract",
)
"""What is several (authors, names, references) stands in one cell, separated by "; "."""


def write(part: Part, file: IO[str]) -> int:
    """Write the papers of a part, and say how many."""
    table = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
    table.writeheader()
    count = 0
    for record in part.papers():
        table.writerow(row(record))
        count += 1
    return count


def row(record: PaperRecord) -> dict[str, object]:
    """Give one paper as a row; what is not known is an empty cell."""
    paper = record.paper
    several = {
        "authors": [author.name for author in paper.authors],
        "author_ids": [" ".join(f"{kind}:{value}" for kind, value in sorted(one.ids.items())) for one in paper.authors],
        "ids": [f"{kind}:{value}" for kind, value in sorted(paper.ids.items())],
        "cites": [reference.paper_id for reference in paper.references],
    }
    for kind in schema.TEXT_RELATIONSHIPS:
        several[kind.lower()] = [name for relation, _, name, _ in record.entities if relation == kind]
    if not any(several["author_ids"]):
        several["author_ids"] = []
    return {
        "paper_id": paper.paper_id,
        "title": paper.title,
        "published": paper.published.isoformat() if paper.published else None,
        "year": record.year,
        "organization": paper.organization.name if paper.organization else None,
        "venue": paper.venue,
        "url": paper.url,
        "abstract": paper.abstract,
        **{name: getattr(paper, name) for name in _NUMBERS},
        **{name: "; ".join(names) for name, names in several.items()},
    }
