"""Ties to benchmarks: which benchmark a number in a sentence belongs to.

The words between must say so, and there must be one benchmark only, or as many as numbers, "respectively".
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from extract.lexicon import SHORT_METRICS, label_of_form, normal_form, read
from extract.results.metrics import is_metric
from extract.results.numbers import listed

if TYPE_CHECKING:
    from extract.results.numbers import Number, Sentence, Span

_JOIN: Final = r"(?:\s+(?:and|or)\s+|\s*,\s*(?:and\s+)?|\s*/\s*)"
_TO_BENCHMARK = re.compile(
    r"(?P<noun>\s+(?:(?!and\b|or\b|but\b|while\b)\(?[\w@&+./-]+\)?\s+){0,8}?)?\s*(?P<link>on|in)\s+(?:the\s+|its\s+|"
    r"our\s+)?"
    r"(?:(?:challenging|popular|standard|public|full|hard|official|widely[- ]used|difficult|well-known|recent|"
    r"new|unseen|held-out|validation|test|zero-shot|offline|online|English)\s+){0,3}"
    r"(?:(?:[a-z][\w-]*\s+){0,5}(?:benchmark|dataset|leaderboard|suite|corpus)\s+)?$",
    re.IGNORECASE,
)
_FROM_BENCHMARK = re.compile(
    r"(?:\s+(?:benchmark|dataset|test\s+set|val(?:idation)?(?:\s+set)?|split|test|leaderboard))?"
    r"(?:\s+(?P<noun>(?:(?!and\b|or\b|while\b|but\b|with\b|methods?\b|models?\b|baselines?\b|"
    r"approaches\b)[\w@&+.-]+\s+){0,3}?))?\s*(?:by|:|of|to|at|with|with\s+an?|\((?:[A-Za-z][\w@.-]*\s*[:=])?)\s*"
    r"(?:(?:up\s+to|over|about|around|nearly|approximately|an?\s+(?:average|additional)\s+of|~|\u2248)\s*)?$",
    re.IGNORECASE,
)
_THAN = re.compile(
    r"\b(?:than|surpass\w*|outperform\w*|beat\w*|exceed\w*|improv\w*\s+over)\s+(?:the\s+)?(?:[\w-]+\s+)?$|\b(?:is|"
    r"are|was|were)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SERIES = re.compile(
    r"(?:\s+(?!(?:on|in|to|over|for|by|while|with|without|from|than|at|under|points?|average)\b)[A-Za-z(][\w@/&().-]*){1,3}?"
    r"\s*(?:,\s*(?:and\s+)?|\s+and\s+)(?:an?\s+)?"
    r"|(?:\s*\([^()]{0,40}\))?\s*(?:,\s*(?:and\s+)?|\s+and\s+)(?:an?\s+)?(?:[\w@-]+\s+){1,2}?of\s+"
)
"""Between two scores of one benchmark: "0.75 FID, 22.53 PSNR", "mAP of 97.4, and CF1 of 91.4"."""
_VERSION = re.compile(r"\(\w|[\s~]+[vV]?\d+(?:\.\d+)?\b(?!\s*(?:-|\\?%|points?|percent))|\s*[-\u2013]\d|-\w|/\w")
_NO_BENCHMARK = re.compile(
    r"\d.*|.*[_-]|.*-(?:with|and|by|the|of|in|[a-z]+ing|specific|based|related|in-[A-Z])|[vV]\d.*|[a-z]+-\d+|"
    r".*[@/].*|.*\band\b.*|.*-(?:XX?L|Large|nano)|(?:Level|Part|Setting|Phase|Stage)\b.*|Test|Valid|Val|Dev|Train"
    r"|[gr]?(?:FID|FVD|KID)[-@]?\d+[kK]?"
    rf"|.*(?:{SHORT_METRICS}|Score|Avg|Average|Overall)"
)
_RESPECTIVELY = re.compile(r"(?:\s+[a-z-]+){0,4}\s*\)?,?\s*respectively\b")
_UNREAD = re.compile(r"[\d%]\s*(?:,|,?\s*and)\s*$")
_SHARED = re.compile(
    r"(?:[^.;()\d]{0,30}\b(?:by|of|to|with|at|(?:reach|achiev|scor|obtain|attain|yield)(?:e?s|ing))|\s*:)"
    r"\s+(?:up\s+to\s+)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[A-Z]?[a-z]+(?:[\s-][a-z]+)*|[A-Z]{1,2}")
_CALLED = re.compile(r"\s+(?:benchmark|dataset|data\s?set|test\s+set|corpus|leaderboard|challenge)", re.IGNORECASE)
_IMPROVED = re.compile(
    r"\b(?:improv|increas|boost|rais|enhanc|reduc|lower|decreas)\w*\s+(?:the\s+)?(?:\w+\s+)?$", re.IGNORECASE
)
_FARTHEST: Final = 60
_KNOWN: Final = frozenset(map(normal_form, read("benchmarks")))
_MODELS: Final = frozenset(name.casefold() for name in read("models"))


def may_be_tied(sentence: Sentence, span: Span) -> bool:
    """Say whether a benchmark is named in full, and as one."""
    surface = span[2].surface
    return (
        _NO_BENCHMARK.fullmatch(surface) is None
        and not is_metric(surface)
        and label_of_form(surface) != "Model"
        and not (_is_model(surface) or _is_plain(sentence, span))
        and _VERSION.match(sentence.text, span[1]) is None
        and _THAN.search(sentence.before(span[0], 30)) is None
    )


def _is_model(surface: str) -> bool:
    """Say whether a part of a name is a model's: "T2M-GPT", "OpenVLA-OFT"."""
    parts = re.split(r"[\s-]+", surface.casefold())
    if re.search(r"(?:UNet|[Ff]ormer|GPT|BERT|LLM|VLM|CLIP|Diffusion|Mamba|-alpha)(?:-?\d[\w.]*)?$", surface):
        return label_of_form(surface) != "Benchmark"
    sized = re.search(r"-(?:base|small|large|tiny|[STBL])(?:-|$)", surface) is not None
    return label_of_form(surface) != "Benchmark" and (sized or any(part in _MODELS for part in parts))


