"""Telling a person what could not be read, and where it is kept."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg.cli.console import say
from kg.sources.dead_letter import DeadLetter, default_path

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.sources.reject import OnReject, Reject

MOST = 5
MOST_OMISSIONS = 12


@contextmanager
def kept(sources: Sequence[Path]) -> Iterator[OnReject]:
    """Give a callback that keeps rejects, each in its source's dead-letter file; at the end, say what is kept where."""
    shown: list[Reject] = []
    with ExitStack() as stack:
        letter_by_source = {
            source.expanduser().resolve(): stack.enter_context(DeadLetter(default_path(source))) for source in sources
        }

        def keep(reject: Reject) -> None:
            letter_by_source[Path(reject.source).expanduser().resolve()](reject)
            if len(shown) < MOST:
                shown.append(reject)

        try:
            yield keep
        finally:
            _tell(shown, list(letter_by_source.values()))


def tell_omissions(sentences: Sequence[str]) -> None:
    """Say what was in the sources and was not understood."""
    for sentence in sentences[:MOST_OMISSIONS]:
        say(f"Left out: {sentence}.")
    if len(sentences) > MOST_OMISSIONS:
        say(f"Left out: {len(sentences) - MOST_OMISSIONS} fields more.")


def _tell(shown: Sequence[Reject], letters: Sequence[DeadLetter]) -> None:
    for reject in shown:
        say(f"Not read: {reject}.")
    more = sum(letter.count for letter in letters) - len(shown)
    if more:
        say(f"Not read: {more} more.")
    for letter in letters:
        if letter.count:
            say(f"What was not read is kept in {letter.path}.")
