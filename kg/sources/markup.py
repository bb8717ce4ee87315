r"""Text in which links survived: a scraper's Markdown, a text browser's dump, lone addresses.

A page is cut into blocks (lines without a blank one between them), each with its plain text and its links. Known are
``[text](address)`` with images, escapes and pandoc's attributes in it, ``[text][1]`` with ``[1]: address``, lynx's
``[1]text`` with a list "References" at the end, ``<address>``, ``text (address)``, and an address alone on a line,
which belongs to the text before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Kept = Callable[[str, str], str]

_FRONT = re.compile(r"\A\s*---\n(?:[A-Za-z_-]+:.*\n|[ \t].*\n|\n)*?---\n")
_IMAGE = re.compile(
    r"!\[(?:[^\[\]\\]|\\.){0,500}\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)?(?:\s+\"[^\"]*\")?\)|\[[^\]\n]*\])(?:\{[^}\n]*\})?"
)
_LINK = re.compile(
    r"(?<!\\)\[((?:[^\[\]\\]|\\[\s\S]|\[(?:[^\[\]\\]|\\[\s\S]){0,300}\]){0,8000})\]"
    r"(?:\(\s*<?([^\s()<>]*(?:\([^()\s]*\)[^\s()<>]*)?)>?(?:\s+[\"'][^\"'\n]*[\"'])?\s*\)|\[([^\]\n]*)\])(?:\{[^}\n]*\})?"
)
_DEFINITION = re.compile(r"^ {0,4}\[([^\]\n]+)\]:[ \t]*<?(\S+?)>?(?:[ \t]+[\"'(].*)?$", re.MULTILINE)
_LIST = re.compile(r"^[ \t]*(?:References|Links|Visible links|Hidden links)[ \t]*:?[ \t]*$", re.MULTILINE)
_LISTED = re.compile(
    r"^[ \t]*(?:(\d+)\.|\[(\d+)\])[ \t]+((?:https?|file|ftp|mailto|javascript)[:/]\S+|/\S*)[ \t]*$", re.MULTILINE
)
_NUMBERED = re.compile(r"\[(\d{1,5})\](?!\()")
_PICTURE = re.compile(r"\[(?:IMG|INLINE|[\w./%-]+\.(?:png|jpe?g|svg|gif|webp)[^\]\n]*)\]", re.IGNORECASE)
_AUTO = re.compile(r"\s*<((?:(?:https?://(?:www\.)?(?:huggingface\.co|hf\.co))?/papers/|file:/)[^<>\s]+)>")
_OTHER_AUTO = re.compile(r"<(https?://[^<>\s]+)>")
_BEHIND = re.compile(r"[ \t]*\(((?:https?://(?:www\.)?(?:huggingface\.co|hf\.co))?/papers/[^()\s]+)\)")
_ALONE = re.compile(r"[ \t]*((?:https?://(?:www\.)?(?:huggingface\.co|hf\.co)|file:/)\S*)[ \t]*")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|<>~\"'-])")
_BREAK = re.compile(r"\\+(?=\s|$)")
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^\n]*?\S)\1")
_ITALIC = re.compile(
    r"(?<![\w*\\])\*(?=[^\s*])([^*\n]*?[^\s*])\*(?![\w*])|(?<![\w\\])_(?=[^\s_])([^_\n]*?[^\s_])_(?!\w)"
)
_FORMULA = re.compile(r"\$[^$\n]+\$")
_MARKDOWN = re.compile(r"\]\(|\]\[|^ {0,3}#{1,6} \S|\*\*\S", re.MULTILINE)
_COUNTED = re.compile(r"/login\?next=|#community$")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+|[ \t]*>[ \t]+")
_UNDERLINE = re.compile(r"[ \t]*(?:-{3,}|={3,}|\*{3,}|:{3,}.*)[ \t]*")
_OPEN, _CLOSE = "\ue000", "\ue001"
_MARK = re.compile(f"{_OPEN}(\\d+) ")


@dataclass(slots=True)
class Block:
    """Lines that belong together.

    Attributes:
        line: where it begins, counted from 1.
        text: what it says, in plain words; lines are kept.
        links: the addresses in it with their texts, in order.
        heading: whether it is marked as a heading.
    """

    line: int
    text: str
    links: list[tuple[str, str]] = field(default_factory=list)
    heading: bool = False


def blocks(lines: list[str]) -> list[Block]:
    """Cut a page's clean lines into blocks."""
    page = "\n".join(lines)
    front = _FRONT.match(page)
    if front:
        page = "\n" * front[0].count("\n") + page[front.end() :]
    page, addresses = _references(page)
    markdown = _MARKDOWN.search(page) is not None
    found: list[str] = []

    def kept(target: str, shown: str) -> str:
        found.append(target)
        # The line ends inside a link move behind it, so that each block knows its line.
        ends = shown.count("\n")
        return f"{_OPEN}{len(found) - 1} {' '.join(_BREAK.sub(' ', shown).split())}{_CLOSE}" + " " * bool(ends)

    page = _PICTURE.sub("", _IMAGE.sub("", page))
    page = _LINK.sub(lambda link: _linked(link, addresses, kept), page)
    page = _AUTO.sub(lambda link: kept(link[1], ""), page)
    page = _OTHER_AUTO.sub(r"\1", page)
    page = _BEHIND.sub(lambda link: kept(link[1], ""), page)
    if addresses and not markdown:
        page = _NUMBERED.sub(lambda link: kept(addresses[link[1]], "") if link[1] in addresses else link[0], page)
    return [block for block in _cut(page, found, markdown=markdown) if block.text]


