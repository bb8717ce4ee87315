"""Worker processes: batches of papers are read beside each other, in the order of the papers.

spaCy's own way, ``nlp.pipe(n_process=...)``, cuts every text in the calling process and sends whole documents to and
fro; here papers go out and extractions come back.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

    from kg.model import Extraction, Paper

    Read = Callable[[list[Paper]], list[Extraction]]

_AHEAD: Final = 3
_reads: list[Read] = []


def in_processes(read: Read, papers: Iterable[Paper], *, processes: int, size: int) -> Iterator[Extraction]:
    """Read papers in several processes; few batches of them are held at a time.

    Args:
        read: reads one batch; a process that is forked inherits it, one that is spawned unpickles it.
        papers: any number of them.
        processes: how many.
        size: papers of a batch.
    """
    remaining = iter(papers)
    with ProcessPoolExecutor(processes, initializer=_reads.append, initargs=(read,)) as pool:
        waiting: deque[Future[list[Extraction]]] = deque()
        try:
            while batch := list(islice(remaining, size)):
                waiting.append(pool.submit(_read, batch))
                if len(waiting) >= _AHEAD * processes:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _read(batch: list[Paper]) -> list[Extraction]:
    return _reads[0](batch)
