"""A saved Hugging Face Daily Papers page, as text or as HTML: bytes in, papers out.

A date without a year is in the year of the page. Which one that is, a page saved as text does not say, but it leaves
the year out of its own year's dates only. So, unless the caller says the year:

- it is the latest year in which none of those dates lies after the day on which the file was last changed;
- yet where at least five dates carry the newest year that the page writes out, it is the year after that one: the
  page would show that many of a later year too. (So a page gives the same papers, whenever it is read.)
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.errors import SourceError
from kg.identity import ids
from kg.model import Paper
from kg.sources import daily_footer, daily_html, daily_links, daily_own, daily_text, markup, text
from kg.sources.reject import Reject

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.sources.daily_footer import Day
    from kg.sources.daily_text import Entry
    from kg.sources.reject import OnReject

_ENOUGH = 5
_MOST_ODD = 0.25
_MARKED = re.compile(r"\]\(|^#{1,6} \S|\*\*\S")
_ODD_TITLE = re.compile(r"\]\(|^\[?\W*https?://|login\?next|^\[\d+\]|^#+ |^<")
_LINKS = re.compile(
    r"\]\(\S*(?:huggingface\.co|/papers/|login)|^\s*https?://huggingface\.co/papers/\S+\s*$", re.MULTILINE
)
_SUBMITTED = re.compile(r"submitted by(?:\s+(\S+))?", re.IGNORECASE)
_SUBMITTER = re.compile(r"\S{1,42}|[^.]{1,42}")
_UPVOTES = re.compile(r"(?:upvote\s*)?(?:\d[\d.,]*[kKmM]?|-)", re.IGNORECASE)
_FOOTER = re.compile(r"[-*•·]?\s*\d+ authors?|[-*•]\s*\d+ authors?\s*·.*")
_EXPECTED = 'expected a saved Hugging Face Daily Papers page (titles, abstracts, "• 5 authors · Jun 2, 2025")'


def parse(
    data: bytes, source: str, *, on_reject: OnReject, year: int | None = None, today: dt.date | None = None
) -> Iterator[Paper]:
    """Read the papers of a saved page.

    Args:
        data: the page.
        source: its name, for errors and rejects.
        on_reject: told of each paper that cannot be read.
        year: the year of the page, for dates that give none.
        today: the last day that a date may be, by default this one.

    Raises:
        SourceError: it is no such page, or no paper of it can be read.
    """
    today = today or dt.datetime.now().astimezone().date()
    if daily_html.is_html(data):
        items = daily_html.parse(data)
        lines = [] if items else daily_html.visible_lines(data)
    else:
        items, lines = [], text.lines(text.decode(data))
    if not items:
        items, lines = _marked(lines)
    papers = (
        _from_items(items, source, today, year, on_reject)
        if items
        else _from_lines(lines, source, today, year, on_reject)
    )
    yield from _without_duplicates(papers, source, on_reject)


def _marked(lines: list[str]) -> tuple[list[daily_html.Item], list[str]]:
    """Read a page by the links that are in its text; where there are none, give its lines without other marks."""
    blocks = daily_links.cut(markup.blocks(lines))
    own = daily_own.parse(blocks)
    if own is not None:
        return [own], []
    titles = daily_links.titles(blocks)
    if titles and len(titles) * 2 >= len(daily_footer.find(lines)):
        items = daily_links.parse(blocks)
        if titles[0][1] is not None or sum(_dated(item) for item in items) * 2 >= len(items):
            return items, []
    if not any(_MARKED.search(line) for line in lines):
        return [], lines
    plain = [""] * (len(lines) + 1)
    for block in blocks:
        for offset, line in enumerate(block.text.split("\n")):
            plain[block.line - 1 + offset] = line
    return [], plain


def _dated(item: daily_html.Item) -> bool:
    """Tell whether a paper has small print behind it, as no chapter of another page has."""
    return item.day is not None or (item.paper is not None and item.paper.author_count is not None)


def _without_submitters(lines: list[str]) -> list[str]:
    """Blank out who submitted a paper, and the upvotes after it: newer pages show them above the title."""
    kept = list(lines)
    for at, line in enumerate(lines):
        match = _SUBMITTED.fullmatch(line)
        if match is None:
            continue
        places = [place for place in range(at + 1, min(at + 7, len(lines))) if lines[place]]
        if not match[1] and places and _SUBMITTER.fullmatch(lines[places[0]]):
            kept[places.pop(0)] = ""
        if places and _UPVOTES.fullmatch(lines[places[0]]):
            kept[places[0]] = ""
        kept[at] = ""
    return kept


def page_year(days: Iterable[Day], today: dt.date) -> int:
    """Find out the year that a page leaves out of its dates.

    >>> from kg.sources.daily_footer import Day
    >>> page_year([Day(12, 30), Day(1, 2)], today=dt.date(2026, 6, 11))
    2025
    """
    days = list(days)
    limit = min(today + dt.timedelta(days=1), dt.date(today.year, 12, 31))  # where it was saved it may be tomorrow
    late = any((day.month, day.day) > (limit.month, limit.day) for day in days if day.year is None)
    latest = today.year - 1 if late else today.year
    written = Counter(day.year for day in days if day.year is not None)
    if written and written[max(written)] >= _ENOUGH:
        return min(max(written) + 1, latest)
    return latest


Found = tuple[int, Paper, str]
"""A paper, with the line (or, in HTML, the place in the page's order) where it stands and its text there."""


def _from_lines(
    lines: list[str], source: str, today: dt.date, year: int | None, on_reject: OnReject
) -> Iterator[Found]:
    page = daily_text.parse(_without_submitters(lines))
    papers = [entry for entry in page.entries if not entry.problem]
    if not page.footers and not (page.header and papers):
        first = next((number for number, line in enumerate(lines, 1) if line), 1)
        raise SourceError(f"{source}, line {first}: {_EXPECTED}, found none of these.")
    assumed = year if year is not None else page_year(page.days, today)
    odd = [entry for entry in papers if _unlike(entry)]
    if len(odd) > _MOST_ODD * len(papers):
        raise SourceError(
            f"{source}, line {odd[0].line}: {len(odd)} of {len(papers)} entries look unlike papers; "
            "save the page in the browser as HTML, or copy all of it and paste it into a text file."
        )
    kept = 0
    for entry in page.entries:
        paper = "it looks unlike a paper" if _unlike(entry) else _paper(entry, assumed)
        if isinstance(paper, Paper):
            kept += 1
            yield entry.line, paper, entry.title
        else:
            on_reject(Reject(source, entry.line, paper, entry.text or entry.title))
    if not kept:
        line = page.entries[0].line if page.entries else 1
        raise SourceError(f"{source}, line {line}: {_EXPECTED}, found no paper that can be read.")


def _unlike(entry: Entry) -> bool:
    """Tell an entry that holds what no paper does: addresses for a title, the marks of links, other papers' footers."""
    if entry.problem:
        return False
    title, abstract = entry.title, entry.abstract
    if _ODD_TITLE.search(title) or not any(c.isalpha() for c in title) or _LINKS.search(abstract):
        return True
    return sum(bool(_FOOTER.fullmatch(line.strip())) for line in abstract.split("\n")) > 0


def _paper(entry: Entry, year: int) -> Paper | str:
    """Make the paper, or say why not."""
    if entry.problem:
        return entry.problem
    footer = entry.footer
    published = None
    if footer and footer.day:
        published = footer.day.in_year(year)
        if published is None:
            return f"there is no day {footer.day.month}-{footer.day.day} in {footer.day.year or year}"
    return Paper(
        paper_id=ids.paper_id(entry.title),
        title=entry.title,
        abstract=entry.abstract,
        published=published,
        author_count=footer.author_count if footer else None,
        organization=footer.organization if footer else None,
        comments=footer.comments if footer else None,
    )


def _from_items(
    items: list[daily_html.Item], source: str, today: dt.date, year: int | None, on_reject: OnReject
) -> Iterator[Found]:
    assumed = year if year is not None else page_year([item.day for item in items if item.day], today)
    kept = 0
    for item in items:
        if item.paper is None:
            on_reject(Reject(source, item.line, item.problem or "it cannot be read", item.text))
            continue
        paper = item.paper
        if item.day:
            published = item.day.in_year(assumed)
            paper = replace(paper, published=published)
        kept += 1
        yield item.line, paper, item.text or paper.title
    if not kept:
        raise SourceError(f"{source}, line {items[0].line}: {_EXPECTED}, found no paper that can be read.")


def _without_duplicates(papers: Iterable[Found], source: str, on_reject: OnReject) -> Iterator[Paper]:
    """Let the first of several papers with one id through, and report the others."""
    first_line: dict[str, int] = {}
    for line, paper, shown in papers:
        if paper.paper_id in first_line:
            reason = f"the paper {paper.paper_id} was read already, at line {first_line[paper.paper_id]}"
            on_reject(Reject(source, line, reason, shown))
            continue
        first_line[paper.paper_id] = line
        yield paper