def _linked(link: re.Match[str], addresses: dict[str, str], kept: Kept) -> str:
    shown, target = link[1], link[2]
    if target is None:
        target = addresses.get(link[3].casefold() or shown.casefold(), "")
        if not target:
            return link[0]
    before = link.string[link.start() - 1 : link.start()]
    return " " * before.isalnum() + kept(target, shown) + "\n" * link[0].count("\n")


def _references(page: str) -> tuple[str, dict[str, str]]:
    """Take the list of addresses off a page."""
    addresses = {name.casefold(): address for name, address in _DEFINITION.findall(page)}
    page = _DEFINITION.sub("", page)
    for heading in _LIST.finditer(page):
        rest = page[heading.start() :]
        listed = _LISTED.findall(rest)
        if len(listed) * 2 >= sum(1 for line in rest.splitlines() if line.strip()) - 2:  # all but its headings
            addresses |= {first or second: address for first, second, address in listed}
            page = page[: heading.start()]
            break
    return page, addresses


def _cut(page: str, targets: list[str], *, markdown: bool) -> list[Block]:
    found: list[Block] = []
    current: Block | None = None
    for number, line in enumerate(page.split("\n"), 1):
        alone = _ALONE.fullmatch(line)
        if not line.strip() or alone or (markdown and _UNDERLINE.fullmatch(line)):
            before = next((block for block in reversed(found) if block.text), None)
            if alone and before is not None and "\n" in before.text and _COUNTED.search(alone[1]):
                before.text, _, count = before.text.rpartition("\n")
                found.append(Block(number - 1, count, [(alone[1], count)]))
            elif alone and before is not None:
                before.links.append((alone[1], before.text))
            elif line.strip() and current is not None:
                current.heading = True
            current = None
            continue
        marker = _HEADING.match(line) if markdown or line.lstrip().startswith("#") else None
        if marker:
            current = None
        if current is None:
            current = Block(number, "")
            found.append(current)
        current.heading |= bool(marker) and "#" in line[: marker.end() if marker else 0]
        text, links = _plain(line[marker.end() :] if marker else line, targets, markdown=markdown)
        current.links += links
        current.text += ("\n" if current.text and text else "") + text
        if marker:
            current = None
    return found


def _plain(line: str, targets: list[str], *, markdown: bool) -> tuple[str, list[tuple[str, str]]]:
    """Take the marks off a line, and give its links."""
    links: list[tuple[str, str]] = []
    marks = list(_MARK.finditer(line))
    for at, mark in enumerate(marks):
        until = marks[at + 1].start() if at + 1 < len(marks) else len(line)
        inside = line[mark.end() : until].partition(_CLOSE)
        shown = inside[0] if inside[0].strip() else inside[2]  # lynx puts the number first, and no end
        if not shown.strip() and at == len(marks) - 1:
            shown = line[: mark.start()]  # "text <address>"
        links.append((targets[int(mark[1])], words(shown, markdown=markdown)))
    return words(_MARK.sub("", line).replace(_CLOSE, ""), markdown=markdown), links


def words(text: str, *, markdown: bool = True) -> str:
    r"""Take emphasis, escapes and hard line ends off a piece of Markdown; formulas stay.

    >>> words(r"**Semantic** _Kettles_ of $a_1 * b_1$ for 1\. x\_y")
    'Semantic Kettles of $a_1 * b_1$ for 1. x_y'
    """
    text = _MARK.sub("", text).replace(_CLOSE, "")
    if markdown:
        parts, at = [], 0
        for formula in _FORMULA.finditer(text):
            parts += [_unmarked(text[at : formula.start()]), formula[0]]
            at = formula.end()
        text = "".join([*parts, _unmarked(text[at:])])
    return " ".join(text.split())


def _unmarked(text: str) -> str:
    text = _BREAK.sub(" ", text)
    text = _BOLD.sub(r"\2", text)
    text = _ITALIC.sub(lambda italic: italic[1] or italic[2], text)
    return _ESCAPE.sub(r"\1", text)
