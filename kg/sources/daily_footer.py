"""The footer that ends a paper on a Daily Papers page saved as text.

A footer is what is left of a row of small print: who, a dot, when, and how many comments.

    footer  = who dot when | who | dot when
    who     = [bullet] count ("author" | "authors") | [bullet] handle [name ...]
    dot     = "·"
    when    = date [count] | count
    date    = month day ["," year] | day month [year] | year-month-day
    count   = digits [","|"." digits] ["k"]

Its parts stand on lines of their own or share one; the lines follow each other directly, or (in a page whose line ends
were doubled) are all one blank line apart. "who" alone is a footer only with a bullet, a number of authors and blank
lines around it; an organisation needs the dot and a date, because any short line might be one.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from kg.model import Organization

DOT = "·"
_BULLETS = "•◦▪‣∙●*–-"  # noqa: RUF001 - an en dash is what some editors make of a bullet
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)

_COUNT = r"\d[\d.,]*[kKmM]?"
_DATE = r"""(?:
    (?P<month>[A-Za-z]{3,9})\.?\ (?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\ (?P<year>(?:19|20)\d\d))?(?!\d)
  | (?P<day2>\d{1,2})\ (?P<month2>[A-Za-z]{3,9})\.?(?:,?\ (?P<year2>(?:19|20)\d\d))?(?!\d)
  | (?P<year3>\d{4})-(?P<month3>\d\d)-(?P<day3>\d\d)(?!\d)
)"""
_WHEN = re.compile(rf"(?:{_DATE}(?:\ (?P<count>{_COUNT}))?|(?P<only>{_COUNT}))", re.VERBOSE)
_AUTHORS = re.compile(
    rf"(?P<bullet>[{re.escape(_BULLETS)}{DOT}]\s*)?(?P<number>{_COUNT}) authors?(?:\s*{DOT}\s*(?P<when>.+)?)?"
)
_ORGANISATION = re.compile(rf"(?:[{re.escape(_BULLETS)}]\s*)?(?P<who>[^{DOT}]{{1,120}}?)\s*{DOT}\s*(?P<when>[^{DOT}]+)")
_DOTTED = re.compile(rf"{DOT}\s*(?P<when>[^{DOT}]+)")
_INNER_SENTENCE = re.compile(r"[a-z]{3}[.!?:] \S")
_LONGEST_DATE = 40
_LONGEST_NAME = 100
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A day whose year the page may leave out."""

    month: int
    day: int
    year: int | None = None

    def in_year(self, year: int) -> dt.date | None:
        """Give the date, in the page's year where it says none; None where there is no such day."""
        try:
            return dt.date(self.year or year, self.month, self.day)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Footer:
    """One footer: lines `start` up to `end` (exclusive, from 0) and what they say.

    `problem` is None, or why the date cannot be read.
    """

    start: int
    end: int
    author_count: int | None = None
    organization: Organization | None = None
    day: Day | None = None
    comments: int | None = None
    problem: str | None = None


def parse_count(text: str) -> int | None:
    """Read "12", "1,204" or "1.2k"."""
    match = re.fullmatch(r"(\d{1,15}|\d{1,3}(?:,\d{3}){1,4}|\d{1,6}\.\d{1,3}(?=[km]))([km]?)", text.strip().lower())
    if match is None:
        return None
    return round(float(match[1].replace(",", "")) * {"": 1, "k": 1_000, "m": 1_000_000}[match[2]])


def parse_day(text: str) -> Day | None:
    """Read a date that stands alone, such as "Jun 11" or "Dec 17, 2025"."""
    match = _WHEN.fullmatch(text)
    return _day(match) if match and not match["count"] else None


def parse_when(text: str) -> tuple[Day, int | None] | None:
    """Read a date with or without a number of comments behind it, such as "Jun 11 3"."""
    match = _WHEN.fullmatch(text)
    day = _day(match) if match else None
    if match is None or day is None:
        return None
    return day, parse_count(match["count"]) if match["count"] else None


def parse_authors(text: str) -> int | None:
    """Read a number of authors that stands alone, such as "3 authors", with or without a bullet."""
    match = _AUTHORS.fullmatch(text)
    return parse_count(match["number"]) if match and match["when"] is None else None


def parse_organization(text: str) -> Organization | None:
    """Read an organisation's handle and name; None for what reads like a sentence."""
    return _organization(text) if _may_be_name(text) else None


def _day(match: re.Match[str]) -> Day | None:
    if match["only"] is not None:
        return None
    name = (match["month"] or match["month2"] or "").lower()
    if name:
        known = name[:3] in _MONTHS and (len(name) == 3 or name == "sept" or name in _MONTH_NAMES)  # noqa: PLR2004
        if not known:
            return None
        month = _MONTHS.index(name[:3]) + 1
    else:
        month = int(match["month3"])
    year = match["year"] or match["year2"] or match["year3"]
    day = Day(month, int(match["day"] or match["day2"] or match["day3"]), int(year) if year else None)
    return day if day.in_year(2000) else None  # a leap year: whether 29 February was one is for the page's year to say


