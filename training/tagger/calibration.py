"""Calibration, fitted: dev parts in, two thresholds and two numbers for each head out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

import numpy as np

from extract.tagger import Calibration, Tagger, log_odds
from training.corpora.passages import LABELS, Span, read
from training.evaluation.metrics import calibration_error, compare, reliability, total

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from extract.tagger import Size, Tagged
    from training.corpora.passages import Passage

OUTSIDE: Final = (0.0, 0.2, 0.4, 0.6, 0.8)
LEAST: Final = (0.0, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7)
_FOLDS: Final = 5
_DRAWS: Final = 10
_STEPS: Final = 50
_RIDGE: Final = 1e-3


def fit(size: Size, ner: Path) -> tuple[dict[str, Calibration], dict[str, float]]:
    """Fit the calibration of every head on its dev part.

    Returns:
        the calibrations, and by head the expected calibration error of fifths that were calibrated on the rest: the
        mean of ten draws of fifths, because of a few hundred spans one draw says little.
    """
    tagger = Tagger.load(size)
    fitted, errors = {}, {}
    for head in LABELS:
        dev = read(ner, head, "dev")
        said = list(tagger.tag([passage.text for passage in dev]))
        thresholds = _thresholds(head, dev, said)
        pairs = [_scored(head, passage, one, thresholds) for passage, one in zip(dev, said, strict=True)]
        fitted[head] = _platt(thresholds, [pair for found in pairs for pair in found])
        errors[head] = float(np.mean([_held_out(thresholds, pairs, seed) for seed in range(_DRAWS)]))
    return fitted, errors


def write(path: Path, fitted: Mapping[Size, Mapping[str, Calibration]]) -> None:
    """Write what `extract.calibration` reads."""
    record = {
        size: {head: {part: round(value, 4) for part, value in one._asdict().items()} for head, one in heads.items()}
        for size, heads in fitted.items()
    }
    path.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")


def _thresholds(head: str, dev: Sequence[Passage], said: Sequence[Tagged]) -> tuple[float, float]:
    """Choose the pair of thresholds with the best F1 on dev, neighbours on the grid counted in: a peak may be noise."""

    def f1(outside: float) -> list[float]:
        found = [one.decoded(head, Calibration(outside)) for one in said]
        return [
            total(
                compare(passage.spans, [Span(*span[:3]) for span in spans if span.score >= least])
                for passage, spans in zip(dev, found, strict=True)
            ).f1
            for least in LEAST
        ]

    figures = np.array([f1(outside) for outside in OUTSIDE])
    around = np.pad(figures, 1, mode="edge")
    smooth = np.mean(
        [around[row : row + len(OUTSIDE), at : at + len(LEAST)] for row in range(3) for at in range(3)], axis=0
    )
    row, at = np.unravel_index(int(smooth.argmax()), smooth.shape)
    return OUTSIDE[row], LEAST[at]


def _held_out(thresholds: tuple[float, float], pairs: Sequence[Sequence[tuple[float, bool]]], seed: int) -> float:
    """Give the expected calibration error of fifths of the passages that were calibrated on the other four."""
    part = np.random.default_rng(seed).integers(0, _FOLDS, len(pairs)).tolist()
    crossed = []
    for fold in range(_FOLDS):
        one = _platt(
            thresholds, [pair for place, found in zip(part, pairs, strict=True) if place != fold for pair in found]
        )
        own = [pair for place, found in zip(part, pairs, strict=True) if place == fold for pair in found]
        crossed += [(one.probability(score), right) for score, right in own]
    return calibration_error(reliability([score for score, _ in crossed], [right for _, right in crossed]))


def _scored(head: str, passage: Passage, said: Tagged, thresholds: tuple[float, float]) -> list[tuple[float, bool]]:
    return [(span.score, Span(*span[:3]) in passage.spans) for span in said.decoded(head, Calibration(*thresholds))]


def _platt(thresholds: tuple[float, float], pairs: Sequence[tuple[float, bool]]) -> Calibration:
    """Fit slope and intercept by Newton's method on the log-likelihood; a head that marked nothing keeps its scores."""
    if not pairs:
        return Calibration(*thresholds)
    x = np.array([[log_odds(score), 1.0] for score, _ in pairs])
    y = np.array([float(right) for _, right in pairs])
    weights = np.zeros(2)
    for _ in range(_STEPS):
        p = 1.0 / (1.0 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - _RIDGE * (weights - [1.0, 0.0])
        curvature = (x * (p * (1.0 - p))[:, None]).T @ x + _RIDGE * np.eye(2)
        weights += np.linalg.solve(curvature, gradient)
    return Calibration(*thresholds, float(weights[0]), float(weights[1]))
