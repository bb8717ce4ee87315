"""Candidate spans: what a component says of a span of text before anything is decided.

Components leave their candidates in the annotations of the paper; `consolidation` weighs them and leaves the mentions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.model import Label, RelationType


class Candidate(NamedTuple):
    """What one component says of the characters from `start` to `end` of the text.

    Attributes:
        score: how strongly, 0 to 1; what says that a span is no name has 0.
        label: the type, where the component has evidence for one.
        relation: what the paper does with it, where the component has evidence.
        name: what the span names where that is not its surface.
    """

    start: int
    end: int
    component: str
    score: float
    label: Label | None = None
    relation: RelationType | None = None
    name: str | None = None


class ShortForm(NamedTuple):
    """A short form and the long form that the text gives for it, both as characters of the text."""

    start: int
    end: int
    long_start: int
    long_end: int


class Group(NamedTuple):
    """Names in a row.

    Attributes:
        members: where they lie, in characters of the text.
        before: the words of the sentence before them, nearest first.
        after: the words of the sentence after them, nearest first; "-based" of "GRPO-based" is one.
        sentence: where their sentence lies, in characters of the text.
    """

    members: tuple[tuple[int, int], ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    sentence: tuple[int, int]


def outermost(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the longest of the spans that begin together or lie in one another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept
