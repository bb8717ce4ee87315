"""What measures are worked out from: the graph, read once, and what they said before."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.measures import matrix
from kg.measures.occurrences import Occurrences, occurrences
from kg.store import analyses

if TYPE_CHECKING:
    from kg.store import Store
    from kg.store.analyses import Book


class Reading:
    """What measures read; nothing is read before it is asked for, nor twice.

    Args:
        store: an open store.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @cached_property
    def citations(self) -> matrix.Citations:
        """Give the citation graph."""
        return matrix.citations(self._store)

    @cached_property
    def namings(self) -> matrix.Namings:
        """Give what papers name."""
        return matrix.namings(self._store)

    @cached_property
    def occurrences(self) -> Occurrences:
        """Give what papers name, with days and relations."""
        return occurrences(self._store)

    @cached_property
    def books(self) -> dict[str, Book]:
        """Give what is known of each measure that was worked out before."""
        return analyses.books(self._store)

    def before(self, label: str, name: str) -> dict[str, Any]:
        """Give the values that a property had, by the key of the node."""
        return analyses.values(self._store, label, name)

    def titles(self) -> dict[str, str]:
        """Give the titles of papers, by their keys."""
        return analyses.values(self._store, "Paper", "title")

    def signature(self, names: tuple[str, ...]) -> str:
        """Give a hash of what a measure is worked out from: `citations`, `namings`, `occurrences`."""
        return " ".join(str(getattr(self, name).signature) for name in names)
