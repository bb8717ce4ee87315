"""What a job tells while it works, and how it hears that it is to end."""

from __future__ import annotations

import signal
import threading
import time
from typing import TYPE_CHECKING, Final

from kg.jobs.job import CANCEL, Stage, write_state

if TYPE_CHECKING:
    from pathlib import Path

_EVERY: Final = 0.3
"""Seconds between two writes of progress, and between two looks for the wish to end."""

_MOST_NOTICES: Final = 50


class Telling:
    """Keeps a job's progress in its file.

    Args:
        folder: the job's.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._written = 0.0
        self.stage: Stage | None = None
        self.notices: tuple[str, ...] = ()

    def progress(self, stage: str, done: int, total: int) -> None:
        """Tell how far a stage is."""
        changed = self.stage is None or self.stage.name != stage
        self.stage = Stage(stage, done, total)
        if changed or time.monotonic() - self._written >= _EVERY:
            self._write()

    def notice(self, sentence: str) -> None:
        """Tell one sentence."""
        self.notices = (*self.notices, sentence)[-_MOST_NOTICES:]
        self._write()

    def _write(self) -> None:
        write_state(self._folder, "running", stage=self.stage, notices=self.notices)
        self._written = time.monotonic()


def obey(folder: Path) -> None:
    """Interrupt this process, as Ctrl-C does, as soon as somebody asks the job to end."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a parent may have had it ignored
    threading.Thread(target=_watch, args=(folder,), daemon=True, name="cancel").start()


def _watch(folder: Path) -> None:
    wish = folder / CANCEL
    while not wish.exists():
        time.sleep(_EVERY)
    if hasattr(signal, "pthread_kill"):  # which ends a wait, too
        signal.pthread_kill(int(threading.main_thread().ident or 0), signal.SIGINT)
    else:
        signal.raise_signal(signal.SIGINT)
