"""The title as a cue: what "X: ..." introduces, and what type the words behind the colon give it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.cues.noun_phrases import label_of_phrase
from extract.document import Candidate, abstract_start, annotated, places, title_name, title_parts
from extract.lexicon import is_negative, shape, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from kg.model import Label

_MOST_WORDS = 5
_SMALL = words("a an the of in on for to with and or as at by from")
_SURVEY = re.compile(
    r"\b(?:survey|review|overview|tutorial|position paper|perspectives?|roadmap|case study|empirical study|"
    r"technical report|lessons|opportunities|challenges)\b",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"[?!]|\bvs\.?\b|^(?:from|beyond|towards?|on|how|why|what|when|do|does|is|are|can|the|an?)\b", re.IGNORECASE
)


@Language.component("title")
def title(doc: Doc) -> Doc:
    """Leave candidates for what the title introduces."""
    paper = annotated(doc)
    text = paper.text
    end = max(0, abstract_start(text) - 1)
    parts = title_parts(text[:end])
    if parts is None:
        return doc
    start, stop, tail = parts
    surface = text[start:stop]
    words = surface.split()
    label: Label | None = label_of_phrase(text[tail:end])
    short = next((s for s in paper.short_forms if s.long_start == start and s.end <= end + 2), None)
    if short is not None:
        stop, surface = short.long_end, text[start : short.long_end]
    if _slogan(surface) or (title_name(text[:end]) is None and (is_negative(surface) or is_negative(words[0]))):
        return doc
    shapes = [shape(word) for word in words]
    abstract = text[end:]
    named = len(words) == 1 and (surface.isupper() or shapes[0] in ("name", "acronym", "capital"))
    versioned = shapes[0] in ("name", "acronym", "capital") and all(form == "version" for form in shapes[1:])
    again = next(places(abstract.lower(), surface.lower()), None) is not None
    if _SURVEY.search(text[tail:end]) and not (named and again):
        return doc
    score = 0.0
    if named or versioned:
        score = 0.95 if again else 0.85
    elif again and (surface in abstract or not any(word in _SMALL or is_negative(word) for word in words)):
        score = 0.8
    elif any(form == "name" for form in shapes) and len(words) <= 2:  # noqa: PLR2004 - a name and one word more
        score = 0.7
    if score:
        paper.candidates.extend((Candidate(start, stop, "title", score, None, "INTRODUCES"),))
        if label is not None:
            paper.candidates.extend((Candidate(start, stop, "title", 0.7, label),))
    return doc


def _slogan(surface: str) -> bool:
    """Say whether what stands before the colon is a saying, a question or a long phrase."""
    return len(surface.split()) > _MOST_WORDS or _NO_NAME.search(surface) is not None
