"""The kind of a number: a score, the difference of two, or neither beyond doubt."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from extract.results.metrics import is_open

if TYPE_CHECKING:
    from extract.results.numbers import Number, Sentence, Span

_REACH: Final = 45
Kind = Literal["absolute", "difference"]


class Reading(NamedTuple):
    """How a number is read.

    Attributes:
        kind: a score, or the difference of two.
        falls: whether the sentence says that the score falls.
        is_said: whether the number's own sign, unit or next words say which kind it is.
    """

    kind: Kind
    falls: bool = False
    is_said: bool = False


_DIFFERS = re.compile(
    r"\b(?:by|improv\w*|gains?|boost\w*|increas\w*|rais\w+|lift\w*|margins?|advantages?|reduc\w+|drop\w*|declin\w*|"
    r"degrad\w+|decreas\w*|lower(?:s|ed|ing)|surpass\w*|outperform\w*|exceed\w*|enhanc\w*|leads?|ahead)\b",
    re.IGNORECASE,
)
_SCORES = re.compile(
    r"\b(?:achiev\w*|reach\w*|scor(?:es?|ed|ing)|attain\w*|obtain\w*|record\w*|hits?(?!@)|hitting|gets?|getting|"
    r"yield\w*|"
    r"secur\w*|deliver\w*|earn\w*|solv\w*|resolv\w*|maintain\w*|retain\w*|preserv\w*|accurac\w+\s+of|rates?\s+of|"
    r"scores?\s+of|(?:state-of-the-art|state\s+of\s+the\s+art|sota|records?)(?:\s+[\w-]+){0,3}?\s+of|"
    r"(?:state-of-the-art|state\s+of\s+the\s+art|sota)\s+(?:results?|performances?|scores?|accurac\w+))\b"
    r"|\b(?:state-of-the-art|sota)\s*$"
    r"|\bwith\s+(?:an?\s+|the\s+)?(?:[\w-]+\s+){0,4}(?:of\s+)?$"
    r"|(?<!gains )(?<!gain )(?<!improvements )(?<!improvement )"
    r"\b(?:with|at(?!\s+(?:least|most)\b)|is|are|has|have|sets?|setting)\s+"
    r"(?:(?!and\b|of\b)[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_RISES = re.compile(r"improve|gain|increas|boost|higher|better", re.IGNORECASE)
_LOWERS = re.compile(r"reduc|drop|declin|degrad|decreas|lower|worse|below", re.IGNORECASE)
_DIFFERENCE_AFTER = re.compile(
    r"\s*(?:absolute|relative|average|overall|accuracy|performance|[\w@&.-]+)?\s*(?:\w+\s+)?(?:points?\s+)?"
    r"\b(?:improvements?|gains?|increases?|boosts?|higher|better|lower|worse|drops?|reductions?|degradations?|"
    r"declines?|lead|advantages?|margins?|(?<!intersection )over\b|above\b|below\b)"
    r"|\s*relative\s+(?:[\w-]+\s+){1,4}(?:\([^()]*\)\s*)?(?:improvement|gain|increase|drop|reduction)s?\b",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"(?<!\bup )\b(?:to|from)\s+(?:up\s+to\s+|over\s+)?$", re.IGNORECASE)
_SCORES_TO = re.compile(r"\w*\s+(?:to|from)\s+(?:\w+\s+){0,2}\d", re.IGNORECASE)
_COST = re.compile(
    r"\b(?:throughput|accelerat\w+|latenc\w+|tokens?|memory|runtime|flops|costs?|compute|sparsity|parameters?|"
    r"utili[sz]ation|"
    r"compression|speed\w*|(?:inference|training|wall-clock|response|test)\s+time|steps|calls|budgets?|overhead|"
    r"iterations?|energy|bandwidth|storage)\b",
    re.IGNORECASE,
)
_LISTED_GAINS = re.compile(
    r"\b(?:gains?|improvements?|boosts?|increases?|outperforming|surpassing|exceeding)\b(?:[^.;]|\.\d){0,60}?"
    r"(?:,\s*including|:|\be\.g\.,?|such\s+as)[^.;%]{0,40}$"
    r"|\b(?:enhanc|improv|boost|increas|rais)\w*(?:[^.;]|\.\d){0,90}?\be\.g\.,?[^.;%]{0,40}$"
    r"|\bgains?\s+by\s+$",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"\s+(?!(?:on|in|for|with|and|at|to|over|while|as|under|by|using|across|from|of|when|which|without|via|after|than|"
    r"compared|respectively|overall|average|but|or|absolute|relative|points?|percent)(?![\w-]))[a-z]"
)
"""A word after the number: of a metric that was not read, or of something that is none."""
_SCORE = re.compile(r"\s+[Ss]cores?\b")
_METRIC = re.compile(r"\bmetrics?\b", re.IGNORECASE)
_SETTING = re.compile(
    r"\s+(?!over|vs|for|with|using|improv|gains?\b|increase|higher|better|lower|worse|acc|top|m?iou|in\b|on\b|at\b|"
    r"overall|average|relative|absolute|success|percent|points?)[a-z]+"
)
_THEIRS_AT = re.compile(
    r"\b(?:(?:surpass|outperform|exceed|beat|compared|against|versus)\w*|over|than)\s+[^.;,]{0,60}?"
    r"(?:\s(?:at|of|with)|'s)\s+$",
    re.IGNORECASE,
)
_GAIN_OF = re.compile(
    r"\b(?:improvements?|gains?|increases?|boosts?)\s+(?:in|of)\s+(?:[\w@-]+\s+){1,5}(?:of|by)\s+(?:up\s+to\s+)?$",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^()]*\)")
_ABLATION = re.compile(r"\bablat\w*|\bremov(?:ed|es|ing|al)\b|\bw/o\b", re.IGNORECASE)
_NO_SCORE = re.compile(r".*attack success rates?|ASR|FPS|latency|throughput", re.IGNORECASE)


def doubtful(sentence: Sentence, number: Number, tied: Span, name: str | None, kind: Kind, *, stands: bool) -> bool:
    """Say whether a number that is tied may still be no score, or not the score that it seems to be."""
    governed = sentence.before(number.start)
    verbs = [match.start() for pattern in (_DIFFERS, _SCORES) for match in pattern.finditer(governed)]
    by = [start for start in verbs if not governed[start:].lower().startswith("by")]
    between = sentence.text[tied[1] : number.start]
    said = number.signed or number.unit == "points" or _DIFFERENCE_AFTER.match(sentence.text, number.end) is not None
    is_named = name is not None and sentence.text.startswith(name, number.end + 1)
    return (
        (name is None and _unread(sentence, number, tied, kind))
        or (kind == "difference" and not said and ";" in governed[max(verbs, default=0) :])
        or (name is None and ((not number.unit and not stands) or is_open(sentence, number)))
        or (kind == "difference" and "(" in between and not number.signed and number.unit != "points")
        or (name is not None and "success rate" in name and "attack" in governed)
        or (name is not None and (_NO_SCORE.fullmatch(name) or _COST.search(name)) is not None)
        or (name is None and _COST.search(governed[max(by, default=0) :]) is not None)
        or (not number.signed and number.unit != "points" and _LISTED_GAINS.search(governed) is not None)
        or ("(" in between and not is_named and _SETTING.match(sentence.text, number.end) is not None)
        or _THEIRS_AT.search(governed) is not None
        or (kind == "difference" and _ABLATION.search(sentence.text, sentence.start, sentence.end) is not None)
    )


def _unread(sentence: Sentence, number: Number, tied: Span, kind: Kind) -> bool:
    """Say whether the sentence seems to name a metric that was not read."""
    text = sentence.text
    return (
        (kind == "absolute" and _UNREAD.match(text, number.end) is not None)
        or _SCORE.match(text, tied[1]) is not None
        or _METRIC.search(sentence.before(number.start)) is not None
    )


def _without_names(sentence: Sentence, start: int, end: int) -> str:
    """Give characters of a sentence with benchmarks blanked: DROP is no drop."""
    text = sentence.text
    for begin, stop, _ in sentence.benchmarks:
        text = text[:begin] + " " * (stop - begin) + text[stop:]
    return text[start:end]


def kind_of(sentence: Sentence, number: Number, last: Number) -> Reading:
    """Say whether a number is a score or the difference of two, and whether the score falls.

    Args:
        sentence: that holds it.
        number: the number, or the first of a list of them.
        last: the number, or the last of the list.
    """
    before = _ASIDE.sub(lambda aside: " " * len(aside[0]), sentence.before(number.start))
    after = _DIFFERENCE_AFTER.match(_without_names(sentence, last.end, min(sentence.end, last.end + _REACH)))
    verbs = [match for match in _DIFFERS.finditer(before) if match[0].lower() != "by"]
    next_words = after[0] if after else ""
    falls = _RISES.search(next_words) is None and (
        _LOWERS.search(next_words) is not None or (bool(verbs) and _LOWERS.match(verbs[-1][0]) is not None)
    )
    if number.signed or number.unit == "points":
        return Reading("difference", falls=falls, is_said=True)
    if _ABSOLUTE.search(before):
        return Reading("absolute", is_said=True)
    if after or _GAIN_OF.search(before):
        return Reading("difference", falls=falls, is_said=True)
    changes = (match for match in _DIFFERS.finditer(before) if not _SCORES_TO.match(before, match.end()))
    differs = max((match.start() for match in changes), default=-1)
    scores = max((match.start() for match in _SCORES.finditer(before)), default=-1)
    return Reading("difference", falls=falls) if differs > scores else Reading("absolute")
