"""The vocabulary: common words, words that tell one variant of a name from another, and separators."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

SEPARATOR = "\x1e"
"""What parts title from abstract."""
DASH = re.compile(r"-(?=(?:an?|the|our|which|that|but|with)(?![\w-]))")
"""A hyphen that stands for a dash: 84,000 abstracts have 500, and of the 130 that were read only "is-a" is none."""
EAST = r"\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
"""Ranges of scripts without capitals and, mostly, blanks: kana, Han, Hangul; within the brackets of a pattern."""


def words(text: str) -> frozenset[str]:
    """Split a text at blanks.

    >>> sorted(words("of the and"))
    ['and', 'of', 'the']
    """
    return frozenset(text.split())


@cache
def common_words() -> frozenset[str]:
    """Give the words that abstracts write in lower case: what is capitalised and not among them may be a name."""
    return words(resources.files("extract").joinpath("terms", "common.txt").read_text(encoding="utf-8"))


SIZE = re.compile(r"^(?:a?\d+(?:\.\d+)?[bm]|\d+(?:\.\d+)?[bm]|\d+x\d+b)$")
"""The number of a model's parameters, as a piece of a normal form."""

VARIANT_WORDS = words(
    "base large small tiny mini nano micro medium huge giant xl xxl lite flash pro turbo plus max ultra "
    "instruct chat it preview thinking instant sonnet opus haiku distill distilled high low"
)
"""Words that tell one variant of a model from another, after the name that they share."""

SUBSET_WORDS = words(
    "verified lite pro hard easy mini full extended multilingual multimodal live plus diamond main challenge + 1k 21k"
)
"""Words that tell one version or part of a benchmark from another, after the name that they share."""
TIERS = words(
    "Turbo Pro Flash Flash-Lite Lite Mini Nano Max Ultra Plus Sonnet Opus Haiku Instruct Chat Base Large Small "
    "XL XXL Thinking Preview Medium Huge Verified Omni Coder Vision Next Air Edit Guard V R"
)
"""Words that may follow the name of a model, as a version does: "Gemini 1.5 Pro"."""
