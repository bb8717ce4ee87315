"""RIS files: bytes in, papers out; rispy reads what stands in each record.

A record begins with its "TY" line. It ends where the next one begins, whether or not its "ER" line is there, so that a
record which lacks it costs nobody else. Tags with one space ("TY - JOUR"), as some sites write them, are read too.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import rispy  # type: ignore[import-untyped]

from kg.identity import ids
from kg.model import Author, Paper
from kg.sources import text
from kg.sources.bibliography import Identifiers, Notes, published, shown, venue
from kg.sources.reject import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.sources.reject import OnOmission, OnReject

_TAG = re.compile(r"([A-Z][A-Z0-9]) {1,2}-(?: |$)")
_TITLES = ("title", "primary_title", "translated_title", "short_title")
_VENUES = ("journal_name", "alternate_title3", "secondary_title", "alternate_title2", "alternate_title1")
_BOOKS = frozenset({"BOOK", "EDBOOK", "THES", "RPRT"})
_DOI = re.compile(r"doi:?\s*(10\.\S+)", re.IGNORECASE)
_LONGEST_SHOWN = 2000


def parse(data: bytes, source: str, *, on_reject: OnReject, on_omission: OnOmission | None = None) -> Iterator[Paper]:
    """Read the papers of a RIS file.

    Args:
        data: the file.
        source: its name, for rejects and omissions.
        on_reject: told of each record that cannot be read.
        on_omission: told of each field that cannot be understood.
    """
    line_by_id: dict[str, int] = {}
    for line, lines in _records(text.decode(data)):
        record = _read(lines)
        notes = Notes(source, line, on_omission)
        paper = _paper(record, notes) if record else "it is no RIS record"
        if isinstance(paper, Paper) and paper.paper_id in line_by_id:
            paper = f"the paper {paper.paper_id} was read already, at line {line_by_id[paper.paper_id]}"
        if isinstance(paper, str):
            on_reject(Reject(source, line, paper, "\n".join(lines)[:_LONGEST_SHOWN]))
            continue
        line_by_id[paper.paper_id] = line
        yield paper


def _records(page: str) -> Iterator[tuple[int, list[str]]]:
    """Cut a file into records, each with its first line's number; what stands before, between and after is one too."""
    start = 0
    record: list[str] = []
    for number, raw in enumerate(page.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        line = text.clean(raw)
        tag = _TAG.match(line) or _TAG.match(f"{line} ")
        name = tag[1] if tag else ""
        if name == "TY" and record:
            yield start, record
            record = []
        if name == "ER":
            if record:
                yield start, record
            record = []
            continue
        if not line:
            continue
        if not record:
            start = number
        record.append(f"{name}  - {line[tag.end() :].strip()}" if tag else line)
    if record:
        yield start, record


def _read(lines: list[str]) -> dict[str, Any] | None:
    if not lines[0].startswith("TY  - "):
        return None
    try:
        found = rispy.loads("\n".join([*lines, "ER  - "]), newline="\n")
    except (KeyError, TypeError, ValueError, AttributeError):  # a line that continues no field
        return None
    return dict(found[0]) if found else None


def _paper(record: dict[str, Any], notes: Notes) -> Paper | str:
    title = next((record[name] for name in _TITLES if record.get(name)), "")
    if not title and record.get("type_of_reference") in _BOOKS:
        title = record.get("secondary_title", "")
    if not title:
        return "the title is missing"
    journal = next((record[name] for name in _VENUES if record.get(name) and record[name] != title), "")
    day, year = published(record.get("year") or record.get("publication_year") or "", notes=notes, name="PY")
    if day is None and record.get("date"):
        exact, exact_year = published(record["date"], notes=notes, name="DA")
        if exact is not None and year in (None, exact.year):
            day, year = exact, None
        year = year or (None if day else exact_year)
    urls = [url for url in record.get("urls", ()) if url.startswith(("http://", "https://"))]
    known = _identifiers(record, urls, journal, notes)
    people = record.get("authors") or record.get("first_authors") or ()
    return Paper(
        paper_id=ids.paper_id(title, ids=known, url=urls[0] if urls else None),
        title=title,
        abstract=record.get("abstract") or record.get("notes_abstract") or "",
        published=day,
        authors=tuple(Author(name) for person in people if (name := _name(person))),
        url=urls[0] if urls else None,
        venue=venue(journal),
        ids=known,
        year=year,
    )


def _identifiers(record: dict[str, Any], urls: list[str], journal: str, notes: Notes) -> dict[str, str]:
    known = Identifiers()
    doi = record.get("doi", "")
    if doi and not known.add(doi, "doi"):
        notes.omit("DO", f'"{shown(doi)}" is no DOI')
    for name in ("type_of_work", "note"):
        if found := _DOI.search(record.get(name, "")):
            known.add(found[1], "doi")
    known.search(journal, record.get("volume", ""))
    for said in (*record.get("notes", ()), record.get("note", ""), record.get("publisher", "")):
        known.search(said)
    for url in urls:
        known.add(url)
    if record.get("name_of_database", "").casefold() in ("pubmed", "medline"):
        known.add(record.get("accession_number", ""), "pmid")
    return known.found


def _name(person: str) -> str:
    """Write a name with its given name first: "Last, First, Suffix"."""
    last, _, first = person.partition(",")
    first, _, suffix = first.partition(",")
    return " ".join(part.strip() for part in (first, last, suffix) if part.strip())
