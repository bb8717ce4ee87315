"""The classifier of names: the rules' verdict and the tagger's opinion, weighed by what was learned.

Four small networks, fitted by `training.classifier` on annotated papers that the tagger had not seen, say whether
a name is kept, which type it has, whether the paper introduces it, and whether results are reported on it.
Their probabilities are the scores of mentions.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from extract.decision.feature_vector import features, page
from extract.decision.propagation import is_kind, with_kin
from extract.decision.rules import KIND, RELATION_OF
from extract.lexicon import EAST, TYPES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from extract.decision.name_evidence import Named
    from extract.tagger import Tagged
    from kg.model import Label, RelationType

_OVERRULES_TYPE: Final = 0.8
_OVERRULES_OWN: Final = 0.6
"""How sure an opinion must be, against what the rules say of a name that they keep."""
_TYPES_AT: Final = slice(1, 1 + len(TYPES))
_OWN_AT: Final = 1 + len(TYPES)
"""Where the rules' type and the rules' INTRODUCES stand among the features."""
_EAST: Final = re.compile(f"[{EAST}]")
_SHARE: Final = 0.2
FARTHEST: Final = 8.0
"""Standard deviations from its mean that a feature counts for at most."""


class Verdict(NamedTuple):
    """What is learned of one name.

    Attributes:
        kept: the probability that an annotator lists it.
        label: the likeliest type.
        relation: the likeliest relation.
    """

    kept: float
    label: Label
    relation: RelationType


class Weights(NamedTuple):
    """One fitted network: (features,) mean and scale, (units, features) and (classes, units) weights, and biases."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    hidden: NDArray[np.float64]
    hidden_bias: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the (names, classes) probabilities of (names, features) rows: rectified units, and a softmax."""
        inputs = np.clip((features - self.mean) / self.scale, -FARTHEST, FARTHEST)
        units = np.maximum(inputs @ self.hidden.T + self.hidden_bias, 0.0)
        scores = units @ self.weights.T + self.bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(scores / scores.sum(axis=1, keepdims=True))


@cache
def learned(size: str = "default") -> dict[str, Any]:
    """Read what was fitted for one size of the tagger: networks and thresholds by type."""
    text = resources.files("extract").joinpath("weights", f"judgement_{size}.json").read_text(encoding="utf-8")
    record = json.loads(text)
    networks = {
        name: Weights(*(np.array(one[part], dtype=np.float64) for part in Weights._fields))
        for name, one in record["networks"].items()
    }
    return {"networks": networks, "thresholds": record["thresholds"]}


def weigh(text: str, named: Sequence[Named], said: Tagged) -> list[Named]:
    """Decide again on names that the rules decided on: which are kept, their types, relations and scores.

    Those that the rules keep are dropped only where hardly any annotator would list them; tasks and metrics are left
    to `tagged_terms`.

    Args:
        text: title and abstract.
        named: all names that components pointed at.
        said: what the tagger thinks of the words.
    """
    known = learned(said.size)
    paper = page(text, said, named)
    foreign = len(_EAST.findall(text)) > _SHARE * len(text)  # what was learned is English
    # Tasks and metrics that the rules keep are left to `tagged_terms`.
    left = [one.kept and one.label in ("Task", "Metric") for one in named]
    rows = [features(paper, one) for one, is_left in zip(named, left, strict=True) if not is_left]
    verdicts = iter(judge(rows, known))
    return with_kin(
        [
            one._replace(kept=False) if is_left else _weighed(one, next(verdicts), known["thresholds"], foreign=foreign)
            for one, is_left in zip(named, left, strict=True)
        ]
    )


def _weighed(one: Named, verdict: Verdict, thresholds: Mapping[str, float], *, foreign: bool) -> Named:
    if is_kind(one):
        return one._replace(kept=False, weighed=verdict.kept, reason=KIND)
    if not (foreign and one.kept) and verdict.kept < thresholds["ruled" if one.kept else verdict.label]:
        return one._replace(kept=False, weighed=verdict.kept)
    label, relation, score = verdict.label, verdict.relation, verdict.kept
    return one._replace(label=label, relation=relation, score=score, kept=True, weighed=score)


def reported(text: str, one: Named, said: Tagged) -> bool:
    """Say whether the paper is likely to report results on a benchmark that it does not introduce."""
    row = features(page(text, said, [one]), one)
    network: Weights = learned(said.size)["networks"]["reported"]
    return bool(network.probabilities(row[None])[0, 1] >= 0.5)  # noqa: PLR2004 - more likely than not


def judge(rows: Sequence[NDArray[np.float64]], known: Mapping[str, Any]) -> list[Verdict]:
    """Weigh names by their features; of a name that the rules keep, only a sure opinion overrules them."""
    if not rows:
        return []
    fitted: dict[str, Weights] = known["networks"]
    table = np.stack(rows)
    given = {name: one.probabilities(table) for name, one in fitted.items()}
    types = given["type"]
    labels = types.argmax(axis=1)
    owns = given["introduces"][:, 1] >= 0.5  # noqa: PLR2004 - more likely than not
    ruled = table[:, 0] > 0
    labels = np.where(ruled & (types.max(axis=1) < _OVERRULES_TYPE), table[:, _TYPES_AT].argmax(axis=1), labels)
    owns = np.where(ruled & (given["introduces"].max(axis=1) < _OVERRULES_OWN), table[:, _OWN_AT] > 0, owns)
    reported = given["reported"][:, 1] >= 0.5  # noqa: PLR2004 - as above
    return [
        Verdict(float(kept), TYPES[label], _relation(TYPES[label], own=bool(own), reported=bool(on)))
        for kept, label, own, on in zip(given["kept"][:, 1], labels, owns, reported, strict=True)
    ]


def _relation(label: Label, *, own: bool, reported: bool) -> RelationType:
    if own:
        return "INTRODUCES"
    if label != "Benchmark":
        return RELATION_OF[label]
    return "EVALUATES_ON" if reported else "USES"
