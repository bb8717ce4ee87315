"""This file is about telling a person which records could not be read, and where they are kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from kg.cli.console import say
from kg.sources.dead_letter import DeadLetter, default_path

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.sources.reject import OnReject, Reject

MOST = 5


@contextmanager
def kept(source: Path) -> Iterator[OnReject]:
    """Give a callback that keeps rejects in the source's dead-letter file; afterwards, say what was kept there."""
    shown: list[Reject] = []
    with DeadLetter(default_path(source)) as dead_letter:

        def keep(reject: Reject) -> None:
            dead_letter(reject)
            if len(shown) < MOST:
                shown.append(reject)

        try:
            yield keep
        finally:
            for reject in shown:
                say(f"Not read: {reject}.")
            if dead_letter.count > len(shown):
                say(f"Not read: {dead_letter.count - len(shown)} more.")
            if dead_letter.count:
                say(f"What was not read is kept in {dead_letter.path}.")
