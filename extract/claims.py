"""This file is about result claims: "73.2% on SWE-bench", "+2.1 BLEU on WMT14", "improves MMLU from 60.1 to 68.3".

Precision goes before recall. A claim needs a number that a unit or a metric makes a score, one benchmark that the words
between tie to it, and a sentence that leaves no doubt whose score it is; without any of these there is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from spacy.language import Language

from extract.candidates import mentions, set_results
from extract.claim_metrics import metric
from extract.claim_owners import whose
from extract.claim_sentences import first_of_two, goes_on, listed, numbers, sentences
from extract.fields import abstract_start
from extract.forms import label_of_form
from extract.normal_form import normal_form
from extract.term_lists import read
from kg.model import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from extract.claim_owners import Whose
    from extract.claim_sentences import Number, Sentence, Span
    from kg.model import Mention

Kind = Literal["absolute", "difference"]

_JOIN: Final = r"(?:\s+(?:and|or)\s+|\s*,\s*(?:and\s+)?|\s*/\s*)"
_TO_BENCHMARK = re.compile(
    r"(?P<noun>\s+(?:(?!and\b|or\b|but\b|while\b)\(?[\w@&+./-]+\)?\s+){0,5}?)?\s*(?P<link>on|in)\s+(?:the\s+|its\s+|our\s+)?"
    r"(?:(?:challenging|popular|standard|public|full|hard|official|widely[- ]used|difficult|well-known|recent|"
    r"new|unseen|held-out|validation|test|zero-shot|offline|online|English)\s+){0,3}$",
    re.IGNORECASE,
)
_FROM_BENCHMARK = re.compile(
    r"(?:\s+(?:benchmark|dataset|test\s+set|val(?:idation)?(?:\s+set)?|split|test|leaderboard))?"
    r"(?:\s+(?P<noun>(?:[\w@&+.-]+\s+){0,3}?))?\s*(?:by|:|of|to|at|with|with\s+an?|\()\s*"
    r"(?:(?:up\s+to|over|about|around|nearly|approximately|an?\s+(?:average|additional)\s+of|~|\u2248)\s*)?$",
    re.IGNORECASE,
)
_DIFFERS = re.compile(
    r"\b(?:by|improv\w*|gains?|boost\w*|increas\w*|rais\w+|lift\w*|margins?|advantages?|reduc\w+|drop\w*|declin\w*|"
    r"degrad\w+|decreas\w*|lower(?:s|ed|ing)|surpass\w*|outperform\w*|exceed\w*|enhanc\w*|lead\w*|ahead)\b",
    re.IGNORECASE,
)
_SCORES = re.compile(
    r"\b(?:achiev\w*|reach\w*|scor(?:es?|ed|ing)|attain\w*|obtain\w*|record\w*|hits?|hitting|gets?|getting|yield\w*|"
    r"secur\w*|deliver\w*|earn\w*|solv\w*|resolv\w*|accurac\w+\s+of|rates?\s+of|scores?\s+of)\b"
    r"|\b(?:with|at|is|are|has|have|sets?|setting)\s+(?:(?!and\b|of\b)[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_LOWERS = re.compile(r"reduc|drop|declin|degrad|decreas|lower|worse|below", re.IGNORECASE)
_DIFFERENCE_AFTER = re.compile(
    r"\s*(?:absolute|relative|average|overall|accuracy|performance|[\w@&-]+)?\s*(?:\w+\s+)?(?:points?\s+)?"
    r"\b(?:improvements?|gains?|increases?|boosts?|higher|better|lower|worse|drops?|reductions?|degradations?|"
    r"declines?|lead|advantages?|margins?|over\b|above\b|below\b)",
    re.IGNORECASE,
)
_ABSOLUTE = re.compile(r"(?<!\bup )\b(?:to|from)\s+(?:up\s+to\s+|over\s+)?$", re.IGNORECASE)
_CHAIN = re.compile(
    r"(?:\s+[A-Z][\w-]*){0,2}(?:\s*\([^()]{0,60}\))?(?:\s+with\s+[\w-]+)?\s*(?:,|and|,\s*and|as\s+well\s+as|"
    r",?\s*along\s+with)\s+(?:an?\s+|up\s+to\s+|over\s+|also\s+|gains\s+of\s+)*"
)
_COST = re.compile(
    r"\b(?:throughput|latenc\w+|tokens?|memory|runtime|flops|costs?|compute|sparsity|parameters?|utili[sz]ation|"
    r"compression|speed\w*|time|steps|calls|budgets?|overhead|iterations?|energy|bandwidth|storage)\b",
    re.IGNORECASE,
)
_ABLATION = re.compile(r"\bablat\w*|\bremov(?:ed|es|ing|al)\b|\bw/o\b", re.IGNORECASE)
_ATTACK = re.compile(r"attack success rate|ASR", re.IGNORECASE)
_THAN = re.compile(r"\bthan\s+(?:the\s+)?(?:[\w-]+\s+)?$|\b(?:is|are|was|were)\s+(?:the\s+)?$", re.IGNORECASE)
_VERSION = re.compile(r"\s+[vV]?\d+(?:\.\d+)?\b(?!\s*(?:\\?%|points?|percent))|\s*[-\u2013]\d|-\w|/\w")
_NO_BENCHMARK = re.compile(
    r"\d.*|.*_|.*[@/].*|.*(?:FID|BLEU|PSNR|SSIM|LPIPS|FVD|AUC|AbsRel|Score|Avg|Average|Overall)|(?:Level|Part|Setting)\b.*"
)
_RESPECTIVELY = re.compile(r"[^.;]{0,40}?\brespectively\b")
_SHARED = re.compile(r"(?:[^.;()\d]{0,30}\b(?:by|of|to|with|reaching|achieving|at)|\s*:)\s+(?:up\s+to\s+)?", re.IGNORECASE)
_FARTHEST: Final = 60

_KNOWN: Final = frozenset(map(normal_form, read("benchmarks")))


@Language.component("claims")
def claims(doc: Doc) -> Doc:
    """Leave the results that the paper claims."""
    found = list(claimed(doc.text, mentions(doc)))
    if found:
        set_results(doc, found)
    return doc


def claimed(text: str, named: Iterable[Mention]) -> Iterator[Result]:
    """Read the results that an abstract claims.

    Args:
        text: title and abstract as the pipeline reads them.
        named: the decided mentions.
    """
    beginning = abstract_start(text)
    spans = [_placed(mention, beginning) for mention in named]
    if not any(mention.label == "Benchmark" for _, _, mention in spans):
        return
    for sentence in sentences(text, beginning, spans):
        yield from _results(sentence, spans, beginning)


def _placed(mention: Mention, beginning: int) -> Span:
    start = mention.start + (beginning if mention.field == "abstract" else 0)
    return start, start + mention.end - mention.start, mention


def _results(sentence: Sentence, spans: list[Span], beginning: int) -> Iterator[Result]:
    found = numbers(sentence)
    benchmarks = [span for span in sentence.benchmarks if _may_be_tied(sentence, span)]
    paired = _respectively(sentence, found, sentence.benchmarks)
    taken: set[int] = set()
    before: tuple[int, Kind] | None = None
    for place, number in enumerate(found):
        first = first_of_two(sentence, found, place)
        tied = paired.get(place)
        if tied is None and (first is not None or not _in_list(sentence, found, place)):
            tied = None if goes_on(sentence, number) else _tied(sentence, number, found, benchmarks)
        if tied is None or tied[0] in taken or tied not in benchmarks:
            continue
        kind, falls = _kind(sentence, found[min(paired)] if place in paired else number)
        chained = before is not None and _CHAIN.fullmatch(sentence.text, before[0], min(number.start, tied[0]))
        if chained and before is not None:
            kind = before[1]
        before = (max(number.end, tied[1]), kind)
        if first is not None:
            kind = "absolute"
        if kind == "absolute" and number.unit == "points":
            kind = "difference"
        name = metric(sentence, number, tied)
        owner = whose(sentence, number, tied, spans)
        if owner is None or _doubtful(sentence, number, tied, name, owner[0], kind):
            continue
        taken.add(tied[0])
        if first is not None:
            yield _result(sentence, first, tied, name, owner=("baseline", None), kind=kind, beginning=beginning)
        elif falls and kind == "difference" and not number.signed:
            number = number._replace(value=-number.value)  # noqa: PLW2901 - the same number, read as what it says
        yield _result(sentence, number, tied, name, owner=owner, kind=kind, beginning=beginning)


def _may_be_tied(sentence: Sentence, span: Span) -> bool:
    """Say whether a benchmark is named in full, and as one."""
    surface = span[2].surface
    return (
        _NO_BENCHMARK.fullmatch(surface) is None
        and label_of_form(surface) != "Model"
        and _VERSION.match(sentence.text, span[1]) is None
        and _THAN.search(sentence.before(span[0], 30)) is None
    )


def _in_list(sentence: Sentence, found: list[Number], place: int) -> bool:
    neighbours = [*found[max(0, place - 1) : place + 2]]
    return any(listed(sentence, one, other) for one, other in zip(neighbours, neighbours[1:], strict=False))


def _doubtful(
    sentence: Sentence, number: Number, tied: Span, name: str | None, owner: Whose, kind: Kind
) -> bool:
    """Say whether a number that is tied may still be no score, or not the score that it seems to be."""
    governed = sentence.before(number.start)
    verbs = [match.start() for pattern in (_DIFFERS, _SCORES) for match in pattern.finditer(governed)]
    by = [start for start in verbs if not governed[start:].lower().startswith("by")]
    between = sentence.text[tied[1] : number.start]
    return (
        (not number.unit and name is None)
        or (owner == "baseline" and kind == "difference")
        or (kind == "difference" and "(" in between and not number.signed and number.unit != "points")
        or (name is not None and _ATTACK.fullmatch(name) is not None)
        or (name is None and _COST.search(governed[max(by, default=0) :]) is not None)
        or (kind == "difference" and _ABLATION.search(sentence.text, sentence.start, sentence.end) is not None)
    )


def _tied(sentence: Sentence, number: Number, found: list[Number], benchmarks: list[Span]) -> Span | None:
    """Give the one benchmark that the words between tie to a number."""
    text = sentence.text
    after = min((span for span in benchmarks if span[0] >= number.end), default=None)
    if after is not None and after[0] - number.end <= _FARTHEST and _clear(found, number.end, after[0]):
        link = _TO_BENCHMARK.fullmatch(text, number.end, after[0])
        if link is not None and _alone(sentence, after) and (link["link"].lower() == "on" or _known(after)):
            return after
    before = max((span for span in benchmarks if span[1] <= number.start), default=None)
    if before is not None and number.start - before[1] <= _FARTHEST and _clear(found, before[1], number.start):
        if _FROM_BENCHMARK.fullmatch(text, before[1], number.start) and _alone(sentence, before):
            return before
    return None


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


def _respectively(sentence: Sentence, found: list[Number], benchmarks: list[Span]) -> dict[int, Span]:
    """Pair the numbers with the benchmarks of "61.2% and 70.3% on A and B, respectively", by the number's place."""
    text = sentence.text
    for first in range(len(found)):
        last = first + 1
        while last < len(found) and listed(sentence, found[last - 1], found[last]):
            last += 1
        run = found[first:last]
        for begin in range(len(benchmarks) - len(run) + 1):
            names = benchmarks[begin : begin + len(run)]
            joined = all(
                re.fullmatch(_JOIN, text[one[1] : other[0]]) for one, other in zip(names, names[1:], strict=False)
            )
            if len(run) == 1 or not joined:
                continue
            after = _TO_BENCHMARK.fullmatch(text, run[-1].end, names[0][0]) and _RESPECTIVELY.match(text, names[-1][1])
            ahead = _SHARED.fullmatch(text, names[-1][1], run[0].start) and _RESPECTIVELY.match(text, run[-1].end)
            if after or ahead:
                return dict(zip(range(first, last), names, strict=True))
    return {}


