"""This file is about judgement: the rules' verdict and the tagger's opinion of a name, weighed by what was learned.

Four small networks, fitted by `training.classifier` on annotated papers that the tagger had not seen, say whether
a name is kept, which type it has, whether the paper introduces it, and whether results are reported on it.
Their probabilities are the scores of mentions.
"""

from __future__ import annotations

import json
import math
from bisect import bisect_right
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from extract.candidates import outermost
from extract.decision import KIND, RELATION_OF, is_kind, with_kin
from extract.fields import abstract_start
from extract.forms import is_family, label_of_form
from extract.heads import TYPES, label_of_head
from extract.occurrences import places
from extract.shapes import shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from extract.named import Named
    from extract.tagger import Tagged
    from kg.model import Label, RelationType

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
_OVERRULES_TYPE: Final = 0.8
_OVERRULES_OWN: Final = 0.6
"""How sure an opinion must be, against what the rules say of a name that they keep."""
_TYPES_AT: Final = slice(1, 1 + len(TYPES))
_OWN_AT: Final = 1 + len(TYPES)
"""Where the rules' type and the rules' INTRODUCES stand among the features."""
FARTHEST: Final = 8.0
"""Standard deviations from its mean that a feature counts for at most."""
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


class Page(NamedTuple):
    """What names of one paper are described by.

    Attributes:
        text: title and abstract.
        said: what the tagger thinks of the words.
        opinions: the same, laid out; see `opinions`.
        beginning: where the abstract begins.
        spans: what components pointed at, without what lies in something longer.
    """

    text: str
    said: Tagged
    opinions: NDArray[np.float64]
    beginning: int
    spans: list[tuple[int, int]]


def page(text: str, said: Tagged, named: Iterable[Named]) -> Page:
    """Lay out what the names of one paper are described by."""
    spans = outermost({(c.start, c.end) for one in named for c in one.candidates})
    return Page(text, said, opinions(said), abstract_start(text), spans)


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
    paper = page(text, said, named)
    # Tasks and metrics that the rules keep are left to `terms`.
    weighed = [one for one in named if not (one.label in ("Task", "Metric") and id(one) in chosen)]
    rows = [features(paper, one, kept=id(one) in chosen) for one in weighed]
    judged = []
    for one, verdict in zip(weighed, judge(rows, known), strict=True):
        one.weighed = verdict.kept
        if is_kind(one):
            one.reason = KIND
        elif verdict.kept >= thresholds["ruled" if id(one) in chosen else verdict.label]:
            one.label, one.relation, one.score = verdict.label, verdict.relation, verdict.kept
            judged.append(one)
    with_kin(judged)
    return judged


def reported(text: str, one: Named, said: Tagged) -> bool:
    """Say whether the paper is likely to report results on a benchmark that it does not introduce."""
    row = features(page(text, said, [one]), one, kept=False)
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


def features(paper: Page, one: Named, *, kept: bool) -> NDArray[np.float64]:
    """Describe a name by numbers: the rules' verdict, the tagger's opinion of its places, its form."""
    text, beginning = paper.text, paper.beginning
    spots = _spots(text, one)
    thought = np.array(
        [_opinion(paper.opinions, paper.said.words(start, end)) for start, end in spots] or [np.zeros(_WIDTH)]
    )
    surface = min(one.surfaces, key=lambda s: (-one.surfaces[s], len(s), s))
    kinds = [shape(word) for word in surface.split()]
    form = label_of_form(surface)
    listed = one.listed
    in_title = any(start < beginning for start, _ in spots)
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
        *_long_form(one.long_form or ""),
        float(in_title),
        float(in_title and bool(spots) and spots[0][0] < 3),  # noqa: PLR2004 - a quote or a bracket may come first
        float(text[: max(0, beginning - 1)].rstrip().endswith(surface)),
        math.log1p(len(spots)),
        float(_parenthesised(text, spots)),
        _inside(paper.spans, spots),
        *(one.told(label) for label in TYPES),
    ]
    return np.concatenate([numbers, np.maximum.reduce(thought), np.add.reduce(thought) / len(thought)])


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
    sizes, columns, borders = _layout(tuple(said.labels.items()))
    scores = np.concatenate([said.scores[head].T for head in said.labels], dtype=np.float64)
    values = np.exp(scores - scores.max(axis=0, initial=0.0))
    totals = np.add.reduceat(values, (np.cumsum(sizes) - sizes).tolist())
    probabilities = values / np.repeat(totals, sizes, axis=0)
    table = np.zeros((scores.shape[1] + 1, len(borders)))
    table[:-1] = np.add.reduceat(probabilities[columns], borders).T
    return table


@cache
def _layout(labels: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[list[int], list[int], list[int]]:
    """Say how many columns of scores each head has, which add up to each opinion, and where each opinion begins.

    Sums of rows, not products of matrices: those would wake threads in every process.
    """
    tags = [(head, tag, name) for head, names in labels for tag, name in _tags(names)]
    speaks = np.array([_speaks_for(*one) for one in tags])
    added = [np.flatnonzero(speaks[:, opinion]).tolist() for opinion in range(speaks.shape[1])]
    borders = np.cumsum([0, *map(len, added[:-1])]).tolist()
    return [1 + 2 * len(names) for _, names in labels], [column for columns in added for column in columns], borders


def _speaks_for(head: str, tag: str, name: str) -> list[bool]:
    """Say which opinions a column of scores adds to."""
    own = head == _HEAD
    said = [own and tag != "O", own and tag == "B", own and tag == "I"]
    said.extend(own and name.startswith(kind) for kind in TYPES)
    said.extend(own and name.endswith(role) for role in _ROLES)
    said.extend((head, name) == other for other in _OTHERS)
    return said


def _tags(names: Sequence[str]) -> list[tuple[str, str]]:
    return [("O", ""), *((tag, name) for name in names for tag in "BI")]


def _opinion(table: NDArray[np.float64], words: slice) -> NDArray[np.float64]:
    """Say what the tagger thinks of one place: means over its words, its weakest word, its borders."""
    rows = table[words]
    if not len(rows) or words.stop >= len(table):
        return np.zeros(_WIDTH)
    borders = (rows[:, 0].min(), rows[0, 1], table[words.stop, 2])
    return np.concatenate([np.add.reduce(rows) / len(rows), borders])


_WIDTH: Final = 3 + len(TYPES) + len(_ROLES) + len(_OTHERS) + 3


def _long_form(long: str) -> list[float]:
    """Describe a long form: is there one, in lower case, and what does its last word say?"""
    head = label_of_head(long.rsplit(" ", 1)[-1])
    return [float(bool(long)), float(long.islower()), *(float(head == label) for label in TYPES)]


def _inside(spans: Sequence[tuple[int, int]], spots: Sequence[tuple[int, int]]) -> float:
    """Give the share of a name's places that lie in something longer that components pointed at."""
    found = 0
    for start, end in spots:
        place = bisect_right(spans, (start, math.inf)) - 1
        found += place >= 0 and spans[place][1] >= end and spans[place] != (start, end)
    return found / max(1, len(spots))


def _parenthesised(text: str, spots: Sequence[tuple[int, int]]) -> bool:
    return any(text[start - 1 : start] == "(" and text[end : end + 1] == ")" for start, end in spots)
