"""Named parts of what a paper introduces: "X consists of an A and a B", "two modules: (1) an A"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.cues.noun_phrases import joined, longest_between
from extract.lexicon import shape, stem, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    Span = tuple[int, int]

_PARTS = re.compile(
    r"\b(?:at\s+(?:its|the)\s+(?:core|heart)(?:\s+of\s+[\w-]+)?\s*,?\s*(?:is|lies|are)|consists?\s+of|comprises?|"
    r"comprising|consisting\s+of|composed\s+of|its\s+(?:core|key)\s+\w+\s+(?:is|are)|the\s+core\s+of\s+[\w-]+\s+is|"
    r"features(?=\s+(?:an?|the|its|two|three|several)\s))\s+",
    re.IGNORECASE,
)
_ADJECTIVES = re.compile(
    r"(?:(?:the|an?|our|its|both)\s+)?(?:[a-z][\w-]*\s+){0,6}\(?|(?:[\w-]+[\s:,]+){1,9}(?:[a-z][\w-]*\s+)\("
)
_COMPONENTS = re.compile(
    r"\b(?:components|modules|innovations|mechanisms|techniques|strategies|designs|objectives|stages|ideas|"
    r"contributions|parts|ingredients|elements|losses|phases|steps|principles)\b|"
    r"\b(?:suite|framework|system|pipeline)\s+includes\b|\b(?:consists?|composed|comprised)\s+of|\bcompris(?:es|ing)\b|\bintegrates?\b|\bcombines?\b",
)
_COMPONENT = re.compile(
    r"(?:[:;,.]|\band|\bof|\w{1,3}[).]|\b(?:first|second|third|finally)(?:ly)?,?|\b(?:integrates?|combines?|with|compris(?:es|ing)))\s+"
    r"(?:\(?\w{1,3}[).]\s*)?(?:an?|the|our)?\s*((?:[A-Z]\w*(?:-\w+)*\s){1,5}[A-Z]\w*(?:-\w+)*)"
)
_LISTED = re.compile(r"(?:\(\w{1,3}\)|;|;\s*and)\s+(?:an?\s+|the\s+)?$")
_OPENING = words(
    "a an the of in on for to with and or but as at by from via using this these that those our we it its when while "
    "where after before both across under over during through unlike if since given such all each one"
)
"""Words that a sentence may begin with, and no name of a component."""
_SENTENCE = 240


def parts(text: str, beginning: int, own: int, found: list[Span], listed: set[Span]) -> Iterator[Span]:
    """Give the spans that name parts of what a paper introduces.

    Args:
        text: title and abstract.
        beginning: where the abstract begins.
        own: where it first says what the paper introduces.
        found: spans that may be names, from left to right.
        listed: those that our term lists have; they are somebody else's.
    """
    yield from _consists_of(text, beginning, found, listed)
    yield from _components(text, own, found, listed)


def _consists_of(text: str, beginning: int, found: list[Span], listed: set[Span]) -> Iterator[Span]:
    """Give the named parts of what the paper introduces: "X consists of an A and a B"."""
    for cue in _PARTS.finditer(text, beginning):
        last: int | None = None
        for span in longest_between(found, cue.end(), _end_of_sentence(text, cue.end())):
            if span in listed or shape(text[slice(*span)].split(maxsplit=1)[0]) != "name":
                break
            if last is None and not _ADJECTIVES.fullmatch(text, cue.end(), span[0]):
                break
            if last is not None and not joined(text[last : span[0]]):
                break
            yield span
            last = span[1]


def _components(text: str, own: int, found: list[Span], listed: set[Span]) -> Iterator[Span]:
    """Give what has capitals where a paper lists its parts: "two modules: a Safety Head that ..., and a ..."."""
    for cue in _COMPONENTS.finditer(text, own):
        for item in _COMPONENT.finditer(text, cue.start(), cue.end() + _SENTENCE):
            first = item[1].split(None, 1)[0]
            if item.span(1) not in listed and first.lower() not in _OPENING and stem(first) == first:
                yield item.span(1)
        for span in longest_between(found, cue.end(), cue.end() + 2 * _SENTENCE):
            made_up = shape(text[slice(*span)]) == "name" and span not in listed
            if made_up and _LISTED.search(text, max(cue.end() - 1, span[0] - 12), span[0]):
                yield span


def _end_of_sentence(text: str, start: int) -> int:
    stop = text.find(". ", start, start + _SENTENCE)
    return stop if stop >= 0 else min(len(text), start + _SENTENCE)
