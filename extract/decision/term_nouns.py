"""Nouns that make a task or a metric of a name: "Human Activity Recognition (HAR)", "BLEU-4".

Papers report results on tasks, so that they are taken for benchmarks, and explain short forms of tasks and metrics, so
that they are taken for methods. Their last word tells them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.decision.rules import RELATION_OF, SURELY
from extract.lexicon import METRIC_NAMES, METRIC_NOUNS, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from extract.decision.name_evidence import Named
    from kg.model import Label

SAYS: Final = "its last word says that it is a task or a metric"
_TASKS: Final = words(
    "recognition detection discovery segmentation answering identification re-identification classification extraction "
    "translation summarization localization geo-localization restoration captioning super-resolution grounding "
    "forecasting linking"
)
"""No method ends so, unless a paper introduces it."""
_REPORTED: Final = _TASKS | words(
    "retrieval generation estimation adaptation synthesis editing completion understanding reasoning analysis "
    "prediction tracking reconstruction navigation assessment planning generalization alignment matching comprehension "
    "learning diagnosis parsing observation"
)
"""No benchmark does."""
_METRIC: Final = re.compile(METRIC_NAMES)
_MEASURE: Final = re.compile(
    r"(?:'s|\u2019s)?\s+(?:scores?|index|indices|coefficients?|divergence|distances?|statistics?|metrics?|measures?)\b"
)
"""Behind the name of a measure: "the Planck score"."""
_CATALOGUE: Final = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:catalog(?:ue)?s?|database|data\s?sets?|corpus|ontology|thesaurus|lexicon|registry|cohort|survey\s+data|archive)\b"
)
_PLAIN: Final = re.compile(r"(?!\w*bench)(?:AI|\d[dD]|[A-Z]?[a-z]+)(?:-(?:\d[dD]|[A-Z]?[a-z]+))*", re.ASCII)
"""A word that is no name."""


def set_terms(text: str, named: Iterable[Named]) -> list[Named]:
    """Make tasks and metrics of what is called as only they are, and is neither listed nor surely introduced.

    A task is often explained where methods are introduced.
    """
    return [_set(text, one) if one.kept else one for one in named]


def _set(text: str, one: Named) -> Named:
    introduced = one.relation == "INTRODUCES" and one.related("INTRODUCES") >= SURELY
    if one.listed is not None or introduced:
        return one
    if one.label == "Method" and one.relation != "INTRODUCES":
        behind = [c.end for c in one.candidates]
        if any(_CATALOGUE.match(text, end) for end in behind):
            return one._replace(label="Benchmark", relation="USES", reason=SAYS)
        if all(_MEASURE.match(text, end) for end in behind):
            return one._replace(label="Metric", relation=RELATION_OF["Metric"], reason=SAYS)
    found = {_term(one, phrase) for phrase in (*one.surfaces, one.long_form or "")} - {None}
    if not found:
        return one
    label: Label = "Metric" if "Metric" in found else "Task"
    return one._replace(label=label, relation=RELATION_OF[label], reason=SAYS)


def _term(one: Named, phrase: str) -> Label | None:
    found = phrase.split()
    if _METRIC.fullmatch(phrase):
        return "Metric"
    if len(found) < 2 or not all(map(_PLAIN.fullmatch, found)):  # noqa: PLR2004 - a word alone may be a name
        return None
    last = found[-1].lower()
    if last in METRIC_NOUNS:
        return "Metric"
    return "Task" if last in (_REPORTED if one.label == "Benchmark" else _TASKS) else None
