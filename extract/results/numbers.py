"""Numbers of a sentence that may claim a result, and the names beside them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.document import find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model import Mention

Span = tuple[int, int, "Mention"]
"""First and last character of a mention in the text that the pipeline reads, and the mention."""

_PERCENT: Final = r"\$?\\?%(?:\s*(?:percentage\s+)?points?)?|percent(?:age\s+points?)?|pp\b"
_POINTS: Final = r"(?:absolute\s+)?points?\b|pts?\b"
_VALUE = re.compile(
    rf"(?<![\w.,/@^_%:-])(?P<sign>[+\u2212-]\s?)?(?P<number>\d{{1,4}}(?:\.\d+)?)(?![\d,]*\d)\s*-?"
    rf"(?P<unit>{_PERCENT}|{_POINTS})?",
    re.IGNORECASE,
)
_OTHER_QUANTITY = re.compile(
    r"\s*(?:of\s+(?:the\s+)?(?:\w+\s+){0,2}(?:data|parameters?|tokens?|training|samples?|cost|compute|budget|size|"
    r"memory|time|model|layers?|experts?|weights?|cases?|questions?|tasks?|examples?|performance|original|full)\b"
    r"|(?:fewer|less|smaller|faster|cheaper|more|sparsity|sparse|speed\w*|of\s+its|shorter|compression|pruning|"
    r"reduction\s+in|savings?|tokens?|parameters?|data|samples?|labels?|labeled|annotations?|memory|compute|time|"
    r"latency|inference|training|cost|GPU\w*|confidence|overhead|utili[sz]ation|throughput|bandwidth|KV|cache|"
    r"virtual)\b|\\?downarrow|\u2193|-?(?:shot|bit|way|fold|step|hop)|"
    r"(?:mm|cm|km|ms|m?eV|[TGMK]i?B|"
    r"seconds?|hours?|minutes?|fps|[a-z]+/(?:s|sec|second|atom|min|h)|(?:images?|frames?)(?!-))\b)",
    re.IGNORECASE,
)
_OTHER_BEFORE = re.compile(
    r"(?:\b(?:only|just|with|using|top|first|last|remaining|over|than)\s+(?:the\s+)?(?:\d+\s*-\s*)?|[@=<>]\s*|"
    r"\bk\s*=\s*)$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s*(?:of|(?:[a-z]+\s+)?in\s+(?:\w+\s+){0,2}(?:efficiency|latency|time|costs?|memory|tokens?|compute|flops|speed\w*))\b",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:(?:sampling|pruning|sparsity|compression|label\w*|noise|learning|dropout|mask\w*)\s+(?:rate|ratio|"
    r"level)s?\s+of|"
    r"\b(?:surpass|exceed)\w*\s+the|\d\s*~|\btop|\b(?:below|above|under|less\s+than|fewer\s+than|at\s+most|within|"
    r"near|between|surpass(?:es|ing)?|exceed(?:s|ing)?|"
    r"versus)|[<>\u2264\u2265]=?|(?<![A-Za-z])\\?[lg]eq?|\bvs\.?\\?|rightarrow\s?\$?|\u2192|\u00b1|\\pm|\+\s?/)\s*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:to\b|vs\.?|versus|\\?rightarrow|\u2192|->|[-~\u2013\u2014]{1,2}\s?\+?\d|\$?\\pm|\u00b1|\+\s?/)",
    re.IGNORECASE,
)
_LISTED = re.compile(r"\s*(?:\([^()]{0,60}\))?\s*(?:,|and|/|,\s*and)\s*")
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:\([^()]{0,40}\)\s*)?(?:[\w@&-]+\s+)?to\s+$", re.IGNORECASE)
_RANGE = re.compile(r"[\d%]\s*$")
_SHORT_POINTS: Final = frozenset({"pp", "pt", "pts"})
_LARGEST_COUNT: Final = 100
_LONGEST: Final = 3_000
"""Characters of a sentence; what is longer is no prose, and every number of it would be held against every name."""


class Number(NamedTuple):
    """A number that may be a score: `unit` is "%", "points" or empty, `signed` whether a sign is written."""

    start: int
    end: int
    value: float
    unit: str
    signed: bool


class Sentence(NamedTuple):
    """One sentence of a text, with the mentions that begin in it."""

    text: str
    start: int
    end: int
    mentions: list[Span]

    def before(self, place: int, most: int | None = None) -> str:
        """Give what stands before a character of the text, or the last `most` characters of that."""
        return self.text[self.start if most is None else max(self.start, place - most) : place]

    @property
    def benchmarks(self) -> list[Span]:
        """The benchmarks that it names, from left to right."""
        return sorted(span for span in self.mentions if span[2].label == "Benchmark")


def sentences(text: str, beginning: int, spans: list[Span]) -> Iterator[Sentence]:
    """Give the sentences of the abstract, which begins at `beginning`, that name a benchmark and are prose."""
    for start, end in pairwise((0, *find(text), len(text))):
        if start < beginning or end - start > _LONGEST:
            continue
        inside = [span for span in spans if start <= span[0] < end]
        if any(mention.label == "Benchmark" for _, _, mention in inside):
            yield Sentence(text, start, end, inside)


def numbers(sentence: Sentence) -> list[Number]:
    """List the numbers that may be scores: no years, counts, sizes, costs, bounds, and none within a name."""
    text = sentence.text
    named = [(start, end) for start, end, mention in sentence.mentions if mention.label != "Metric"]
    found: list[Number] = []
    for match in _VALUE.finditer(text, sentence.start, sentence.end):
        unit = match["unit"] or ""
        if unit[:1].isupper():
            continue
        start, end = match.start(), match.end("unit") if unit else match.end("number")
        if any(begin < end and start < stop for begin, stop in named):
            continue
        if _OTHER_QUANTITY.match(text, end) or _OF.match(text, end) or _BOUND.search(sentence.before(start, 20)):
            continue
        value = float(match["number"])
        if not unit:
            after = text[end : end + 1]
            count = value.is_integer() and (value > _LARGEST_COUNT or len(match["number"]) == 1)
            if count or after.isalpha() or (after and after in "-\u2011\u00d7^_/"):
                continue
            if _OTHER_BEFORE.search(sentence.before(start, 20)):
                continue
        sign = (match["sign"] or "").strip()
        if sign in ("-", "\u2212") and _RANGE.search(sentence.before(start, 8)):
            continue
        lower = unit.lower()
        kind = "points" if "point" in lower or lower in _SHORT_POINTS else "%" if unit else ""
        found.append(Number(start, end, -value if sign in ("-", "\u2212") else value, kind, bool(sign)))
    return found


def goes_on(sentence: Sentence, number: Number) -> bool:
    """Say whether the number is the first of a range or a comparison: "70 to 80", "45.7% vs. 54.0%"."""
    return _GOES_ON.match(sentence.text, number.end) is not None


def first_of_two(sentence: Sentence, found: list[Number], place: int) -> Number | None:
    """Give the first number of "from 60.1 to 68.3", where the one at `place` is the second."""
    if not place:
        return None
    first, second = found[place - 1], found[place]
    joined = _TO.fullmatch(sentence.text, first.end, second.start) is not None
    return first if joined and _FROM.search(sentence.before(first.start, 10)) else None


def is_range(sentence: Sentence, found: list[Number], place: int) -> bool:
    """Say whether the number at `place` ends a range: "12.2% to 24.5%"."""
    return bool(place) and sentence.text[found[place - 1].end : found[place].start].strip() == "to"


def listed(sentence: Sentence, one: Number, other: Number) -> bool:
    """Say whether two numbers stand in a bare list, whose members belong to one thing each."""
    return _LISTED.fullmatch(sentence.text, one.end, other.start) is not None
