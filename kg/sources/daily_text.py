"""A Daily Papers page saved as text: which lines are titles, which are abstracts, which are neither.

    page     = leading* paper* trailing*
    paper    = title  abstract  [footer]          each followed by a blank line
    title    = one block of one to three lines
    abstract = one or more blocks
    block    = lines without a blank line between them
    footer   : see kg.sources.daily_footer

Footers are the anchors. Between two of them stands one paper: its first block is the title, the rest is the abstract,
whatever odd lines that holds. A paper without a footer leaves two papers there, so a new paper also begins at a block
that reads like a title (short, not a sentence, neither list item nor heading) directly before one that reads like
prose (long, or several words with a full stop at the end). Before the first title, everything is leading; a short
block left over elsewhere is a title that lost its abstract, and is rejected. Buttons ("Upvote", "GitHub 1.2k") are no
text of anybody's.

The text that is kept: one space for each run of spaces, the lines of a block joined by a space (by a line end before a
list item), blocks joined by a blank line. Offsets of mentions count in that text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from string import ascii_lowercase
from typing import TYPE_CHECKING

from kg.sources import daily_footer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.sources.daily_footer import Day, Footer

LONG = 200
_LONGEST_TITLE = 300
_MOST_TITLE_LINES = 3
_PROSE_WORDS = 5
_TITLE_WORDS = 3
_CUT_WORDS = 8

_HEADER = re.compile(r"(?:daily|trending) papers|by ?@?ak and the research community", re.IGNORECASE)
_BUTTON = re.compile(
    r"(?:upvotes?|github|arxiv(?: page)?|pdf|project page|view (?:all|paper)|submitted by|paper author|new)?"
    r"\s*[-+·]?\s*(?:\d[\d.,]*[kKmM]?)?",
    re.IGNORECASE,
)
_BOTTOM = re.compile(
    r"previous|next|company|tos|privacy|about|careers?|website|models|datasets|spaces|pricing|docs|enterprise"
    r"|system theme|light|dark|back to top|©.*|load more.*|show more.*",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(?:[-*+•◦▪‣–]|\(?\d{1,2}[.)]|\([a-zA-Z]\)|[a-zA-Z]\))\s+\S")  # noqa: RUF001 - bullets
_HEADING = re.compile(
    r"(?:background|introduction|motivation|objectives?|aims?|methods?|materials and methods|approach|results?"
    r"|findings|experiments?|discussion|conclusions?|contributions?|limitations?|summary|abstract|tl;?dr|keywords?"
    r"|code|data|code and data|availability|project|homepage|demo|acknowledge?ments?)\b[:\s]*",
    re.IGNORECASE,
)
_SENTENCE_START = re.compile(
    r"(?:we|our|this (?:paper|work|study)|these|it) "
    r"|(?:code|project|data|dataset|models?|github|demo)(?: page| repository)?:|.*\bavailable (?:at|on|here|in|from)\b",
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(r"[a-z]+(?:[A-Z0-9]\S*|\S*:)(?: |$)")
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines without a blank one between them; `line` counts from 1."""

    line: int
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """The lines as one text."""
        joined = self.lines[0]
        for line in self.lines[1:]:
            joined += ("\n" if _ITEM.match(line) else " ") + line
        return joined


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper as the page shows it, or (`problem`) what is left of one."""

    line: int
    title: str
    abstract: str = ""
    footer: Footer | None = None
    problem: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a page saved as text holds.

    Attributes:
        entries: its papers, in order, and what could not be read.
        days: every day that the page names.
        footers: how many papers end in a footer.
        header: whether its first lines say that it is a Daily Papers page.
    """

    entries: tuple[Entry, ...]
    days: tuple[Day, ...]
    footers: int
    header: bool


def parse(lines: list[str]) -> Page:
    """Split a page's clean lines into papers."""
    footers = daily_footer.find(lines)
    entries: list[Entry] = []
    start = 0
    for footer in footers:
        entries.extend(_segment(lines, start, footer))
        start = footer.end
    entries.extend(_tail(lines, start, first=not footers))
    days = [footer.day for footer in footers if footer.day]
    leading = lines[: entries[0].line - 1] if entries else lines
    days += [day for line in leading if (day := daily_footer.parse_day(line))]
    header = any(_HEADER.fullmatch(line) for line in leading)
    return Page(tuple(entries), tuple(days), len(footers), header)


def _segment(lines: list[str], start: int, footer: Footer) -> Iterator[Entry]:
    """Read what stands between two footers (or the top and the first), the second of them included."""
    blocks = _blocks(lines, start, footer.start)
    first = start == 0
    leading = _leading(blocks) if first else _buttons(blocks)
    blocks = blocks[leading:]
    if not blocks:
        text = "\n".join(lines[footer.start : footer.end])
        yield Entry(footer.start + 1, "", problem="a footer without a title before it", text=text)
        return
    starts = _starts(blocks)
    if first and starts:
        blocks = blocks[starts[0] :]
        starts = [at - starts[0] for at in starts]
    yield from _papers(blocks, starts, footer, lines)


