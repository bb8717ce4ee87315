"""Spans of benchmarks: a mention takes in the noun behind the name, as "the MNIST dataset" mentions MNIST.

Annotators of datasets mark the noun too, so the mention is as long as they would mark it; what it names is the name
alone. Nothing is decided here any more, so it comes after everything that decides.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from spacy.language import Language

from extract.document import abstract_start, annotated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from kg.model import Mention

_HEAD: Final = "heddes"
"""Whose annotators mark datasets with their nouns, and nothing else."""
_BREAK: Final = re.compile(r"[^\w -]|\band\b")
"""What no noun goes over: "MNIST and CIFAR-10 datasets" are two mentions."""


@Language.component("nouns")
def nouns(doc: Doc) -> Doc:
    """Stretch the mentions of benchmarks over their nouns."""
    paper = annotated(doc)
    if paper.tagged is not None and any(one.label == "Benchmark" for one in paper.mentions):
        ends = {span.start: span.end for span in paper.tagged.spans(_HEAD)}
        paper.mentions = tuple(stretched(paper.text, paper.mentions, ends))
    return doc


def stretched(text: str, found: Sequence[Mention], ends: dict[int, int]) -> list[Mention]:
    """Stretch what begins where a dataset does, as far as it goes and no other mention stands.

    Args:
        text: title and abstract.
        found: mentions by field and place.
        ends: start of each marked dataset to its end.
    """
    longer = []
    for one, following in zip_longest(found, found[1:]):
        begin = abstract_start(text) if one.field == "abstract" else 0
        end = ends.get(begin + one.start, 0) - begin
        behind = text[begin + one.end : begin + end].rstrip(" -")
        end = one.end + len(behind)
        free = following is None or following.field != one.field or end <= following.start
        if one.label == "Benchmark" and behind and free and not _BREAK.search(behind):
            longer.append(replace(one, end=end, surface=one.surface + behind, name=one.name or one.surface))
        else:
            longer.append(one)
    return longer
