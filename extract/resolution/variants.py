"""Variants: which normal form may name a size, a version or a part of which."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from extract.lexicon import SIZE, SUBSET_WORDS, VARIANT_WORDS

if TYPE_CHECKING:
    from kg.model import Label

_RELEASE = re.compile(r"(.*?[^\W\d])(?: v)? (?:\d(?:\.\d+)?|(?:20)?[12]\d)")
"""A benchmark, and its version or its year."""


def parents(form: str, label: Label = "Model") -> tuple[str, ...]:
    """List the normal forms that the normal form of a model or a benchmark may be a variant of, nearest first.

    >>> parents("llama 2 70b chat")
    ('llama 2 70b', 'llama 2')
    >>> parents("gpt 4")
    ()
    >>> parents("swe bench verified", "Benchmark"), parents("aime 2024", "Benchmark"), parents("cifar 100", "Benchmark")
    (('swe bench',), ('aime',), ())
    >>> parents("mmeb v 2", "Benchmark"), parents("aime 24 25", "Benchmark")
    (('mmeb',), ())
    """
    pieces = form.split()
    found = []
    variants = VARIANT_WORDS if label == "Model" else SUBSET_WORDS
    while len(pieces) > 1 and ((label == "Model" and SIZE.match(pieces[-1])) or pieces[-1] in variants):
        pieces = pieces[:-1]
        found.append(" ".join(pieces))
    release = _RELEASE.fullmatch(" ".join(pieces)) if label == "Benchmark" else None
    return (*found, release[1]) if release else tuple(found)
