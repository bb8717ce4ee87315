"""Variant words: sizes, tiers and parts, which tell one variant of a name from another."""

from __future__ import annotations

import re

from extract.lexicon.word_sets import words

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
