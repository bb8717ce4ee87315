"""Error analysis: what was marked wrongly or not at all, sorted by kind.

A marked span that shares characters with a missed one is the same mistake: its borders, its type or both are wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from extract.lexicon import label_of_head, own_names
from training.corpora.passages import UNKNOWN, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from training.corpora.passages import Passage

_JOINED = re.compile(r"\b(?:and|or|as well as)\b|[,/&]")
_EXAMPLES = 3


class Mistake(NamedTuple):
    """One mistake: its kind, what is annotated, and what was marked; "" where there is no such span."""

    kind: str
    annotated: str
    marked: str


class Kind(NamedTuple):
    """A kind of mistake, how often it was made, and a few that were."""

    name: str
    times: int
    examples: tuple[Mistake, ...]


def kinds(passages: Sequence[Passage], marked: Sequence[Iterable[Span]]) -> list[Kind]:
    """Sort all mistakes by kind, the most frequent kind first."""
    found = [one for passage, spans in zip(passages, marked, strict=True) for one in mistakes(passage, spans)]
    counts = Counter(one.kind for one in found)
    return [
        Kind(name, count, tuple([one for one in found if one.kind == name][:_EXAMPLES]))
        for name, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def mistakes(passage: Passage, marked: Iterable[Span]) -> Iterator[Mistake]:
    """Give the mistakes in one passage: each span that is wrong or missed is told of once."""
    text, given = passage.text, set(marked)
    free = [span for span in passage.spans if span.label == UNKNOWN]
    missed = sorted(set(passage.spans) - given - set(free))
    wrong = sorted(span for span in given - set(passage.spans) if not any(_shared(span, one) for one in free))
    right = {text[span.start : span.end].casefold() for span in given & set(passage.spans)}
    for gold in list(missed):
        beside = max(wrong, key=lambda span: _shared(gold, span), default=None)
        if beside is not None and _shared(gold, beside):
            missed.remove(gold)
            wrong.remove(beside)
            yield Mistake(_kind(text, gold, beside), text[gold.start : gold.end], text[beside.start : beside.end])
    for gold in missed:
        surface = text[gold.start : gold.end]
        if any(_shared(gold, span) for span in given):
            yield Mistake("missed: inside or across another span", surface, "")
        elif surface.casefold() in right:
            yield Mistake("missed: marked elsewhere in the passage", surface, "")
        else:
            yield Mistake(f"missed: {_form(surface)}", surface, "")
    for span in wrong:
        surface = text[span.start : span.end]
        if any(_shared(span, gold) for gold in passage.spans):
            yield Mistake("spurious: a second span on an annotated one", "", surface)
        elif any(surface.casefold() == text[gold.start : gold.end].casefold() for gold in passage.spans):
            yield Mistake("spurious: annotated elsewhere in the passage", "", surface)
        else:
            yield Mistake(f"spurious: {_form(surface)}", "", surface)


def _kind(text: str, gold: Span, span: Span) -> str:
    """Say what is wrong with a span that stands where another is annotated."""
    if gold[:2] == span[:2]:
        return f"type: {gold.label} marked as {span.label}"
    border = _border(text, gold, span)
    return (
        f"boundary: {border}" if gold.label == span.label else f"boundary and type: {gold.label} marked as {span.label}"
    )


def _border(text: str, gold: Span, span: Span) -> str:
    inner, outer = sorted((gold, span), key=lambda one: one.end - one.start)
    verb = "marked too" if outer == span else "left off"
    if inner.start < outer.start or inner.end > outer.end:
        return "the spans cross"
    before, after = text[outer.start : inner.start], text[inner.end : outer.end]
    if "(" in before + after or ")" in before + after:
        return f"parenthesis {verb}"
    if _JOINED.search(before + after):
        return "conjuncts marked as one" if outer == span else "one conjunct marked of many"
    return f"{_extra(before, after)} {verb}"


def _extra(before: str, after: str) -> str:
    """Say what the longer of two spans has before or after the shorter one."""
    if before and after:
        return "words on both sides"
    if not (before[-1:] or after[:1]).isspace():
        return "part of a word"
    if before:
        return "modifier before the name"
    words = after.split()
    if not words:
        return "punctuation"
    return "head noun" if len(words) == 1 or label_of_head(words[-1]) else "words after the name"


def _form(surface: str) -> str:
    """Say what a name looks like."""
    if surface.casefold() in _listed():
        return "name on our lists"
    if re.fullmatch(r"[A-Z][A-Z0-9-]*s?", surface):
        return "short form in capitals"
    if surface == surface.lower():
        return "lower-case term" if " " in surface.strip() else "lower-case word"
    return "name with capitals"


@cache
def _listed() -> frozenset[str]:
    return frozenset(map(str.casefold, own_names()))


def _shared(one: Span, other: Span) -> int:
    """Count the characters that two spans share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))
