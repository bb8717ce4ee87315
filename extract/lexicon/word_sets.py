"""Word sets, written as they are read: with blanks between the words."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Split a text at blanks.

    >>> sorted(words("of the and"))
    ['and', 'of', 'the']
    """
    return frozenset(text.split())
