"""The result extractor: "73.2% on SWE-bench", "+2.1 BLEU on WMT14", "improves MMLU from 60.1 to 68.3".

Precision goes before recall. A claim needs a number that a unit or a metric makes a score, one benchmark that the words
between tie to it, and a sentence that leaves no doubt whose score it is; without any of these there is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from spacy.language import Language

from extract.document import abstract_start, annotated
from extract.results.attribution import whose
from extract.results.benchmark_ties import in_list, in_series, may_be_tied, respectively, tied_to
from extract.results.clauses import changes_more, is_decimal, only_benchmark, stands_alone
from extract.results.metrics import metric, metric_so_far
from extract.results.numbers import first_of_two, goes_on, is_range, numbers, sentences
from extract.results.score_kind import doubtful, kind_of
from kg.model import Result

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc

    from extract.results.attribution import Whose
    from extract.results.numbers import Number, Sentence, Span
    from extract.results.score_kind import Kind
    from kg.model import Mention

_MEMBER = r"(?:\+?\d[\d.]*\s*(?:\\?%|percent|points?)?\s+on\s+(?:the\s+)?[\w-]+|[A-Z][\w-]*\s*\(\+?\d[\d.]*\s*\\?%?\))"
_CHAIN = re.compile(
    rf"(?:\s*\([^()]{{0,60}}\))?(?:\s+(?:benchmarks?|datasets?|programs|tasks?|"
    rf"problems))?(?:\s*\)?,\s*(?:and\s+)?{_MEMBER})*\)?(?:\s+[A-Z][\w-]*){{0,2}}"
    r"(?:\s*\([^()]{0,60}\))?(?:\s+with\s+[\w-]+)?\s*(?:,|and|,\s*and|as\s+well\s+as|,?\s*along\s+with|"
    r",?\s*including)\s+(?:an?\s+|by\s+|up\s+to\s+|over\s+|also\s+|gains\s+of\s+)*"
)


class _Tie(NamedTuple):
    """A number and its benchmark.

    Attributes:
        number: the score.
        tied: the benchmark.
        first: the first number of "from 60.1 to 68.3".
        run: first and last of the numbers that share the words around them.
        found: all numbers of the sentence.
        is_far: whether only their clause, or a series of scores, ties them.
    """

    number: Number
    tied: Span
    first: Number | None
    run: tuple[Number, Number]
    found: list[Number]
    is_far: bool = False


class _Claim(NamedTuple):
    """What a tied number was read as.

    `end` is the last character of number and benchmark, and `stands` says whether it needs no metric.
    """

    end: int
    kind: Kind
    metric: str | None
    unit: str
    signed: bool
    falls: bool
    stands: bool


@Language.component("claims")
def claims(doc: Doc) -> Doc:
    """Leave the results that the paper claims."""
    paper = annotated(doc)
    paper.results = tuple(claimed(paper.text, paper.mentions))
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
    before: _Claim | None = None
    taken: set[int] = set()
    for tie in _ties(sentence):
        claim = _read(sentence, tie, before)
        before = claim
        if tie.is_far and claim.metric is None and not claim.stands:
            continue
        owner = whose(sentence, tie.first or tie.number, tie.tied, spans, is_far=tie.is_far)
        if (
            owner is None
            or (tie.tied[0] in taken and not tie.is_far)
            or doubtful(sentence, tie.number, tie.tied, claim.metric, claim.kind, stands=claim.stands)
        ):
            continue
        if claim.kind == "difference" and (owner[0] == "baseline" or (claim.falls and owner[1] is None)):
            continue
        if not tie.is_far:
            taken.add(tie.tied[0])
        if tie.first is not None:
            yield _result(sentence, tie.first, tie.tied, claim, owner=("baseline", None), beginning=beginning)
        number = tie.number
        if tie.first is None and claim.falls and claim.kind == "difference" and not number.signed:
            number = number._replace(value=-number.value)
        yield _result(sentence, number, tie.tied, claim, owner=owner, beginning=beginning)


def _ties(sentence: Sentence) -> Iterator[_Tie]:
    """Give the numbers that belong to a benchmark, from left to right."""
    found = numbers(sentence)
    benchmarks = [span for span in sentence.benchmarks if may_be_tied(sentence, span)]
    paired = respectively(sentence, found, sentence.benchmarks)
    for place, number in enumerate(found):
        first = first_of_two(sentence, found, place)
        tied = paired.get(place)
        if first is None and is_range(sentence, found, place):
            continue
        is_listed, is_open = in_list(sentence, found, place), goes_on(sentence, number)
        if tied is None and not is_open and (first is not None or not is_listed):
            tied = tied_to(sentence, number, found, benchmarks)
        run = [found[one] for one in sorted(paired)] if place in paired else [number]
        is_far = tied is None
        if tied is None and not (place in paired or is_listed or is_open):
            series = in_series(sentence, place, found, benchmarks)
            tied, last = series or (only_benchmark(sentence, first or number, found, benchmarks), number)
            run.append(last)
        if tied is not None and tied in benchmarks:
            score = number._replace(unit=number.unit or run[-1].unit) if place in paired else number
            yield _Tie(score, tied, first, (run[0], run[-1]), found, is_far)


def _read(sentence: Sentence, tie: _Tie, before: _Claim | None) -> _Claim:
    """Say what a tied number is: what it leaves unsaid, it shares with the claim that it is chained to."""
    number, tied = tie.number, tie.tied
    leading, last = tie.run
    reading = kind_of(sentence, leading, last)
    between = before is not None and _CHAIN.fullmatch(sentence.text, before.end, min(number.start, tied[0]))
    chained = before if between else None
    kind = reading.kind
    if chained is not None and chained.signed == number.signed and not reading.is_said:
        kind = chained.kind
    if tie.first is not None:
        kind = "absolute"
    elif number.unit == "points":
        kind = "difference"
    name = metric(sentence, tie.first or leading, number if tie.is_far else last, tied)
    if name is None and chained is not None and chained.unit == number.unit:
        name = chained.metric
    aside = (tie.is_far or tied[0] >= number.end) and changes_more(sentence, tie.first or number, tied)
    if name is None and (number.unit or chained) and not aside:
        name = metric_so_far(sentence, tie.first or number, tie.found)
    is_paired = not tie.is_far and leading != last and is_decimal(sentence, number)
    stands = is_paired or stands_alone(sentence, leading, tied, first=tie.first)
    if chained is not None and chained.unit == number.unit and chained.signed == number.signed:
        stands = stands or chained.stands
    return _Claim(max(number.end, tied[1]), kind, name, number.unit, number.signed, reading.falls, stands)


def _result(
    sentence: Sentence,
    number: Number,
    tied: Span,
    claim: _Claim,
    *,
    owner: tuple[Whose, str | None],
    beginning: int,
) -> Result:
    start, end = min(number.start, tied[0]), max(number.end, tied[1])
    words = sentence.text[start:end]
    if words.count("(") > words.count(")") and sentence.text[end : end + 1] == ")":
        end += 1
    return Result(
        "abstract",
        start - beginning,
        end - beginning,
        sentence.text[start:end],
        number.value,
        number.unit,
        claim.metric,
        tied[2].surface,
        tied[0] - beginning,
        *owner,
        claim.kind,
    )
