"""BibTeX and BibLaTeX files: bytes in, papers out; bibtexparser finds the entries.

A bad entry costs itself: bibtexparser goes on at the next "@" that begins a line, and the entry is named by its key and
line. A comma that is missing between two fields is no harm. Two entries with one key are two entries: a key says
nothing of which paper it is.
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bibtexparser.entrypoint import parse_string
from bibtexparser.model import (
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    ImplicitComment,
    ParsingFailedBlock,
    String,
)

from kg.identity import ids
from kg.model import Author, Paper
from kg.sources import latex, text
from kg.sources.bibliography import Identifiers, Notes, published, shown, venue
from kg.sources.reject import Reject

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from bibtexparser.model import Block

    from kg.sources.reject import OnOmission, OnReject

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_VENUES = ("journal", "journaltitle", "booktitle", "eventtitle", "school", "institution")
_READ = (
    *(
        "title",
        "subtitle",
        "abstract",
        "year",
        "month",
        "day",
        "date",
        "volume",
        "pmid",
        "pmcid",
        "note",
        "howpublished",
    ),
    *("eprint", "eprinttype", "archiveprefix", "archive", *_VENUES),
)
_FROM_VOLUME = frozenset({"booktitle", "journal", "journaltitle", "year", "month", "date", "eventtitle"})
_OTHERS = frozenset({"others", "et al", "et al."})
_NO_PAPERS = frozenset({"proceedings", "mvproceedings"})
_KEY = re.compile(r"@\s*\w+\s*[{(]\s*([^\s,{}()=\"]*)")
_FIELD = re.compile(r"\s*,?\s*([A-Za-z][\w:+./-]*)\s*=\s*")
_LEFT_OVER = re.compile(r"(?:^|,)\s*[A-Za-z][\w-]*\s*=\s*[{\"\d]", re.MULTILINE)
_WORD = re.compile(r"[^\s#,{}\"=%]+")
_PREFIX = re.compile(r"^(?:pubmed|pmid)[:\s]*", re.IGNORECASE)
_HTTP = re.compile(r"https?://[^\s{}\\]+")
_BRACKET = re.compile(r'(?<!\\)[{}"]')
_AND = re.compile(r"\s+and(?=\s)|^and(?=\s)|\s+and$", re.IGNORECASE)
_SEMICOLON = re.compile(r";")
_COMMA = re.compile(r",")
_MOST_PARTS = 3
_LONGEST_SHOWN = 2000

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it warns of, rejects tell


@dataclass(frozen=True, slots=True)
class _Fields:
    """An entry with its values evaluated: braces and macros of LaTeX still stand in them."""

    kind: str
    key: str
    line: int
    values: dict[str, str]
    omissions: tuple[tuple[str, str], ...]


def parse(data: bytes, source: str, *, on_reject: OnReject, on_omission: OnOmission | None = None) -> Iterator[Paper]:
    """Read the papers of a BibTeX file.

    Args:
        data: the file.
        source: its name, for rejects and omissions.
        on_reject: told of each entry that cannot be read.
        on_omission: told of each field that cannot be understood.
    """
    blocks = parse_string(_unified(text.decode(data)), parse_stack=[]).blocks
    entries: list[_Fields | Reject] = list(_entries(blocks, source))
    parents: dict[str, _Fields] = {}
    for entry in entries:
        if isinstance(entry, _Fields):
            parents.setdefault(entry.key.casefold(), entry)
    line_by_id: dict[str, int] = {}
    for entry in entries:
        if isinstance(entry, Reject):
            on_reject(entry)
            continue
        paper = _paper(entry, _inherited(entry, parents), Notes(source, entry.line, on_omission))
        if isinstance(paper, Paper) and paper.paper_id in line_by_id:
            paper = f"the paper {paper.paper_id} was read already, at line {line_by_id[paper.paper_id]}"
        if isinstance(paper, str):
            on_reject(Reject(source, entry.line, f'entry "{entry.key}": {paper}', entry.values.get("title", "")))
            continue
        line_by_id[paper.paper_id] = entry.line
        yield paper


def _unified(page: str) -> str:
    return page.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


def _entries(blocks: list[Block], source: str) -> Iterator[_Fields | Reject]:
    strings = {month: month for month in _MONTHS}
    for at, block in enumerate(blocks):
        line = (block.start_line or 0) + 1
        raw = block.raw or ""
        found: Block | None = block
        if isinstance(found, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            found = found.ignore_error_block
            while isinstance(found, DuplicateFieldKeyBlock):
                found = found.ignore_error_block
        if isinstance(found, String):
            value, _, _ = _value(found.value, strings)
            strings[found.key.casefold()] = value
        elif isinstance(found, Entry):
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            cut = isinstance(following, ImplicitComment) and _LEFT_OVER.match(following.comment)
            if cut:
                text_there = f"{raw}\n{following.raw if following else ''}"
                yield _reject(source, line, found.key, "a brace too many ends it early", text_there)
            else:
                yield _fields(found, line, strings)
        elif isinstance(found, ParsingFailedBlock):
            key = _KEY.match(raw)
            yield _reject(source, line, key[1] if key else "", "a brace, a quote or a comma is missing in it", raw)
        elif isinstance(found, ImplicitComment) and _looks_like_entry(
            found.comment, after=blocks[at - 1] if at else None
        ):
            reason = "text outside of any entry that looks like one"
            yield Reject(source, line, reason, raw[:_LONGEST_SHOWN])


def _looks_like_entry(comment: str, after: Block | None) -> bool:
    """Tell whether text between entries is one that lost its "@"; what follows an entry was told with it."""
    told = isinstance(after, Entry) and _LEFT_OVER.match(comment)
    return not told and "{" in comment and _LEFT_OVER.search(comment) is not None


def _reject(source: str, line: int, key: str, why: str, raw: str) -> Reject:
    return Reject(source, line, f'entry "{key}": {why}', raw[:_LONGEST_SHOWN])


def _fields(entry: Entry, line: int, strings: Mapping[str, str]) -> _Fields:
    values: dict[str, str] = {}
    omissions: list[tuple[str, str]] = []
    for given in entry.fields:
        last_line = given.key.rsplit("\n", 1)[-1]
        if "%" in last_line:  # a field that somebody commented out
            continue
        name, rest = last_line.strip().casefold(), given.value
        while True:
            value, rest, unknown = _value(rest, strings)
            omissions += [(name, f'"{shown(word)}" is no @string of the file') for word in unknown]
            if name in values and value != values[name]:
                omissions.append((name, "it is given twice, and the first counts"))
            values.setdefault(name, value)
            more = _FIELD.match(rest)
            if more is None:
                break
            name, rest = more[1].casefold(), rest[more.end() :]
        if rest.strip() and not rest.lstrip().startswith("%"):
            omissions.append((name, f'"{shown(rest)}" stands after its value'))
    return _Fields(entry.entry_type, entry.key, line, values, tuple(omissions))


def _value(source: str, strings: Mapping[str, str]) -> tuple[str, str, list[str]]:
    """Evaluate ``{...} # "..." # word``: give the text, what stands behind it, and the words that nobody defined."""
    parts: list[str] = []
    unknown: list[str] = []
    at = 0
    while True:
        at += len(source[at:]) - len(source[at:].lstrip())
        opening = source[at : at + 1]
        if opening and opening in '{"':
            end = _closing(source, at)
            parts.append(source[at + 1 : end])
            at = end + 1
        elif word := _WORD.match(source, at):
            known = strings.get(word[0].casefold())
            if known is None and not word[0].isdigit():
                unknown.append(word[0])
            parts.append(word[0] if known is None and word[0].isdigit() else known or "")
            at = word.end()
        else:
            break
        rest = source[at:].lstrip()
        if not rest.startswith("#"):
            return "".join(parts), rest, unknown
        at = len(source) - len(rest) + 1
    return "".join(parts), source[at:], unknown


