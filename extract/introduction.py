"""This file is about what a paper says that it introduces: "we propose X", "a framework called X", "our X"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.candidates import Candidate, add, short_forms, spans
from extract.fields import abstract_start
from extract.shapes import shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_WE = r"(?:we|this\s+(?:paper|work|study|article|report|survey)|(?:our|the|present)\s+(?:paper|work)|I|paper|work)"
_ADVERBS = (
    r"(?:\s+(?:\w+ly|also|then|first|further|next|thus|here|therefore|hence|will|have|has|instead|additionally|,))*"
)
_VERBS = (
    r"(?:propos(?:es?|ed)|introduc(?:es?|ed)|present(?:s|ed)?|releas(?:es?|ed)|open-sourc(?:es?|ed)|develop(?:s|ed)?|"
    r"construct(?:s|ed)?|curat(?:es?|ed)|builds?|built|creat(?:es?|ed)|design(?:s|ed)?|devis(?:es?|ed)|"
    r"contribut(?:es?|ed)|unveil(?:s|ed)?|formulat(?:es?|ed)|establish(?:es|ed)?|collect(?:s|ed)?|describes?|offers?|provides?|"
    r"implement(?:s|ed)?|instantiat(?:es?|ed)|train(?:s|ed)?|synthesiz(?:es?|ed)|put\s+forward|compil(?:es?|ed)|advocates?|pioneers?|report|explores?)"
)
_WEAK = re.compile(
    r"describe|offer|provide|implement|instantiat|train|report|explore|formulat|advocate|collect|pioneer|establish",
    re.IGNORECASE,
)
_CUE = re.compile(
    rf"\b(?:{_WE}{_ADVERBS}\s+(?P<verb>{_VERBS})|(?:and|and\s+then|,|by|to)\s+(?P<more>propos(?:e|ing)|introduc(?:e|ing)|present(?:ing)?|releas(?:e|ing)|develop(?:ing)?|curat(?:e|ing)))"
    r"(?:\s+(?:also|here))?\s+",
    re.IGNORECASE,
)
_CALLED = re.compile(
    r"\b(?:called|named|dubbed|termed|coined|denoted(?:\s+as|\s+by)?|referred\s+to\s+as|"
    r"(?:we|which\s+we)\s+(?:call|term|name|dub|coin|denote|refer\s+to)(?:\s+(?:this|the|our|it|these|them)(?:\s+[\w-]+){0,3}?)?(?:\s+as)?|"
    r"(?:a|an|our|the)\s+(?:[\w-]+\s+){1,6}known\s+as|hence\s+the\s+name|namely|is\s+called|abbreviated\s+as)\s*,?\s*(?:the\s+)?",
    re.IGNORECASE,
)
_OUR = re.compile(r"\b(?:our|the\s+proposed|our\s+proposed)\s+(?:[a-z][\w-]*\s+){0,3}", re.IGNORECASE)
_END = re.compile(
    r"[.;:?!]\s|[.;:?!]$|\s(?:that|which|to|for|by|with|on|where|when|from|via|using|based|built|inspired|designed|whose|through|"
    r"leveraging|while|enabling|capable|in|under|within|aimed|as|of|consisting|comprising|containing|is|are|can)\s|\x1e|, (?:an?|the|our|which|where|one)\s|\s[-–—]{1,3}\s"
)
_BETWEEN_OUR = re.compile(
    r"\b(?:with|on|of|for|to|in|that|which|and|is|are|can|by|using|from|than|as|has|show|shows)\b"
)
_QUOTED = re.compile(r"[\"“‘`']{1,2}([A-Za-z][\w+-]*(?:[ -][\w+-]+){0,4}?),?[\"”’']{1,2}(?!\w)")
_ARTICLE = re.compile(r"^(?:an?|some|several|two|three|four|various|multiple|many)\b", re.IGNORECASE)
_LINK = re.compile(
    r"\s*(?:,|and|&|, and|\([^()]*\)(?:\s*(?:,|and|, and))?)\s*(?:the\s+|its\s+\w+\s+|an?\s+(?:[\w-]+\s+){1,5})?"
)
_GERUND = re.compile(r"\w+ing\s")


@Language.component("introduction")
def introduction(doc: Doc) -> Doc:
    """Leave candidates for what the abstract says that it introduces."""
    text = doc.text
    beginning = abstract_start(doc)
    found = spans(doc)
    long_forms = {(short.long_start, short.long_end): short for short in short_forms(doc)}
    candidates: list[Candidate] = []
    for cue in _CUE.finditer(text, beginning):
        verb = cue["verb"] or cue["more"]
        strength = 0.6 if _WEAK.match(verb) else 0.9
        candidates.extend(_introduced(text, cue.end(), found, strength))
        for (start, end), short in long_forms.items():
            if cue.end() <= start < cue.end() + 90 and not _stop_between(text, cue.end(), start):
                candidates.append(Candidate(short.start, short.end, "introduction", strength, None, "INTRODUCES"))
                if text[start].isupper() or "-" in text[start:end]:
                    candidates.append(Candidate(start, end, "introduction", strength, None, "INTRODUCES"))
    for cue in _CALLED.finditer(text, beginning):
        candidates.extend(_named(text, cue.end(), found))
    for cue in _OUR.finditer(text, beginning):
        span = _next(found, cue.start() + 3, cue.end())
        if span is not None and not _BETWEEN_OUR.search(text[cue.start() : span[0]]):
            kind = shape(text[span[0] : span[1]].split()[0])
            if kind in ("name", "acronym", "capital") and text[span[1] : span[1] + 1] != "-":
                candidates.append(Candidate(*span, "introduction", 0.5, None, "INTRODUCES"))
    add(doc, candidates)
    return doc


def _introduced(text: str, start: int, found: list[tuple[int, int]], strength: float) -> Iterator[Candidate]:
    """Give what is named in the noun phrase after a verb of introduction."""
    window = text[start : start + 240]
    if _GERUND.match(window):
        return
    quoted = _QUOTED.match(re.sub(r"^the ", "    ", window))
    if quoted:
        yield Candidate(start + quoted.start(1), start + quoted.end(1), "introduction", strength, None, "INTRODUCES")
        return
    stop = _END.search(window)
    limit = start + (stop.start() if stop else len(window))
    indefinite = _ARTICLE.match(window) is not None
    last: int | None = None
    for span in found[bisect_left(found, (start, 0)) :]:
        if span[0] >= limit + 1:
            break
        if last is not None and span[0] < last:
            continue
        between = text[last if last is not None else start : span[0]]
        if last is None:
            good = _first(text, between, span, limit, indefinite=indefinite)
        else:
            good = _LINK.fullmatch(between) is not None
        if good:
            yield Candidate(*span, "introduction", strength, None, "INTRODUCES")
            last = span[1]
        elif last is not None:
            break


def _first(text: str, between: str, span: tuple[int, int], limit: int, *, indefinite: bool) -> bool:
    """Is the first name in the noun phrase what is introduced, or does it only describe that?"""
    following = text[span[1] : span[1] + 40]
    if following.startswith("-") or re.search(r"\b(?:of|like|as)\s*$", between):
        return False
    head = (
        re.match(r"\s*(?:\(|,|[.;:]|$)|\s+(?:that|which|to|for|as|in|and|with|on|by|from|—|–|-)\b", following)
        is not None
    )
    if not indefinite:
        return len(between.split()) <= 8  # noqa: PLR2004 - adjectives and a noun
    return head or span[1] >= limit


def _named(text: str, start: int, found: list[tuple[int, int]]) -> Iterator[Candidate]:
    """Give what follows "called" and its like."""
    window = text[start : start + 120]
    quoted = _QUOTED.match(window)
    if quoted:
        yield Candidate(start + quoted.start(1), start + quoted.end(1), "introduction", 0.9, None, "INTRODUCES")
        return
    span = _next(found, start, start + 14)
    if span is not None and re.fullmatch(r"[\W_]*(?:\\(?:text\w+|emph|method|name)\s*\{)?", text[start : span[0]]):
        yield Candidate(*span, "introduction", 0.9, None, "INTRODUCES")
        following = _next(found, span[1], span[1] + 12)
        if following is not None and _LINK.fullmatch(text[span[1] : following[0]]):
            yield Candidate(*following, "introduction", 0.7, None, "INTRODUCES")


def _next(found: list[tuple[int, int]], start: int, latest: int) -> tuple[int, int] | None:
    place = bisect_left(found, (start, 0))
    if place == len(found) or found[place][0] > latest:
        return None
    same = [span for span in found[place : place + 4] if span[0] == found[place][0]]
    return same[-1]


def _stop_between(text: str, start: int, end: int) -> bool:
    return re.search(r"[.;:?!]\s|\s(?:that|which|where)\s|, (?:an?|the)\s", text[start:end]) is not None
