"""A Daily Papers page saved as text with its links: a scraper's Markdown, a text browser's dump.

The links say which text is what: a title leads to ``/papers/<arXiv id>``, so does the abstract after it; a number that
leads to the login is the upvotes, one that leads to ``#community`` the comments, a name that leads to ``/handle`` the
organisation. What lies between one title and the next is one paper.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import unquote

from kg.identity import ids
from kg.model import Organization, Paper
from kg.sources import daily_footer
from kg.sources.daily_html import Item
from kg.sources.markup import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.sources.daily_footer import Day

_PAPER = re.compile(r"(?:^|/)papers/([^/?#\s]+)/?$")
_VOTE = re.compile(r"/login\?next=/papers/([^/?#&\s]+)")
_COMMENTS = re.compile(r"/papers/[^/?#\s]+/?#community$")
_HANDLE = re.compile(r"(?:https?://(?:www\.)?(?:huggingface\.co|hf\.co)|file://(?:localhost)?)?/([A-Za-z0-9][\w.-]*)/?")
_OURS = frozenset(
    {"papers", "models", "datasets", "spaces", "login", "join", "docs", "pricing", "posts", "enterprise", "tasks"}
)
_VOTES = re.compile(r"(?:\[[-–]\]\s*)?(?:upvote\s*)?(\d[\d.,]*[kKmM]?|[-–])", re.IGNORECASE)  # noqa: RUF001 - a dash is no vote
_NO_TEXT = re.compile(
    r"[\W\d_]*(?:\(?button\)?)?\s*(?:upvotes?|submitted by.*|arxiv(?: page)?|pdf|github|new)?[\W\d_]*", re.IGNORECASE
)
_DOTS = re.compile(r"\s*[·•∙●]\s*")
_BULLET = re.compile(r"^\s*(?:[-*+o•◦▪]\s+)+")
_LONGEST_TITLE = 300
_LONGEST_SMALL_PRINT = 120
_PROSE = 60
LONG = 200


@dataclass(slots=True)
class _Small:
    """What the small print of one paper says."""

    seen: bool = False
    author_count: int | None = None
    organization: Organization | None = None
    day: Day | None = None
    comments: int | None = None


def titles(blocks: Sequence[Block]) -> list[tuple[int, str | None]]:
    """Say which blocks are titles: each paper's first text that leads to it and reads like one; with its arXiv id.

    Where no text leads to a paper, they are the headings that prose follows, without an id.
    """
    found: list[tuple[int, str | None]] = []
    seen: set[str] = set()
    for at, block in enumerate(blocks):
        for address, shown in block.links:
            arxiv = paper_link(address)
            if arxiv is None or arxiv in seen or not _like_title(block.text, shown):
                continue
            seen.add(arxiv)
            found.append((at, arxiv))
            break
    return found or [(at, None) for at, block in enumerate(blocks) if block.heading and _before_prose(blocks, at)]


def _before_prose(blocks: Sequence[Block], at: int) -> bool:
    following = blocks[at + 1] if at + 1 < len(blocks) else None
    prose = following is not None and not following.heading and len(following.text) >= _PROSE
    return prose and _like_title(blocks[at].text, blocks[at].text)


def cut(blocks: Sequence[Block]) -> list[Block]:
    """Cut where a page lost its blank lines: around each long line, and before the small print behind a text."""
    found: list[Block] = []
    for block in blocks:
        lines = block.text.split("\n")
        long = any(len(line) >= LONG for line in lines)
        small = next((at for at, line in enumerate(lines[1:], 1) if _is_small(line)), len(lines))
        if len(lines) == 1 or not (long or (small < len(lines) and not _is_small(lines[0]))):
            found.append(block)
            continue
        parts = [lines[:small], lines[small:]] if not long else [[line] for line in lines]
        start = block.line
        for part in parts:
            if part:
                text = "\n".join(part)
                links = [(address, shown) for address, shown in block.links if shown and shown in text]
                found.append(Block(start, text, links, block.heading))
            start += len(part)
    return found


def _is_small(line: str) -> bool:
    """Tell a line of small print that nothing else looks like."""
    bare = line.strip()
    return bare == daily_footer.DOT or daily_footer.parse_authors(bare) is not None


def paper_link(address: str) -> str | None:
    """Give the arXiv id of the paper that an address leads to."""
    match = _PAPER.search(address)
    known = ids.identify(unquote(match[1])) if match else None
    return known[1] if known and known[0] == "arxiv" else None


def parse(blocks: Sequence[Block]) -> list[Item]:
    """Read the papers of a page; none where nothing of it is a title."""
    starts = titles(blocks)
    votes = _votes(blocks)
    items: list[Item] = []
    for number, (at, arxiv) in enumerate(starts):
        end = starts[number + 1][0] if number + 1 < len(starts) else len(blocks)
        items += _items(blocks[at], blocks[at + 1 : end], arxiv, votes.get(arxiv or ""))
    return items


def _like_title(text: str, shown: str) -> bool:
    if len(text) > _LONGEST_TITLE or not any(c.isalpha() for c in text) or "://" in text:
        return False
    if daily_footer.parse_authors(text) is not None or daily_footer.parse_when(text) or _NO_TEXT.fullmatch(text):
        return False
    return len(shown) * 2 >= len(text)  # a link in a sentence leads to another paper


def _votes(blocks: Sequence[Block]) -> dict[str, int]:
    found: dict[str, int] = {}
    for block in blocks:
        for address, shown in block.links:
            vote = _VOTE.search(unquote(address))
            number = _VOTES.fullmatch(shown.strip())
            known = ids.identify(vote[1]) if vote else None
            count = daily_footer.parse_count(number[1]) if number else None
            if known and count is not None:
                found[known[1]] = count
    return found


def _items(title: Block, rest: Sequence[Block], arxiv: str | None, upvotes: int | None) -> list[Item]:
    small = _Small()
    abstract: list[str] = []
    strangers: list[Item] = []
    for at, block in enumerate(rest):
        following = rest[at + 1].text if at + 1 < len(rest) else ""
        if any(_VOTE.search(unquote(address)) for address, _ in block.links) or _NO_TEXT.fullmatch(block.text):
            if any(_COMMENTS.search(address) for address, _ in block.links):
                _read(block, following, small)
            continue
        if _read(block, following, small):
            continue
        text = " ".join(block.text.split("\n"))
        ours = arxiv is not None and any(paper_link(address) == arxiv for address, _ in block.links)
        if text == title.text.replace("\n", " "):
            continue
        if ours or not small.seen:
            abstract.append(text)
        elif len(text) >= _PROSE:
            problem = "a text behind a paper's footer, without a link to a paper of its own"
            strangers.append(Item(block.line, problem=problem, text=text))
    shown = title.text.replace("\n", " ")
    paper = Paper(
        paper_id=ids.paper_id(shown, given=arxiv),
        title=shown,
        abstract="\n\n".join(abstract),
        author_count=small.author_count,
        organization=small.organization,
        comments=small.comments,
        upvotes=upvotes,
        url=f"https://huggingface.co/papers/{arxiv}" if arxiv else None,
        ids={"arxiv": arxiv} if arxiv else {},
    )
    return [Item(title.line, paper, day=small.day, text=shown), *strangers]


def _read(block: Block, following: str, small: _Small) -> bool:
    """Read a block of small print; tell whether it is one."""
    if len(block.text) > _LONGEST_SMALL_PRINT:
        return False
    found = replace(small)
    pieces = [_BULLET.sub("", piece).strip() for line in block.text.split("\n") for piece in _DOTS.split(line)]
    pieces = [piece for piece in pieces if piece]
    dotted = _DOTS.search(block.text) is not None or _DOTS.match(following) is not None
    for at, piece in enumerate(pieces):
        after = pieces[at + 1] if at + 1 < len(pieces) else ""
        if not _piece(piece, after, block, found, dotted=dotted):
            return False
    found.seen = found.seen or bool(pieces)
    for name in _Small.__slots__:
        setattr(small, name, getattr(found, name))
    return True


def _piece(piece: str, after: str, block: Block, small: _Small, *, dotted: bool) -> bool:
    linked = [address for address, shown in block.links if shown and shown in (piece, block.text)]
    count = daily_footer.parse_authors(piece)
    when = daily_footer.parse_when(piece)
    if count is not None:
        small.author_count = count
    elif when is not None:
        small.day = when[0]
        small.comments = when[1] if when[1] is not None else small.comments
    elif (number := daily_footer.parse_count(piece)) is not None:
        if small.day and any(_COMMENTS.search(address) for address, _ in block.links):
            small.comments = number
    elif handle := next((handle for address in linked if (handle := _handle(address))), None):
        small.organization = Organization(handle, piece.removeprefix(f"{handle} "))
    elif small.day is None and dotted and (not after or daily_footer.parse_when(after)):
        small.organization = daily_footer.parse_organization(piece)
        return small.organization is not None
    else:
        return False
    return True


def _handle(address: str) -> str | None:
    match = _HANDLE.fullmatch(address)
    return match[1] if match and match[1] not in _OURS else None
