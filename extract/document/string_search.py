"""String search: the places where a surface form stands as a word of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.lexicon import DASH, stem

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 200


def places(text: str, surface: str) -> Iterator[tuple[int, int]]:
    """Give the places where a surface form stands in a text as a word of its own."""
    start = text.find(surface)
    count = 0
    while start >= 0 and count < _MOST:
        end = start + len(surface)
        if _alone(text, start, end):
            count += 1
            yield start, end
        start = text.find(surface, end)


def _alone(text: str, start: int, end: int) -> bool:
    """Is it a word of its own, or with a suffix as in "LoRA-based"?"""
    if start and (
        text[start - 1].isalnum()
        or (text[start - 1] in "-_@./" and text[start - 2 : start - 1].isalnum() and text[start - 1] != "/")
    ):
        return False
    if end == len(text) or not (text[end].isalnum() or text[end] in "-_@"):
        return not (text[end : end + 1] in (".", "+") and text[end + 1 : end + 2].isalnum() and text[end + 1].isdigit())
    if text[end] == "s" and not text[end + 1 : end + 2].isalnum():
        return False
    if text[end] != "-":
        return False
    if not text[end + 1 : end + 2].isalnum() or DASH.match(text, end):
        return True
    stop = end
    while stop < len(text) and stop < end + 40 and (text[stop].isalnum() or text[stop] == "-"):
        stop += 1
    return stem(text[start:stop]) == text[start:end]
