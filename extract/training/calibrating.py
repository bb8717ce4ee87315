"""This file is about fitting calibration: dev parts in, one threshold and two numbers for each head out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import numpy as np

from extract.calibration import Calibration, log_odds
from extract.tagger import Tagger
from extract.training.corpora import LABELS, Span, read
from extract.training.measure import calibration_error, compare, reliability, total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from extract.tagger import Size, Tagged
    from extract.training.corpora import Passage

OUTSIDE: Final = (-0.6, -0.3, 0.0, 0.3, 0.6, 0.9)
_FOLDS: Final = 5
_WORTH_IT: Final = 0.01
_STEPS: Final = 50
_RIDGE: Final = 1e-3


def fit(size: Size, ner: Path) -> tuple[dict[str, Calibration], dict[str, float]]:
    """Fit the calibration of every head on its dev part.

    Returns:
        the calibrations, and by head the expected calibration error of fifths that were calibrated on the rest.
    """
    tagger = Tagger.load(size)
    fitted, errors = {}, {}
    for head in LABELS:
        dev = read(ner, head, "dev")
        said = list(tagger.tag([passage.text for passage in dev]))
        outside = _outside(head, dev, said)
        pairs = [_scored(head, passage, one, outside) for passage, one in zip(dev, said, strict=True)]
        fitted[head] = _platt(outside, [pair for found in pairs for pair in found])
        crossed = []
        for fold in range(_FOLDS):
            rest = [pair for place, found in enumerate(pairs) if place % _FOLDS != fold for pair in found]
            one = _platt(outside, rest)
            crossed += [(one.probability(score), right) for found in pairs[fold::_FOLDS] for score, right in found]
        errors[head] = calibration_error(reliability([score for score, _ in crossed], [right for _, right in crossed]))
    return fitted, errors


def write(path: Path, fitted: Mapping[Size, Mapping[str, Calibration]]) -> None:
    """Write what `extract.calibration` reads."""
    record = {
        size: {head: {part: round(value, 4) for part, value in one._asdict().items()} for head, one in heads.items()}
        for size, heads in fitted.items()
    }
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def _outside(head: str, dev: Sequence[Passage], said: Sequence[Tagged]) -> float:
    """Choose the threshold with the best F1, if it is better by half a point and makes neither half of dev worse."""

    def scores(outside: float) -> tuple[float, float]:
        counted = [
            compare(passage.spans, [Span(*span[:3]) for span in one.decoded(head, Calibration(outside))])
            for passage, one in zip(dev, said, strict=True)
        ]
        return total(counted[::2]).f1, total(counted[1::2]).f1

    usual = scores(0.0)
    figures = {outside: scores(outside) for outside in OUTSIDE}
    fair = [one for one, halves in figures.items() if halves[0] >= usual[0] and halves[1] >= usual[1]]
    best = max(fair, key=lambda one: (sum(figures[one]), -abs(one)))
    return best if sum(figures[best]) >= sum(usual) + _WORTH_IT else 0.0


def _scored(head: str, passage: Passage, said: Tagged, outside: float) -> list[tuple[float, bool]]:
    return [(span.score, Span(*span[:3]) in passage.spans) for span in said.decoded(head, Calibration(outside))]


def _platt(outside: float, pairs: Sequence[tuple[float, bool]]) -> Calibration:
    """Fit slope and intercept by Newton's method on the log-likelihood; a head that marked nothing keeps its scores."""
    if not pairs:
        return Calibration(outside)
    x = np.array([[log_odds(score), 1.0] for score, _ in pairs])
    y = np.array([float(right) for _, right in pairs])
    weights = np.zeros(2)
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - _RIDGE * (weights - [1.0, 0.0])
        curvature = (x * (p * (1.0 - p))[:, None]).T @ x + _RIDGE * np.eye(2)
        weights += np.linalg.solve(curvature, gradient)
    return Calibration(outside, float(weights[0]), float(weights[1]))
