"""The structure of a title: what stands before its colon, and what after."""

from __future__ import annotations

import re
from typing import NamedTuple

from extract.lexicon import shape

_COLON = re.compile(r"\s*(?::|\s[-\u2013—]{1,3}\s|--)\s*")


class TitleParts(NamedTuple):
    """Where the head of a title begins and ends, without its quotes, and where the rest begins."""

    start: int
    end: int
    tail: int


def title_parts(title: str) -> TitleParts | None:
    """Part a title at its colon or dash; None where it has none, or nothing before it."""
    colon = _COLON.search(title)
    if colon is None:
        return None
    raw = title[: colon.start()]
    start = len(raw) - len(raw.lstrip(" \"'“\u2018$*{}\\"))
    end = len(raw.rstrip(" \"'”\u2019$*{}\\"))
    return TitleParts(start, end, colon.end()) if start < end else None


def title_name(title: str) -> str | None:
    """Give the one word that stands before the colon, where it is written as names are.

    Whatever else the word means, here it is a name: "MAP: A Map-then-Act Paradigm".

    >>> [title_name(f"{head}: a study") for head in ("MAP", "M3", "VL-SAE", "LLMs", "LLM-as-a-Judge", "Maps")]
    ['MAP', 'M3', 'VL-SAE', None, None, None]
    """
    parts = title_parts(title)
    head = title[parts.start : parts.end] if parts else ""
    written = bool(head) and (head.isupper() or shape(head) == "name") and " " not in head
    return head if written and not any(map(str.islower, head.split("-"))) else None
