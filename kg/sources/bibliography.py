"""What BibTeX, RIS and CSL-JSON share: an entry's identifiers, its day, and what was left out."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.identity import ids
from kg.sources import text
from kg.sources.reject import Omission

if TYPE_CHECKING:
    from kg.sources.reject import OnOmission

EARLIEST, LATEST = 1400, 2100
"""Years that a scholarly work may have."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_ARXIV = re.compile(r"arxiv[:\s]+(?:abs/)?((?:[a-z-]+(?:\.[a-z]{2})?/)?\d[\d.]+\d(?:v\d+)?)", re.IGNORECASE)
_ARXIV_NAME = re.compile(r"arxiv(?: (?:e-prints?|preprints?))?(?: arxiv[:\s]\S+)?|arxiv:\S+(?:\s*\[.*)?", re.IGNORECASE)
_CORR = re.compile(r"abs/(\d{4}\.\d{4,5}|[a-z-]+/\d{7})")
_DATE = re.compile(r"(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?)?(?![\d])")


@dataclass(slots=True)
class Notes:
    """Keeps what is left out of one record, and tells of it.

    Attributes:
        source: the file.
        line: of the record.
        tell: told of each omission, or None where nobody asks.
    """

    source: str
    line: int | None
    tell: OnOmission | None

    def omit(self, name: str, why: str) -> None:
        """Tell that a field was left out."""
        if self.tell is not None:
            self.tell(Omission(self.source, self.line, name, why))


@dataclass(slots=True)
class Identifiers:
    """Collects a record's identifiers, each kind once: the first one counts."""

    found: dict[str, str] = field(default_factory=dict)

    def add(self, value: str, kind: str | None = None) -> bool:
        """Add one of a known kind, or of `kind`; tell whether it could be read."""
        known = ids.identify(value)
        if known is not None and kind in (None, known[0], "doi"):  # arXiv gives out DOIs too
            self.found.setdefault(*known)
            return True
        digits = re.search(r"\d+", value)
        if kind in ("pmid", "pmcid") and digits:
            self.found.setdefault(kind, digits[0] if kind == "pmid" else f"PMC{digits[0]}")
            return True
        return False

    def search(self, journal: str, volume: str = "") -> None:
        """Find an arXiv id where Google Scholar and DBLP put it: in the journal's name, or in CoRR's volume."""
        found = _ARXIV.search(journal)
        if found is None and journal.casefold() in ("corr", "arxiv"):
            found = _CORR.search(volume)
        if found is not None:
            self.add(found[1], "arxiv")


def venue(name: str) -> str | None:
    """Give the venue; a preprint's number is no part of its name.

    >>> venue("arXiv preprint arXiv:1706.03762")
    'arXiv'
    """
    return "arXiv" if _ARXIV_NAME.fullmatch(name) else name or None


def published(
    year: str, month: str = "", day: str = "", *, notes: Notes, name: str = "year"
) -> tuple[dt.date | None, int | None]:
    """Read a day, or else a year: the one that is known is given, the other is None.

    The year may hold all of it, as in ``2020-05-03``; the month may be a number, or a name with or without a day.
    """
    if not year.strip():
        return None, None
    match = _DATE.match(year.strip())
    if match is None or not EARLIEST <= int(match[1]) <= LATEST:
        notes.omit(name, f'"{shown(year)}" is no year')
        return None, None
    if match[2]:
        month, day = match[2], match[3] or ""
    word = re.search(r"[A-Za-z]{3,}", month)
    digits = re.findall(r"\d+", month)
    if word and word[0][:3].lower() in _MONTHS:
        number = _MONTHS.index(word[0][:3].lower()) + 1
        day = day or (digits[0] if digits else "")
    else:
        number = int(digits[0]) if digits else 0
    exact = re.fullmatch(r"\d{1,2}", day.strip())
    if number and exact:
        try:
            return dt.date(int(match[1]), number, int(exact[0])), None
        except ValueError:
            notes.omit(name, f"there is no day {number}-{exact[0]} in {match[1]}")
    return None, int(match[1])


def shown(value: object, most: int = 60) -> str:
    """Give a value in one short line, for a sentence."""
    line = text.clean(str(value).replace("\n", " "))
    return line if len(line) <= most else line[: most - 1] + "…"
