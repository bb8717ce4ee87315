"""This file is about fitting judgement: annotated papers in, regressions and thresholds out.

The papers must be none that the tagger was trained on: it is surer of those than of papers that nobody annotated.
"""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np
import torch

from extract.consolidation import by_rules
from extract.fields import abstract_start, compose, text_of
from extract.judgement import TYPES, Verdict, Weights, features, judge, opinions
from extract.pipeline import DECIDING, create_pipeline
from extract.tagging import tagged

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from extract.tagger import Size
    from kg.model import Paper

RULED: Final = 0.2
_FOLDS: Final = 5
_GRID: Final = tuple(round(0.35 + 0.05 * step, 2) for step in range(9))
_PENALTY: Final = 10.0


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
        text = text_of(doc)
        said = tagged(doc)
        if said is None:
            continue
        required = {fold(item["surface"]): item for item in row["required"] if "Repo" not in item["types"]}
        optional = {fold(surface) for surface in row["optional"]}
        named, kept = by_rules(doc)
        chosen = {id(one) for one in kept}
        table = opinions(said)
        for one in named:
            ruled = id(one) in chosen
            if one.label in ("Task", "Metric") and ruled:
                continue
            numbers = features(text, one, said, table, kept=ruled, start_of_abstract=abstract_start(text))
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
    """Fit the four regressions."""
    known = [row for row in made if row.listed is not None]
    yes = [row for row in known if row.listed]
    types: tuple[str, ...] = TYPES
    typed = [row for row in yes if len(row.types) == 1 and row.types[0] in types]
    outside = [row for row in yes if "Benchmark" in row.types and row.relation in ("EVALUATES_ON", "USES")]
    return {
        "kept": _regression(known, [int(bool(row.listed)) for row in known], 1),
        "type": _regression(typed, [types.index(row.types[0]) for row in typed], 3),
        "introduces": _regression(yes, [int(row.relation == "INTRODUCES") for row in yes], 1),
        "reported": _regression(outside, [int(row.relation == "EVALUATES_ON") for row in outside], 1),
    }


def _regression(chosen: Sequence[Row], targets: Sequence[int], classes: int) -> Weights:
    """Fit a logistic regression with an L2 penalty on standardised features, by L-BFGS."""
    x = np.stack([row.features for row in chosen])
    mean, scale = x.mean(axis=0), x.std(axis=0)
    scale[scale < 1e-3] = 1.0  # noqa: PLR2004 - a feature that never varies says nothing
    inputs = torch.tensor(np.clip((x - mean) / scale, -8, 8))
    wanted = torch.tensor(targets)
    weights = torch.zeros((classes, x.shape[1]), dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(classes, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        scores = inputs @ weights.T + bias
        if classes == 1:
            error = torch.nn.functional.binary_cross_entropy_with_logits(scores[:, 0], wanted.double(), reduction="sum")
        else:
            error = torch.nn.functional.cross_entropy(scores, wanted, reduction="sum")
        total: torch.Tensor = error + _PENALTY * (weights**2).sum() / 2
        total.backward()
        return total

    optimiser.step(loss)
    return Weights(mean, scale, weights.detach().numpy(), bias.detach().numpy())


def out_of_fold(made: Sequence[Row]) -> list[Verdict]:
    """Judge each row by regressions that were fitted without its paper."""
    ids = sorted({row.paper_id for row in made})
    part = {paper_id: number % _FOLDS for number, paper_id in enumerate(ids)}
    verdicts: list[Verdict | None] = [None] * len(made)
    for number in range(_FOLDS):
        fitted = {"regressions": fit([row for row in made if part[row.paper_id] != number])}
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
    """Choose the threshold of each type that gives the best F1, its neighbours counted in: a peak may be noise.

    It is for names that the rules do not keep.

    That of names which the rules keep is low: between 0.2 and 0.5 the F1 of other papers hardly moved, and the rules
    know conventions that a hundred papers do not teach.
    """
    thresholds: dict[str, float] = {**dict.fromkeys(TYPES, 0.5), "ruled": RULED}
    for _ in range(2):
        for label in TYPES:

            def f1(value: float, label: str = label) -> float:
                right, wrong, missed, _ = counts(made, verdicts, {**thresholds, label: value})
                return 2 * right / max(1, 2 * right + wrong + missed)

            figures = [f1(value) for value in _GRID]
            smooth = [sum(figures[place : place + 3]) for place in range(len(_GRID) - 2)]
            thresholds[label] = _GRID[1 + smooth.index(max(smooth))]
    return thresholds


def write(path: Path, fitted: Mapping[str, Weights], thresholds: Mapping[str, float]) -> None:
    """Write what `extract.judgement.learned` reads."""
    record = {
        "regressions": {
            name: {part: np.round(getattr(one, part), 5).tolist() for part in Weights._fields}
            for name, one in fitted.items()
        },
        "thresholds": dict(thresholds),
    }
    path.write_text(json.dumps(record) + "\n", encoding="utf-8")
