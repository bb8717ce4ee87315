"""This file is about judgement: the rules' verdict and the tagger's opinion of a name, weighed by what was learned.

Four logistic regressions, fitted by `extract.training.judging` on annotated papers that the tagger had not seen, say
whether a name is kept, which type it has, whether the paper introduces it, and whether results are reported on it.
Their probabilities are the scores of mentions.
"""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from extract.decision import RELATION_OF
from extract.fields import abstract_start
from extract.forms import is_family, label_of_form
from extract.occurrences import places
from extract.shapes import shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from extract.named import Named
    from extract.tagger import Tagged
    from kg.model import Label, RelationType

TYPES: Final[tuple[Label, ...]] = ("Method", "Model", "Benchmark")
_ROLES: Final[tuple[RelationType, ...]] = ("INTRODUCES", "USES", "EVALUATES_ON")
_HEAD: Final = "papers"
_OTHERS: Final = (
    ("tdmsci", "Task"),
    ("tdmsci", "Dataset"),
    ("tdmsci", "Metric"),
    ("heddes", "Dataset"),
    ("scirex", "Task"),
    ("scirex", "Method"),
    ("scirex", "Material"),
    ("scirex", "Metric"),
    ("scierc", "Method"),
    ("scierc", "Material"),
    ("scierc", "Generic"),
    ("scierc", "OtherScientificTerm"),
    ("crossner", "algorithm"),
    ("crossner", "product"),
)
_SHAPES: Final = ("name", "acronym", "capital", "plain", "version", "")
_COMPONENTS: Final = (
    "names",
    "short_forms",
    "title",
    "introduction",
    "naming",
    "evaluation",
    "use",
    "comparison",
    "labels",
    "tagger",
)
_OVERRULES: Final = 0.8
_TYPES_AT: Final = slice(1, 1 + len(TYPES))
_OWN_AT: Final = 1 + len(TYPES)
"""Where the rules' type and the rules' INTRODUCES stand among the features."""
_MOST: Final = 12
"""Places of a name that are looked at."""


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
    """One fitted regression: (features,) mean, scale and, for each class, (features,) weights and a bias."""

    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    weights: NDArray[np.float64]
    bias: NDArray[np.float64]

    def probabilities(self, features: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give the (classes,) probabilities: softmax, of 0 and the score where one class is modelled."""
        scores = self.weights @ ((features - self.mean) / self.scale) + self.bias
        if len(scores) == 1:
            scores = np.array([0.0, scores[0]])
        scores = np.exp(scores - scores.max())
        return np.asarray(scores / scores.sum())


@cache
def learned(size: str = "default") -> dict[str, Any]:
    """Read what was fitted for one size of the tagger: regressions and thresholds by type."""
    text = resources.files("extract").joinpath("weights", f"judgement_{size}.json").read_text(encoding="utf-8")
    record = json.loads(text)
    regressions = {
        name: Weights(*(np.array(one[part], dtype=np.float64) for part in Weights._fields))
        for name, one in record["regressions"].items()
    }
    return {"regressions": regressions, "thresholds": record["thresholds"]}


def weigh(text: str, named: Sequence[Named], kept: Sequence[Named], said: Tagged) -> list[Named]:
    """Decide again on names that the rules decided on: which are kept, their types, relations and scores.

    Args:
        text: title and abstract.
        named: all names that components pointed at.
        kept: those that the rules keep; they are dropped only where hardly any annotator would list them.
        said: what the tagger thinks of the words.
    """
    known = learned(said.size)
    thresholds: dict[str, float] = known["thresholds"]
    chosen = {id(one) for one in kept}
    table = opinions(said)
    beginning = abstract_start(text)
    judged = []
    for one in named:
        by_rules = id(one) in chosen
        if one.label in ("Task", "Metric") and by_rules:
            continue  # `terms` finds them
        verdict = judge(features(text, one, said, table, kept=by_rules, start_of_abstract=beginning), known)
        one.weighed = verdict.kept
        if verdict.kept >= thresholds["ruled" if by_rules else verdict.label]:
            one.label, one.relation, one.score = verdict.label, verdict.relation, verdict.kept
            judged.append(one)
    return judged


def judge(features: NDArray[np.float64], known: Mapping[str, Any]) -> Verdict:
    """Weigh the features of one name; of a name that the rules keep, only a sure opinion overrules them."""
    fitted: dict[str, Weights] = known["regressions"]
    kept = float(fitted["kept"].probabilities(features)[1])
    types = fitted["type"].probabilities(features)
    introduces = float(fitted["introduces"].probabilities(features)[1])
    label, own = TYPES[int(types.argmax())], introduces >= 0.5  # noqa: PLR2004 - more likely than not
    if features[0]:
        if types.max() < _OVERRULES:
            label = TYPES[int(features[_TYPES_AT].argmax())]
        if max(introduces, 1 - introduces) < _OVERRULES:
            own = bool(features[_OWN_AT])
    if own:
        return Verdict(kept, label, "INTRODUCES")
    if label != "Benchmark":
        return Verdict(kept, label, RELATION_OF[label])
    reported = float(fitted["reported"].probabilities(features)[1]) >= 0.5  # noqa: PLR2004 - as above
    return Verdict(kept, label, "EVALUATES_ON" if reported else "USES")


def features(
    text: str, one: Named, said: Tagged, table: NDArray[np.float64], *, kept: bool, start_of_abstract: int
) -> NDArray[np.float64]:
    """Describe a name by numbers: the rules' verdict, the tagger's opinion of its places, its form."""
    spots = _spots(text, one)
    thought = np.array([_opinion(table, said.words(start, end)) for start, end in spots] or [np.zeros(_WIDTH)])
    surface = min(one.surfaces, key=lambda s: (-one.surfaces[s], len(s), s))
    kinds = [shape(word) for word in surface.split()]
    form = label_of_form(surface)
    listed = one.listed
    in_title = any(start < start_of_abstract for start, _ in spots)
    votes = one.votes()
    total = sum(votes.values()) or 1.0
    numbers: list[float] = [
        float(kept),
        *(float(kept and one.label == label) for label in TYPES),
        *(float(kept and one.relation == role) for role in _ROLES),
        one.score if kept else 0.0,
        *(one.best(component) for component in _COMPONENTS),
        *(one.related(role) for role in _ROLES),
        *(float(listed == label) for label in (*TYPES, "Task", "Metric")),
        *(votes.get(label, 0.0) / total for label in TYPES),
        *(float(kinds[0] == kind) for kind in _SHAPES),
        *(float(kind in kinds[1:]) for kind in _SHAPES),
        float(surface.islower()),
        float(len(kinds) > 1),
        min(5.0, len(kinds)),
        math.log(len(surface)),
        float("-" in surface),
        float(any(c.isdigit() for c in surface)),
        float(form == "Model"),
        float(form == "Benchmark"),
        float(is_family(surface)),
        float(one.long_form is not None),
        float(in_title),
        float(in_title and bool(spots) and spots[0][0] < 3),  # noqa: PLR2004 - a quote or a bracket may come first
        float(text[: max(0, start_of_abstract - 1)].rstrip().endswith(surface)),
        math.log1p(len(spots)),
        float(_parenthesised(text, spots)),
    ]
    return np.concatenate([numbers, thought.max(axis=0), thought.mean(axis=0)])


def _spots(text: str, one: Named) -> list[tuple[int, int]]:
    spots = {(c.start, c.end) for c in one.candidates}
    for surface in one.surfaces:
        spots.update(places(text, surface))
    return sorted(spots)[:_MOST]


def opinions(said: Tagged) -> NDArray[np.float64]:
    """Lay out what the tagger thinks of each word: (words + 1, columns), with a row of zeros after the last word.

    The columns are, of our own head, that the word is in a name, that it begins one, that it goes on with one, the
    probability of each type and of each role; then the probability of one label of another head each.
    """
    own = _softmax(said.scores[_HEAD])
    labels = said.labels[_HEAD]
    begins, inside = own[:, 1::2], own[:, 2::2]
    both = begins + inside
    columns = [1.0 - own[:, 0], begins.sum(axis=1), inside.sum(axis=1)]
    columns.extend(both[:, [name.startswith(kind) for name in labels]].sum(axis=1) for kind in TYPES)
    columns.extend(both[:, [name.endswith(role) for name in labels]].sum(axis=1) for role in _ROLES)
    others = {head: _softmax(said.scores[head]) for head in dict.fromkeys(head for head, _ in _OTHERS)}
    for head, label in _OTHERS:
        place = 1 + 2 * said.labels[head].index(label)
        columns.append(others[head][:, place : place + 2].sum(axis=1))
    table = np.zeros((len(own) + 1, len(columns)))
    table[:-1] = np.stack(columns, axis=1)
    return table


def _opinion(table: NDArray[np.float64], words: slice) -> NDArray[np.float64]:
    """Say what the tagger thinks of one place: means over its words, its weakest word, its borders."""
    rows = table[words]
    if not len(rows) or words.stop >= len(table):
        return np.zeros(_WIDTH)
    borders = (rows[:, 0].min(), rows[0, 1], table[words.stop, 2])
    return np.concatenate([rows.mean(axis=0), borders])


_WIDTH: Final = 3 + len(TYPES) + len(_ROLES) + len(_OTHERS) + 3


def _softmax(scores: NDArray[np.float32]) -> NDArray[np.float64]:
    values = np.exp(scores - scores.max(axis=1, keepdims=True)) if len(scores) else scores
    return np.asarray(values / values.sum(axis=1, keepdims=True), dtype=np.float64)


def _parenthesised(text: str, spots: Sequence[tuple[int, int]]) -> bool:
    return any(text[start - 1 : start] == "(" and text[end : end + 1] == ")" for start, end in spots)
