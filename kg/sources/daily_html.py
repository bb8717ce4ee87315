"""A Daily Papers page saved as HTML.

The page carries its papers twice. A ``data-props`` attribute holds them as JSON, a list of items
``{"paper": {"id", "title", "summary", "authors", "publishedAt", "upvotes", ...}, "numComments", "organization"}``;
where it is there, it is read, wherever it stands, because it says most. Else the visible text counts: an article (or
what stands between two headings) with a heading that links to ``/papers/<arXiv id>``, paragraphs, and a footer as in
the text.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from lxml import etree, html

from kg.identity import ids
from kg.model import Author, Organization, Paper
from kg.sources import daily_footer, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.sources.daily_footer import Day

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|main|article|div)\b", re.IGNORECASE)
_PAPER_LINK = re.compile(r"(?:^|/)papers/([^/?#]+)/?$")
_COMMENTS_LINK = re.compile(r"/papers/[^/?#]+/?#community$")
_VOTE_LINK = re.compile(r"/login\?next=(?:%2F|/)papers(?:%2F|/)[^/?#]+$")
_HANDLE_LINK = re.compile(r"(?:https?://huggingface\.co)?/([A-Za-z0-9][\w.-]*)")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LINES = frozenset(
    {*_HEADINGS, *("address", "article", "aside", "blockquote", "br", "div", "dd", "dl", "dt", "figure", "footer")}
    | {"form", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "td", "tr", "ul"}
)
_SILENT = frozenset({"script", "style", "svg", "template", "noscript", "button", "img", "video"})
_DEEPEST = 12
_MOST_ANCESTORS = 100
_SHORTEST_ABSTRACT = 40
_LONGEST_SHOWN = 2000


@dataclass(frozen=True, slots=True)
class Item:
    """One paper of a page, or why it could not be read; `day` is a date that may lack its year."""

    line: int
    paper: Paper | None = None
    day: Day | None = None
    problem: str | None = None
    text: str = ""


def is_html(data: bytes) -> bool:
    """Tell HTML from text by the first tags."""
    start = text.decode(data[: text.HEAD])
    return bool(start.lstrip().startswith("<") and _HTML.search(start))


def parse(data: bytes) -> list[Item]:
    """Read the papers of a page in its order; none where it holds no papers of a known shape."""
    root = _tree(data)
    if root is None:
        return []
    return _chosen(_embedded(root), list(_visible(root)), _own(root))


def visible_lines(data: bytes) -> list[str]:
    """Give what a page of any other shape shows, each line between blank ones."""
    root = _tree(data)
    return [] if root is None else _spaced(_lines(root))


def _tree(data: bytes) -> Any:
    # Decoded here: a page that the browser saved is UTF-8, whatever an old declaration in it says.
    options = {"remove_comments": True, "remove_pis": True, "huge_tree": True, "no_network": True}
    try:
        return html.document_fromstring(text.decode(data).encode(), html.HTMLParser(encoding="utf-8", **options))
    except (etree.ParserError, ValueError):
        return None


def _embedded(root: Any) -> list[list[Item]]:
    """Read each list of papers that the page carries as JSON, and each paper that stands there alone."""
    found: list[list[Item]] = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        carried = [value for name, value in element.attrib.items() if name.startswith("data-") and "{" in value]
        if element.tag == "script" and "json" in (element.get("type") or ""):
            carried.append(element.text or "")
        for value in carried:
            if '"paper"' not in value:
                continue
            try:
                lists = list(_lists_of_papers(json.loads(value)))
            except (ValueError, RecursionError):
                continue
            line = element.sourceline or 1
            found += [[_from_json(item, line) for item in one] for one in lists]
    return found


def _lists_of_papers(value: Any, depth: int = 0) -> Iterator[list[Any]]:
    """Give every list whose items are papers, then every paper that is in no list."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        if any(isinstance(item, dict) and isinstance(item.get("paper"), dict) for item in value):
            yield value
            return
        inner = value
    elif isinstance(value, dict):
        inner = [value[name] for name in sorted(value, key=lambda name: name != "searchResults")]
    else:
        return
    for part in inner:
        yield from _lists_of_papers(part, depth + 1)
    if isinstance(value, dict) and isinstance(value.get("paper"), dict) and isinstance(value["paper"].get("id"), str):
        yield [value]


