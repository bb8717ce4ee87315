"""Chunks: slices of something long, each small enough for one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

T = TypeVar("T")


def chunks(items: Sequence[T], size: int = 2000) -> Iterator[Sequence[T]]:
    """Cut a sequence into slices of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
