"""The model that turns a text into a vector: WordLlama's static embeddings, the extra `semantic`.

The vector of a text is the mean of its tokens' vectors, brought to length one. The weights come in the wheel, and
nothing is fetched when they are loaded.
"""

from __future__ import annotations

import importlib.util
import logging
import warnings
from contextlib import contextmanager
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

import numpy as np
from scipy import sparse

from kg.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Vectors = NDArray[np.float32]

DIMENSIONS: Final = 256
MISSING: Final = (
    "Search by meaning needs the extra `semantic`: install it with pip install 'paper-kg[semantic]', or leave it out."
)
_LIBRARY: Final = "wordllama"
_AT_ONCE: Final = 256
_LONGEST: Final = 20_000
"""Characters of a text that are read; no abstract is as long."""


def installed() -> bool:
    """Say whether the extra `semantic` is installed."""
    return importlib.util.find_spec(_LIBRARY) is not None


class Model:
    """What turns texts into vectors; `Model.load()` gives it.

    Attributes:
        name: the model and its version; vectors of two models cannot be compared.
    """

    def __init__(self, table: Vectors, tokenizer: Any, name: str) -> None:
        self.name = name
        self._table = table
        self._tokenizer = tokenizer

    @classmethod
    def load(cls) -> Self:
        """Load the weights of the wheel.

        Raises:
            CallError: the extra is not installed, or its wheel lacks the weights.
        """
        if not installed():
            raise CallError(MISSING)
        table, tokenizer, version = _loaded()
        return cls(table, tokenizer, f"{_LIBRARY} {version}")

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each text, of length one; of zeros where the text has no token."""
        found = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for at in range(0, len(texts), _AT_ONCE):
            some = [text[:_LONGEST] for text in texts[at : at + _AT_ONCE]]
            encoded = self._tokenizer.encode_batch(some, add_special_tokens=False)
            ends = np.cumsum([0, *[len(one.ids) for one in encoded]])
            tokens = np.fromiter((token for one in encoded for token in one.ids), dtype=np.int64, count=int(ends[-1]))
            counts = sparse.csr_array(
                (np.ones(len(tokens), dtype=np.float32), tokens, ends), shape=(len(some), len(self._table))
            )
            found[at : at + len(some)] = counts @ self._table
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.where(lengths > 0, lengths, 1), dtype=np.float32)


@cache
def _loaded() -> tuple[Vectors, Any, str]:
    with _quiet():
        import wordllama  # noqa: PLC0415 - an extra; without it everything else works

        # Left to itself the library looks for its tokenizer in the wrong folder, and fetches it from the network.
        folder = Path(wordllama.__file__).parent
        try:
            model = wordllama.WordLlama.load(cache_dir=folder, dim=DIMENSIONS, disable_download=True)
        except FileNotFoundError:
            raise CallError("The installed wordllama lacks its weights: install wordllama 0.4 again.") from None
    model.tokenizer.no_padding()
    model.tokenizer.no_truncation()
    return model.embedding, model.tokenizer, metadata.version(_LIBRARY)


@contextmanager
def _quiet() -> Iterator[None]:
    """Leave the process's logging as it is: the library sets it up when it is imported."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
