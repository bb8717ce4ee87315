"""This file is about words that only look like names: LLMs, GPU, 3D, venues, organisations, hardware.

The component takes candidates for such words away, unless the paper introduces them: in "MAP: A Map-then-Act Paradigm"
and "we propose VL-SAE, a ..." they are names. What a paper merely abbreviates ("large language models (LLMs)") is none.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.candidates import candidates, replace, short_forms
from extract.fields import abstract_start, text_of
from extract.introduction import cues
from extract.normal_form import normal_form
from extract.repositories import REPOSITORIES
from extract.title_parts import title_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from extract.candidates import Candidate, ShortForm

_ROMAN = re.compile(r"[IVXLC]+")
_SITE = re.compile(r"(?:https?:|www\.).*|.*\.(?:io|com|org|ai|net|edu)")
_HARDWARE = re.compile(
    r"(?:\d+x)?(?:NVIDIA[- ])?(?:[ABHLV]\d{2,4}|RTX|GTX|TPU|Ascend|MI\d{3}X?)\b.*"
    r"|.*\b(?:GPU|NPU|CPU|TPU|HBM|DRAM|VRAM)s?|[GTMKP]?F[Ll][Oo][Pp][Ss]"
)
_LATEX = re.compile(r"^\\|(?<![_^])\{|^[^{]*\}")
"""Commands and braces of LaTeX that hold no sub- or superscript."""
_INTRODUCED = re.compile(
    r"(?:the )?([A-Z0-9]\w*(?:-[A-Z0-9]\w*)+(?=[,.:;]|\s+[(a-z])|[A-Z][A-Z0-9]+(?=,\s+(?:an?|the|our)\s|:\s))"
)
"""A word of parts with capitals that is no part of a longer name, or one in capitals that is explained at once."""
_COINS = re.compile(
    r"\b(?:(?:propos|introduc|present|develop|design|call|nam|dub|term)\w*(?:\s+the)?|novel|new)\s+$", re.IGNORECASE
)
_COINED = re.compile(r"[A-Z][\w-]+(?:\s+(?:[A-Z][\w-]+|of|and|for|with|in|the|to|on))*\s+[A-Z][\w-]+")
"""A long form that is written as a name."""
_BEFORE = 40


@cache
def negative_words() -> frozenset[str]:
    """Give the words of our negative list, as written there and as plurals."""
    text = resources.files("extract").joinpath("terms", "negatives.tsv").read_text(encoding="utf-8")
    listed = {line.split("\t")[0] for line in text.splitlines() if line.strip()}
    return frozenset(listed | {f"{word}s" for word in listed})


@lru_cache(maxsize=65536)
def is_negative(surface: str) -> bool:
    """Say whether a surface form only looks like a name.

    >>> is_negative("LLMs"), is_negative("BERT"), is_negative("III")
    (True, False, True)
    """
    if (
        surface in negative_words()
        or normal_form(surface) in negative_words()
        or _SITE.fullmatch(surface)
        or _ROMAN.fullmatch(surface)
        or _HARDWARE.fullmatch(surface)
        or _LATEX.search(surface)
    ):
        return True
    parts = re.split(r"[\s/-]+", surface)
    return len(parts) > 1 and all(part in negative_words() or part in {"of", "the", "and", "to", "a"} for part in parts)


def is_coined(text: str, short: ShortForm) -> bool:
    """Say whether a paper coins what a short form stands for: "we propose Fast Spatial Memory (FSM)"."""
    cue = _COINS.search(text, max(0, short.long_start - _BEFORE), short.long_start)
    return cue is not None and _COINED.fullmatch(text, short.long_start, short.long_end) is not None


@Language.component("negatives")
def negatives(doc: Doc) -> Doc:
    """Take away candidates that only look like names."""
    text = text_of(doc)
    abbreviations = {
        text[short.start : short.end] for short in short_forms(doc) if text[short.long_start : short.long_end].islower()
    }
    abbreviations |= {word.removesuffix("s") for word in abbreviations} | {f"{word}s" for word in abbreviations}
    own = {*_own(text), *(text[one.start : one.end] for one in short_forms(doc) if is_coined(text, one))}

    def looks_only(candidate: Candidate) -> bool:
        surface = text[candidate.start : candidate.end]
        if candidate.component == REPOSITORIES or surface in own:
            return False
        abbreviates = candidate.component in ("names", "short_forms") and surface in abbreviations
        return is_negative(surface) or (abbreviates and surface.removesuffix("s").isupper())

    replace(doc, [candidate for candidate in candidates(doc) if not looks_only(candidate)])
    return doc


def _own(text: str) -> Iterator[str]:
    """Give the words that the paper introduces as names, whatever their parts mean elsewhere."""
    beginning = abstract_start(text)
    name = title_name(text[: max(0, beginning - 1)])
    if name is not None:
        yield name
    for cue in cues(text, beginning):
        introduced = _INTRODUCED.match(text, cue.end())
        if introduced is not None:
            yield introduced[1]
