"""This file is about the metric of a claimed result: "40.8% success rate", "an F1 of 61.2", "accuracy, reaching 70.6%"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.term_lists import read

if TYPE_CHECKING:
    from extract.claim_sentences import Number, Sentence, Span

_MORE: Final = (
    "accuracies",
    "success rates",
    "success",
    "correctness",
    "solve rate",
    "resolution rate",
    "resolved rate",
    "pass rate",
    "win-rate",
    "completion rate",
    "detection rate",
    "AP",
    "Acc",
    "Acc.",
    "top-1",
    "top-5",
    "EM",
    "AUC",
    "error rate",
    "J&F",
    "HOTA",
    "MOTA",
    "NDS",
    "PQ",
    "SR",
    "OSR",
    "SPL",
    "PCK",
    "PCC",
    "CCC",
    "UAR",
    "AMOTA",
    "cIoU",
    "gIoU",
    "intersection over union",
    "BD-rate",
)
_NO_SCORE: Final = frozenset(
    "latency speedup throughput fertility flops".split() + ["gpu hours", "memory usage", "memory footprint"]
)
"""Measures of cost, or words that more often name what is measured."""
_FORMS: Final = (
    r"(?:pass|acc|recall|hits?|ndcg|map|mrr|r|p|f1|avg|maj|cons|best|top|ap|success|precision)[@^]\\?\w+(?:[.:]\d+)*"
    r"|pass\s+at\s+\d+|Q\^2|AP_?\d+|mAP_?\d+(?:[:-]\d+)?"
)
_LOOSE: Final = frozenset({"precision", "recall", "success", "correctness", "map", "ap", "em", "acc", "pq", "top-1"})
"""What stands for a metric beside a number only: "16-bit precision", "the recall of memories"."""
_GENERIC: Final = r"(?P<score>scores?)"

_NAMES: Final = sorted({*read("metrics"), *_MORE}, key=lambda name: (-len(name), name))
_PATTERN: Final = "|".join(
    [
        _FORMS,
        *(re.escape(name).replace(r"\ ", r"[\s-]+") for name in _NAMES if name.lower() not in _NO_SCORE),
    ]
)
_METRIC: Final = rf"(?<![\w@\\-])(?P<metric>{_PATTERN})(?![\w@])"
_ANYWHERE = re.compile(_METRIC, re.IGNORECASE)
_NO_LINK: Final = r"(?!(?:and|or|but|while|with|than|over|from|to|by|for)\b)"
_BETWEEN = re.compile(rf"\s*\(?(?:{_NO_LINK}[(]?[A-Za-z][\w/-]*\s+){{0,4}}?{_METRIC}", re.IGNORECASE)
_BEHIND = re.compile(rf"\s*\(?(?:in\s+)?(?:{_NO_LINK}(?!on\b|in\b)[A-Za-z][\w/-]*\s+){{0,2}}?{_METRIC}", re.IGNORECASE)
_CHANGE: Final = (
    r"(?:scores?|rates?|results?|values?|performance|improvements?|gains?|increases?|boosts?|drops?|reductions?|jumps?|"
    r"declines?|on\s+average|average|reaches|reaching|improves?|drops|increases|rises|falls)"
)
_AMOUNT: Final = (
    r"(?:of|to|is|at|by|from|as|high|up|over|about|around|nearly|approximately|an?|absolute|relative|additional|average)"
)
_LEADING = re.compile(rf"{_METRIC}(?:\s+{_CHANGE})*(?:\s*[:=(]|(?:\s+{_AMOUNT})*)\s*[~\u2248]?\s*$", re.IGNORECASE)
_PART = re.compile(r"\s+((?:[A-Z][\w-]*\s+){1,2}[Ss]core)\b")
_SCORE = re.compile(rf"\s*(?:[\w-]+\s+){{0,2}}?{_GENERIC}\b", re.IGNORECASE)
_SCORE_OF = re.compile(rf"\b{_GENERIC}\s+(?:{_AMOUNT}\s+)*$", re.IGNORECASE)
_RATIO: Final = frozenset("fid gfid rfid fvd kid bleu sacrebleu psnr ssim lpips perplexity elo mos pesq mae rmse mse".split())
"""Metrics that are given without a percent sign."""
_REACH: Final = 40


def metric(sentence: Sentence, number: Number, tied: Span) -> str | None:
    """Give the metric of a number that is tied to a benchmark, as written, or None where the sentence names none.

    What stands right beside the number goes first, then what stands beside the benchmark, then the one metric that
    the sentence has named so far.
    """
    return _beside(sentence, number, tied) or _so_far(sentence, number)


def _beside(sentence: Sentence, number: Number, tied: Span) -> str | None:
    text = sentence.text
    if tied[0] >= number.end:
        found = _BETWEEN.match(text, number.end, tied[0])
    else:
        found = _BEHIND.match(text, number.end, min(sentence.end, number.end + _REACH))
    found = found or _LEADING.search(sentence.before(number.start, 2 * _REACH))
    if found is not None:
        return found["metric"]
    behind = min(sentence.end, tied[1] + _REACH)
    part = _PART.match(text, tied[1], behind)
    if part is not None:
        return part[1]
    if tied[0] >= number.end and not number.unit:
        found = _BEHIND.match(text, tied[1], behind)
        if found is not None:
            return found["metric"]
    first, last = (number.end, tied[0]) if tied[0] >= number.end else (number.end, min(sentence.end, number.end + _REACH))
    score = _SCORE.match(text, first, last) or _SCORE_OF.search(sentence.before(number.start, _REACH))
    return None if score is None else score["score"]


def _so_far(sentence: Sentence, number: Number) -> str | None:
    named = [match["metric"] for match in _ANYWHERE.finditer(sentence.before(number.start))]
    firm = [name for name in named if name.lower() not in _LOOSE]
    if len({name.lower() for name in named}) != 1 or not firm:
        return None
    return None if number.unit == "%" and firm[0].lower() in _RATIO else firm[0]