def _closing(source: str, start: int) -> int:
    """Find where the value that begins at `start` ends; the end of the text where it does not."""
    quoted, depth = source[start] == '"', 0
    for place in _BRACKET.finditer(source, start + 1):
        sign = place[0]
        if sign == "{":
            depth += 1
        elif sign == "}":
            if depth == 0 and not quoted:
                return place.start()
            depth -= 1
        elif quoted and depth == 0:
            return place.start()
    return len(source)


def _inherited(entry: _Fields, parents: Mapping[str, _Fields]) -> dict[str, str]:
    """Give an entry's values with those that it takes from the volume it refers to."""
    volume = entry.values.get("crossref", "").strip().casefold()
    parent = parents.get(volume) if volume else None
    if parent is None or parent is entry:
        return entry.values
    taken = {name: value for name, value in parent.values.items() if name in _FROM_VOLUME}
    if parent.values.get("title"):
        taken.setdefault("booktitle", parent.values["title"])
    return taken | entry.values


def _paper(entry: _Fields, values: Mapping[str, str], notes: Notes) -> Paper | str:
    if entry.kind in _NO_PAPERS:
        return "a volume of proceedings is no paper"
    read = {name: _plain(values[name]) for name in _READ if name in values}
    title = read.get("title", "")
    if not title:
        return "the title is missing"
    if subtitle := read.get("subtitle"):
        title = f"{title}: {subtitle}"
    for name, why in entry.omissions:
        notes.omit(name, why)
    journal = next((read[name] for name in _VENUES if read.get(name)), "")
    known = _identifiers(entry, values, read, journal, notes)
    day, year = published(
        read.get("date") or read.get("year", ""), read.get("month", ""), read.get("day", ""), notes=notes
    )
    url = _address(values)
    return Paper(
        paper_id=ids.paper_id(title.replace("\n", " "), ids=known, url=url),
        title=title.replace("\n\n", " "),
        abstract=read.get("abstract", ""),
        published=day,
        authors=tuple(_authors(values.get("author", ""), notes)),
        url=url,
        venue=venue(journal),
        ids=known,
        year=year,
    )


