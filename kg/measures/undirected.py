"""The citation graph without directions, as networkit takes it: seeded, and by one thread.

With several threads networkit's answers differ from run to run; what is kept in a graph must not.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import networkit
import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.measures.matrix import Citations

SEED = 1963


def neighbours(citations: Citations) -> Any:
    """Give the symmetric matrix of which papers are joined by a citation, whichever cites."""
    both = citations.matrix + citations.backwards
    both.data[:] = 1
    return both


_drawn: WeakKeyDictionary[Citations, Any] = WeakKeyDictionary()
"""What several measures of one graph share, as long as the graph is in use."""


def undirected(citations: Citations) -> Any:
    """Give the graph of networkit: an edge for each two papers, of which one cites the other or both do."""
    if citations not in _drawn:
        upper = sparse.triu(neighbours(citations), format="coo")
        near, far = (one.astype(np.uint64) for one in upper.coords)
        _drawn[citations] = networkit.GraphFromCoo((np.ones(len(near)), (near, far)), n=len(citations))
    return _drawn[citations]


@contextmanager
def repeatably() -> Iterator[None]:
    """Let networkit work with one thread and from one seed; its number of threads is put back."""
    threads = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(1)
    networkit.setSeed(SEED, False)  # noqa: FBT003 - networkit's own call: one seed for all threads
    try:
        yield
    finally:
        networkit.setNumberOfThreads(threads)
