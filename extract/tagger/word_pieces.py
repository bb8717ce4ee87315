"""Word pieces: what the trained tagger sees of a text.

A word is a run of letters and digits, or one other character; it is cut into pieces of MiniLM's uncased vocabulary.
How it was written (capitals, digits) is told beside the pieces.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from tokenizers import Tokenizer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHAPES: Final = ("other", "lower", "title", "upper", "camel", "digits", "letters_digits", "upper_digits")
"""How a word may be written; its place in this tuple is what the network sees."""
BEGIN, END = 101, 102
"""The pieces that open and close each sequence."""


class Pieces(NamedTuple):
    """The pieces of one text.

    Attributes:
        ids: (pieces,) numbers of the pieces, without those that open and close.
        shapes: (pieces,) how the word of each is written.
        first: (pieces,) whether a piece begins its word.
        starts: (pieces,) first character of each.
        ends: (pieces,) character after the last of each.
    """

    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    first: NDArray[np.bool_]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def tokenizer() -> Tokenizer:
    """Read the vocabulary that the tagger was trained with."""
    text = resources.files("extract").joinpath("weights", "tokenizer.json").read_text(encoding="utf-8")
    return Tokenizer.from_str(text)


def cut(reader: Tokenizer, texts: Sequence[str]) -> list[Pieces]:
    """Cut texts into pieces; offsets count in the texts as given."""
    encodings = reader.encode_batch(list(texts), add_special_tokens=False)
    cuts = []
    for text, encoding in zip(texts, encodings, strict=True):
        words = np.array(encoding.word_ids, dtype=np.int64)
        offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
        first = np.ones(len(words), dtype=np.bool_)
        first[1:] = words[1:] != words[:-1]
        begins = np.flatnonzero(first)
        lengths = np.diff(begins, append=len(words))
        borders = zip(offsets[begins, 0].tolist(), offsets[begins + lengths - 1, 1].tolist(), strict=True)
        written = np.array([shape(text[start:end]) for start, end in borders], dtype=np.int64)
        shapes = np.repeat(written, lengths)
        cuts.append(Pieces(np.array(encoding.ids, dtype=np.int64), shapes, first, offsets[:, 0], offsets[:, 1]))
    return cuts


@lru_cache(maxsize=16_384)
def shape(word: str) -> int:
    """Say how a word is written, as a place in `SHAPES`.

    >>> [SHAPES[shape(word)] for word in ("the", "The", "BERT", "iNat", "2023", "gpt4", "WMT14", "-")]
    ['lower', 'title', 'upper', 'camel', 'digits', 'letters_digits', 'upper_digits', 'other']
    """
    if word.isdigit():
        return 5
    if word.isalpha():
        if word.islower():
            return 1
        if word.isupper():
            return 3 if len(word) > 1 else 2
        return 2 if word[1:].islower() else 4
    if word.isalnum():
        return 7 if word.isupper() else 6
    return 0
