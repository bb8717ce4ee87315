"""This file is about title and abstract as one text, and about where in it each of them lies.

Components see one `Doc` a paper, so that a name that the title introduces can be looked for in the abstract.
A record separator stands between the two; every other character keeps its place, so offsets need no table.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.model import Field

SEPARATOR = "\x1e"
MAX_ABSTRACT = 1_000_000
"""Characters of an abstract that are read; what comes after is no abstract any more."""
MAX_TITLE = 10_000

_OVERLONG = re.compile(r"\S{400,}")
"""A word that no name is: taken out before tokenising, which takes quadratic time in the length of a word."""
_LINE_BREAK = re.compile(r"(?<!\n)\r?\n(?![\r\n])")
"""A line break within a paragraph: a blank, so that a name may run over it."""
_CONTROL = {
    code: " " for code in (*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xFEFF)
}
_CONTROL |= {code: " " for code in range(0xD800, 0xE000)}


def compose(title: str, abstract: str) -> str:
    """Lay title and abstract out as the one text that the pipeline reads.

    Control characters, lone surrogates and words of 400 characters or more become spaces, one for one.
    """
    return SEPARATOR.join((_readable(title[:MAX_TITLE]), _readable(abstract[:MAX_ABSTRACT])))


def abstract_start(doc: Doc) -> int:
    """Say at which character of the text the abstract begins; a text without separator is all abstract."""
    return doc.text.find(SEPARATOR) + 1


def locate(doc: Doc, start: int) -> tuple[Field, int]:
    """Say which field a character of the text lies in, and where that field begins."""
    beginning = abstract_start(doc)
    return ("abstract", beginning) if start >= beginning else ("title", 0)


def _readable(text: str) -> str:
    text = _LINE_BREAK.sub(lambda end: " " * len(end.group()), text).translate(_CONTROL)
    return _OVERLONG.sub(lambda word: " " * len(word.group()), text)
