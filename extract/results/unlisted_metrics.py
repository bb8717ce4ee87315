"""Unlisted metrics: "+1.4 PCKh on MPII", "a 44.5% driving score", "(36.8% nAP)"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from extract.lexicon import MEASURED_NOUNS, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from extract.results.numbers import Number, Sentence, Span

_TERM: Final = r"[A-Za-z][\w@/&^-]*"
_BETWEEN = re.compile(rf"\s+(?P<phrase>(?:\(?{_TERM}\)?\s+){{1,5}}?)(?:on|in|for)\b")
_CLOSED = re.compile(
    r"\s+(?P<phrase>[A-Za-z]*[A-Z@][\w@-]*)\s*(?:[);,/.]|\s(?:and|with|on|at|over|while|under|using|in)\b)"
)
_IN = re.compile(
    r"(?:\s+(?!on\b|over\b)[a-z-]+){0,3}?\s+in\s+(?:the\s+)?(?:final\s+|"
    r"average\s+)?(?P<phrase>[A-Z][\w@.-]*(?:\s+[A-Z][\w-]*){0,3})(?:\s+metrics?)?"
    r"(?=\s+on\b|\s*[,;)])"
)
_HIGHER = re.compile(
    r"\s+(?:absolute\s+|relative\s+)?(?:higher|better|lower)\s+(?P<phrase>[A-Z][\w@-]*(?:\s+[A-Z][\w-]*){0,3})"
)
_IN_TERMS = re.compile(
    rf"[^.;]{{0,40}}?\bin\s+terms\s+of\s+(?:the\s+)?(?:average\s+|mean\s+)?(?P<phrase>{_TERM}(?:\s+[A-Z]{_TERM})?)"
)
_CHANGED = re.compile(
    rf"\b(?:improv|increas|boost|rais|enhanc|reduc|lower|decreas|cut|lift)\w*\s+(?:the\s+|its\s+|their\s+)?"
    rf"(?P<phrase>(?:{_TERM}\s+){{1,4}}?)(?:by|from)\s+(?:up\s+to\s+|over\s+|about\s+|around\s+)?$",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_CHANGED_ON = re.compile(
    rf"\b(?:improv|increas|boost|rais|enhanc|reduc|lower|decreas|cut|lift)\w*\s+(?:the\s+|its\s+|their\s+)?"
    rf"(?P<phrase>(?:{_TERM}\s+){{1,4}}?)(?:on|in)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SCORE_OF = re.compile(
    r"(?P<phrase>(?:[A-Z][\w@-]*[A-Z][\w-]*\s+(?:[a-z-]+\s+)?s|(?:[A-Z][a-z-]+\s+){1,3}S)cores?)\s+(?:of|at|to|from|by|is)\s+$"
)
_AGAINST: Final = words("over than upon against compared versus vs")
_SHORT: Final = 7
_GENERIC: Final = words(
    "absolute relative average overall mean total new additional substantial significant consistent notable remarkable "
    "improvement improvements gain gains increase increases boost boosts drop drops reduction reductions performance "
    "performances result results higher lower better worse best state-of-the-art sota advantage margin lead on average "
    "point points percent percentage pp zero-shot few-shot the a an respectively over than compared and or but with "
    "llm llms mllm mllms vlm vlms agent agents policy "
    "under using at by per model models method methods baseline baselines task tasks quality output outputs final both "
    "all"
)


def phrase(sentence: Sentence, first: Number, number: Number, tied: Span) -> str | None:
    """Give the words beside a number that look like the name of a metric, as written, or None.

    A bare whole number counts something more often than it scores: "15 algorithms on EPRBench".

    Args:
        sentence: that holds them.
        first: the score, or the first of those that share the words before them.
        number: the score, or the last of those that share the words behind them.
        tied: the benchmark.
    """
    if not number.unit and not number.signed and number.value.is_integer():
        return None
    for start, words_of, is_beside in _phrases(sentence, first, number, tied):
        kept = _cleaned(words_of)
        short = is_beside and kept.isalpha() and (len(kept) <= _SHORT or kept.endswith("Score"))
        if kept and (short or not _named(sentence, start, start + len(words_of))):
            return kept
    return None


def _phrases(sentence: Sentence, first: Number, number: Number, tied: Span) -> Iterator[tuple[int, str, bool]]:
    text = sentence.text
    ahead = tied[0] >= number.end
    stop = tied[0] if ahead else sentence.end
    matches = [
        _BETWEEN.match(text, number.end, tied[0]) if ahead else _CLOSED.match(text, number.end, sentence.end),
        _IN.match(text, number.end, stop),
        _HIGHER.match(text, number.end, stop),
        _IN_TERMS.match(text, max(number.end, tied[1]), sentence.end),
        _CHANGED.search(text, sentence.start, first.start),
        _SCORE_OF.search(text, sentence.start, first.start),
        None
        if ahead or _DIGIT.search(text, tied[1], first.start)
        else _CHANGED_ON.search(text, sentence.start, tied[0]),
    ]
    for place, match in enumerate(matches):
        if match is not None:
            yield match.start("phrase"), match["phrase"].rstrip(), not place


def _cleaned(phrase_of: str) -> str:
    """Take change words off both ends, and give what is left if it may be a metric's name."""
    parts = [part.strip("()") for part in phrase_of.split()]
    if parts and parts[0].casefold() in ("in", "on", "for", "of", "with"):
        return ""
    if not _AGAINST.isdisjoint(part.casefold() for part in parts):
        return ""
    while parts and parts[0].casefold() in _GENERIC:
        parts.pop(0)
    while parts and parts[-1].casefold() in _GENERIC:
        parts.pop()
    if not parts or any(part.casefold() in _GENERIC for part in parts):
        return ""
    looks = parts[-1].casefold() in MEASURED_NOUNS or any(c.isupper() or c == "@" for part in parts for c in part)
    return " ".join(parts) if looks else ""


def _named(sentence: Sentence, start: int, end: int) -> bool:
    """Say whether a name stands in the words that is none of a metric."""
    return any(
        begin < end and start < stop and mention.label not in ("Metric", "Task")
        for begin, stop, mention in sentence.mentions
    )
