"""This file is about finding a name again: every place in title and abstract where a kept name stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.common_words import common_words
from extract.shapes import stem
from extract.tokens import DASH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.named import Named

_FOLDABLE = 4
_MOST = 200


def occurrences(text: str, kept: Iterable[Named], taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, Named]]:
    """Give the places of kept names, from left to right; names win over terms, and the longest where they overlap."""
    folded = text.lower()
    found: list[tuple[int, int, Named]] = []
    for one in kept:
        for surface in one.surfaces:
            fold = _folds(surface) and len(folded) == len(text)
            found.extend(
                (start, end, one)
                for start, end in places(folded if fold else text, surface.lower() if fold else surface)
            )
    found.sort(key=lambda place: (_is_term(place[2]), -(place[1] - place[0]), place[0], -place[2].score, place[2].key))
    free = bytearray(len(text))
    for start, end in taken:
        free[start:end] = b"\x01" * (end - start)
    chosen = []
    for start, end, one in found:
        if not any(free[start:end]):
            free[start:end] = b"\x01" * (end - start)
            chosen.append((start, end, one))
    yield from sorted(chosen, key=lambda place: place[:2])


def _is_term(one: Named) -> bool:
    """Is it a task or a metric? A name within one of them is still that name."""
    return one.label in ("Task", "Metric")


def _folds(surface: str) -> bool:
    """May it be written in other cases, without becoming another word?"""
    return len(surface) > _FOLDABLE and surface.lower() not in common_words()


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
