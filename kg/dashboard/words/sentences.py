"""The sentence around a span: what a reader is shown as evidence."""

from __future__ import annotations

import re

_END = re.compile(r"(?:[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9\\$])|\n+)")
_ABBREVIATION = re.compile(r"\b(?:al|e\.g|i\.e|cf|vs|Fig|Eq|Sec|Tab|Dr|St|approx|resp)\.$")
LONGEST = 600


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence (or sentences) that hold the span from `start` to `end` begin and end.

    Example:
        >>> text = "We train X. It beats Y et al. Then Z."
        >>> [text[slice(*sentence(text, *span))] for span in ((9, 10), (21, 22))]
        ['We train X.', 'It beats Y et al. Then Z.']
    """
    first, last = 0, len(text)
    for match in _END.finditer(text):
        until = match.end() if match.group().isspace() else match.start() + len(match.group().rstrip())
        if _ABBREVIATION.search(text[max(0, match.start() - 12) : match.start() + 1]):
            continue
        if match.end() <= start:
            first = match.end()
        elif until >= end:
            last = until
            break
    # A text without full stops is one endless sentence: cut it at words around the span.
    if last - first > LONGEST:
        half = LONGEST // 2
        if start - first > half:
            first = text.find(" ", start - half, start) + 1 or start
        if last - end > half:
            last = max(text.rfind(" ", end, end + half), end)
    while last > end and text[last - 1].isspace():
        last -= 1
    return first, last
