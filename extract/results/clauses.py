"""Clauses that name one benchmark, to which their scores belong: "On MMLU, ZorbNet reaches 73.2%".

Nothing stands between such a score and its benchmark but the clause itself, so it needs a metric or a verb beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.results.numbers import goes_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.results.numbers import Number, Sentence, Span

_BREAK = re.compile(
    r";|[,:]\s+(?:(?:and|while|whereas|but|for\s+(?:example|instance)|specifically|notably|especially|in\s+particular),?"
    r"\s+)?(?=on\s+(?!par\b|average\b|top\b|both\b|all\b))",
    re.IGNORECASE,
)
"""Where a clause ends, and the next may name its own benchmark: ", and on GSM8K"."""
_ON = re.compile(
    r"\b(?:on|in|across|using)\s+(?:the\s+|our\s+|its\s+|this\s+|an?\s+)?(?:[a-z][\w-]*\s+){0,6}$",
    re.IGNORECASE,
)
"""What leads to the benchmark of a clause."""
_TRAINED = re.compile(r"(?:train|tun)(?:ed|ing)\b[^,.;]{0,40}\bon\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_SPENT = re.compile(r"(?:\s+(?:benchmarks?|datasets?|test\s+set))?,?\s+and\s")
"""After a score that has its benchmark: "84% on MMLU and improves ...", wherever."""
_LISTED = re.compile(r"(?:\s+(?:benchmarks?|datasets?))?(?:\s+(?:and|or)\s|,\s+[\w-]+(?:\s+[\w-]+)?,\s+and\s)")
_FROM = re.compile(r"\bfrom\s+(?:the\s+|an?\s+)?$")
_BESIDE = re.compile(r"\s+on\s+(?:the\s+)?")
_VERSION = re.compile(r"[0-4]\.\d")
"""What stands in brackets behind a benchmark and may be its version."""
_OF = re.compile(
    r"\b(?!(?:scores?|results?|performances?|average|state-of-the-art|gains?|improvements?|increases?|total)\b)"
    r"[\w'-]+\s+of\s+$",
    re.IGNORECASE,
)
"""A metric that was not read: "tau of 0.675"."""
_ELSEWHERE = re.compile(
    r"(?:\s+[\w@/&%()-]+){0,6}?\s+(?:on|across|for|under|during|in\s+(?!terms\b|(?:the\s+)?(?:\w+\s+){0,2}[\w@-]*(?:[A-Z@]|"
    r"accurac|score|rate|success|recall|precision|perplexity)))(?!\s*average\b)\s+",
)
"""A place that is none of the benchmark's own: "5% on coding tasks"."""
_OTHER_CLAUSE = re.compile(
    r"\b(?:whereas|but|although|though|compared|versus|vs|than|unlike|against|down|ahead|close\s+to|model\s+at|"
    r"on\s+(?!average)|(?:outperform|surpass|exceed|beat|over)\w*\b[^.;]*\bwhich)\b|\bwhile\s+(?!\w+ing\b)"
)
_PARTICIPLE: Final = r"(?:achiev|reach|scor|attain|obtain|yield|record|earn|secur|maintain|deliver|gett)ing"
_VERB = re.compile(
    rf"\b(?:{_PARTICIPLE}|achieve[sd]?|reach(?:es|ed)?|score[sd]?|attain(?:s|ed)?|obtain(?:s|ed)?|yield(?:s|ed)?|"
    r"records?|gets?|earn(?:s|ed)?|secures?|hits?|delivers?|solves?|resolves?)\s+"
    r"(?:(?:an?|the|only|just|up\s+to|over|about|around|nearly|an?\s+average\s+of|an?\s+overall|competitive)\s+)*$",
    re.IGNORECASE,
)
_GAIN = re.compile(
    r"\b(?:outperform|surpass|exceed|beat|improv)\w*\s+(?:[^\s,;.]+\s+){0,8}?by\s+"
    r"(?:(?:up\s+to|over|about|around|nearly|an?\s+average\s+of|an?\s+absolute)\s+)?$",
    re.IGNORECASE,
)
_LIFTS = re.compile(
    r"\b(?:improv|boost|lift|rais)\w*\s+(?:the\s+)?(?:performance\s+of\s+)?[^\s,;.]*[A-Z\d][^,;]{0,60}?from\s+$"
)
"""A model is lifted from one score to the next."""
_CHANGES = re.compile(
    r"\b(?:improv|increas|boost|rais|enhanc|reduc|lower|decreas|cut)(?:e|es|ing|s|ting)\s+(?:[\w-]+\s+){1,4}"
    r"by\s+(?:[a-z]+\s+){0,3}$",
    re.IGNORECASE,
)
_WHILE = re.compile(r"\bwhile\s+\w+ing\s+(?:[\w-]+\s+){1,5}by\s+(?:up\s+to\s+|over\s+)?$", re.IGNORECASE)
_ENDS = re.compile(
    r"\s*(?:[,.;:)]|$|(?:on|in|and|while|with|without|using|over|compared|versus|overall|by\s+\w+ing)\b)"
)
_FARTHEST: Final = 300


