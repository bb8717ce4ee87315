"""The list of what a reader follows: one line an entry, which people read and write.

    # lines like this one are comments
    daily
    search "sparse attention"
    author "Ada Lovelace"
    author 0000-0002-1825-0097

A line that cannot be read costs itself, and is named by its number.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from kg.errors import CallError
from kg.identity.names import person
from kg.sources.parsers.identifiers import orcid

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["daily", "search", "author"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)

_LINE: Final = re.compile(
    r'(?P<kind>\w+)(?:\s+(?:"(?P<quoted>(?:[^"\\]|\\.)*)"|(?P<plain>[^\s"#][^"#]*)))?\s*(?:#.*)?', re.DOTALL
)
_ESCAPED: Final = re.compile(r'\\(["\\])')
_LONGEST: Final = 300


@dataclass(frozen=True, slots=True)
class Follow:
    """What is followed: the Daily Papers, a search, or an author by name or ORCID."""

    kind: Kind
    what: str = ""

    @property
    def orcid(self) -> str | None:
        """The author's ORCID, where the entry names one."""
        return orcid(self.what) if self.kind == "author" else None

    def __str__(self) -> str:
        """Write it as its line."""
        if not self.what:
            return self.kind
        escaped = self.what.replace("\\", "\\\\").replace('"', '\\"')
        return f'{self.kind} "{escaped}"'


@dataclass(frozen=True, slots=True)
class Entry:
    """A line that names what is followed; lines count from 1."""

    line: int
    follow: Follow


@dataclass(frozen=True, slots=True)
class Unread:
    """A line that cannot be read, and why."""

    line: int
    text: str
    why: str

    def __str__(self) -> str:
        """Say it in one sentence."""
        return f"Line {self.line} is not read: {self.text[:80]!r} {self.why}."


def parse(text: str) -> Iterator[Entry | Unread]:
    r"""Read a list.

    >>> [str(one.follow) for one in parse('# mine\ndaily\nauthor Ada Lovelace # by name\n')]
    ['daily', 'author "Ada Lovelace"']
    >>> str(next(parse("dayly")))
    "Line 1 is not read: 'dayly' is neither daily, search nor author."
    """
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        stripped = line.strip()
        if not stripped or stripped.startswith("#"):
            continue
        match = _LINE.fullmatch(stripped)
        if match is None:
            yield Unread(number, stripped, 'is no entry: write daily, search "WORDS" or author "NAME"')
            continue
        what = match["plain"] or _ESCAPED.sub(r"\1", match["quoted"] or "")
        try:
            yield Entry(number, follow(match["kind"], what))
        except CallError as error:
            yield Unread(number, stripped, str(error).rstrip(".").partition(" ")[2] or str(error))


def follow(kind: str, what: str = "") -> Follow:
    """Make an entry.

    Raises:
        CallError: there is no such kind, or it lacks what it needs.
    """
    what = " ".join(what.split())
    if kind not in KINDS:
        raise CallError(f"{kind!r} is neither daily, search nor author.")
    if kind == "daily" and what:
        raise CallError("'daily' stands alone; write search or author before a text.")
    if kind != "daily" and not what:
        raise CallError(f'{kind!r} needs a text: {kind} "...".')
    if len(what) > _LONGEST:
        raise CallError(f"{kind!r} has more than {_LONGEST} letters; shorten it.")
    if kind == "search" and not re.search(r"\w", what):
        raise CallError(f"{kind!r} has no word to look for; write one.")
    if kind == "author":
        if known := orcid(what):
            return Follow("author", known)
        if re.search(r"\d{4}-\d{3}", what):
            raise CallError("'author' has digits that are no ORCID; look it up again.")
        if person(what) is None:
            raise CallError("'author' names nobody; write a name or an ORCID.")
    return Follow(next(one for one in KINDS if one == kind), what)


def with_entry(text: str, new: Follow) -> str:
    r"""Add an entry at the end; everything else stays as it was written.

    >>> with_entry("daily # each morning", Follow("search", "attention"))
    'daily # each morning\nsearch "attention"\n'
    """
    return f"{text}{'' if not text or text.endswith(chr(10)) else chr(10)}{new}\n"


def without_line(text: str, number: int) -> tuple[str, str]:
    """Take a line out, and return the rest and what it said.

    Raises:
        CallError: there is no entry on that line.
    """
    lines = text.splitlines(keepends=True)
    numbers = {one.line for one in parse(text)}
    if number not in numbers:
        known = ", ".join(map(str, sorted(numbers))) or "none"
        raise CallError(f"There is no entry on line {number}: entries stand on {known}, as `kg follow` lists them.")
    gone = lines.pop(number - 1)
    return "".join(lines), gone.strip()
