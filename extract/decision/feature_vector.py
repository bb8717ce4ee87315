"""Feature vectors: a name as numbers, from the rules' verdict, the tagger's opinion of its places, and its form."""

from __future__ import annotations

import math
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from extract.document import abstract_start, outermost, places
from extract.lexicon import TYPES, is_family, label_of_form, label_of_head, shape

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from extract.decision.name_evidence import Named
    from extract.tagger import Tagged
    from kg.model import RelationType

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
_MOST: Final = 12
"""Places of a name that are looked at."""


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


def features(paper: Page, one: Named) -> NDArray[np.float64]:
    """Describe a name by numbers: the rules' verdict, the tagger's opinion of its places, its form."""
    text, beginning, kept = paper.text, paper.beginning, one.kept
    spots = _spots(text, one)
    thought = np.array(
        [_opinion(paper.opinions, paper.said.words(start, end)) for start, end in spots] or [np.zeros(_WIDTH)]
    )
    surface = min(one.surfaces, key=lambda s: (-one.surfaces[s], len(s), s))
    kinds = [shape(word) for word in surface.split()]
    form = label_of_form(surface)
    listed = one.listed
    told = _strongest(one)
    in_title = any(start < beginning for start, _ in spots)
    votes = one.votes()
    total = sum(votes.values()) or 1.0
    numbers: list[float] = [
        float(kept),
        *(float(kept and one.label == label) for label in TYPES),
        *(float(kept and one.relation == role) for role in _ROLES),
        one.score if kept else 0.0,
        *(told.get(component, 0.0) for component in _COMPONENTS),
        *(told.get(role, 0.0) for role in _ROLES),
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
        *(one.best("labels", label) for label in TYPES),
    ]
    return np.concatenate([numbers, np.maximum.reduce(thought), np.add.reduce(thought) / len(thought)])


def _strongest(one: Named) -> dict[str, float]:
    """Give the highest score of each component and of each relation, in one pass over what was said."""
    told: dict[str, float] = {}
    for c in one.candidates:
        for said in (c.component, c.relation):
            if said is not None and told.get(said, 0.0) < c.score:
                told[said] = c.score
    return told


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
