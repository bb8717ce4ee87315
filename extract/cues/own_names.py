"""Further cues of INTRODUCES: "called X", "our X", "first, "X" ..."."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.cues.named_parts import parts
from extract.cues.noun_phrases import joined, next_span
from extract.document import Candidate, abstract_start, annotated, first_cue, introduces
from extract.lexicon import is_family, shape, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from extract.document import ShortForm

    Span = tuple[int, int]

_CALLED = re.compile(
    r"\b(?:called|named|dubbed|termed|coined|denoted(?:\s+as|\s+by)?|referred\s+to\s+as|"
    r"(?:we|which\s+we)\s+(?:call|term|name|dub|coin|denote|refer\s+to)"
    r"(?:\s+(?:this|the|our|it|these|them)(?:\s+[\w-]+){0,3}?)?(?:\s+as)?|"
    r"known\s+as|hence\s+the\s+name|namely|abbreviated\s+as)\s*,?\s*(?:the\s+)?",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:we|our|this\s+paper|propose|introduce|present)\b[^.;]*$", re.IGNORECASE)
_OTHERS_SAY = re.compile(r"known|referred", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“\u2018`']{1,2}([A-Za-z][\w+-]*(?:[ -][\w+-]+){0,4}?),?[\"”\u2019']{1,2}(?!\w)")
_MARKUP = re.compile(r"[\W_]*(?:\\(?:text\w+|emph|method|name)\s*\{)?")
_OUR = re.compile(r"\b(?:our|the\s+proposed|our\s+proposed)\s+(?:[a-z][\w-]*\s+){0,3}", re.IGNORECASE)
_CLAUSE = re.compile(r"\b(?:with|on|of|for|to|in|that|which|and|is|are|can|by|using|from|than|as|has|show|shows)\b")
_ORDINAL = re.compile(
    r"(?:\b(?:first|second|third|one|another)(?:ly)?,?|\band)\s+"
    r"[\"“`']{1,2}([A-Za-z][\w+-]*(?:[ -][\w+-]+){0,3}?),?[\"”'\u2019]{1,3}(?!\w)",
    re.IGNORECASE,
)
_BORROWED = re.compile(
    r"\b(?:upon|on|using|us(?:e|es|ed)|adopt\w*|extend\w*|generali[sz]\w*|improv\w*|leverag\w*|from|than|like|unlike|over)\s+"
    r"(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
"""Before what others introduced: "built upon Easy Tuning (ET)"."""
_NEW = re.compile(r"(?:\s*\([^()]*\))?,\s+(?:an?|our)\s+(?:new|novel|newly\s+\w+)\s")
_DEFINITION = re.compile(r"(?<![\w-])([a-z][\w-]+(?: [a-z][\w-]+){1,3}): an? ")
_SENTENCE = 240
_SMALL = words("a an the of in on for to with and or as at by from via using this our")
_SMALL_WORD = len("with")


@Language.component("naming")
def naming(doc: Doc) -> Doc:
    """Leave candidates for what a paper names as its own in other ways than "we propose"."""
    paper = annotated(doc)
    text = paper.text
    beginning = abstract_start(text)
    found = paper.spans()
    listed = {(c.start, c.end) for c in paper.candidates if c.component == "term_lists"}
    own = first_cue(text, beginning)
    said = [
        *_called(text, beginning, found),
        *_called_in_full(text, beginning, paper.short_forms),
        *_ours(text, beginning, found, listed),
        *(_own(*span, 0.6) for span in parts(text, beginning, own, found, listed)),
        *_ordinals(text, beginning),
        *_new(text, own, found, listed),
        *_defined(text, beginning, own),
    ]
    for short in paper.short_forms:
        both = {(short.start, short.end), (short.long_start, short.long_end)}
        borrowed = _BORROWED.search(text, max(0, short.long_start - 40), short.long_start) is not None
        if (
            short.start > own
            and not borrowed
            and _titled(text[short.long_start : short.long_end])
            and not both & listed
        ):
            said.append(_own(short.start, short.end, 0.6))
    paper.candidates.extend(said)
    return doc


def _own(start: int, end: int, score: float) -> Candidate:
    return Candidate(start, end, "naming", score, None, "INTRODUCES")


def _called(text: str, beginning: int, found: list[Span]) -> Iterator[Candidate]:
    """Give what follows "called" and its like."""
    for cue in _CALLED.finditer(text, beginning):
        if _OTHERS_SAY.match(cue[0]) and not _OURS.search(text, max(beginning, cue.start() - _SENTENCE), cue.start()):
            continue
        quoted = _QUOTED.match(text, cue.end())
        if quoted:
            yield _own(*quoted.span(1), 0.9)
            continue
        span = next_span(found, cue.end(), cue.end() + 14)
        if span is not None and _MARKUP.fullmatch(text, cue.end(), span[0]):
            yield _own(*span, 0.9)
            following = next_span(found, span[1], span[1] + 12)
            if following is not None and joined(text[span[1] : following[0]]):
                yield _own(*following, 0.7)


def _called_in_full(text: str, beginning: int, shorts: list[ShortForm]) -> Iterator[Candidate]:
    """Give the short form of what follows "called" in full: "a strategy named discrete diffusion forcing (D2F)"."""
    begins = {short.long_start: short for short in shorts}
    for cue in _CALLED.finditer(text, beginning):
        short = begins.get(cue.end())
        if short is not None and _OTHERS_SAY.match(cue[0]) is None:
            yield _own(short.start, short.end, 0.9)


def _ours(text: str, beginning: int, found: list[Span], listed: set[Span]) -> Iterator[Candidate]:
    """Give what follows "our" and "the proposed", unless it is what ours is made of."""
    for cue in _OUR.finditer(text, beginning):
        span = next_span(found, cue.start() + 3, cue.end())
        if span is None or span in listed or _CLAUSE.search(text, cue.start(), span[0]):
            continue
        surface = text[slice(*span)]
        kind = shape(surface.split()[0])
        if kind in ("name", "acronym", "capital") and not is_family(surface) and not text.startswith("-", span[1]):
            yield _own(*span, 0.5)


def _defined(text: str, beginning: int, own: int) -> Iterator[Candidate]:
    """Give a phrase of the title where a colon and its definition follow: "dynamic tokenization: a way to ..."."""
    title = text[:beginning].lower()
    for cue in _DEFINITION.finditer(text, own, own + 2 * _SENTENCE):
        words = cue[1].split()
        for first in range(len(words) - 1):
            phrase = " ".join(words[first:])
            if _SMALL.isdisjoint(words[first:]) and phrase in title:
                yield _own(cue.end(1) - len(phrase), cue.end(1), 0.85)
                break


def _ordinals(text: str, beginning: int) -> Iterator[Candidate]:
    """Give what is quoted after "first" and "second", once the paper said what it introduces."""
    for cue in _ORDINAL.finditer(text, beginning):
        if introduces(text, max(beginning, cue.start() - 300), cue.start()):
            yield Candidate(*cue.span(1), "naming", 0.85, "Method", "INTRODUCES")


def _new(text: str, own: int, found: list[Span], listed: set[Span]) -> Iterator[Candidate]:
    """Give what is called new once the paper said what it introduces: "we train it on A, a new dataset"."""
    for start, end in found:
        if start > own and (start, end) not in listed and _NEW.match(text, end):
            yield _own(start, end, 0.6)


def _titled(long: str) -> bool:
    """Is a long form written as a name: its words with capitals?"""
    words = [word for word in re.split(r"[\s-]+", long) if len(word) > _SMALL_WORD]
    return len(words) > 1 and all(word[0].isupper() for word in words)
