"""The common vocabulary: what abstracts write in lower case is no name because it has a capital."""

from __future__ import annotations

from functools import cache
from importlib import resources


@cache
def common_words() -> frozenset[str]:
    """Give the words that abstracts write in lower case: what is capitalised and not among them may be a name."""
    text = resources.files("extract").joinpath("terms", "common.txt").read_text(encoding="utf-8")
    return frozenset(text.split())
