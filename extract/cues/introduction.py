"""Cues of INTRODUCES: "we propose X", "this work presents the X framework"."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.cues.noun_phrases import end_of_phrase, joined, longest_between
from extract.document import Candidate, abstract_start, annotated, cues
from extract.lexicon import DASH, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from kg.model import Label

_PURPOSE = re.compile(r"(?:^|[.\s])to\s+(?:\w+ly\s+)?(?:benchmark|evaluate|assess|measure)\b[^.]{0,90}$", re.IGNORECASE)
_QUOTED = re.compile(r"(?:the )?[\"“\u2018`']{1,2}([A-Za-z][\w+-]*(?:[ -][\w+-]+){0,4}?),?[\"”\u2019']{1,2}(?!\w)")
_ARTICLE = re.compile(r"(?:an?|some|several|two|three|four|various|multiple|many)\b", re.IGNORECASE)
_NO_OBJECT = re.compile(r"(?:\w+ing|on|upon|from|with|in|at|by|over|to|for|of|that|how|whether)\s")
"""What begins no object: "we build on IGPO", "we propose training GPT-2"."""
_IN_LOWER_CASE = re.compile(
    r"(?!(?:an?|the|our|several|some|two|three|new|novel|its?|this|these|such|how|and|by)\b)"
    r"([a-z][\w-]+(?:\s[a-z][\w-]+){0,3})(?:\s\([^()]{2,12}\))?,\san?\s"
)
"""A name that only what is said of it behind a comma tells: "we propose budget guidance, a method that ..."."""
_CAPITALS = re.compile(r"(?:[ -][A-Z][\w-]+)+")
_PART_OF = re.compile(r"\b(?:of|like|as|modified|enhanced|improved|extended|adapted|existing)\s*$")
_SERIES = re.compile(
    r"(?:\s+[a-z][\w-]*){0,3}\s*,?\s+(?:\w+ly\s+)?(?:including|comprising|namely|consisting\s+of|composed\s+of)\s+(?:the\s+)?"
)
"""Between a family and its members: "the X model series, including A and B"."""
_HEAD = re.compile(r"\s*(?:\(|,|[.;:]|$)|\s+(?:that|which|to|for|as|in|and|with|on|by|from|—|\u2013|-)\b")
_SURE, _LESS_SURE = 0.9, 0.6
_MOST_ADJECTIVES = 8


@Language.component("introduction")
def introduction(doc: Doc) -> Doc:
    """Leave candidates for what follows "we propose" and its like."""
    paper = annotated(doc)
    text = paper.text
    beginning = abstract_start(text)
    found = paper.spans()
    listed = {(c.start, c.end) for c in paper.candidates if c.component == "term_lists"}
    explained = sorted(paper.short_forms, key=lambda short: short.long_start)
    begins = [short.long_start for short in explained]
    said: list[Candidate] = []
    for cue in cues(text, beginning):
        strength = _LESS_SURE if cue["weak"] else _SURE
        purpose = _PURPOSE.search(text, max(0, beginning - 1, cue.start() - 120), cue.start())
        label: Label | None = "Benchmark" if purpose else None
        limit = end_of_phrase(text, cue.end())
        lower = None if cue["weak"] or _NO_OBJECT.match(text, cue.end()) else _IN_LOWER_CASE.match(text, cue.end())
        if lower is not None:
            said.append(Candidate(*lower.span(1), "introduction", strength, label, "INTRODUCES"))
        for start, end in _introduced(text, cue.end(), limit, found, listed):
            said.append(Candidate(start, end, "introduction", strength, label, "INTRODUCES"))
        if text.startswith("to ", cue.end()):  # "we propose to extend X"
            continue
        for short in explained[bisect_left(begins, cue.end()) : bisect_left(begins, limit)]:
            said.append(Candidate(short.start, short.end, "introduction", strength, label, "INTRODUCES"))
            long = text[short.long_start : short.long_end]
            if long[0].isupper() or "-" in long:
                long_form = (short.long_start, short.long_end)
                said.append(Candidate(*long_form, "introduction", strength, None, "INTRODUCES"))
    paper.candidates.extend(said)
    return doc


def _introduced(
    text: str, start: int, limit: int, found: list[tuple[int, int]], listed: set[tuple[int, int]]
) -> Iterator[tuple[int, int]]:
    """Give what is named in the noun phrase after a verb of introduction."""
    if _NO_OBJECT.match(text, start):
        return
    quoted = _QUOTED.match(text, start)
    if quoted:
        yield quoted.span(1)
        return
    indefinite = _ARTICLE.match(text, start) is not None
    last: int | None = None
    for span in longest_between(found, start, limit):
        if last is None:
            good = _first(text, start, span, limit, indefinite=indefinite)
        elif span[0] < last:
            continue
        else:
            good = _further(text, last, span, listed)
        if good:
            longer = _CAPITALS.match(text, span[1]) if span in listed else None
            last = longer.end() if longer else span[1]
            yield span[0], last
        elif last is not None:
            return


def _first(text: str, start: int, span: tuple[int, int], limit: int, *, indefinite: bool) -> bool:
    """Is the first name in the noun phrase what is introduced, or does it only describe that?"""
    between = text[start : span[0]]
    adjective = text.startswith("-", span[1]) and not DASH.match(text, span[1])
    if adjective or _PART_OF.search(between):
        return False
    if not indefinite:
        return len(between.split()) <= _MOST_ADJECTIVES
    return _HEAD.match(text, span[1]) is not None or span[1] >= limit


def _further(text: str, last: int, span: tuple[int, int], listed: set[tuple[int, int]]) -> bool:
    """Is a further name introduced beside the one before it, or is it that one's short form?"""
    between = text[last : span[0]]
    if between.strip() == "(":
        return shape(text[span[0] : span[1]]) in ("name", "acronym")
    return span not in listed and (joined(between) or _SERIES.fullmatch(between) is not None)