def _chosen(lists: list[list[Item]], cards: list[Item], own: str | None) -> list[Item]:
    """Choose what a reader of the page sees: a search page carries the papers of the day too, which nobody sees.

    Args:
        lists: what the page carries.
        cards: what it shows.
        own: the arXiv id of the page's one paper, where it is a paper's own page.
    """
    item_by_id: dict[str, Item] = {}
    for item in (item for one in lists for item in one if item.paper is not None):
        item_by_id.setdefault(item.paper.paper_id if item.paper else "", item)
    if own is not None and own in item_by_id:
        return [item_by_id[own]]
    shown = {card.paper.paper_id for card in cards if card.paper}
    if not shown:
        return lists[0] if lists else []
    best = max(lists, key=lambda one: sum(1 for item in one if item.paper and item.paper.paper_id in shown), default=[])
    if not any(item.paper and item.paper.paper_id in shown for item in best):
        return cards
    carried = {item.paper.paper_id for item in best if item.paper}
    more = [card for card in cards if card.paper and card.paper.paper_id not in carried]
    return best + [item_by_id.get(card.paper.paper_id, card) if card.paper else card for card in more]


def _own(root: Any) -> str | None:
    """Tell the arXiv id of a page that is one paper's own, by the address that the page gives for itself."""
    said = [link.get("href") for link in root.iter("link") if (link.get("rel") or "").casefold() == "canonical"]
    said += [meta.get("content") for meta in root.iter("meta") if meta.get("property") == "og:url"]
    for address in said:
        match = _PAPER_LINK.search((address or "").strip())
        known = ids.identify(match[1]) if match else None
        if known and known[0] == "arxiv":
            return known[1]
    return None


def _from_json(item: Any, line: int) -> Item:
    shown = json.dumps(item, ensure_ascii=False)[:_LONGEST_SHOWN]
    paper = item.get("paper") if isinstance(item, dict) else None
    if not isinstance(paper, dict):
        return Item(line, problem="an item without a paper", text=shown)
    title = _words(paper.get("title")) or _words(item.get("title"))
    if not title:
        return Item(line, problem="the title is missing", text=shown)
    arxiv = paper.get("id")
    known = ids.identify(arxiv) if isinstance(arxiv, str) else None
    people = paper.get("authors")
    names = [_words(one.get("name")) for one in people if isinstance(one, dict)] if isinstance(people, list) else []
    published = _iso_day(paper.get("publishedAt")) or _iso_day(item.get("publishedAt"))
    read = Paper(
        paper_id=ids.paper_id(title, given=known[1] if known else None),
        title=title,
        abstract=_paragraphs(paper.get("summary")) or _paragraphs(item.get("summary")),
        published=published,
        authors=tuple(Author(name) for name in names if name),
        organization=_organization(item.get("organization")) or _organization(paper.get("organization")),
        comments=_count(item.get("numComments")),
        upvotes=_count(paper.get("upvotes")),
        url=_url(known[1]) if known and known[0] == "arxiv" else None,
        ids={known[0]: known[1]} if known else {},
    )
    return Item(line, read, text=shown)


def _words(value: object) -> str:
    return text.clean(value.replace("\n", " ")) if isinstance(value, str) else ""


def _paragraphs(value: object) -> str:
    """Join the lines of each paragraph: the feed breaks them where the author's editor did."""
    if not isinstance(value, str):
        return ""
    parts = re.split(r"\n\s*\n", value.replace("\r\n", "\n").strip())
    return "\n\n".join(part for part in map(_words, parts) if part)


