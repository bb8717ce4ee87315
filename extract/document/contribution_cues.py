"""Contribution cues: where a text says what the paper introduces; what stands before is background."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_WE = (
    r"(?:we|this\s+(?:paper|work|study|article|report|survey)|(?:our|the|present)\s+(?:paper|work)|I|paper|work)"
    r"(?:\s+(?:\w+ly|also|then|first|further|next|thus|here|therefore|hence|will|have|has|instead|,))*"
)
_VERBS = (
    r"(?:propos(?:es?|ed)|introduc(?:es?|ed)|present(?:s|ed)?|releas(?:es?|ed)|open-sourc(?:es?|ed)|develop(?:s|ed)?|"
    r"construct(?:s|ed)?|curat(?:es?|ed)|builds?|built|creat(?:es?|ed)|design(?:s|ed)?|devis(?:es?|ed)|"
    r"contribut(?:es?|ed)|unveil(?:s|ed)?|put\s+forward|compil(?:es?|ed)|synthesiz(?:es?|ed)|"
    r"(?P<weak>formulat(?:es?|ed)|establish(?:es|ed)?|collect(?:s|ed)?|describes?|offers?|provides?|implement(?:s|ed)?|"
    r"instantiat(?:es?|ed)|train(?:s|ed)?|advocates?|pioneers?|report|explores?))"
)
_CUE = re.compile(
    rf"\b(?:{_WE}\s+{_VERBS}|(?:and|and\s+then|,|by|to)\s+"
    r"(?:propos(?:e|ing)|introduc(?:e|ing)|present(?:ing)?|releas(?:e|ing)|develop(?:ing)?|curat(?:e|ing)))"
    r"(?:\s+(?:also|here))?\s+",
    re.IGNORECASE,
)


INTRODUCING: Final = r"(?:propos|introduc|present|develop|design|call|nam|dub|term)\w*"
"""Pattern of a word that introduces the name behind it, whoever speaks: "proposes X", "dubbed X"."""


def cues(text: str, beginning: int) -> Iterator[re.Match[str]]:
    """Give each place from which a text says that the paper introduces what follows."""
    return _CUE.finditer(text, beginning)


def introduces(text: str, start: int, end: int) -> bool:
    """Say whether a stretch of text says that the paper introduces something."""
    return _CUE.search(text, start, end) is not None


def first_cue(text: str, beginning: int) -> int:
    """Say where a text first says what the paper introduces: what stands before is background."""
    cue = _CUE.search(text, beginning)
    return len(text) if cue is None else cue.start()
