"""Ambiguous metrics: where "precision" and "recall" are what is measured, and where they are words.

Numbers have a precision too, and agents recall: the metric stands beside another one, or beside its value.
"""

from __future__ import annotations

import re

from extract.lexicon import OTHER_METRICS, TWO_SENSES

_MEASURED = re.compile(rf"\b{OTHER_METRICS}\b")
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


def is_metric(text: str, start: int, end: int) -> bool:
    """Say whether a metric's name is the metric here: beside "precision" stands another metric or a number."""
    word = text[start:end].lower()
    if word not in TWO_SENSES:
        return True
    if _NO_METRIC.search(text, max(0, start - 24), start):
        return False
    if _NUMBER_BESIDE.match(text, end) or _NUMBER_BEFORE.search(text, max(0, start - 20), start):
        return True
    before = _END.split(text[max(0, start - _SENTENCE) : start])[-1]
    after = _END.split(text[end : end + _SENTENCE])[0]
    return any(one[0].lower() != word for beside in (before, after) for one in _MEASURED.finditer(beside))