def only_benchmark(
    sentence: Sentence, number: Number, found: Sequence[Number], benchmarks: Sequence[Span]
) -> Span | None:
    """Give the one benchmark of a number's clause, if it stands before the number and no other place behind it.

    Args:
        sentence: that holds the number.
        number: the score.
        found: all numbers of the sentence.
        benchmarks: those that numbers may be tied to.
    """
    text = sentence.text
    breaks = list(_BREAK.finditer(text, sentence.start, sentence.end))
    start = max((one.end() for one in breaks if one.end() <= number.start), default=sentence.start)
    stop = min((one.start() for one in breaks if one.start() >= number.end), default=sentence.end)
    inside = [span for span in sentence.benchmarks if start <= span[0] < stop]
    if len({span[2].surface for span in inside}) != 1 or inside[0] not in benchmarks or inside[0][1] > number.start:
        return None
    only = inside[0]
    if number.start - only[1] > _FARTHEST:
        return None
    lead = sentence.before(only[0], 80)
    if _ON.search(lead) is None or _TRAINED.search(lead) is not None:
        return None
    between = text[only[1] : number.start]
    if any(other.end <= only[0] for other in found if other.start >= start) and _SPENT.match(between):
        return None
    aside = between.startswith(")") or between.count("(") > between.count(")")
    compared = _FROM.search(between) is not None and not goes_on(sentence, number)
    if aside or compared or _LISTED.match(between) or _OTHER_CLAUSE.search(between):
        return None
    return None if _ELSEWHERE.match(text, number.end, stop) else only


def stands_alone(sentence: Sentence, number: Number, tied: Span, *, first: Number | None = None) -> bool:
    """Say whether the words beside a number make it a score without a metric: "reaches 73.2%", "64.7 on MMLU".

    Without a unit it needs a decimal point: "3 on MMLU" may count anything.

    Args:
        sentence: that holds them.
        number: the score.
        tied: the benchmark.
        first: the first number of "from 60.1% to 68.3%".
    """
    text = sentence.text
    if first is not None and number.unit and _LIFTS.search(sentence.before(first.start, 120)):
        return _ENDS.match(text, number.end) is not None
    if not number.unit:
        if not is_decimal(sentence, number):
            return False
        between = text[min(number.end, tied[1]) : max(number.start, tied[0])]
        closed = between.strip() == "(" and text[number.end : number.end + 1] == ")"
        if _OF.search(sentence.before(number.start, 40)):
            return False
        if number.signed and between.strip() == "by":
            return True
        if _BESIDE.fullmatch(between) or (closed and _VERSION.fullmatch(text, number.start, number.end) is None):
            return True
    before = sentence.before(number.start, 120)
    said = _VERB.search(before) or (number.unit and _GAIN.search(before))
    return bool(said) and _ENDS.match(text, number.end) is not None


def is_decimal(sentence: Sentence, number: Number) -> bool:
    """Say whether a number is written with a decimal point."""
    return "." in sentence.text[number.start : number.end]


def changes_more(sentence: Sentence, number: Number, tied: Span) -> bool:
    """Say whether the words before a number name something else: "while reducing tokens by", "improving X by"."""
    if tied[0] >= number.end:
        return _WHILE.search(sentence.before(number.start, 90)) is not None
    between = sentence.text[tied[1] : number.start]
    return " while " in between or _CHANGES.search(between) is not None
