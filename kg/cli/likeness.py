"""Opening what finds papers by their meaning, as a command does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.cli.console import say

if TYPE_CHECKING:
    from kg.cli.console import OnProgress
    from kg.semantics import Semantics
    from kg.store import Store


def opened_semantics(store: Store, on_progress: OnProgress) -> Semantics:
    """Open the vectors of a store's papers; those that are missing are made, which is drawn.

    Raises:
        CallError: the extra `semantic` is not installed.
    """
    from kg.semantics import Semantics  # noqa: PLC0415 - the model takes a moment to load

    return Semantics(store, on_progress=on_progress, on_trouble=say)
