"""What a person sees beside the data: sentences and progress on stderr, and data on stdout."""

from __future__ import annotations

import sys
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rich.progress import TaskID

    OnProgress = Callable[[str, int, int], None]

_CUT = 1000


class PipeClosedError(Exception):
    """Say that nobody reads stdout any more."""


def say(sentence: str) -> None:
    """Tell a person something, on stderr; what would steer a terminal is shown, not obeyed."""
    sys.stderr.write(printable(sentence) + "\n")
    sys.stderr.flush()


def emit(text: str) -> None:
    """Write data to stdout."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise PipeClosedError from None


def printable(text: str) -> str:
    r"""Replace control characters, so that a title cannot move the cursor; line ends and tabs stay.

    >>> printable("a\x1b[31mb") == "a\ufffd[31mb"
    True
    """
    return "".join(c if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs") else "\ufffd" for c in text)


@contextmanager
def progress() -> Iterator[OnProgress]:
    """Give a callback (what, done, total) that draws bars on stderr, where that is a terminal; else it is silent.

    A total of 0 stands for one that nobody knows.
    """
    if not sys.stderr.isatty():
        yield lambda what, done, total: None  # noqa: ARG005 - nothing is drawn
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    tasks: dict[str, TaskID] = {}
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:

        def draw(what: str, done: int, total: int) -> None:
            if what not in tasks:
                for task in bars.tasks:  # what comes before this is over, even where nobody knew how much it was
                    bars.update(task.id, total=task.completed)
                tasks[what] = bars.add_task(printable(what)[:_CUT], total=total or None)
            bars.update(tasks[what], completed=done, total=total or None)

        yield draw
