"""This file is about reading ahead: new texts are extracted in processes of their own while the graph is linked.

What they find goes into the file of `Extractions`, where naming finds it. So nothing hangs on it: whatever befalls
these processes, naming reads what is left, and only time is lost.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
import time
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, islice
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any, Final, Self

from kg.corpus.encoding import encode
from kg.corpus.extractions import Extractions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from types import TracebackType

    from kg.model import Paper

    Found = list[tuple[bytes, bytes]]

ENOUGH: Final = 300
"""New texts that take longer to read than two processes take to start."""

_BATCH: Final = 64
_AHEAD: Final = 3
_TICK: Final = 0.2
_log = logging.getLogger(__name__)
_reader: list[Any] = []


def cores() -> int:
    """Return how many processes this one may use at once."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Ahead:
    """Reads texts in processes until it is left.

    Args:
        kept: whose file is filled; where that file cannot be used, nothing is read ahead.
        processes: how many read; with one, nothing is read ahead.
    """

    def __init__(self, kept: Extractions, processes: int) -> None:
        self._kept = kept
        self._processes = processes
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._read = self._total = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._stopped.set()
        if self._thread is not None:
            self._thread.join()

    def start(self, texts: list[Paper]) -> None:
        """Begin to read the texts that are new; the list is emptied on the way."""
        if self._processes > 1 and self._kept.is_usable:
            self._total = len(texts)
            self._thread = threading.Thread(target=self._run, args=(texts,), name="reading ahead", daemon=True)
            self._thread.start()
        else:
            texts.clear()

    def finish(self, on_progress: Callable[[str, int, int], None]) -> None:
        """Wait until all is read, and tell how many are."""
        while self._thread is not None and self._thread.is_alive():
            self._thread.join(_TICK)
            on_progress("extract", self._read, self._total)

    def _run(self, texts: list[Paper]) -> None:
        try:
            with Extractions(self._kept.path) as file:
                unread = file.unread(_emptied(texts))
                first = list(islice(unread, ENOUGH))
                if len(first) == ENOUGH:
                    self._fill(file, chain(first, unread))
        except Exception:  # noqa: BLE001 - naming reads what is left
            _log.warning("Texts could not be read ahead", exc_info=True)

    def _fill(self, file: Extractions, unread: Iterable[tuple[bytes, Paper]]) -> None:
        remaining = iter(unread)
        waiting: deque[Future[Found]] = deque()
        # A process that is forked beside threads may inherit a lock that nobody frees: these are spawned.
        with ProcessPoolExecutor(
            self._processes, mp_context=get_context("spawn"), initializer=_begin, initargs=(os.getpid(),)
        ) as pool:
            try:
                while not self._stopped.is_set():
                    batch = list(islice(remaining, _BATCH))
                    if batch:
                        waiting.append(pool.submit(_extract, batch))
                    if not waiting:
                        return
                    if not batch or len(waiting) >= _AHEAD * self._processes:
                        found = waiting.popleft().result()
                        file.keep(found)
                        self._read += len(found)
            finally:
                for future in waiting:
                    future.cancel()


def _emptied(texts: list[Paper]) -> Iterator[Paper]:
    while texts:
        yield texts.pop()


def _begin(parent: int) -> None:
    """Make ready a process that reads: Ctrl-C is the parent's to hear, and where the parent is gone, so is this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    from extract import Extractor  # noqa: PLC0415 - the parent need not wait for spaCy

    _reader.append(Extractor())


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _extract(batch: list[tuple[bytes, Paper]]) -> Found:
    found = _reader[0].extract(paper for _, paper in batch)
    return [(key, encode(extraction)) for (key, _), extraction in zip(batch, found, strict=True)]
