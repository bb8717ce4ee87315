"""Occurrences: every place in title and abstract where a kept name stands again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.document import places
from extract.lexicon import common_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from extract.decision.name_evidence import Named

_FOLDABLE = 4
_AMBIGUOUS = frozenset(["precision", "precisions", "recall", "sensitivity", "specificity", "coverage"])
"""Metrics whose words mean something else as often."""
_MEASURED = re.compile(
    r"\b(?:precision|recall|F-?1|F-?score|accurac\w+|AUC|AUROC|AUPRC|sensitivity|specificity|ROC|mAP|IoU|Dice|MAE|RMSE|"
    r"[A-Z]\w*@\d+|metrics?|false|true\s+positives?)\b"
)
_NUMBER_BESIDE = re.compile(
    r"(?:\s+(?:rate|score|value)s?)?\s*(?:@|(?:of\s+(?:our|the)\s+[\w-]+\s+)?(?:(?:of|is|was|to|by|from|at|reaches|=|:|\()\s*)+[~+-]?\d|\s?\d+(?:\.\d+)?\s?%)"
)
_NUMBER_BEFORE = re.compile(
    r"(?:\d\s?(?:%|points?|pp)|\d\.\d+|average|macro|micro)[\s-]+(?:(?:in|of|higher|better)\s+)?$", re.IGNORECASE
)
_NO_METRIC = re.compile(
    r"(?:(?:FP|BF|INT)\d+|bit|low|lower|mixed|half|full|single|double|reduced|numeric\w*|point|arithmetic|high)[\s-]+(?:\w+[\s-]+)?$",
    re.IGNORECASE,
)
_END = re.compile(r"[.;!?]\s|\x1e")
_SENTENCE = 110


def occurrences(text: str, kept: Iterable[Named], taken: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int, Named]]:
    """Give the places of kept names, from left to right; names win over terms, and the longest where they overlap."""
    folded = text.lower()
    found: list[tuple[int, int, Named]] = []
    for one in kept:
        for surface in one.surfaces:
            fold = _folds(surface) and len(folded) == len(text)
            found.extend(
                (start, end, one)
                for start, end in places(folded if fold else text, surface.lower() if fold else surface)
                if one.label != "Metric" or surface.lower() not in _AMBIGUOUS or _is_metric(text, start, end)
            )
    found.sort(key=lambda place: (_is_term(place[2]), -(place[1] - place[0]), place[0], -place[2].score, place[2].key))
    free = bytearray(len(text))
    for start, end in taken:
        free[start:end] = b"\x01" * (end - start)
    chosen = []
    for start, end, one in found:
        if not any(free[start:end]):
            free[start:end] = b"\x01" * (end - start)
            chosen.append((start, end, one))
    yield from sorted(chosen, key=lambda place: place[:2])


def _is_metric(text: str, start: int, end: int) -> bool:
    """Say whether "precision" or "recall" is the metric here: another metric or a number stands beside it."""
    if _NO_METRIC.search(text, max(0, start - 24), start):
        return False
    if _NUMBER_BESIDE.match(text, end) or _NUMBER_BEFORE.search(text, max(0, start - 20), start):
        return True
    before = _END.split(text[max(0, start - _SENTENCE) : start])[-1]
    after = _END.split(text[end : end + _SENTENCE])[0]
    word = text[start:end].lower()
    return any(one[0].lower() != word for beside in (before, after) for one in _MEASURED.finditer(beside))


def _is_term(one: Named) -> bool:
    """Is it a task or a metric? A name within one of them is still that name."""
    return one.label in ("Task", "Metric")


def _folds(surface: str) -> bool:
    """May it be written in other cases, without becoming another word?"""
    return len(surface) > _FOLDABLE and surface.lower() not in common_words()
