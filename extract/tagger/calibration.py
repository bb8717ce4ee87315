"""Calibration: what makes a head's scores mean how often it is right, and when it speaks up.

`training.tagger.calibration` fits both on the dev parts and writes `weights/calibration.json`.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import NamedTuple

_LEAST = 1e-4


class Calibration(NamedTuple):
    """How one head of one network is read.

    Attributes:
        outside: taken from the score of "no name" before spans are decoded; more than 0 marks more.
        least: the score below which a span is left out; taken from the spans, not from the words, so that more words
            may be marked and fewer doubtful spans given.
        slope: of the log-odds of a span's score.
        intercept: added to them (Platt, "Probabilistic outputs for support vector machines", 1999).
    """

    outside: float = 0.0
    least: float = 0.0
    slope: float = 1.0
    intercept: float = 0.0

    def probability(self, score: float) -> float:
        """Turn a span's score into the probability that an annotator marks the same span with the same label.

        >>> round(Calibration(slope=0.5).probability(0.9), 2)
        0.75
        """
        return 1.0 / (1.0 + math.exp(-(self.slope * log_odds(score) + self.intercept)))


def log_odds(score: float) -> float:
    """Give the logarithm of the odds of a score from 0 to 1, both included."""
    inside = min(1.0 - _LEAST, max(_LEAST, score))
    return math.log(inside / (1.0 - inside))


def calibration(size: str, head: str) -> Calibration:
    """Give the calibration of a head; of one that was not calibrated, that which changes nothing."""
    return _fitted().get(size, {}).get(head, Calibration())


@cache
def _fitted() -> dict[str, dict[str, Calibration]]:
    text = resources.files("extract").joinpath("weights", "calibration.json").read_text(encoding="utf-8")
    return {
        size: {head: Calibration(**numbers) for head, numbers in heads.items()}
        for size, heads in json.loads(text).items()
    }