def _kind(sentence: Sentence, number: Number) -> tuple[Kind, bool]:
    """Say whether a number is a score or the difference of two, and whether the score falls."""
    before = sentence.before(number.start)
    after = _DIFFERENCE_AFTER.match(sentence.text, number.end, min(sentence.end, number.end + 45))
    verbs = [match for match in _DIFFERS.finditer(before) if match[0].lower() != "by"]
    falls = _LOWERS.search(after[0]) if after else verbs and _LOWERS.match(verbs[-1][0])
    if number.signed or number.unit == "points":
        return "difference", bool(falls)
    if _ABSOLUTE.search(before):
        return "absolute", False
    if after:
        return "difference", bool(falls)
    differs = max((match.start() for match in _DIFFERS.finditer(before)), default=-1)
    scores = max((match.start() for match in _SCORES.finditer(before)), default=-1)
    return ("difference", bool(falls)) if differs > scores else ("absolute", False)


def _result(
    sentence: Sentence,
    number: Number,
    tied: Span,
    name: str | None,
    *,
    owner: tuple[Whose, str | None],
    kind: Kind,
    beginning: int,
) -> Result:
    start, end = min(number.start, tied[0]), max(number.end, tied[1])
    return Result(
        "abstract",
        start - beginning,
        end - beginning,
        sentence.text[start:end],
        number.value,
        number.unit,
        name,
        tied[2].surface,
        tied[0] - beginning,
        *owner,
        kind,
    )
