"""The classifier of names, fitted: annotated papers in, networks and thresholds out.

The papers must be none that the tagger was trained on: it is surer of those than of papers that nobody annotated.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import torch
from torch import nn

from extract.decision import FARTHEST, Verdict, Weights, by_rules, features, judge, page
from extract.document import annotated, compose
from extract.lexicon import TYPES
from extract.pipeline import DECIDING, create_pipeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from extract.tagger import Size
    from kg.model import Paper

RULED: Final = 0.25
_FOLDS: Final = 5
_GRID: Final = tuple(round(0.35 + 0.05 * step, 2) for step in range(9))
_ALIKE: Final = 0.0005
"""F1 by which two thresholds do not differ."""
_NETWORKS: Final = 3
_UNITS: Final = 16
_DROPPED: Final = 0.3
_EPOCHS: Final = 60
_BATCH: Final = 128
_RATE: Final = 2e-3
_DECAY: Final = 0.05


class Row(NamedTuple):
    """One name of one paper, and what the annotator says of it.

    Attributes:
        listed: True when required, False when not listed, None when it may be listed or not.
        types: those accepted.
        relation: that required.
    """

    paper_id: str
    surface: str
    features: NDArray[np.float64]
    listed: bool | None
    types: tuple[str, ...]
    relation: str


def fold(text: str) -> str:
    """Fold a surface form as gold files are compared: letters, digits and "+", without case and plural s.

    >>> fold("Llama-2 Models")
    'llama2model'
    """
    text = unicodedata.normalize("NFKC", text).casefold()
    text = "".join(c for c in text if c.isalnum() or c == "+")
    return text[:-1] if len(text) > 3 and text.endswith("s") and not text.endswith("ss") else text  # noqa: PLR2004 - "bus" keeps its s


def rows(papers: Mapping[str, Paper], annotations: Iterable[Mapping[str, Any]], size: Size) -> list[Row]:
    """Describe every name that the pipeline weighs in annotated papers."""
    nlp = create_pipeline(size)
    nlp.select_pipes(disable=DECIDING)
    made: list[Row] = []
    wanted = [(papers[row["id"]], row) for row in annotations]
    texts = ((compose(paper.title, paper.abstract), row) for paper, row in wanted)
    for doc, row in nlp.pipe(texts, as_tuples=True):
        text, said = annotated(doc).text, annotated(doc).tagged
        if said is None:
            continue
        required = {fold(item["surface"]): item for item in row["required"] if "Repo" not in item["types"]}
        optional = {fold(surface) for surface in row["optional"]}
        named = by_rules(doc)
        paper = page(text, said, named)
        for one in named:
            if one.kept and one.label in ("Task", "Metric"):
                continue
            numbers = features(paper, one)
            keys = {fold(surface) for surface in one.surfaces}
            item = next((required[key] for key in sorted(keys & required.keys())), None)
            listed = True if item else None if keys & optional else False
            made.append(
                Row(
                    row["id"],
                    next(iter(one.surfaces)),
                    numbers,
                    listed,
                    tuple(item["types"]) if item else (),
                    item["relation"] if item else "",
                )
            )
    return made


def fit(made: Sequence[Row]) -> dict[str, Weights]:
    """Fit the four networks."""
    known = [row for row in made if row.listed is not None]
    yes = [row for row in known if row.listed]
    types: tuple[str, ...] = TYPES
    typed = [row for row in yes if len(row.types) == 1 and row.types[0] in types]
    outside = [row for row in yes if "Benchmark" in row.types and row.relation in ("EVALUATES_ON", "USES")]
    return {
        "kept": _network(known, [int(bool(row.listed)) for row in known], 2),
        "type": _network(typed, [types.index(row.types[0]) for row in typed], 3),
        "introduces": _network(yes, [int(row.relation == "INTRODUCES") for row in yes], 2),
        "reported": _network(outside, [int(row.relation == "EVALUATES_ON") for row in outside], 2),
    }


def _network(chosen: Sequence[Row], targets: Sequence[int], classes: int) -> Weights:
    """Fit networks with one hidden layer on standardised features, and put them side by side: their mean score."""
    x = np.stack([row.features for row in chosen])
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale < 1e-3] = 1.0  # noqa: PLR2004 - a feature that never varies says nothing
    inputs = torch.tensor(np.clip((x - mean) / scale, -FARTHEST, FARTHEST), dtype=torch.float32)
    fitted = [_fitted(inputs, torch.tensor(targets), classes, seed) for seed in range(_NETWORKS)]
    hidden, hidden_bias, weights, bias = (np.stack(parts) for parts in zip(*fitted, strict=True))
    return Weights(
        mean,
        scale,
        np.concatenate(hidden),
        np.concatenate(hidden_bias),
        np.concatenate(weights, axis=1) / _NETWORKS,
        bias.mean(axis=0),
    )


def _fitted(inputs: torch.Tensor, wanted: torch.Tensor, classes: int, seed: int) -> list[NDArray[np.float64]]:
    """Fit one network by AdamW, with dropout, at a rate that falls to 0: weights and bias of each layer."""
    torch.manual_seed(seed)
    hidden, drop, last = nn.Linear(inputs.shape[1], _UNITS), nn.Dropout(_DROPPED), nn.Linear(_UNITS, classes)
    network = nn.Sequential(hidden, nn.ReLU(), drop, last)
    optimiser = torch.optim.AdamW(network.parameters(), lr=_RATE, weight_decay=_DECAY)
    rates = torch.optim.lr_scheduler.LinearLR(optimiser, 1.0, 0.0, _EPOCHS)
    for _ in range(_EPOCHS):
        for batch in torch.randperm(len(inputs)).split(_BATCH):
            optimiser.zero_grad()
            nn.functional.cross_entropy(network(inputs[batch]), wanted[batch]).backward()
            optimiser.step()
        rates.step()
    parts = (hidden.weight, hidden.bias, last.weight, last.bias)
    return [part.detach().numpy().astype(np.float64) for part in parts]


def out_of_fold(made: Sequence[Row]) -> list[Verdict]:
    """Judge each row by networks that were fitted without its paper."""
    ids = sorted({row.paper_id for row in made})
    part = {paper_id: number % _FOLDS for number, paper_id in enumerate(ids)}
    verdicts: list[Verdict | None] = [None] * len(made)
    for number in range(_FOLDS):
        fitted = {"networks": fit([row for row in made if part[row.paper_id] != number])}
        places = [place for place, row in enumerate(made) if part[row.paper_id] == number]
        for place, verdict in zip(places, judge([made[place].features for place in places], fitted), strict=True):
            verdicts[place] = verdict
    return [verdict for verdict in verdicts if verdict is not None]


def counts(
    made: Sequence[Row], verdicts: Sequence[Verdict], thresholds: Mapping[str, float]
) -> tuple[int, int, int, int]:
    """Count as `score.py` does: right, wrong, missed among what was pointed at, and right relations."""
    right = wrong = missed = related = 0
    for row, verdict in zip(made, verdicts, strict=True):
        kept = verdict.kept >= thresholds["ruled" if row.features[0] else verdict.label]
        if row.listed and kept and verdict.label in row.types:
            right += 1
            related += verdict.relation == row.relation
        elif row.listed:
            missed += 1
        elif row.listed is False and kept:
            wrong += 1
    return right, wrong, missed, related


def choose(made: Sequence[Row], verdicts: Sequence[Verdict]) -> dict[str, float]:
    """Choose the threshold of each type that gives about the best F1, its neighbours counted in: a peak may be noise.

    Of those that are alike it is the one nearest to 0.5, for scores are probabilities.
    They are for names that the rules do not keep.

    That of names which the rules keep is low: between it and 0.5 the F1 of other papers moves by a few tenths of a
    point, and the rules know conventions of the user's page.
    """
    thresholds: dict[str, float] = {**dict.fromkeys(TYPES, 0.5), "ruled": RULED}
    for _ in range(2):
        for label in TYPES:

            def f1(value: float, label: str = label) -> float:
                right, wrong, missed, _ = counts(made, verdicts, {**thresholds, label: value})
                return 2 * right / max(1, 2 * right + wrong + missed)

            figures = [f1(value) for value in _GRID]
            smooth = [sum(figures[place : place + 3]) for place in range(len(_GRID) - 2)]
            good = [_GRID[1 + place] for place, figure in enumerate(smooth) if figure > max(smooth) - 3 * _ALIKE]
            thresholds[label] = min(good, key=lambda value: abs(value - 0.5))
    return thresholds


def write(path: Path, fitted: Mapping[str, Weights], thresholds: Mapping[str, float]) -> None:
    """Write what `extract.decision` reads."""
    record = {
        "networks": {
            name: {part: _brief(getattr(one, part)) for part in Weights._fields} for name, one in fitted.items()
        },
        "thresholds": dict(thresholds),
    }
    path.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")


def _brief(numbers: NDArray[np.float64]) -> Any:
    """Give numbers as lists, of three digits each."""
    return np.vectorize(lambda number: float(f"{number:.3g}"))(numbers).tolist()
