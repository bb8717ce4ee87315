"""This file is about what a person types into a search box, as a question that Lucene cannot misread.

Every word must occur; the last one may be a beginning. Syntax: Lucene's classic query parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPECIAL = re.compile(r'([+\-&|!(){}\[\]^"~*?:\\/])')
_WORD = re.compile(r"\w+")
MOST_WORDS = 30
LONGEST_WORD = 100
"""Lucene refuses beginnings of a thousand letters."""
LONGEST_NAME = 300


def lucene(text: str) -> str | None:
    r"""Return the query, or None where there is no word in the text.

    >>> lucene("Llama2-7")
    '("llama2-7" OR (llama2 AND 7*))'
    >>> lucene('AND "x')
    '"and" AND ("\\"x" OR (x*))'
    """
    words = [word[:LONGEST_WORD] for word in text.lower().split()]
    words = [word for word in words if _WORD.search(word)][:MOST_WORDS]
    if not words:
        return None
    *whole, last = words
    pieces = _WORD.findall(last)
    begun = " AND ".join([*map(_escape, pieces[:-1]), f"{_escape(pieces[-1])}*"])
    return " AND ".join([*map(_phrase, whole), f"({_phrase(last)} OR ({begun}))"])


def any_of(names: Iterable[str]) -> str | None:
    r"""Return the query for any of several whole names, or None where there is no word in them.

    >>> any_of(["seal", "search engine", "+"])
    '"seal" OR "search engine"'
    """
    return " OR ".join(_phrase(name[:LONGEST_NAME]) for name in names if _WORD.search(name)) or None


def _phrase(word: str) -> str:
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _escape(word: str) -> str:
    return _SPECIAL.sub(r"\\\1", word)