def find(lines: list[str]) -> list[Footer]:
    """Find every footer in a page's clean lines, in order."""
    footers: list[Footer] = []
    at = 0
    while at < len(lines):
        footer = _footer_at(lines, at) if lines[at] else None
        if footer is None:
            at += 1
        else:
            footers.append(footer)
            at = footer.end
    return footers


def _windows(lines: list[str], start: int) -> list[tuple[str, int]]:
    """Give the texts of one to five lines from `start`, longest first, each with the line after it."""
    for step in (1, 2):
        found: list[tuple[str, int]] = []
        parts: list[str] = []
        at = start
        while at < len(lines) and len(parts) < 5 and lines[at] and len(lines[at]) <= 2 * _LONGEST_NAME:  # noqa: PLR2004
            if step == 2 and parts and lines[at - 1]:  # noqa: PLR2004
                break
            parts.append(lines[at])
            found.append((" ".join(parts), at + 1))
            at += step
        if len(found) > 1 or step == 2:  # noqa: PLR2004
            return found[::-1]
    return []


def _footer_at(lines: list[str], at: int) -> Footer | None:
    windows = _windows(lines, at)
    unreadable = _unreadable(lines, at, windows)
    if unreadable:
        return unreadable
    for text, end in windows:
        footer = (
            _by_authors(lines, text, at, end) or _by_organisation(lines, text, at, end) or _by_dot(lines, text, at, end)
        )
        if footer:
            return footer
    return None


def _by_authors(lines: list[str], text: str, at: int, end: int) -> Footer | None:
    match = _AUTHORS.fullmatch(text)
    count = parse_count(match["number"]) if match else None
    if match is None or count is None:
        return None
    if match["when"] is not None:
        when = _WHEN.fullmatch(match["when"])
        return _footer(at, end, when, author_count=count) if when and _readable(when) else None
    alone = (at == 0 or not lines[at - 1]) and (end == len(lines) or not lines[end])
    return Footer(at, end, author_count=count) if alone and (match["bullet"] or text.endswith(DOT)) else None


def _by_organisation(lines: list[str], text: str, at: int, end: int) -> Footer | None:
    match = _ORGANISATION.fullmatch(text)
    if match is None or (at and lines[at - 1] and not _ends_sentence(lines[at - 1])):
        return None
    when = _WHEN.fullmatch(match["when"])
    if not when or not _day(when) or not _may_be_name(match["who"]):
        return None
    return _footer(at, end, when, organization=_organization(match["who"]))


def _by_dot(lines: list[str], text: str, at: int, end: int) -> Footer | None:
    match = _DOTTED.fullmatch(text)
    when = _WHEN.fullmatch(match["when"]) if match else None
    if when is None or not _day(when) or (end < len(lines) and lines[end]):
        return None
    return _footer(at, end, when)


def _unreadable(lines: list[str], at: int, windows: list[tuple[str, int]]) -> Footer | None:
    """Recognise a footer whose date cannot be read: three short lines, the middle one a dot."""
    block = [line for line in lines[at : at + 4] if line]
    alone = (at == 0 or not lines[at - 1]) and (at + 3 >= len(lines) or not lines[at + 3])
    if len(block) < 3 or not alone or block[1] != DOT or len(windows) < 3:  # noqa: PLR2004
        return None
    if (when := _WHEN.fullmatch(block[2])) and _readable(when):
        return None
    authors = _AUTHORS.fullmatch(block[0])
    if len(block[2]) > _LONGEST_DATE or not (authors or (_may_be_name(block[0]) and re.search(r"\d", block[2]))):
        return None
    problem = f'"{block[2]}" is no date such as "Jun 2, 2025"'
    return Footer(at, at + 3, author_count=parse_count(authors["number"]) if authors else None, problem=problem)


def _readable(when: re.Match[str]) -> bool:
    return when["only"] is not None or _day(when) is not None


def _footer(
    at: int,
    end: int,
    when: re.Match[str],
    *,
    author_count: int | None = None,
    organization: Organization | None = None,
) -> Footer:
    count = when["count"] or when["only"]
    comments = parse_count(count) if count else None
    return Footer(at, end, author_count, organization, _day(when), comments)


def _may_be_name(who: str) -> bool:
    words = who.split()
    if not words or len(who) > _LONGEST_NAME or len(words) > _MOST_WORDS or "://" in who:
        return False
    if _INNER_SENTENCE.search(who):
        return False
    # "Some Firm, Inc." ends in a full stop too; a sentence has small words.
    return not _ends_sentence(who) or len(words) <= 3 or all(word != word.lower() for word in words[1:])  # noqa: PLR2004


def _ends_sentence(text: str) -> bool:
    return text.rstrip("\"')]}”’").endswith((".", "!", "?", ":", "…"))  # noqa: RUF001


def _organization(who: str) -> Organization:
    """Split "allenai Ai2": the handle is the first word, the name is the rest; one word is both."""
    handle, _, name = who.strip().partition(" ")
    return Organization(handle, name.strip() or handle)
