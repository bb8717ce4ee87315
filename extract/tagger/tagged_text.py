"""A tagged text: what a network thinks of its words, as spans of each head."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from extract.tagger.calibration import calibration
from extract.tagger.decoding import decode
from extract.tagger.span_boundaries import mended

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extract.tagger.calibration import Calibration


class TaggedSpan(NamedTuple):
    """Characters `start` to `end` (exclusive) of a text, as a head labels them.

    Attributes:
        score: 0 to 1; the probability that an annotator marks the same, where the head is calibrated.
    """

    start: int
    end: int
    label: str
    score: float


class Tagged(NamedTuple):
    """What a network thinks of the words of one text.

    Attributes:
        text: as given.
        starts: (words,) first character of each word.
        ends: (words,) the character after its last.
        scores: head to (words, 1 + 2 * labels), unnormalised.
        labels: head to its labels.
        size: of the network.
    """

    text: str
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    scores: dict[str, NDArray[np.float32]]
    labels: dict[str, tuple[str, ...]]
    size: str

    def spans(self, head: str) -> list[TaggedSpan]:
        """Give the spans of one head, from left to right, with calibrated scores; see `calibration.Calibration`."""
        how = calibration(self.size, head)
        return [span._replace(score=how.probability(span.score)) for span in self.decoded(head, how)]

    def decoded(self, head: str, how: Calibration) -> list[TaggedSpan]:
        """Give the spans of one head with their borders mended (see `borders.mended`) and with the network's scores."""
        scores = self.scores[head].copy()
        scores[:, 0] -= how.outside
        found = [
            TaggedSpan(int(self.starts[one.first]), int(self.ends[one.last]), self.labels[head][one.label], one.score)
            for one in decode(scores)
        ]
        return [TaggedSpan(*span) for span in mended(self.text, found) if span[3] >= how.least]

    def words(self, start: int, end: int) -> slice:
        """Say which words the characters from `start` to `end` touch."""
        first = int(np.searchsorted(self.ends, start, side="right"))
        return slice(first, max(first, int(np.searchsorted(self.starts, end, side="left"))))
