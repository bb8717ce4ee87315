"""This file is about what a paper says that it introduces: "we propose X", "a framework called X", "our X"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.candidates import Candidate, add, candidates, short_forms, spans
from extract.fields import abstract_start
from extract.forms import is_family
from extract.shapes import shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from extract.candidates import ShortForm
    from kg.model import Label

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
_PURPOSE = re.compile(r"(?:^|[.\s])to\s+(?:\w+ly\s+)?(?:benchmark|evaluate|assess|measure)\b[^.]{0,90}$", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:is|are|was)\s+(?:further\s+|also\s+|then\s+)?(?:proposed|introduced|presented|developed|designed|released|devised)\b",
    re.IGNORECASE,
)
_NEAR = re.compile(r"\s*(?:\([^()]*\)|,)?\s*")
_SUBJECT = re.compile(r"\b(?:we|our)\b", re.IGNORECASE)
_PARTS = re.compile(
    r"\b(?:at\s+(?:its|the)\s+(?:core|heart)(?:\s+of\s+[\w-]+)?\s*,?\s*(?:is|lies|are)|consists?\s+of|comprises?|comprising|"
    r"consisting\s+of|composed\s+of|its\s+(?:core|key)\s+\w+\s+(?:is|are)|the\s+core\s+of\s+[\w-]+\s+is|features?)\s+",
    re.IGNORECASE,
)
_ADJECTIVES = re.compile(r"(?:(?:the|an?|our|its|both)\s+)?(?:[a-z][\w-]*\s+){0,6}\(?|(?:[a-z][\w-]*\s+){1,9}\(")
_ORDINAL = re.compile(
    r"(?:\b(?:first|second|third|one|another)(?:ly)?,?|\band)\s+[\"“`']{1,2}([A-Za-z][\w+-]*(?:[ -][\w+-]+){0,3}?),?[\"”'’]{1,3}(?!\w)",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:we|this\s+(?:paper|work))\s+(?:\w+ly\s+)?(?:introduce|propose|present|develop|design)s?\s+\w+", re.IGNORECASE
)
_GERUND = re.compile(r"\w+ing\s")


@Language.component("introduction")
def introduction(doc: Doc) -> Doc:
    """Leave candidates for what the abstract says that it introduces."""
    text = doc.text
    beginning = abstract_start(doc)
    found = spans(doc)
    listed = {(c.start, c.end) for c in candidates(doc) if c.component == "term_lists"}
    long_forms = {(short.long_start, short.long_end): short for short in short_forms(doc)}
    said: list[Candidate] = []
    for cue in _CUE.finditer(text, beginning):
        verb = cue["verb"] or cue["more"]
        strength = 0.6 if _WEAK.match(verb) else 0.9
        label: Label | None = (
            "Benchmark" if _PURPOSE.search(text, max(beginning, cue.start() - 120), cue.start()) else None
        )
        limit = _limit(text, cue.end())
        said.extend(_introduced(text, cue.end(), limit, found, listed, strength, label))
        for (start, end), short in long_forms.items():
            if cue.end() <= start < limit:
                said.append(Candidate(short.start, short.end, "introduction", strength, label, "INTRODUCES"))
                if text[start].isupper() or "-" in text[start:end]:
                    said.append(Candidate(start, end, "introduction", strength, None, "INTRODUCES"))
    for cue in _CALLED.finditer(text, beginning):
        said.extend(_named(text, cue.end(), found))
    for cue in _OUR.finditer(text, beginning):
        span = _next(found, cue.start() + 3, cue.end())
        if span is not None and not _BETWEEN_OUR.search(text[cue.start() : span[0]]):
            kind = shape(text[span[0] : span[1]].split()[0])
            if (
                span not in listed
                and not is_family(text[slice(*span)])
                and kind in ("name", "acronym", "capital")
                and text[span[1] : span[1] + 1] != "-"
            ):
                said.append(Candidate(*span, "introduction", 0.5, None, "INTRODUCES"))
    for cue in _PASSIVE.finditer(text, beginning):
        place = bisect_left(found, (cue.start(), 0)) - 1
        if place >= 0 and found[place] not in listed and _NEAR.fullmatch(text[found[place][1] : cue.start()]):
            said.append(Candidate(*found[place], "introduction", 0.85, None, "INTRODUCES"))
    for short in long_forms.values():
        if (
            short.long_start >= beginning
            and _own_sentence(doc, short)
            and _titled(text[short.long_start : short.long_end])
        ):
            said.append(Candidate(short.start, short.end, "introduction", 0.6, None, "INTRODUCES"))
    for cue in _PARTS.finditer(text, beginning):
        said.extend(_parts(text, cue.end(), found, listed))
    for cue in _ORDINAL.finditer(text, beginning):
        if _OWN.search(text, max(beginning, cue.start() - 300), cue.start()):
            said.append(Candidate(cue.start(1), cue.end(1), "introduction", 0.85, "Method", "INTRODUCES"))
    add(doc, said)
    return doc


def _limit(text: str, start: int) -> int:
    """Say where the noun phrase ends that begins here."""
    stop = _END.search(text, start, start + 240)
    return stop.start() if stop else min(len(text), start + 240)


def _introduced(
    text: str,
    start: int,
    limit: int,
    found: list[tuple[int, int]],
    listed: set[tuple[int, int]],
    strength: float,
    label: Label | None,
) -> Iterator[Candidate]:
    """Give what is named in the noun phrase after a verb of introduction."""
    window = text[start : start + 240]
    if _GERUND.match(window):
        return
    quoted = _QUOTED.match(re.sub(r"^the ", "    ", window))
    if quoted:
        yield Candidate(start + quoted.start(1), start + quoted.end(1), "introduction", strength, label, "INTRODUCES")
        return
    indefinite = _ARTICLE.match(window) is not None
    last: int | None = None
    for span in _longest(found, start, limit):
        if last is not None and span[0] < last:
            continue
        between = text[last if last is not None else start : span[0]]
        if last is None:
            good = _first(text, between, span, limit, indefinite=indefinite)
        else:
            good = (between.strip() == "(" and shape(text[slice(*span)]) in ("name", "acronym")) or (
                span not in listed and _LINK.fullmatch(between) is not None
            )
        if good:
            yield Candidate(*span, "introduction", strength, label, "INTRODUCES")
            last = span[1]
        elif last is not None:
            break


def _longest(found: list[tuple[int, int]], start: int, limit: int) -> Iterator[tuple[int, int]]:
    """Give the spans between two places, of those that begin together the longest."""
    for place in range(bisect_left(found, (start, 0)), len(found)):
        if found[place][0] > limit:
            return
        if place + 1 == len(found) or found[place + 1][0] != found[place][0]:
            yield found[place]


def _own_sentence(doc: Doc, short: ShortForm) -> bool:
    """Does the sentence that explains a short form say what the paper does?"""
    span = doc.char_span(short.start, short.end, alignment_mode="expand")
    return span is not None and _SUBJECT.search(doc.text, span.sent.start_char, short.long_start) is not None


def _titled(long: str) -> bool:
    """Is a long form written as a name: its words with capitals?"""
    words = [word for word in re.split(r"[\s-]+", long) if len(word) > len("with")]
    return len(words) > 1 and all(word[0].isupper() for word in words)


def _parts(text: str, start: int, found: list[tuple[int, int]], listed: set[tuple[int, int]]) -> Iterator[Candidate]:
    """Give the named parts of what the paper introduces: "X consists of an A and a B"."""
    last = None
    for span in _longest(found, start, _limit(text, start)):
        between = text[start if last is None else last : span[0]]
        if span in listed or shape(text[span[0] : span[1]].split()[0]) != "name":
            return
        if not (_LINK.fullmatch(between) if last is not None else _ADJECTIVES.fullmatch(between)):
            return
        yield Candidate(*span, "introduction", 0.6, None, "INTRODUCES")
        last = span[1]


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
    return [span for span in found[place : place + 4] if span[0] == found[place][0]][-1]
