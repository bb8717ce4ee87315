"""Foreign words on our pages: a title or a name is text, whatever it holds."""

from __future__ import annotations

import html
import re
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

WORD_JOINER = "\u2060"
_TYPOGRAPHY = re.compile(r"(?<=:)(?=\S)|(?<=[<>~\-])(?=[=>\-])")
_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|$~^=\"'&@%/])")


def plain(text: object) -> str:
    """Return `text` for a place that reads HTML: shown as written."""
    return html.escape(str(text), quote=True)


def in_markdown(text: object) -> str:
    """Return `text` for a place that reads Streamlit's Markdown: shown as written.

    A backslash stops Markdown; an invisible joiner stops what Streamlit makes of the text after that
    (``:smile:`` to a picture, ``->`` to an arrow).
    """
    one_line = " ".join(str(text).split())
    return _PUNCTUATION.sub(r"\\\1", _TYPOGRAPHY.sub(WORD_JOINER, one_line))


def count(number: int, one: str, many: str | None = None) -> str:
    """Say how many.

    Example:
        >>> count(1, "paper"), count(1200, "paper"), count(2, "entity", "entities")
        ('1 paper', '1,200 papers', '2 entities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def source_name(source: str) -> str:
    """Name a source; a file by its name alone, for where it lay is nobody's concern.

    Example:
        >>> source_name("openalex"), source_name("/home/me/papers.bib")
        ('openalex', 'papers.bib')
    """
    return PurePath(source).name if "/" in source or "\\" in source else source


def day(date: dt.date | None) -> str:
    """Return a date as a reader says it, or nothing.

    Example:
        >>> import datetime
        >>> day(datetime.date(2026, 6, 1)), day(None)
        ('1 June 2026', '')
    """
    return f"{date.day} {date:%B %Y}" if date else ""
