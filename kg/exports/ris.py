"""RIS: the papers of a part as records."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from kg.exports import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.exports.part import Part
    from kg.exports.records import PaperRecord

_TYPES = {"article": "JOUR", "conference": "CONF", "preprint": "UNPB"}


def write(part: Part, file: IO[str]) -> int:
    """Write the papers of a part, and say how many."""
    count = 0
    for record in part.papers():
        for tag, value in _lines(record):
            file.write(f"{tag}  - {names.one_line(value)}\r\n")
        file.write("ER  - \r\n\r\n")
        count += 1
    return count


def _lines(record: PaperRecord) -> Iterator[tuple[str, str]]:
    paper = record.paper
    yield "TY", _TYPES[names.kind(record)]
    yield "ID", names.key(record)
    yield "TI", paper.title
    for author in paper.authors:
        yield "AU", ", ".join(part for part in names.surname_first(author.name) if part)
    if paper.venue:
        yield "T2", paper.venue
    if paper.published:
        yield "PY", str(paper.published.year)
        yield "DA", paper.published.strftime("%Y/%m/%d")
    elif paper.year is not None:
        yield "PY", str(paper.year)
    yield from _identifiers(record)
    if paper.status:
        yield "N1", paper.status.capitalize()
    if paper.abstract:
        yield "AB", paper.abstract


def _identifiers(record: PaperRecord) -> Iterator[tuple[str, str]]:
    paper = record.paper
    if "doi" in paper.ids:
        yield "DO", paper.ids["doi"]
    if paper.url:
        yield "UR", paper.url
    if "pmid" in paper.ids:
        yield "DB", "PubMed"
        yield "AN", paper.ids["pmid"]
    for kind, value in sorted(paper.ids.items()):
        if kind not in ("doi", "pmid"):
            yield "N1", f"arXiv:{value}" if kind == "arxiv" else f"{kind}:{value}"
