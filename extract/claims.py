"""This file is about result claims: "73.2% on SWE-bench", "+2.1 BLEU on WMT14", "improves MMLU from 60.1 to 68.3".

Precision goes before recall. A claim needs a number that a unit or a metric makes a score, one benchmark that the words
between tie to it, and a sentence that leaves no doubt whose score it is; without any of these there is none.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from spacy.language import Language

from extract.candidates import mentions, set_results
from extract.fields import abstract_start
from extract.sentences import find
from extract.term_lists import read
from kg.model import Result

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from kg.model import Field, Mention

Kind = Literal["absolute", "difference"]
Whose = Literal["own", "baseline"]

_PERCENT: Final = r"\\?%(?:\s*(?:percentage\s+)?points?)?|percent(?:age\s+points?)?|pp\b"
_POINTS: Final = r"(?:absolute\s+)?points?\b|pts?\b"
_VALUE = re.compile(
    rf"(?<![\w.,/@^_-])(?P<sign>[+\u2212-]\s?)?(?P<number>\d{{1,4}}(?:\.\d+)?)(?![\d,]*\d)\s*-?"
    rf"(?P<unit>{_PERCENT}|{_POINTS})?",
    re.IGNORECASE,
)
_METRICS: Final = (
    "accuracy",
    "accuracies",
    "F1",
    "success rate",
    "solve rate",
    "resolution rate",
    "pass rate",
    "win rate",
    "win-rate",
    "mAP",
    "AP",
    "mIoU",
    "IoU",
    "top-1",
    "top-1 accuracy",
    "zero-shot accuracy",
    "EM",
    "precision",
    "recall",
    "AUC",
    "error rate",
    "J&F",
    "HOTA",
    "MOTA",
    "NDS",
    "PQ",
    "score",
    "WER",
    "ROUGE",
)
_NO_SCORE: Final = frozenset({"latency", "speedup", "throughput", "gpu hours", "flops", "memory usage", "fertility"})
_JOIN: Final = r"(?:\s+(?:and|or)\s+|\s*,\s*(?:and\s+)?|\s*/\s*)"
_TO_BENCHMARK = re.compile(
    r"(?P<noun>\s+(?:(?!and\b|or\b|but\b|while\b)\(?[\w@&+.-]+\)?\s+){0,4}?)?\s*(?:on|in)\s+(?:the\s+|its\s+)?"
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
_BEFORE = re.compile(
    r"(?P<noun>[\w@&+./-]+(?:\s+[\w@&+./-]+){0,3}?)\s+(?:score\s+)?(?:of|to|is|at|by|from|reaches|reaching)\s+"
    r"(?:(?:up\s+to|over|about|around|nearly|an?)\s+)?$",
    re.IGNORECASE,
)
_DIFFERS = re.compile(
    r"\b(?:by|improv\w*|gains?|boost\w*|increas\w*|rais\w+|lift\w*|margins?|advantages?|reduc\w+|drop\w*|declin\w*|"
    r"degrad\w+|decreas\w*|surpass\w*|outperform\w*|exceed\w*|enhanc\w*|lead\w*|ahead)\b",
    re.IGNORECASE,
)
_SCORES = re.compile(
    r"\b(?:achiev\w*|reach\w*|scor(?:es?|ed|ing)|attain\w*|obtain\w*|record\w*|hits?|hitting|gets?|getting|yield\w*|"
    r"with|at|solv\w*|resolv\w*|set\w*|is|are|has|accurac\w+\s+of|rates?\s+of|scores?\s+of)\b",
    re.IGNORECASE,
)
_DIFFERENCE_AFTER = re.compile(
    r"\s*(?:absolute|relative|average|overall|accuracy|performance|[\w@&-]+)?\s*(?:\w+\s+)?(?:points?\s+)?"
    r"\b(?:improvements?|gains?|increases?|boosts?|higher|better|lower|worse|drops?|reductions?|degradations?|"
    r"declines?|lead|advantages?|margins?|over\b|above\b|below\b)",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:[\w@&-]+\s+)?to\s+$", re.IGNORECASE)
_RELATIVE = re.compile(r"\brelative(?:ly)?\b", re.IGNORECASE)
_OTHER_QUANTITY = re.compile(
    r"\s*(?:of\s+(?:the\s+)?(?:\w+\s+){0,2}(?:data|parameters?|tokens?|training|samples?|cost|compute|budget|size|"
    r"memory|time|model|layers?|experts?|weights?|cases?|questions?|tasks?|examples?|performance|original|full)\b"
    r"|(?:fewer|less|smaller|faster|cheaper|more|sparsity|sparse|speed\w*|of\s+its|shorter|compression|pruning|"
    r"reduction\s+in|savings?|tokens?|parameters?|data|samples?|labels?|labeled|annotations?|memory|compute|"
    r"latency|inference|training|cost|GPU\w*|confidence|overhead|utili[sz]ation)\b|-?(?:shot|bit|way|fold|step|hop))",
    re.IGNORECASE,
)
_OTHER_BEFORE = re.compile(
    r"(?:\b(?:only|just|with|using|top|first|last|remaining|over|than)\s+(?:the\s+)?(?:\d+\s*-\s*)?|[@=<>]\s*|\bk\s*=\s*)$",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:we|our|ours|us|the\s+proposed|this\s+(?:work|paper|approach|method|model|framework))\b", re.IGNORECASE
)
_THEIRS = re.compile(
    r"\b(?:(?:even|best|strongest|leading|frontier|existing|current|top|most|all|state-of-the-art|humans?|human|previous|"
    r"prior|baselines?|proprietary|open-source|closed-source|advanced|today's|vanilla|original|standard)\b"
    r"(?:[\s-]+[\w-]+){0,4}?\s*(?:models?|agents?|systems?|methods?|llms?|mllms?|vlms?|performers?|baselines?|experts?|"
    r"annotators?|performance|approaches)?)",
    re.IGNORECASE,
)
_SCORES_VERB = re.compile(
    r"\b(?:achiev\w*|scor\w*|reach\w*|attain\w*|obtain\w*|get\w*|yield\w*|deliver\w*|gain\w*|hit\w*|record\w*|solv\w*|"
    r"improv\w*|outperform\w*|surpass\w*|exceed\w*|increas\w*|boost\w*|rais\w*|lift\w*|set\w*|establish\w*|report\w*|"
    r"demonstrat\w*|show\w*|resolv\w*|rank\w*|achieving|perform\w*|drop\w*|fall\w*|fail\w*|succeed\w*|enabl\w*|push\w*|"
    r"bring\w*|advanc\w*|beat\w*|is|are|has|have)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:over|than|against|versus|vs\.?|outperform\w*|surpass\w*|exceed\w*|beat\w*|compared\s+(?:to|with)|unlike|"
    r"improv\w+(?:\s+(?:on|upon|over))?|(?:performance|results?|accuracy|score)\s+of|based\s+on|built\s+on|using|with|when|on|to|from|for|of|and)\s+(?:the\s+|both\s+)?"
    r"(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_CHAIN = re.compile(
    r"(?:\s+[A-Z][\w-]*){0,2}(?:\s*\([^()]{0,60}\))?\s*(?:,|and|,\s*and|as\s+well\s+as|,?\s*along\s+with)\s+"
    r"(?:an?\s+|up\s+to\s+|over\s+|also\s+|gains\s+of\s+)*"
)
_LISTED = re.compile(r"\s*(?:\([^()]{0,60}\))?\s*(?:,|and|/|,\s*and)\s*")
_BOUND = re.compile(
    r"(?:\b(?:below|under|less\s+than|fewer\s+than|at\s+most|within|near|between|surpass(?:es|ing)?|exceed(?:s|ing)?|"
    r"versus)|\bvs\.?|rightarrow|\u2192)\s*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"\s*(?:to\b|vs\.?|versus|\\?rightarrow|\u2192|->)", re.IGNORECASE)
_LIFTED = re.compile(
    r"\b(?:enhanc|boost|improv|rais|lift|increas|help|bring|enabl|elevat|push|equip|accelerat|advanc|mak|allow|tak)\w*"
    r"\s+(?:the\s+)?(?:performance\s+of\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_IMPROVES = re.compile(r"\b(?:improv|gain|increas|boost|enhanc|ris|climb|grow)\w*", re.IGNORECASE)
_OF = re.compile(
    r"\s*(?:of|in\s+(?:\w+\s+){0,2}(?:latency|time|costs?|memory|tokens?|compute|flops|speed\w*))\b", re.IGNORECASE
)
_NO_BENCHMARK = re.compile(r"\d.*|.*_|.*(?:FID|BLEU|PSNR|SSIM|LPIPS|FVD|AUC|AbsRel|Score).*|Level.*")
_SHORTEST: Final = 3
_FARTHEST: Final = 60


class _Number(NamedTuple):
    start: int
    end: int
    value: float
    unit: str
    signed: bool


class _Sentence(NamedTuple):
    """One sentence, with the names that stand in it."""

    text: str
    start: int
    end: int
    mentions: list[tuple[int, int, Mention]]


@Language.component("claims")
def claims(doc: Doc) -> Doc:
    """Leave the results that the paper claims."""
    text = doc.text
    beginning = abstract_start(text)
    placed = [(mention.start + (beginning if mention.field == "abstract" else 0), mention) for mention in mentions(doc)]
    spans = [(start, start + len(mention.surface), mention) for start, mention in placed]
    if not any(mention.label == "Benchmark" for _, _, mention in spans):
        return doc
    found: list[Result] = []
    for start, end in _sentences(text, beginning):
        inside = [span for span in spans if start <= span[0] < end]
        if any(mention.label == "Benchmark" for _, _, mention in inside):
            found.extend(_results(_Sentence(text, start, end, inside), spans, beginning))
    set_results(doc, found)
    return doc


def _sentences(text: str, beginning: int) -> Iterator[tuple[int, int]]:
    bounds = [0, *find(text), len(text)]
    for start, end in pairwise(bounds):
        if start >= beginning:
            yield start, end


def _results(sentence: _Sentence, spans: list[tuple[int, int, Mention]], beginning: int) -> Iterator[Result]:
    numbers = list(_numbers(sentence))
    benchmarks = [span for span in sentence.mentions if span[2].label == "Benchmark"]
    taken: set[int] = set()
    before: tuple[int, Kind, str | None] | None = None
    for place, number in enumerate(numbers):
        pair = _from_to(sentence, numbers, place)
        if pair is None and _in_list(sentence, numbers, place):
            continue
        tied = None if _GOES_ON.match(sentence.text, number.end) else _tied(sentence, number, numbers, benchmarks)
        if tied is None or tied[0] in taken:
            continue
        metric = _metric(sentence, number, tied)
        kind = _kind(sentence, number)
        if before is not None and _CHAIN.fullmatch(sentence.text, before[0], min(number.start, tied[0])):
            kind, metric = before[1], metric or before[2]
        before = (max(number.end, tied[1]), kind, metric)
        if pair is not None:
            kind = "absolute"
        if not number.unit and metric is None:
            continue
        if kind == "absolute" and number.unit == "points":
            kind = "difference"
        whose = _whose(sentence, number, tied, spans)
        if whose is None or (whose[0] == "baseline" and kind == "difference"):
            continue
        taken.add(tied[0])
        if pair is not None:
            yield _result(sentence, pair, tied, metric, whose=("baseline", None), kind="absolute", beginning=beginning)
            whose = ("own", whose[1]) if whose[0] == "own" else whose
        yield _result(sentence, number, tied, metric, whose=whose, kind=kind, beginning=beginning)


def _numbers(sentence: _Sentence) -> Iterator[_Number]:
    named = [(start, end) for start, end, mention in sentence.mentions if mention.label != "Metric"]
    for match in _VALUE.finditer(sentence.text, sentence.start, sentence.end):
        start, end = match.start(), match.end("unit") if match["unit"] else match.end("number")
        if any(begin < end and start < stop for begin, stop in named):
            continue
        unit = match["unit"] or ""
        after = sentence.text[match.end("number") : match.end("number") + 1]
        if not unit and (after.isalpha() or (after in "-\u2011\u00d7^_/" and after)):
            continue
        if (
            _OTHER_QUANTITY.match(sentence.text, end)
            or _OF.match(sentence.text, end)
            or _BOUND.search(sentence.text, max(sentence.start, start - 20), start)
        ):
            continue
        if not unit and _OTHER_BEFORE.search(sentence.text, max(sentence.start, start - 20), start):
            continue
        value = float(match["number"])
        if not unit and (value.is_integer() and (value > 100 or len(match["number"]) == 1)):  # noqa: PLR2004 - a year, a count
            continue
        sign = (match["sign"] or "").strip()
        kind = "" if not unit else "points" if re.fullmatch(_POINTS, unit, re.IGNORECASE) or "point" in unit else "%"
        yield _Number(start, end, -value if sign in ("-", "\u2212") else value, kind, bool(sign))


def _in_list(sentence: _Sentence, numbers: list[_Number], place: int) -> bool:
    """Does the number stand in a bare list, whose members belong to one thing each?"""
    number = numbers[place]
    neighbours = [(numbers[place - 1], number)] if place else []
    neighbours += [(number, numbers[place + 1])] if place + 1 < len(numbers) else []
    return any(_LISTED.fullmatch(sentence.text, one.end, other.start) for one, other in neighbours)


def _tied(
    sentence: _Sentence, number: _Number, numbers: list[_Number], benchmarks: list[tuple[int, int, Mention]]
) -> tuple[int, int, Mention] | None:
    """Give the one benchmark that the words between tie to a number."""
    benchmarks = [span for span in benchmarks if not _NO_BENCHMARK.fullmatch(span[2].surface)]
    after = [span for span in benchmarks if span[0] >= number.end]
    before = [span for span in benchmarks if span[1] <= number.start]
    if after:
        span = min(after)
        between = sentence.text[number.end : span[0]]
        clear = not any(number.end <= other.start < span[0] for other in numbers)
        if (
            len(between) <= _FARTHEST
            and clear
            and _TO_BENCHMARK.fullmatch(between)
            and _alone(sentence, span, benchmarks)
        ):
            return span
    if before:
        span = max(before)
        between = sentence.text[span[1] : number.start]
        clear = not any(span[1] <= other.start < number.start for other in numbers)
        if (
            len(between) <= _FARTHEST
            and clear
            and _FROM_BENCHMARK.fullmatch(between)
            and _alone(sentence, span, benchmarks)
        ):
            return span
    return None


def _alone(sentence: _Sentence, span: tuple[int, int, Mention], benchmarks: list[tuple[int, int, Mention]]) -> bool:
    """Is it no member of a list, whose members share one number or have one each?"""
    for other in benchmarks:
        low, high = sorted((span, other))
        if span != other and re.fullmatch(
            rf"(?:\s+(?:benchmarks?|datasets?))?{_JOIN}(?:the\s+)?", sentence.text[low[1] : high[0]]
        ):
            return False
    return not re.match(r"\s*(?:,|and)\s+respectively|-\w", sentence.text[span[1] : span[1] + 30])


def _metric(sentence: _Sentence, number: _Number, tied: tuple[int, int, Mention]) -> str | None:
    """Give the metric that stands right after the number, right before it, or right after the benchmark."""
    stop = tied[0] if tied[0] >= number.end else min(sentence.end, number.end + 30)
    found = _LEXICON.match(sentence.text, number.end, stop)
    if found is not None:
        return found["metric"]
    lead = _BEFORE.search(sentence.text, max(sentence.start, number.start - 50), number.start)
    if lead is not None:
        words = _LEXICON_END.search(lead["noun"])
        if words is not None:
            return words["metric"]
    if tied[1] <= number.start:
        between = _LEXICON_END.search(
            re.sub(r"\s*(?:by|:|of|to|at|with|\()\s*$", "", sentence.text[tied[1] : number.start])
        )
        if between is not None:
            return between["metric"]
    else:
        behind = _LEXICON.match(sentence.text, tied[1], min(sentence.end, tied[1] + 25))
        if behind is not None and not number.unit:
            return behind["metric"]
    return None


def _kind(sentence: _Sentence, number: _Number) -> Kind:
    if number.signed or number.unit == "points":
        return "difference"
    before = sentence.text[sentence.start : number.start]
    if re.search(r"(?<!\bup )\b(?:to|from)\s+(?:up\s+to\s+|over\s+)?$", before, re.IGNORECASE):
        return "absolute"
    if _DIFFERENCE_AFTER.match(sentence.text, number.end, min(sentence.end, number.end + 45)):
        return "difference"
    differs = max((match.start() for match in _DIFFERS.finditer(before)), default=-1)
    scores = max((match.start() for match in _SCORES.finditer(before)), default=-1)
    return "difference" if differs > scores else "absolute"


def _from_to(sentence: _Sentence, numbers: list[_Number], place: int) -> _Number | None:
    """Give the first number of "from 60.1 to 68.3", where this is the second."""
    if not place:
        return None
    first, second = numbers[place - 1], numbers[place]
    joined = _TO.fullmatch(sentence.text, first.end, second.start) is not None
    opened = _FROM_TO.search(sentence.text, max(sentence.start, first.start - 10), first.start) is not None
    return first if joined and opened else None


def _whose(
    sentence: _Sentence, number: _Number, tied: tuple[int, int, Mention], spans: list[tuple[int, int, Mention]]
) -> tuple[Whose, str | None] | None:
    """Say whose score it is, and its subject; None where the sentence leaves a doubt."""
    head = min(number.start, tied[0])
    introduced = [mention for _, _, mention in spans if mention.relation == "INTRODUCES"]
    introduces = {mention.label for mention in introduced}
    own, others = _subjects(sentence, head, {mention.surface for mention in introduced})
    before = sentence.text[sentence.start : head]
    ours = own or _OWN.search(before) is not None
    theirs = _THEIRS.search(_clause(sentence, before)) is not None
    if others:
        known = "Benchmark" in introduces or max(others)[2].component == "term_lists"
        return ("baseline", max(others)[2].surface) if len(others) == 1 and not ours and known else None
    if theirs:
        return ("baseline", None) if not ours and "Benchmark" in introduces else None
    if ours:
        return "own", max(own)[2].surface if own else None
    return ("own", None) if introduces & {"Model", "Method"} and _SCORES_VERB.search(before) else None


def _subjects(
    sentence: _Sentence, head: int, names: set[str]
) -> tuple[list[tuple[int, int, Mention]], list[tuple[int, int, Mention]]]:
    """Give the systems of this paper and of others that may be what scores: not what is compared with or improved."""
    own: list[tuple[int, int, Mention]] = []
    others: list[tuple[int, int, Mention]] = []
    for span in sentence.mentions:
        start, end, mention = span
        lead = max(sentence.start, start - 60)
        if (
            mention.label not in ("Model", "Method")
            or end > head
            or _COMPARED.search(sentence.text, lead, start)
            or _LIFTED.search(sentence.text, lead, start)
        ):
            continue
        ours = mention.relation == "INTRODUCES" or any(
            name in mention.surface for name in names if len(name) >= _SHORTEST
        )
        (own if ours else others).append(span)
    return own, others


def _clause(sentence: _Sentence, before: str) -> str:
    """Give what stands before the verb, with names blanked: "Baseline" in a name says nothing."""
    verb = _SCORES_VERB.search(before)
    clause = before[: verb.start()] if verb else before
    for start, end, _ in sentence.mentions:
        begin = start - sentence.start
        if end <= sentence.start + len(clause):
            clause = clause[:begin] + " " * (end - start) + clause[begin + end - start :]
    return clause


def _result(
    sentence: _Sentence,
    number: _Number,
    tied: tuple[int, int, Mention],
    metric: str | None,
    *,
    whose: tuple[Whose, str | None],
    kind: Kind,
    beginning: int,
) -> Result:
    start, end = min(number.start, tied[0]), max(number.end, tied[1])
    field: Field = "abstract" if start >= beginning else "title"
    offset = beginning if field == "abstract" else 0
    surface = sentence.text[start:end]
    return Result(
        field,
        start - offset,
        end - offset,
        surface,
        number.value,
        number.unit,
        metric,
        tied[2].surface,
        tied[0] - offset,
        *whose,
        kind,
    )


def _lexicon() -> tuple[re.Pattern[str], re.Pattern[str]]:
    names = sorted({*read("metrics"), *_METRICS}, key=lambda name: (-len(name), name))
    pattern = "|".join(re.escape(name).replace(r"\ ", r"[\s-]+") for name in names if name.lower() not in _NO_SCORE)
    after = (
        rf"\s*\(?(?:(?:in|of|absolute|average|mean|zero-shot|overall|an?|the)\s+){{0,2}}(?P<metric>{pattern})(?![\w@])"
    )
    return re.compile(after, re.IGNORECASE), re.compile(rf"(?<![\w@-])(?P<metric>{pattern})$", re.IGNORECASE)


_LEXICON, _LEXICON_END = _lexicon()
