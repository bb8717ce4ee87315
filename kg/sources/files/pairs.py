"""A table of citations: a row says which paper cites which, and there is nothing else of either."""

from __future__ import annotations

import csv
import io
from typing import IO, TYPE_CHECKING, Final

from kg.identity import ids
from kg.model import Paper, Reference
from kg.sources.files.records import Entry
from kg.sources.reject import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.reject import OnReject

_CITING: Final = ("citing", "citing_id", "citing_paper", "citing_paper_id", "citing_doi")
_CITED: Final = ("cited", "cited_id", "cited_paper", "cited_paper_id", "cited_doi")
_DELIMITERS: Final = "\t,;|"


def columns(header: str) -> tuple[str, int, int] | None:
    """Say what stands between the columns of a table of citations, and which two they are; None for anything else.

    >>> columns("source,citing,cited"), columns("title,authors")
    ((',', 1, 2), None)
    """
    for one in _DELIMITERS:
        names = [name.strip(' \ufeff"').lower() for name in header.strip().split(one)]
        citing = next((names.index(name) for name in _CITING if name in names), None)
        cited = next((names.index(name) for name in _CITED if name in names), None)
        if citing is not None and cited is not None:
            return one, citing, cited
    return None


def entries(file: IO[bytes], header: str, source: str, *, on_reject: OnReject) -> Iterator[Entry]:
    """Read papers that are known by what they cite: each citing paper once, with all that it cites.

    Args:
        file: the table.
        header: its first line.
        source: its name, for rejects.
        on_reject: told of each row that names no two papers.
    """
    found = columns(header)
    assert found is not None
    between, citing, cited = found
    spelled: dict[str, str] = {}
    references: dict[str, dict[str, None]] = {}
    lines: dict[str, int] = {}
    with io.TextIOWrapper(file, "utf-8", errors="replace", newline="") as text:
        rows = csv.reader(text, delimiter=between)
        next(rows, None)
        for row in rows:
            try:
                one, other = row[citing].strip(), row[cited].strip()
            except IndexError:
                one = other = ""
            if not (one and other):
                if row:
                    on_reject(Reject(source, rows.line_num, "it does not name two papers", between.join(row)[:2000]))
                continue
            for name in (one, other):
                if name not in spelled:
                    spelled[name] = ids.normalise(name)
            references.setdefault(spelled[one], {})[spelled[other]] = None
            lines.setdefault(spelled[one], rows.line_num)
    for paper_id, others in references.items():
        known = ids.identify(paper_id)
        paper = Paper(paper_id, "", ids=dict([known]) if known else {}, references=tuple(map(Reference, others)))
        yield Entry(lines[paper_id], paper)
