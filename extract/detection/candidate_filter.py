"""The candidate filter: what only looks like a name is taken away (LLMs, GPU, 3D, venues, hardware).

The component takes candidates for such words away, unless the paper introduces them: in "MAP: A Map-then-Act Paradigm"
and "we propose VL-SAE, a ..." they are names. What a paper merely abbreviates ("large language models (LLMs)") is none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.detection.abbreviations import is_coined
from extract.detection.hub_names import find
from extract.detection.repository_urls import REPOSITORIES
from extract.document import Candidate, abstract_start, annotated, cues, title_name
from extract.lexicon import is_negative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

_OF_A_HUB = 0.8
_INTRODUCED = re.compile(
    r"(?:the )?([A-Z0-9]\w*(?:-[A-Z0-9]\w*)+(?=[,.:;]|\s+[(a-z])|[A-Z][A-Z0-9]+(?=,\s+(?:an?|the|our)\s|:\s))"
)
"""A word of parts with capitals that is no part of a longer name, or one in capitals that is explained at once."""


@Language.component("negatives")
def negatives(doc: Doc) -> Doc:
    """Take away candidates that only look like names."""
    paper = annotated(doc)
    text = paper.text
    abbreviations = {
        text[short.start : short.end]
        for short in paper.short_forms
        if text[short.long_start : short.long_end].islower()
    }
    abbreviations |= {word.removesuffix("s") for word in abbreviations} | {f"{word}s" for word in abbreviations}
    own = {*_own(text), *(text[one.start : one.end] for one in paper.short_forms if is_coined(text, one))}

    def looks_only(candidate: Candidate) -> bool:
        surface = text[candidate.start : candidate.end]
        if candidate.component == REPOSITORIES or surface in own:
            return False
        abbreviates = candidate.component in ("names", "short_forms") and surface in abbreviations
        return is_negative(surface) or (abbreviates and surface.removesuffix("s").isupper())

    paper.candidates = [candidate for candidate in paper.candidates if not looks_only(candidate)]
    for hub in find(text):
        paper.candidates = [one for one in paper.candidates if one.end <= hub.owner or hub.end <= one.start]
        paper.candidates.append(Candidate(hub.start, hub.end, "names", _OF_A_HUB, "Model"))
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
