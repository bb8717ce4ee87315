"""Boundaries of tagged spans: a name does not end inside a hyphenated word or before its bracket.

A network that scores piece by piece breaks what people read as one: "F-measure", "Llama-2", "(cQA)". Two spans of one
label that touch are one as well: no corpus marks two names of one kind with nothing between them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.lexicon import DASH, SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Iterable

    Span = tuple[int, int, str, float]

_AFTER = re.compile(r"(?:[-@+/][^\W_]+|(?<=-)[^\W_]+)+")
_BEFORE = re.compile(r"[^\W_]+[-@+/]$")
_GAP = re.compile(r"[ \t\n]*-?[ \t\n]*")
_LONGEST = 30


def mended(text: str, spans: Iterable[Span]) -> list[Span]:
    """Mend the borders of spans (start, end, label, score), which come and go from left to right.

    >>> text = "the F-measure (cQA) task"
    >>> [text[a:b] for a, b, _, _ in mended(text, [(4, 6, "Metric", 0.9), (14, 18, "Task", 0.8)])]
    ['F-measure', 'cQA']
    """
    whole: list[Span] = []
    for start, end, label, score in spans:
        cut = text.find(SEPARATOR, start, end)  # a title ends there, and an abstract begins
        begin, stop = _grown(text, start, end if cut < 0 else cut)
        begin, stop = _bracketed(text, begin, stop)
        if whole and begin < whole[-1][1]:
            begin = whole[-1][1]
        if begin >= stop:
            continue
        if whole and whole[-1][2] == label and _GAP.fullmatch(text, whole[-1][1], begin):
            last = whole.pop()
            whole.append((last[0], stop, label, min(last[3], score)))
        else:
            whole.append((begin, stop, label, score))
    return whole


def _grown(text: str, start: int, end: int) -> tuple[int, int]:
    """Grow a span to the hyphenated word that it ends or begins in."""
    hyphen = end - 1 if text[end - 1 : end] == "-" else end
    if text[hyphen : hyphen + 1] in ("-", "@", "+", "/") and not DASH.match(text, hyphen):
        rest = _AFTER.match(text, end, min(len(text), end + _LONGEST))
        end = rest.end() if rest else end
    if text[start : start + 1] != "-":
        lead = _BEFORE.search(text, max(0, start - _LONGEST), start)
        start = lead.start() if lead and text[start - 1] == "-" else start
    return start, end


def _bracketed(text: str, start: int, end: int) -> tuple[int, int]:
    """Take a bracket in with its partner, or leave it out."""
    inside = text[start:end]
    if inside.startswith("(") and inside.count("(") > inside.count(")"):
        return start + 1, end
    if inside.count("(") > inside.count(")"):
        if text[end : end + 1] == ")":
            return start, end + 1
        return start, start + len(inside[: inside.rindex("(")].rstrip())
    if inside.endswith(")") and inside.count(")") > inside.count("("):
        return start, end - 1
    return start, end