def _plain(value: str) -> str:
    plain = latex.to_text(value)
    return plain if plain.isprintable() else text.clean(plain)


def _address(values: Mapping[str, str]) -> str | None:
    for name in ("url", "howpublished", "ee"):
        found = _HTTP.search(values.get(name, "").replace("\\_", "_").replace("\\%", "%").replace("\\&", "&"))
        if found:
            return found[0].rstrip(".,;")
    return None


def _identifiers(
    entry: _Fields, values: Mapping[str, str], read: Mapping[str, str], journal: str, notes: Notes
) -> dict[str, str]:
    known = Identifiers()
    archive = (read.get("archiveprefix") or read.get("eprinttype") or read.get("archive") or "").casefold()
    eprint = read.get("eprint", "")
    if eprint and archive in ("pubmed", "pmid"):
        known.add(eprint, "pmid")
    elif eprint and archive in ("", "arxiv") and not known.add(eprint, "arxiv") and archive:
        notes.omit("eprint", f'"{shown(eprint)}" is no arXiv id')
    doi = values.get("doi", "").replace("\\", "").strip("{} \n")
    if doi and not known.add(doi, "doi"):
        notes.omit("doi", f'"{shown(doi)}" is no DOI')
    for name in ("pmid", "pmcid"):
        if read.get(name):
            known.add(_PREFIX.sub("", read[name]), name)
    known.search(journal, read.get("volume", ""))
    for name in ("note", "howpublished"):
        known.search(read.get(name, ""))
    if url := _address(values):
        known.add(url)
    if entry.key.startswith("DBLP:"):
        known.found.setdefault("dblp", entry.key.removeprefix("DBLP:"))
    return known.found


def _authors(value: str, notes: Notes) -> Iterator[Author]:
    people = _split(" ".join(value.split()), _AND)
    if len(people) == 1:
        people = _split(people[0], _SEMICOLON)
    if len(people) == 1:
        parts = _split(people[0], _COMMA)
        if len(parts) > _MOST_PARTS - 1 and all(" " in part for part in parts):  # "Last, Jr, First" has short ones
            people = parts
    for person in people:
        if person.casefold().strip("{}") in _OTHERS:
            notes.omit("author", 'the list ends in "and others"')
        elif name := _name(person, notes):
            yield Author(name)


def _name(person: str, notes: Notes) -> str:
    """Write a name with its given name first; what stands in braces is one name."""
    last, *middle, first = ["", *parts] if len(parts := _split(person, _COMMA)) == 1 else parts
    if len(middle) > 1:
        notes.omit("author", f'"{shown(person)}" is no name')
        return ""
    return _plain(" ".join([first, last, *middle]))


def _split(source: str, separator: re.Pattern[str]) -> list[str]:
    """Split where a separator stands outside of braces.

    bibtexparser's own `split_multiple_persons_names` loses an accent that begins a name (2.1.0).
    """
    parts, start, depth, at = [], 0, 0, 0
    for found in separator.finditer(source):
        between = source[at : found.start()]
        if "{" in between or "}" in between:
            depth += sum((sign[0] == "{") - (sign[0] == "}") for sign in _BRACKET.finditer(between))
        at = found.start()
        if depth <= 0:
            parts.append(source[start : found.start()])
            start = at = found.end()
    parts.append(source[start:])
    return [part.strip() for part in parts if part.strip()]
