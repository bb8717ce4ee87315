"""The text of a paper: title and abstract as one, as people read them, and where the stored fields have it.

Components see one `Doc` a paper, so that a name that the title introduces can be looked for in the abstract.
A record separator stands between the two. Markup is not read; where there is some, a table leads back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from extract.document.capitals import small_letters
from extract.document.notices import without_notice
from extract.lexicon import SEPARATOR, readable

if TYPE_CHECKING:
    from extract.lexicon import Readable
    from kg.model import Field

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


@dataclass(frozen=True, slots=True)
class PaperText:
    """Title and abstract of a paper as people read them."""

    title: Readable
    abstract: Readable

    @property
    def text(self) -> str:
        """The one text that the pipeline reads."""
        return SEPARATOR.join((self.title.text, self.abstract.text))

    def field(self, name: Field) -> Readable:
        """Give one of the two."""
        return self.title if name == "title" else self.abstract


def lay_out(title: str, abstract: str) -> PaperText:
    """Read title and abstract as people do.

    Control characters, lone surrogates, ties of LaTeX and words of 400 characters or more become spaces, one for one.
    """
    head = readable(_without_controls(title[:MAX_TITLE]))
    body = readable(_without_controls(abstract[:MAX_ABSTRACT]))
    named = without_notice(small_letters(head.text, body.text), body.text)
    return PaperText(replace(head, text=named), replace(body, text=small_letters(body.text, head.text)))


def compose(title: str, abstract: str) -> str:
    """Lay title and abstract out as the one text that the pipeline reads."""
    return lay_out(title, abstract).text


def abstract_start(text: str) -> int:
    """Say at which character of the text the abstract begins; a text without separator is all abstract."""
    return text.find(SEPARATOR) + 1


def _without_controls(text: str) -> str:
    text = _LINE_BREAK.sub(lambda end: " " * len(end.group()), text).translate(_CONTROL)
    text = _TIE.sub(" ", text)
    return _OVERLONG.sub(lambda word: " " * len(word.group()), text)
