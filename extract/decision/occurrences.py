"""Occurrences: every place in title and abstract where a kept name stands again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extract.document import places
from extract.lexicon import common_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.decision.name_evidence import Named

_FOLDABLE = 4


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
