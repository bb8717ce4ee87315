"""Word vectors: latent semantic analysis of abstracts, which nobody needs to annotate.

Abstracts are rows of a matrix and words its columns, weighed by their inverse document frequency; its first singular
vectors tell words that stand in the same abstracts (Deerwester et al., "Indexing by latent semantic analysis", 1990).
The very first one tells how long an abstract is, and is left out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

import numpy as np
import torch

from extract.resolution import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

_RAREST: Final = 30
"""Abstracts that have a word, at least."""
_DIMENSIONS: Final = 80
_SPARE: Final = 48
"""Singular vectors that are computed beyond those that are kept: the last ones come out wrong."""
_STEPS: Final = 4
_WEIGHT: Final = 2.5
"""The power of the inverse document frequency that a vector is multiplied by: rare words say more."""
_CLIPPED: Final = 0.0005
"""The share of numbers that are too large for the 8 bits of the others."""


def vectors(texts: Sequence[str]) -> tuple[list[str], NDArray[np.int8]]:
    """Give the words of texts, sorted, and their (words, 79) vectors."""
    documents = [words(text) for text in texts]
    times = Counter(word for document in documents for word in document)
    known = sorted(word for word, count in times.items() if count >= _RAREST and word.isascii())
    place = {word: column for column, word in enumerate(known)}
    weights = np.log((1 + len(texts)) / np.array([times[word] for word in known], dtype=np.float32))
    rows, columns, values = [], [], []
    for row, document in enumerate(documents):
        own = sorted(place[word] for word in document if word in place)
        rows += [row] * len(own)
        columns += own
        values.append(weights[own] / (np.linalg.norm(weights[own]) or 1.0))
    table = torch.sparse_coo_tensor(
        torch.tensor([rows, columns]), torch.from_numpy(np.concatenate(values)), (len(texts), len(known))
    ).coalesce()
    torch.manual_seed(0)
    right = torch.svd_lowrank(table, q=min(_DIMENSIONS + _SPARE, *table.shape), niter=_STEPS)[2].numpy()
    scaled = right[:, 1:_DIMENSIONS] * (weights**_WEIGHT)[:, None]
    largest = np.quantile(np.abs(scaled), 1 - _CLIPPED)
    return known, np.clip(np.round(scaled / largest * 127), -127, 127).astype(np.int8)


def write(path: Path, known: Sequence[str], table: NDArray[np.int8]) -> None:
    """Write what `extract.resolution` reads."""
    np.savez_compressed(path, words=np.array("\n".join(known)), vectors=table)
