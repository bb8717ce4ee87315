"""Decoding: rows of tag scores in, spans of words out.

Each label has two tags, one for its first word and one for the words that follow; tag 0 is for words outside.
The best tags word by word are the best sequence wherever they make sense; only stretches where they do not are decoded
again by Viterbi's algorithm.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_NEVER = -1e9


class Found(NamedTuple):
    """Words `first` to `last` (inclusive) carry the label with this number.

    Attributes:
        score: the geometric mean of the probabilities of its tags, 0 to 1.
    """

    first: int
    last: int
    label: int
    score: float


def decode(scores: NDArray[np.float32]) -> list[Found]:
    """Decode the scores of one text.

    Args:
        scores: (words, 1 + 2 * labels), unnormalised.

    >>> rows = np.log(np.array([[.1, .8, .1], [.1, .2, .7], [.9, .05, .05]], dtype=np.float32))
    >>> [(one.first, one.last, one.label, round(one.score, 2)) for one in decode(rows)]
    [(0, 1, 0, 0.75)]
    """
    if not len(scores):
        return []
    tags = scores.argmax(axis=1)
    if not tags.any():
        return []
    logs = np.zeros_like(scores)  # of words outside none is asked for
    logs[tags > 0] = logarithms(scores[tags > 0])
    inside = (tags > 0) & (tags % 2 == 0)
    before = np.concatenate([[0], tags[:-1]])
    broken = np.flatnonzero(inside & (before != tags) & (before != tags - 1))
    done = -1
    for place in broken:
        if place <= done:
            continue
        begin, end = int(place), int(place) + 1
        while begin > 0 and tags[begin - 1]:
            begin -= 1
        while end < len(tags) and tags[end]:
            end += 1
        tags[begin:end] = _viterbi(logs[begin:end])
        done = end
    return _spans(tags, logs)


def logarithms(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Give the logarithms of the probabilities that scores stand for, along the last axis."""
    logs = scores - scores.max(axis=-1, keepdims=True)
    return np.asarray(logs - np.log(np.exp(logs).sum(axis=-1, keepdims=True)))


def _viterbi(logs: NDArray[np.float32]) -> NDArray[np.int64]:
    size = logs.shape[1]
    allowed = np.zeros((size, size), dtype=np.float32)
    for tag in range(2, size, 2):
        allowed[:, tag] = _NEVER
        allowed[tag - 1, tag] = allowed[tag, tag] = 0.0
    best = logs[0].copy()
    best[2::2] = _NEVER
    back = np.zeros(logs.shape, dtype=np.int64)
    for place in range(1, len(logs)):
        ways = best[:, None] + allowed
        back[place] = ways.argmax(axis=0)
        best = ways.max(axis=0) + logs[place]
    path = np.zeros(len(logs), dtype=np.int64)
    path[-1] = best.argmax()
    for place in range(len(logs) - 1, 0, -1):
        path[place - 1] = back[place, path[place]]
    return path


def _spans(tags: NDArray[np.int64], logs: NDArray[np.float32]) -> list[Found]:
    found = []
    chosen: list[float] = logs[np.arange(len(tags)), tags].tolist()
    numbers: list[int] = tags.tolist()
    for first, tag in enumerate(numbers):
        if tag % 2 == 0:
            continue
        last = first
        while last + 1 < len(numbers) and numbers[last + 1] == tag + 1:
            last += 1
        likelihood = sum(chosen[first : last + 1]) / (last + 1 - first)
        found.append(Found(first, last, (tag - 1) // 2, math.exp(likelihood)))
    return found


def encode(words: int, spans: list[tuple[int, int, int]]) -> NDArray[np.int64]:
    """Give the tags of spans of words (first, last inclusive, number of the label): what `decode` undoes.

    >>> encode(4, [(1, 2, 0), (3, 3, 1)]).tolist()
    [0, 1, 2, 3]
    """
    tags = np.zeros(words, dtype=np.int64)
    for first, last, label in spans:
        tags[first : last + 1] = 2 * label + 2
        tags[first] = 2 * label + 1
    return tags