def _is_plain(sentence: Sentence, span: Span) -> bool:
    """Say whether a name is a mere word or two letters that neither our lists nor the next word call a benchmark."""
    plain = _PLAIN.fullmatch(span[2].surface) is not None and not _known(span)
    return plain and _CALLED.match(sentence.text, span[1]) is None


def in_list(sentence: Sentence, found: list[Number], place: int) -> bool:
    """Say whether a number stands in a bare list of numbers."""
    neighbours = [*found[max(0, place - 1) : place + 2]]
    return any(listed(sentence, one, other) for one, other in pairwise(neighbours))


def tied_to(sentence: Sentence, number: Number, found: list[Number], benchmarks: list[Span]) -> Span | None:
    """Give the one benchmark that the words between tie to a number."""
    text = sentence.text
    after = min((span for span in benchmarks if span[0] >= number.end), default=None)
    if after is not None and after[0] - number.end <= _FARTHEST and _clear(found, number.end, after[0]):
        link = _TO_BENCHMARK.fullmatch(text, number.end, after[0])
        if link is not None and _alone(sentence, after) and (link["link"].lower() == "on" or _known(after)):
            return after
    before = max((span for span in benchmarks if span[1] <= number.start), default=None)
    if (
        before is not None
        and number.start - before[1] <= _FARTHEST
        and _clear(found, before[1], number.start)
        and _FROM_BENCHMARK.fullmatch(text, before[1], number.start)
        and _alone(sentence, before)
        and (_known(before) or not _IMPROVED.search(sentence.before(before[0], 30)))
    ):
        return before
    return None


def in_series(
    sentence: Sentence, place: int, found: list[Number], benchmarks: list[Span]
) -> tuple[Span, Number] | None:
    """Give the benchmark behind a series of scores, each with its metric, and the last of them.

    "0.75 FID and 22.53 PSNR on ImageNet", "mAP of 97.4, and CF1 of 91.4 on COCO".
    """
    last = place
    while last + 1 < len(found) and _SERIES.fullmatch(sentence.text, found[last].end, found[last + 1].start):
        last += 1
    tied = tied_to(sentence, found[last], found, benchmarks) if last > place else None
    return (tied, found[last]) if tied is not None and tied[0] >= found[last].end else None


def _known(span: Span) -> bool:
    """Say whether a name is a benchmark beyond doubt: "in" ties much else to a number."""
    surface = span[2].surface
    return span[2].relation == "INTRODUCES" or normal_form(surface) in _KNOWN or label_of_form(surface) == "Benchmark"


def _clear(found: list[Number], start: int, end: int) -> bool:
    return not any(start <= other.start < end for other in found)


def _alone(sentence: Sentence, span: Span) -> bool:
    """Is it no member of a list, whose members share one number or have one each?"""
    for other in sentence.benchmarks:
        low, high = sorted((span, other))
        gap = sentence.text[low[1] : high[0]]
        if span != other and re.fullmatch(rf"(?:\s+(?:benchmarks?|datasets?))?{_JOIN}(?:the\s+)?", gap):
            return False
    return not re.match(r"\s*(?:,|and)\s+respectively", sentence.text[span[1] : span[1] + 30])


def respectively(sentence: Sentence, found: list[Number], benchmarks: list[Span]) -> dict[int, Span]:
    """Pair the numbers with the benchmarks of "61.2% and 70.3% on A and B, respectively", by the number's place."""
    text = sentence.text
    for first in range(len(found)):
        last = first + 1
        while last < len(found) and listed(sentence, found[last - 1], found[last]):
            last += 1
        run = found[first:last]
        if (first and listed(sentence, found[first - 1], run[0])) or _UNREAD.search(sentence.before(run[0].start, 8)):
            continue
        for begin in range(len(benchmarks) - len(run) + 1):
            names = benchmarks[begin : begin + len(run)]
            joined = all(re.fullmatch(_JOIN, text[one[1] : other[0]]) for one, other in pairwise(names))
            if len(run) == 1 or not joined:
                continue
            after = _TO_BENCHMARK.fullmatch(text, run[-1].end, names[0][0]) and _RESPECTIVELY.match(text, names[-1][1])
            ahead = _SHARED.fullmatch(text, names[-1][1], run[0].start) and _RESPECTIVELY.match(text, run[-1].end)
            if after or ahead:
                return dict(zip(range(first, last), names, strict=True))
    return {}
