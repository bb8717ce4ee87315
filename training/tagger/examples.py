"""Training examples: passages as pieces and tags, in batches of texts of like length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from extract.tagger import BEGIN, END, cut, encode
from training.corpora.passages import UNKNOWN

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from training.corpora.passages import Passage

IGNORED: Final = -100
"""The tag of a piece that no label belongs to: all but the first of a word."""
LONGEST: Final = 510
"""Pieces that a network reads at once, without those that open and close."""


class Example(NamedTuple):
    """One text of a corpus: (pieces,) arrays that begin and end with the pieces that open and close.

    Attributes:
        taught: (pieces, columns), what a teacher's network scores; None without one.
    """

    head: str
    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    tags: NDArray[np.int64]
    taught: NDArray[np.float16] | None = None


class Batch(NamedTuple):
    """Texts of one corpus as (texts, longest) arrays."""

    head: str
    ids: NDArray[np.int64]
    shapes: NDArray[np.int64]
    mask: NDArray[np.float32]
    tags: NDArray[np.int64]
    taught: NDArray[np.float32] | None


def examples(reader: Tokenizer, passages: Sequence[Passage], labels: Sequence[str] = ()) -> list[Example]:
    """Cut passages into pieces and give each word its tag; spans grow to whole words."""
    made = []
    for passage, pieces in zip(passages, cut(reader, [passage.text for passage in passages]), strict=True):
        begins = np.flatnonzero(pieces.first)
        word_starts = pieces.starts[begins]
        word_ends = pieces.ends[np.append(begins, len(pieces.ids))[1:] - 1]
        spans: list[tuple[int, int, int | None]] = []
        for start, end, label in passage.spans:
            first = int(np.searchsorted(word_ends, start, side="right"))
            last = int(np.searchsorted(word_starts, end, side="left")) - 1
            if first <= last:
                spans.append((first, last, labels.index(label) if label != UNKNOWN else None))
        words = encode(len(begins), [(first, last, number) for first, last, number in spans if number is not None])
        for first, last, number in spans:
            if number is None:
                words[first : last + 1] = IGNORED
        tags = np.full(len(pieces.ids), IGNORED, dtype=np.int64)
        tags[begins] = words
        for at in range(0, len(pieces.ids), LONGEST):
            part = slice(at, at + LONGEST)
            made.append(
                Example(
                    passage.corpus,
                    np.concatenate([[BEGIN], pieces.ids[part], [END]]),
                    np.concatenate([[0], pieces.shapes[part], [0]]),
                    np.concatenate([[IGNORED], tags[part], [IGNORED]]),
                )
            )
    return made


def batches(made: Sequence[Example], pieces: int, rng: random.Random) -> Iterator[Batch]:
    """Shuffle texts into batches of one corpus each, of about `pieces` pieces with the padding."""
    jittered = sorted(made, key=lambda one: (one.head, len(one.ids) * rng.uniform(0.9, 1.1)))
    groups: list[list[Example]] = []
    for one in jittered:
        group = groups[-1] if groups else []
        longest = max([len(one.ids), *(len(other.ids) for other in group)])
        if group and group[0].head == one.head and longest * (len(group) + 1) <= pieces:
            group.append(one)
        else:
            groups.append([one])
    rng.shuffle(groups)
    for group in groups:
        yield _batch(group)


def _batch(group: Sequence[Example]) -> Batch:
    shape = len(group), max(len(one.ids) for one in group)
    ids, shapes = np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64)
    mask, tags = np.zeros(shape, dtype=np.float32), np.full(shape, IGNORED, dtype=np.int64)
    for row, one in enumerate(group):
        length = len(one.ids)
        ids[row, :length], shapes[row, :length], tags[row, :length] = one.ids, one.shapes, one.tags
        mask[row, :length] = 1.0
    first = group[0].taught
    taught = None if first is None else np.zeros((*shape, first.shape[1]), dtype=np.float32)
    if taught is not None:
        for row, one in enumerate(group):
            if one.taught is not None:
                taught[row, : len(one.ids)] = one.taught
    return Batch(group[0].head, ids, shapes, mask, tags, taught)
