"""Noun phrases: where one ends, which names lie in it, and what joins two names in it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from extract.lexicon import label_of_head, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model import Label

    Span = tuple[int, int]

_LONGEST = 240
_END = re.compile(
    r"[.;:?!]\s|[.;:?!]$|\s(?:that|which|to|for|by|with|on|where|when|from|via|using|based|built|inspired|designed|whose|"
    r"through|leveraging|while|enabling|capable|in|under|within|aimed|as|of|consisting|comprising|containing|is|are|can)\s"
    r"|\x1e|, (?:an?|the|our|which|where|one)\s|\s[-\u2013—]{1,3}\s"
)
_LINK = re.compile(
    r"\s*(?:,|and|&|, and|\([^()]*\)(?:\s*(?:,|and|, and))?)\s*(?:the\s+|its\s+\w+\s+|an?\s+(?:[\w-]+\s+){1,5})?"
)


def end_of_phrase(text: str, start: int) -> int:
    """Say where the noun phrase ends that begins here: at a preposition, a relative clause, an apposition, a stop."""
    stop = _END.search(text, start, start + _LONGEST)
    return stop.start() if stop else min(len(text), start + _LONGEST)


def longest_between(found: list[Span], start: int, limit: int) -> Iterator[Span]:
    """Give the spans that begin between two places; of those that begin together, the longest."""
    for place in range(bisect_left(found, (start, 0)), len(found)):
        if found[place][0] > limit:
            return
        if place + 1 == len(found) or found[place + 1][0] != found[place][0]:
            yield found[place]


def next_span(found: list[Span], start: int, latest: int) -> Span | None:
    """Give the next span, the longest of those that begin together, or None when it begins after `latest`."""
    return next(longest_between(found, start, latest), None)


def joined(between: str) -> bool:
    """Say whether the text between two names joins them: ", and the" and the like."""
    return _LINK.fullmatch(between) is not None


_TITLE_PHRASE = re.compile(
    r"((?:An?|The|Our)\s+)?((?:[^\s:]+\s+){0,10}?[\w-]+)"
    r"(?=\s+(?:for|of|to|towards?|with|that|in|on|from|via|and|by|using|under|through)\b|\s*$)",
    re.IGNORECASE,
)
_PUNCTUATION = words(". ; : , ) ( \u2013 —")
_STOPS = words(
    "that which who whose to for of with by on in from via using where when while enabling capable containing "
    "comprising consisting spanning covering aimed and or is are was has can as at into over including"
)
_JOINS = words("and or , yet but")
"""Between what describes a head, they do not end the phrase."""
_COLLECTIVE = words("suite collection set family series group range")
"""What they are of tells more: "a suite of models"."""
_MEASURES = re.compile(r"(?:evaluat|assess|benchmarking)")
"""What makes a Benchmark of a framework: of 20 that "evaluation framework" explains, readers let all be one."""
_CLAUSE = re.compile(r".*(?:ed|ly)|built")
"""Before the head such words describe it ("a curated set"), after it they begin a clause ("a set curated with")."""


def label_of_noun_phrase(words: Iterable[str]) -> Label | None:
    """Say which label the head of a noun phrase gives, read from its first word.

    >>> label_of_noun_phrase("novel two-stage framework that evaluates models".split())
    'Method'
    >>> label_of_noun_phrase("suite of reward models for code".split()), label_of_noun_phrase("suite of tasks".split())
    ('Model', 'Benchmark')
    >>> label_of_noun_phrase("fair and broad benchmark".split()), label_of_noun_phrase("model fine-tuned on".split())
    ('Benchmark', 'Model')
    >>> label_of_noun_phrase("evaluation framework".split()), label_of_noun_phrase("framework for assessing".split())
    ('Benchmark', 'Benchmark')
    >>> label_of_noun_phrase("model serving system".split()), label_of_noun_phrase("model achieving much".split())
    ('Method', 'Model')
    """
    last: Label | None = None
    whole: Label | None = None
    kept: Label | None = None
    previous = ""
    left = iter(words)
    for word in left:
        if word == "of" and previous in _COLLECTIVE and whole is None:
            whole, last = (None if previous == "set" else last), None
        elif word in _JOINS and last is None and whole is None:
            continue
        elif word in _STOPS or word in _PUNCTUATION or (last is not None and _begins_clause(word)):
            if last == "Method" and word in ("for", "to") and _MEASURES.match(next(left, "")):
                return "Benchmark"
            break
        elif last is not None and _takes_object(word):
            kept = last
        elif kept is not None and _takes_object(previous) and word.endswith("s"):
            pass
        elif word.isalpha() or "-" in word:
            last = label_of_head(word.rsplit("-", 1)[-1]) or kept
            if last == "Method" and _MEASURES.match(previous):
                last = "Benchmark"
        previous = word
    return last or whole


def _begins_clause(word: str) -> bool:
    return label_of_head(word.rsplit("-", 1)[-1]) is None and _CLAUSE.fullmatch(word) is not None


def _takes_object(word: str) -> bool:
    """Say whether a word may be a participle, whose object tells nothing: "a model achieving it"."""
    return word.endswith("ing") and label_of_head(word.rsplit("-", 1)[-1]) is None


def label_of_phrase(title: str) -> Label | None:
    """Say which label the part of a title after its colon gives.

    >>> [label_of_phrase(title) for title in ("A Bilingual Benchmark for Code", "Evaluating Models", "Less is More")]
    ['Benchmark', 'Benchmark', None]
    """
    if re.match(r"(?:Benchmarking|Evaluating)\b", title):
        return "Benchmark"
    phrase = _TITLE_PHRASE.match(title)
    if phrase is None:
        return None
    label = label_of_noun_phrase(word.lower() for word in phrase[2].split())
    return label if phrase[1] or not phrase[2].split()[0].endswith("ing") else None
