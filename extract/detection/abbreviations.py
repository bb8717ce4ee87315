"""Abbreviations: short forms and the long forms that a text gives for them.

The algorithm is that of Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in
biomedical text" (PSB 2003): a short form in parentheses after its long form (or the other way round), and the letters
of the short form found in the long form from right to left, the first of them at the beginning of a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.document import INTRODUCING, Candidate, ShortForm, annotated, places
from extract.lexicon import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_PARENTHESIS = re.compile(r"\(([^()\n]{2,120})\)")
_WORD = re.compile(r"\S+")
_APPOSITION = re.compile(
    r"(?<![\w-])([A-Z][A-Za-z0-9-]{1,11}),\s+(?:the\s+|an?\s+)?([A-Z][\w-]+(?:\s+(?:[A-Z][\w-]+|of|for|with|and|in|to|the|via|on)){1,8})(?=[,.])"
)
_STOP = re.compile(r"[.;:!?)\]]\s|[\x1e\n]")
_EDGE = " \t\"'“”\u2018\u2019`*$\\{}"
_PART = re.compile(r"[^\W_]+")
_HYPHENATED = re.compile(r"[A-Z][^\W\d_]+-$")
_SMALL = words("a an the of for and in to on with")
_NO_BEGINNING = words(
    "at in on of with for by from to and or as via across over under than that which is are was be we our it its this "
    "these into both such"
)
"""What no long form begins with: "at varying bit-widths, with extensive evaluation across mathematical (AIME"."""
_MIN, _MAX, _MAX_HYPHENATED = 2, 14, 24
_MAX_SHORT_WORDS = 2


def find(text: str) -> Iterator[ShortForm]:
    """Find short forms and their long forms.

    >>> text = "the Self-Controlled Memory (SCM) system"
    >>> [(text[s.start:s.end], text[s.long_start:s.long_end]) for s in find(text)]
    [('SCM', 'Self-Controlled Memory')]
    """
    yield from _appositions(text)
    for match in _PARENTHESIS.finditer(text):
        start, end = _trim(text, match.start(1), match.end(1))
        inner = re.split(r"[,;]|\s(?:or|i\.e\.)\s", text[start:end], maxsplit=1)[0]
        end = start + len(inner.rstrip())
        before_end = match.start()
        if _is_short(text[start:end]):
            window = _window(text, before_end, len(text[start:end]))
            long_start = align(text[start:end], text[window:before_end])
            if long_start is not None:
                long = _trim(text, window + long_start, before_end)
                yield ShortForm(start, end, *long)
        else:
            word = re.search(r"[\w.+*^-]+\s*$", text[max(0, before_end - _MAX - 2) : before_end])
            if word is None:
                continue
            short_start = max(0, before_end - _MAX - 2) + word.start()
            short = text[short_start:before_end].rstrip()
            offset = align(short, text[start:end]) if _is_short(short) else None
            if offset is not None and offset <= _MAX_SHORT_WORDS:
                yield ShortForm(short_start, short_start + len(short), start + offset, end)


def _appositions(text: str) -> Iterator[ShortForm]:
    """Find "SIRI, Scaling Iterative Reinforcement Learning with Interleaved Compression,"."""
    for match in _APPOSITION.finditer(text):
        if align(match[1], match[2]) == 0:
            yield ShortForm(match.start(1), match.end(1), match.start(2), match.end(2))


def align(short: str, text: str) -> int | None:
    """Say where in a text the shortest long form of a short form begins, or None when its letters are not there."""
    plural = short[:-1] if len(short) > _MIN and short.endswith("s") and short[:-1].isupper() else short
    letters = [c.lower() for c in plural if c.isalnum()]
    place = len(text)
    for n, letter in reversed(list(enumerate(letters))):
        place -= 1
        while place >= 0 and (text[place].lower() != letter or (n == 0 and place > 0 and text[place - 1].isalnum())):
            place -= 1
        if place < 0:
            return None
    place = _capitals(short, text, _whole(letters, text, place))
    long = text[place:].strip()
    if len(long) <= len(short) or len(letters) < _MIN or "%" in long or _stands_in(short, long):
        return None
    return place if _is_long(letters, long) else None


def _stands_in(short: str, long: str) -> bool:
    """Say whether a short form is a word of what may be its long form: "LIBERO (LIBERO-Plus and VLABench)"."""
    return re.search(rf"(?<![^\W_]){re.escape(short)}(?![^\W_])", long) is not None


def _is_long(letters: list[str], long: str) -> bool:
    """Say whether words may be a long form: no clause, and a list only where each of its words has a letter."""
    if long.split(maxsplit=1)[0].lower() in _NO_BEGINNING:
        return False
    return "," not in long.rstrip(",") or letters == [
        word[0].lower() for word in _PART.findall(long) if word.lower() not in _SMALL
    ]


def _whole(letters: list[str], text: str, place: int) -> int:
    """Begin where the words do whose first letters the short form has, one by one, and never within a hyphenated word.

    The shortest long form of PPO would be "Policy Optimization", and of SPO "stream Policy Optimization".
    """
    starts = [match.start() for match in _PART.finditer(text) if match[0].lower() not in _SMALL]
    initials = [text[start].lower() for start in starts[-len(letters) :]]
    if initials == letters:
        place = min(place, starts[-len(letters)])
    before = _HYPHENATED.search(text[:place])
    return place if before is None else before.start()


def _capitals(short: str, text: str, place: int) -> int:
    """Begin where the capitalised words do whose first letters are the capitals of the short form: CCNet."""
    capitals = [char for char in short if char.isupper()]
    starts = [match.start() for match in _PART.finditer(text) if match[0][0].isupper()][-len(capitals) :]
    fits = len(capitals) >= _MIN and [text[start] for start in starts] == capitals
    return min(place, starts[0]) if fits and short[0].isupper() and not short.isupper() else place


def _is_short(text: str) -> bool:
    return (
        _MIN <= len(text) <= (_MAX_HYPHENATED if "-" in text else _MAX)
        and text[0].isalnum()
        and sum(c.isupper() for c in text) >= 1
        and any(c.isalpha() for c in text)
        and len(text.split()) <= _MAX_SHORT_WORDS
        and re.search(r"^\d+(\.\d+)?[%x]?$|[%=<>]", text) is None
    )


def _window(text: str, end: int, size: int) -> int:
    """Say where the words begin that a long form may lie in: at most min(|A| + 5, 2|A|) of them."""
    most = min(size + 5, 2 * size)
    begin = max(0, end - 200)
    stops = [match.end() for match in _STOP.finditer(text, begin, end)]
    begin = stops[-1] if stops else begin
    words = [match.start() for match in _WORD.finditer(text, begin, end)]
    return words[-most] if len(words) > most else (words[0] if words else end)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in f"{_EDGE},-":
        end -= 1
    return start, end


@Language.component("short_forms")
def short_forms(doc: Doc) -> Doc:
    """Leave the short forms that the text explains, and a candidate for each of both forms."""
    paper = annotated(doc)
    text = paper.text
    found = list(find(text))
    paper.short_forms.extend(found)
    hyphenated: set[str] = set()
    for short in found:
        long = text[short.long_start : short.long_end]
        score = 0.4 if sum(word[:1].isupper() for word in re.split(r"[\s-]+", long)) > 1 else 0.2
        paper.candidates.append(Candidate(short.start, short.end, "short_forms", score))
        if score > 0.3:  # noqa: PLR2004 - a long form in capitals
            paper.candidates.append(Candidate(short.long_start, short.long_end, "short_forms", 0.2))
        elif "-" in long and " " not in long:
            hyphenated.add(long)
    for long in sorted(hyphenated):  # "the once-for-all framework"
        paper.candidates.extend((Candidate(start, end, "short_forms", 0.2) for start, end in places(text, long)))
    return doc


_COINS = re.compile(rf"\b(?:{INTRODUCING}(?:\s+the)?|novel|new)\s+$", re.IGNORECASE)
_COINED = re.compile(r"[A-Z][\w-]+(?:\s+(?:[A-Z][\w-]+|of|and|for|with|in|the|to|on))*\s+[A-Z][\w-]+")
"""A long form that is written as a name."""
_BEFORE = 40


def is_coined(text: str, short: ShortForm) -> bool:
    """Say whether a paper coins what a short form stands for: "we propose Fast Spatial Memory (FSM)"."""
    cue = _COINS.search(text, max(0, short.long_start - _BEFORE), short.long_start)
    return cue is not None and _COINED.fullmatch(text, short.long_start, short.long_end) is not None
