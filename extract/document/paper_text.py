"""The text of a paper: title and abstract as one, and where in it each of them lies.

Components see one `Doc` a paper, so that a name that the title introduces can be looked for in the abstract.
A record separator stands between the two; every other character keeps its place, so offsets need no table.
"""

from __future__ import annotations

import re

from extract.lexicon import SEPARATOR

MAX_ABSTRACT = 1_000_000
"""Characters of an abstract that are read; what comes after is no abstract any more."""
MAX_TITLE = 10_000

_OVERLONG = re.compile(r"\S{400,}")
"""A word that no name is: taken out before tokenising, which takes quadratic time in the length of a word."""
_LINE_BREAK = re.compile(r"(?<!\n)\r?\n(?![\r\n])")
"""A line break within a paragraph: a blank, so that a name may run over it."""
_TIE = re.compile(r"(?<=[^\W\d_])~|(?<=\d)~(?=[^\W\d_(\\])")
"""LaTeX's blank that no line breaks at: "Claude Opus~4.7". Between numbers it says "to"."""
_CONTROL = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160), 8232, 8233, 65279), " ")
_CONTROL |= dict.fromkeys(range(55296, 57344), " ")


def compose(title: str, abstract: str) -> str:
    """Lay title and abstract out as the one text that the pipeline reads.

    Control characters, lone surrogates, ties of LaTeX and words of 400 characters or more become spaces, one for one.
    """
    return SEPARATOR.join((_readable(title[:MAX_TITLE]), _readable(abstract[:MAX_ABSTRACT])))


def abstract_start(text: str) -> int:
    """Say at which character of the text the abstract begins; a text without separator is all abstract."""
    return text.find(SEPARATOR) + 1


def _readable(text: str) -> str:
    text = _LINE_BREAK.sub(lambda end: " " * len(end.group()), text).translate(_CONTROL)
    text = _TIE.sub(" ", text)
    return _OVERLONG.sub(lambda word: " " * len(word.group()), text)
