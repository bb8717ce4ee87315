"""CSL-JSON, as Zotero, pandoc and DOI resolvers write it: bytes in, papers out.

The records stand in an array, or in the array "items" of an object. Each is read alone, so that one which is broken,
or a file that was cut short, costs no other.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from kg.identity import ids
from kg.model import Author, Paper
from kg.sources import text
from kg.sources.bibliography import Identifiers, Notes, published, shown, venue
from kg.sources.reject import Reject

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from kg.sources.reject import OnOmission, OnReject

_ITEMS = re.compile(r'\s*\{(?:[^\[\]]*,)?\s*"items"\s*:\s*\[')
_ARRAY = re.compile(r"\s*\[")
_NEXT = re.compile(r"[^\s,]")
_MARKUP = re.compile(r"</?(?:i|b|em|strong|sc|sub|sup|span|jats:[a-z]+|p|title|sec)\b[^>]*>", re.IGNORECASE)
_BREAK = re.compile(r"</(?:jats:)?(?:p|title)>", re.IGNORECASE)
_EXTRA = re.compile(r"^\s*(doi|pmid|pmcid|arxiv)\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_SIGNS = ("issued", "author", "DOI", "container-title", "citation-key", "title-short", "URL")
_LONGEST_SHOWN = 2000
_YEAR, _DAY = 1, 3


def is_csl(value: object) -> bool:
    """Tell a CSL record from other publishers' JSON: it has a type, and its names and dates are CSL's."""
    if not isinstance(value, dict) or not isinstance(value.get("type"), str) or "title" not in value:
        return False
    issued, people = value.get("issued"), value.get("author")
    dated = isinstance(issued, dict) and not {"date-parts", "raw", "literal"}.isdisjoint(issued)
    named = isinstance(people, list) and any(
        isinstance(one, dict) and not {"family", "given", "literal"}.isdisjoint(one) for one in people
    )
    return dated or named or any(name in value for name in _SIGNS)


def parse(data: bytes, source: str, *, on_reject: OnReject, on_omission: OnOmission | None = None) -> Iterator[Paper]:
    """Read the papers of a CSL-JSON file.

    Args:
        data: the file.
        source: its name, for rejects and omissions.
        on_reject: told of each record that cannot be read.
        on_omission: told of each field that cannot be understood.
    """
    line_by_id: dict[str, int] = {}
    for line, record in _records(text.decode(data)):
        if not isinstance(record, dict):
            on_reject(Reject(source, line, "it is no JSON object that ends", shown(record, _LONGEST_SHOWN)))
            continue
        paper = _paper(record, Notes(source, line, on_omission))
        if isinstance(paper, Paper) and paper.paper_id in line_by_id:
            paper = f"the paper {paper.paper_id} was read already, at line {line_by_id[paper.paper_id]}"
        if isinstance(paper, str):
            name = f'record "{record["id"]}": ' if isinstance(record.get("id"), str | int) else ""
            on_reject(Reject(source, line, name + paper, json.dumps(record, ensure_ascii=False)[:_LONGEST_SHOWN]))
            continue
        line_by_id[paper.paper_id] = line
        yield paper


def _records(page: str) -> Iterator[tuple[int, Any]]:
    """Give each record with its line; a text stands for what cannot be read, to the end of the file."""
    decoder = json.JSONDecoder()
    opening = _ARRAY.match(page) or _ITEMS.match(page)
    at, line, counted = (opening.end() if opening else 0), 1, 0
    while True:
        beginning = _NEXT.search(page, at)
        if beginning is None or (opening and beginning[0] == "]"):
            return
        at = beginning.start()
        line, counted = line + page.count("\n", counted, at), at
        try:
            record, at = decoder.raw_decode(page, at)
        except (ValueError, RecursionError):
            yield line, page[at : at + _LONGEST_SHOWN]
            return
        yield line, record


def _paper(record: dict[str, Any], notes: Notes) -> Paper | str:
    title = _text(record, "title", notes)
    if not title:
        return "the title is missing"
    journal = _text(record, "container-title", notes) or _text(record, "event-title", notes)
    day, year = _issued(record.get("issued"), notes)
    address = _text(record, "URL", notes)
    url = address if address.startswith(("http://", "https://")) else None
    known = _identifiers(record, url, journal, notes)
    return Paper(
        paper_id=ids.paper_id(title, ids=known, url=url),
        title=title,
        abstract=_text(record, "abstract", notes, lines=True),
        published=day,
        authors=tuple(_authors(record.get("author"), notes)),
        url=url,
        venue=venue(journal),
        ids=known,
        year=year,
    )


def _text(record: dict[str, Any], name: str, notes: Notes, *, lines: bool = False) -> str:
    value = record.get(name)
    if isinstance(value, list):  # Crossref gives titles as lists
        value = next((one for one in value if isinstance(one, str)), None)
    if value is None:
        return ""
    if not isinstance(value, str):
        notes.omit(name, f"{shown(json.dumps(value))} is no text")
        return ""
    value = value.encode("utf-8", "replace").decode()  # half a character cannot be stored
    plain = html.unescape(_MARKUP.sub("", _BREAK.sub("\n\n", value) if lines else value))
    parts = re.split(r"\n\s*\n", plain) if lines else [plain]
    return "\n\n".join(part for one in parts if (part := text.clean(one.replace("\n", " "))))


def _issued(value: object, notes: Notes) -> tuple[dt.date | None, int | None]:
    if isinstance(value, dict):
        parts = value.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list):
            words = ["" if part is None else str(part) for part in parts[0]]
            words += [""] * (_DAY - len(words))
            return published(words[0], words[1], words[2], notes=notes, name="issued")
        value = value.get("raw") or value.get("literal")
    if value is None:
        return None, None
    found = re.search(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", str(value))
    return published(found[0] if found else str(value), notes=notes, name="issued")


def _identifiers(record: dict[str, Any], url: str | None, journal: str, notes: Notes) -> dict[str, str]:
    known = Identifiers()
    doi = record.get("DOI")
    if doi and not (isinstance(doi, str) and known.add(doi, "doi")):
        notes.omit("DOI", f'"{shown(doi)}" is no DOI')
    for name, kind in (("PMID", "pmid"), ("PMCID", "pmcid")):
        if record.get(name):
            known.add(str(record[name]), kind)
    for name in ("number", "archive_location", "note", "publisher"):
        said = str(record.get(name) or "")
        known.search(said)
        for kind, value in _EXTRA.findall(said):
            known.add(value, kind.lower())
    if str(record.get("archive") or "").casefold() == "arxiv":
        known.add(str(record.get("archive_location") or record.get("number") or ""), "arxiv")
    known.search(journal, str(record.get("volume") or ""))
    if url:
        known.add(url)
    return known.found


def _authors(value: object, notes: Notes) -> Iterator[Author]:
    people = value if isinstance(value, list) else []
    if value is not None and not isinstance(value, list):
        notes.omit("author", f"{shown(json.dumps(value))} is no list")
    for person in people:
        parts: list[str] = []
        if isinstance(person, dict):
            names = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix")
            parts = [person[name] for name in names if isinstance(person.get(name), str)]
            literal = person.get("literal") or person.get("name")
            parts = parts or ([literal] if isinstance(literal, str) else [])
        elif isinstance(person, str):
            parts = [person]
        name = text.clean(" ".join(" ".join(parts).split()))
        if not name:
            notes.omit("author", f"{shown(json.dumps(person))} is no name")
            continue
        orcid = re.search(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", str(person.get("ORCID") if isinstance(person, dict) else ""))
        yield Author(name, {"orcid": orcid[0]} if orcid else {})
