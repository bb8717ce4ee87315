"""Reading ahead: new texts are extracted in processes of their own while the graph is linked.

What they find goes into the file of `Extractions`, where naming finds it. So nothing hangs on it: whatever befalls
these processes, naming reads what is left, and only time is lost.
"""

from __future__ import annotations

import logging
import os
import threading
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, islice
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final, Self

from kg.corpus.extractions import Extractions
from kg.corpus.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future
    from types import TracebackType

    from kg.corpus.reading import Batch, Found
    from kg.model import Paper

ENOUGH: Final = 300
"""New texts that take longer to read than two processes take to start."""

_BATCH: Final = 64
_AHEAD: Final = 3
_TICK: Final = 0.2
_log = logging.getLogger(__name__)


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
        free: SimpleQueue[Reading] = SimpleQueue()
        readings = [Reading() for _ in range(self._processes)]
        for one in readings:
            free.put(one)
        with ThreadPoolExecutor(self._processes) as pool:
            try:
                while not self._stopped.is_set():
                    batch = list(islice(remaining, _BATCH))
                    if batch:
                        waiting.append(pool.submit(_read, free, batch))
                    if not waiting:
                        return
                    if not batch or len(waiting) >= _AHEAD * self._processes:
                        found = waiting.popleft().result()
                        file.keep(found)
                        self._read += len(found)
            finally:
                for future in waiting:
                    future.cancel()
                for one in readings:
                    one.close()


def _read(free: SimpleQueue[Reading], batch: Batch) -> Found:
    reading = free.get()
    try:
        return reading.read(batch)
    finally:
        free.put(reading)


def _emptied(texts: list[Paper]) -> Iterator[Paper]:
    while texts:
        yield texts.pop()
