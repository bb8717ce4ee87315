"""This file is about noun phrases: where one ends, which names lie in it, and what joins two names in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    Span = tuple[int, int]

_LONGEST = 240
_END = re.compile(
    r"[.;:?!]\s|[.;:?!]$|\s(?:that|which|to|for|by|with|on|where|when|from|via|using|based|built|inspired|designed|whose|"
    r"through|leveraging|while|enabling|capable|in|under|within|aimed|as|of|consisting|comprising|containing|is|are|can)\s"
    r"|\x1e|, (?:an?|the|our|which|where|one)\s|\s[-\u2013—]{1,3}\s"
)
_LINK = re.compile(
    r"\s*(?:,|and|&|, and|\([^()]*\)(?:\s*(?:,|and|, and))?)\s*(?:the\s+|its\s+\w+\s+|an?\s+(?:[\w-]+\s+){1,5})?"
)


def end_of_phrase(text: str, start: int) -> int:
    """Say where the noun phrase ends that begins here: at a preposition, a relative clause, an apposition, a stop."""
    stop = _END.search(text, start, start + _LONGEST)
    return stop.start() if stop else min(len(text), start + _LONGEST)


def longest_between(found: list[Span], start: int, limit: int) -> Iterator[Span]:
    """Give the spans that begin between two places; of those that begin together, the longest."""
    for place in range(bisect_left(found, (start, 0)), len(found)):
        if found[place][0] > limit:
            return
        if place + 1 == len(found) or found[place + 1][0] != found[place][0]:
            yield found[place]


def next_span(found: list[Span], start: int, latest: int) -> Span | None:
    """Give the next span, the longest of those that begin together, or None when it begins after `latest`."""
    return next(longest_between(found, start, latest), None)


def joined(between: str) -> bool:
    """Say whether the text between two names joins them: ", and the" and the like."""
    return _LINK.fullmatch(between) is not None