def _count(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _iso_day(value: object) -> dt.date | None:
    if not isinstance(value, str):
        return None
    try:
        return dt.datetime.fromisoformat(value).date()
    except ValueError:
        return None


def _organization(value: object) -> Organization | None:
    if not isinstance(value, dict):
        return None
    handle, name = _words(value.get("name")), _words(value.get("fullname"))
    return Organization(handle or name, name or handle) if handle or name else None


def _url(arxiv: str) -> str:
    return f"https://huggingface.co/papers/{arxiv}"


def _visible(root: Any) -> Iterator[Item]:
    """Read the papers from what a reader sees."""
    headings: list[tuple[Any, str, str]] = []
    links_by_element: dict[Any, set[str]] = {}
    for heading in root.iter(*_HEADINGS):
        link = _paper_link(heading)
        title = _shown(heading)
        if link is None or not title:
            continue
        headings.append((heading, title, link))
        for outer in islice(heading.iterancestors(), _MOST_ANCESTORS):
            links_by_element.setdefault(outer, set()).add(link)
    seen: set[str] = set()
    for heading, title, link in headings:
        if link not in seen:
            seen.add(link)
            yield _from_card(_card(heading, links_by_element), heading, title, link)


def _paper_link(heading: Any) -> str | None:
    anchors = list(heading.iter("a")) or list(heading.iterancestors("a"))
    for anchor in anchors:
        match = _PAPER_LINK.search((anchor.get("href") or "").strip())
        if match:
            return match[1]
    return None


def _card(heading: Any, links_by_element: dict[Any, set[str]]) -> Any:
    """Find the largest element around a heading that holds no other paper's heading."""
    card = heading
    for outer in islice(heading.iterancestors(), _MOST_ANCESTORS):
        if outer.tag in ("body", "html") or len(links_by_element[outer]) > 1:
            break
        card = outer
        if outer.tag == "article":
            break
    return card


def _from_card(card: Any, heading: Any, title: str, link: str) -> Item:
    known = ids.identify(link)
    parts = [card] if len(card) and card is not heading else list(_following(card))
    paragraphs = [_shown(p) for part in parts for p in part.iter("p")]
    paragraphs = [p for p in paragraphs if len(p) >= _SHORTEST_ABSTRACT]
    lines = [line for part in parts for line in _lines(part)]
    texts = [at for at, line in enumerate(lines) if line == title or line in paragraphs]
    small_print = lines[max(texts, default=-1) + 1 :]  # above the title stands who submitted it, and the upvotes
    footers = daily_footer.find(_spaced(small_print))
    footer = footers[-1] if footers else None
    paper = Paper(
        paper_id=ids.paper_id(title, given=known[1] if known else None),
        title=title,
        abstract="\n\n".join(paragraphs),
        author_count=footer.author_count if footer else None,
        organization=_linked(parts, footer.organization) if footer and footer.organization else None,
        upvotes=_linked_upvotes(parts),
        comments=footer.comments if footer and footer.comments is not None else _linked_comments(parts),
        url=_url(known[1]) if known and known[0] == "arxiv" else None,
        ids={known[0]: known[1]} if known else {},
    )
    return Item(heading.sourceline or 1, paper, day=footer.day if footer else None, text=title)


def _following(heading: Any) -> Iterator[Any]:
    """Give a heading that nothing surrounds, as reader modes leave it, and what follows it up to the next one."""
    top = heading.getparent() if heading.getparent() is not None and heading.getparent().tag == "a" else heading
    yield top
    for element in top.itersiblings():
        if (
            not isinstance(element.tag, str)
            or element.tag in _HEADINGS
            or any(_paper_link(h) for h in element.iter(*_HEADINGS))
        ):
            return
        yield element


def _linked(parts: list[Any], organization: Organization) -> Organization:
    """Take an organisation's handle from its link: what is shown may be the name alone."""
    whole = f"{organization.organization_id} {organization.name}"
    for anchor in (anchor for part in parts for anchor in part.iter("a")):
        handle = _HANDLE_LINK.fullmatch((anchor.get("href") or "").strip())
        name = _words("".join(anchor.itertext()))
        if handle and name in (whole, organization.name):
            return Organization(handle[1], name.removeprefix(f"{handle[1]} "))
    return organization


def _linked_upvotes(parts: list[Any]) -> int | None:
    for anchor in (anchor for part in parts for anchor in part.iter("a")):
        if _VOTE_LINK.search(anchor.get("href") or ""):
            return daily_footer.parse_count(_words(" ".join(anchor.itertext())))
    return None


def _linked_comments(parts: list[Any]) -> int | None:
    for anchor in (anchor for part in parts for anchor in part.iter("a")):
        if _COMMENTS_LINK.search(anchor.get("href") or ""):
            return daily_footer.parse_count(_words(" ".join(anchor.itertext())))
    return None


def _spaced(lines: Iterable[str]) -> list[str]:
    return [part for line in lines for part in (line, "")]


def _lines(card: Any) -> Iterator[str]:
    """Give what a card shows, a line for each block."""
    parts: list[str] = []
    for kind, value in _walk(card):
        if kind == "break":
            line = text.clean("".join(parts).replace("\n", " "))
            if line:
                yield line
            parts = []
        else:
            parts.append(value)


def _shown(element: Any) -> str:
    """Give what an element shows, in one line; a word that is marked up in part stays one word."""
    return " ".join(_lines(element))


def _walk(root: Any) -> Iterator[tuple[str, str]]:
    """Give the pieces of shown text and the breaks between them, in order and however deep they lie."""
    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        shown = isinstance(element.tag, str) and element.tag not in _SILENT
        if shown and element.tag in _LINES:
            yield "break", ""
        if event == "start":
            if not shown:
                walker.skip_subtree()
            elif element.text:
                yield "text", element.text
        elif element is not root and element.tail:
            yield "text", element.tail
