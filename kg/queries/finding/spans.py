"""Spans: where a text holds what was searched for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from kg.identity import forms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.identity.forms import Word
    from kg.queries.finding.question import Question

Span = tuple[int, int]

_AROUND: Final = 80
"""Characters of an excerpt before and after what was found."""
_LONGEST_RUN: Final = 8


class Excerpt(NamedTuple):
    """A piece of a text, and what in it was searched for."""

    text: str
    spans: tuple[Span, ...]


def spans(asked: Question, text: str) -> tuple[Span, ...]:
    """Give the places in a text that were searched for: all of it at once where it stands so, else its words.

    >>> from kg.queries.finding.question import question
    >>> spans(question("llama 2"), "Meta's LLaMA-2 70B"), spans(question("models"), "Models of a model")
    (((7, 14),), ((0, 6),))
    >>> spans(question("attent"), "Attention")
    ((0, 6),)
    """
    words = forms.words(text)
    return _whole(asked, words) or _each(asked, words)


def excerpt(asked: Question, text: str) -> Excerpt | None:
    """Give the piece of a text around the first place that was searched for, or None where there is none."""
    left, right = _window(asked, text)
    found = tuple((start + left, end + left) for start, end in spans(asked, text[left:right]))
    if not found and right - left < len(text):
        found = spans(asked, text)
    if not found:
        return None
    start = max(0, found[0][0] - _AROUND)
    if start:
        start = max(start, text.rfind(" ", 0, start + 12) + 1)
    end = min(len(text), found[0][1] + _AROUND)
    if end < len(text) and (blank := text.rfind(" ", found[0][1], end)) > 0:
        end = blank
    before, after = "…" if start else "", "…" if end < len(text) else ""
    moved = tuple((one - start + len(before), other - start + len(before)) for one, other in found if other <= end)
    return Excerpt(before + text[start:end] + after, moved)


def holds(asked: Question, *texts: str) -> bool:
    """Say whether texts hold every word of a question as a word of theirs; the last may be a beginning."""
    there = {word.form for text in texts for word in forms.words(text)}
    *whole, last = [word.form for word in asked.words]
    if not all(one in there for one in whole):
        return False
    return last in there or (len(last) > 1 and any(one.startswith(last) for one in there))


def _window(asked: Question, text: str) -> Span:
    """Give the part of a text where its words are looked at: where most of what was typed stands as it was typed."""
    lower = text.lower()
    if len(lower) != len(text):
        return 0, len(text)
    places = [lower.find(asked.text.lower()), *(lower.find(asked.written([word])) for word in asked.words)]
    there = [place for place in places if place >= 0]
    if not there:
        return 0, len(text)
    place = places[0] if places[0] >= 0 else max(there, key=lambda one: sum(0 <= two - one < _AROUND for two in there))
    left = text.rfind(" ", 0, max(0, place - _AROUND)) + 1
    right = text.find(" ", place + 2 * _AROUND)
    return left, right if right > 0 else len(text)


def _whole(asked: Question, words: Sequence[Word]) -> tuple[Span, ...]:
    typed = asked.squeezed
    found = []
    for at, first in enumerate(words):
        if typed[:1] != first.form[:1]:
            continue
        plain = ""
        for word in words[at : at + max(len(asked.words), _LONGEST_RUN)]:
            plain += forms.squeezed(word.form)
            if plain.startswith(typed):
                over = len(plain) - len(typed)
                simple = len(word.form) == word.end - word.start
                found.append((first.start, word.end - over if simple else word.end))
                break
            if not typed.startswith(plain):
                break
    return tuple(found)


def _each(asked: Question, words: Sequence[Word]) -> tuple[Span, ...]:
    typed = [word.form for word in asked.words]
    wanted = {*typed, *(forms.fused(typed[at : at + 2]) for at in range(len(typed) - 1))}
    last = typed[-1] if typed and len(typed[-1]) > 1 else None
    found: list[Span] = []
    for at, word in enumerate(words):
        pair = forms.fused(one.form for one in words[at : at + 2])
        if pair in wanted and at + 1 < len(words):
            found.append((word.start, words[at + 1].end))
        elif word.form in wanted:
            found.append((word.start, word.end))
        elif last and word.form.startswith(last):
            simple = len(word.form) == word.end - word.start
            found.append((word.start, word.start + len(last) if simple else word.end))
    return tuple(one for at, one in enumerate(found) if not at or one[0] >= found[at - 1][1])
