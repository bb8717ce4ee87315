"""The metric of a claimed result: "40.8% success rate", "F1 of 61.2", "accuracy, reaching 70.6%"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.lexicon import METRIC_FORMS, metric_names
from extract.results.unlisted_metrics import phrase

if TYPE_CHECKING:
    from extract.results.numbers import Number, Sentence, Span

_LOOSE: Final = frozenset(name.lower() for name in metric_names("loose"))
"""What stands for a metric beside a number only: "16-bit precision", "the recall of memories"."""
_NAMES: Final = sorted(metric_names() - metric_names("cost"), key=lambda name: (-len(name), name))
_PATTERN: Final = "|".join(
    [
        METRIC_FORMS,
        *(re.escape(name).replace(r"\ ", r"[\s-]+") for name in _NAMES),
    ]
)
_UNLISTED: Final = (
    r"(?!(?:cuts|with|learning|sampling|frame|compression|the|a|an|at|of|its|their|by|in|and|or|top|boosts|raises|lowers|it|we|"
    r"this|that|which|absolute|relative|high|higher|low|lower|best|new|strong|top)\b|\w+(?:es|ing|ed|ive|able|est|known)\b)"
    r"[a-z]+(?:-[a-z]+)?\s+(?:[a-z]+\s+)?(?:rates?|errors?|correlations?|distance)"
)
_ENDS: Final = r"(?![\w@]|-[A-Za-z])"
_LISTED: Final = rf"(?<![\w@\\-])(?P<metric>{_PATTERN}){_ENDS}"
_METRIC: Final = rf"(?<![\w@\\-])(?P<metric>{_PATTERN}|{_UNLISTED}){_ENDS}"
_ANYWHERE = re.compile(rf"{_LISTED}(?!\s+(?:rewards?|loss|objective|gap|disparity|parity|bias))", re.IGNORECASE)
_NO_LINK: Final = r"(?!(?:and|or|but|while|with|than|over|from|to|by|for)\b)"
_BETWEEN = re.compile(rf"\s*\(?(?:{_NO_LINK}[(]?(?:\d+-)?[A-Za-z][\w/-]*\s+){{0,4}}?{_METRIC}", re.IGNORECASE)
_BEHIND = re.compile(
    rf"(?:/[\d.]+\\?%?)*\s*\(?(?:(?:gains?|improvements?|increases?)\s+)?(?:in\s+)?(?:{_NO_LINK}(?!on\b|"
    rf"in\b)[A-Za-z][\w/-]*\s+){{0,2}}?{_METRIC}",
    re.IGNORECASE,
)
_CHANGE: Final = (
    r"(?:scores?|rates?|results?|values?|performance|improvements?|gains?|increases?|boosts?|drops?|reductions?|jumps?|"
    r"declines?|on\s+average|average|reaches|improves?|rises|falls|(?:reach|improv|dropp|increas|ris|fall|grow)ing)"
)
_AMOUNT: Final = (
    r"(?:of|to|is|at|by|from|as|high|up|over|about|around|nearly|just|only|approximately|an?|absolute|relative|"
    r"additional|average)"
)
_LEADING = re.compile(
    rf"{_METRIC}\)?(?:\s*\([\w-]{{1,8}}\))?(?:\s+{_CHANGE})*(?:\s*[:=(]|(?:\s+{_AMOUNT})*)\s*[~\u2248]?\s*$",
    re.IGNORECASE,
)
_LEADING_NAME = re.compile(rf"{_METRIC}(?:\s+{_CHANGE})?\s+(?:on|in|for)\s+(?:the\s+)?$", re.IGNORECASE)
_ON_METRIC = re.compile(rf"\s+(?:on|in)\s+(?:the\s+)?{_LISTED}", re.IGNORECASE)
_OF_LIST = re.compile(rf"[^().;]{{0,80}}[\d%]\s+{_METRIC}\s*\)", re.IGNORECASE)
_SHARED = re.compile(
    rf"(?:[^.;]|\.\d){{0,80}}?\band\s(?:[^.;]|\.\d){{0,60}}?[\d%]\s+in\s+(?:the\s+)?(?:[\w-]+\s+){{0,2}}?{_LISTED}",
    re.IGNORECASE,
)
"""Of two gains, behind the second: "GPT-4 by 5% and PaLM by 7% in accuracy"."""
_PART = re.compile(r"\s+((?:[A-Z][\w-]*\s+){1,2}[Ss]core)\b")
_SCORE = re.compile(r"\s*(?:[\w-]+\s+){0,2}?scores?\b", re.IGNORECASE)
_SCORE_OF = re.compile(rf"\bscor(?:es?|ing)\s+(?:{_AMOUNT}\s+)*$", re.IGNORECASE)
_ACRONYM = re.compile(
    r"(?<![\w-])(?P<metric>(?!SOTA|AI\b)[A-Z][A-Za-z-]*[A-Z][\w@-]*)\s+(?:scores?\s+)?(?:of|from)\s+$"
)
_RATIO: Final = frozenset(name.lower() for name in metric_names("plain"))
"""Metrics that are given without a percent sign."""
_UNLISTED_ANYWHERE = re.compile(rf"\b{_UNLISTED}\b", re.IGNORECASE)
_CLOSED = re.compile(r"\([^()]*\)")
_REACH: Final = 40


def is_metric(surface: str) -> bool:
    """Say whether a name is that of a metric.

    >>> is_metric("AP25"), is_metric("GSM8K")
    (True, False)
    """
    return _ANYWHERE.fullmatch(surface) is not None


def metric(sentence: Sentence, first: Number, number: Number, tied: Span) -> str | None:
    """Give the metric that stands beside a number or beside its benchmark, as written, or None where there is none.

    Args:
        sentence: that holds them.
        first: the number itself, or the first of those that share the words before them: "F1 of 60.1 and 68.3".
        number: the number itself, or the last of those that share the words after them: "60.1 and 68.3 F1".
        tied: the benchmark.
    """
    text = sentence.text
    ahead = tied[0] >= number.end
    reach = min(sentence.end, number.end + 2 * _REACH)
    lead = sentence.before(first.start, 2 * _REACH)
    found = (_BETWEEN.match(text, number.end, tied[0]) if ahead else _BEHIND.match(text, number.end, reach)) or (
        _LEADING.search(lead)
    )
    if found is not None:
        return found["metric"]
    behind = min(sentence.end, tied[1] + _REACH)
    part = _PART.match(text, tied[1], behind)
    if part is not None:
        return part[1]
    if ahead:
        found = _BEHIND.match(text, tied[1], behind) or _ACRONYM.search(lead)
    else:
        found = (
            _OF_LIST.match(text, number.end, sentence.end)
            or _ON_METRIC.match(text, number.end, reach)
            or _ACRONYM.search(lead)
            or _LEADING_NAME.search(sentence.before(tied[0], _REACH))
        )
    named = {mention.surface for _, _, mention in sentence.mentions if mention.label != "Metric"}
    if found is not None and found["metric"] not in named:
        return found["metric"]
    shared = _SHARED.match(text, number.end, sentence.end) if number.unit and not ahead else None
    if shared is not None:
        return shared["metric"]
    unlisted = phrase(sentence, first, number, tied)
    if unlisted is not None:
        return unlisted
    scored = _SCORE.match(text, number.end, tied[0] if ahead else reach) or _SCORE_OF.search(lead)
    return "score" if scored and not number.unit else None


def metric_so_far(sentence: Sentence, number: Number, found: list[Number]) -> str | None:
    """Give the one metric that the sentence has named before a number: "boosts accuracy, reaching 70.6%".

    Of several numbers that follow the metric, it belongs to the first, or to all that are tied as the first is.
    """
    before = _CLOSED.sub(lambda aside: " " * len(aside[0]), sentence.before(number.start))
    matches = list(_ANYWHERE.finditer(before))
    others = {mention.surface for _, _, mention in sentence.mentions if mention.label != "Metric"}
    named = [match["metric"] for match in matches if match["metric"] not in others]
    if any(sentence.start + matches[-1].end() <= other.start < number.start for other in found if matches):
        return None
    firm = [name for name in named if name.lower() not in _LOOSE]
    if len({name.lower() for name in named}) != 1 or not firm:
        return None
    return None if number.unit == "%" and firm[0].lower() in _RATIO else firm[0]


def is_open(sentence: Sentence, number: Number) -> bool:
    """Say whether the sentence names some metric before a number, so that one that is not known may be that."""
    before = sentence.before(number.start)
    return _ANYWHERE.search(before) is not None or _UNLISTED_ANYWHERE.search(before) is not None