def _tail(lines: list[str], start: int, *, first: bool) -> Iterator[Entry]:
    """Read what stands after the last footer: papers without one, a paper cut short, the bottom of the page."""
    blocks = _blocks(lines, start, len(lines))
    blocks = blocks[_leading(blocks) if first else _buttons(blocks) :]
    while blocks and all(_BOTTOM.fullmatch(line) or _BUTTON.fullmatch(line) for line in blocks[-1].lines):
        blocks.pop()
    starts = _starts(blocks)
    if starts:
        if first:
            blocks = blocks[starts[0] :]
            starts = [at - starts[0] for at in starts]
        yield from _papers(blocks, starts, None, lines)
    elif blocks and not first:
        title, *rest = blocks
        abstract = _join(rest)
        if _like_title(title) and len(abstract.split()) >= _CUT_WORDS:
            yield Entry(title.line, title.text, abstract)
        else:
            yield _stray(blocks)


def _papers(blocks: list[Block], starts: list[int], footer: Footer | None, lines: list[str]) -> Iterator[Entry]:
    """Cut blocks at the titles; the footer belongs to the last paper."""
    cuts = starts if starts and starts[0] == 0 else [0, *starts]
    for at, cut in enumerate(cuts):
        last = at == len(cuts) - 1
        part = blocks[cut : None if last else cuts[at + 1]]
        title, rest = part[0], part[1:]
        if not rest and len(title.lines) > 1 and not (last and footer and _like_title(title) and len(title.lines) < 3):  # noqa: PLR2004
            rest = [Block(title.line + 1, title.lines[1:])]
            title = Block(title.line, title.lines[:1])
        if not last and not rest:
            yield _stray(part)
            continue
        own = footer if last else None
        problem = own.problem if own else None
        if len(title.text) > _LONGEST_TITLE:
            problem = "an abstract without a title before it"
        end = own.end if own else part[-1].line - 1 + len(part[-1].lines)
        text = "\n".join(lines[title.line - 1 : end]) if problem else ""
        yield Entry(title.line, title.text, _join(rest), own, problem, text)


def _stray(blocks: Sequence[Block]) -> Entry:
    text = "\n\n".join("\n".join(block.lines) for block in blocks)
    return Entry(blocks[0].line, "", problem="a title without an abstract", text=text)


def _blocks(lines: list[str], start: int, end: int) -> list[Block]:
    """Group lines into blocks; where a page has lost its blank lines, each long line is a block of its own."""
    found: list[Block] = []
    at = start
    while at < end:
        if not lines[at]:
            at += 1
            continue
        stop = at
        while stop < end and lines[stop]:
            stop += 1
        block = lines[at:stop]
        if len(block) > 1 and any(len(line) >= LONG for line in block):
            found.extend(Block(at + offset + 1, (line,)) for offset, line in enumerate(block))
        else:
            found.append(Block(at + 1, tuple(block)))
        at = stop
    return found


def _leading(blocks: list[Block]) -> int:
    """Count the blocks that surely come before the first paper: up to the page's own name and date."""
    last = 0
    for at, block in enumerate(blocks):
        if _like_prose(block):
            break
        if any(_HEADER.fullmatch(line) or daily_footer.parse_day(line) for line in block.lines):
            last = at + 1
    return last + _buttons(blocks[last:])


def _buttons(blocks: list[Block]) -> int:
    """Count the buttons at the start."""
    for at, block in enumerate(blocks):
        if not all(_BUTTON.fullmatch(line) for line in block.lines):
            return at
    return len(blocks)


def _starts(blocks: list[Block]) -> list[int]:
    """Say which blocks begin a paper, by how they and what follows read."""
    found: list[int] = []
    for at in range(len(blocks) - 1):
        block = blocks[at]
        inside = bool(found) or at > 0
        if _like_title(block, strict=inside) and _like_prose(blocks[at + 1]):
            found.append(at)
    return found


def _like_prose(block: Block) -> bool:
    text = block.text
    if len(text) >= LONG:
        return True
    ended = text.rstrip("\"')]}”’")  # noqa: RUF001 - closing quotes
    return len(text.split()) >= _PROSE_WORDS and (ended.endswith((".", "…")) or ". " in text)


def _like_title(block: Block, *, strict: bool = False) -> bool:
    text = block.text
    if len(block.lines) > _MOST_TITLE_LINES or len(text) > (LONG if strict else _LONGEST_TITLE):
        return False
    odd_start = text[0] in ascii_lowercase and not _NAME_FIRST.match(text)
    odd_end = text.endswith((".", ",", ";", ":")) and not text.endswith("...")
    formula = text.startswith(("$$", "\\[", "\\begin")) or not any(c.isalpha() for c in text)
    if odd_start or odd_end or formula or _LINK.search(text) or _ITEM.match(text) or _HEADING.fullmatch(text):
        return False
    if not strict:
        return True
    words = text.split()
    named = len(words) >= _TITLE_WORDS or ":" in text or not any(word.islower() for word in words)
    return named and not _SENTENCE_START.match(text)


def _join(blocks: Sequence[Block]) -> str:
    return "\n\n".join(block.text for block in blocks)
