"""The citation count: how many papers of the graph cite a paper.

Source: Garfield, E. (1972). Citation analysis as a tool in journal evaluation. Science 178(4060), 471-479.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kg.measures.matrix import Citations


def citation_count(citations: Citations) -> NDArray[np.int64]:
    """Count the papers that cite each paper: the in-degree. It serves any size.

    Example:
        Both b and c cite a, and c cites b.

        >>> from kg.measures import Citations
        >>> citation_count(Citations.of([("b", "a"), ("c", "a"), ("c", "b")])).tolist()
        [2, 1, 0]
    """
    return np.bincount(citations.matrix.indices, minlength=len(citations)).astype(np.int64)
