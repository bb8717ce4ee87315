"""The stop list: words that only look like names, such as LLMs, GPU, 3D, venues and hardware."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources

from extract.lexicon.normalization import normal_form

_ROMAN = re.compile(r"[IVXLC]+")
_SITE = re.compile(r"(?:https?:|www\.).*|.*\.(?:io|com|org|ai|net|edu)")
_HARDWARE = re.compile(
    r"(?:\d+x)?(?:NVIDIA[- ])?(?:[ABHLV]\d{2,4}|RTX|GTX|TPU|Ascend|MI\d{3}X?)\b.*"
    r"|.*\b(?:GPU|NPU|CPU|TPU|HBM|DRAM|VRAM)s?|[GTMKP]?F[Ll][Oo][Pp][Ss]"
)
_SIZES = re.compile(
    r"\d+(?:\.\d+)?[BM](?:-A\d+(?:\.\d+)?B)?"
    r"(?:[- ](?:Instruct|Chat|Base|Thinking|it|SFT|RL|[Mm]odels?|[Pp]arameters?))*"
)
"""Numbers of parameters alone: "30B-A3B", "7B-Instruct"."""
_LATEX = re.compile(r"^\\|(?<![_^])\{|^[^{]*\}")
"""Commands and braces of LaTeX that hold no sub- or superscript."""


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
        or _SIZES.fullmatch(surface)
        or _LATEX.search(surface)
    ):
        return True
    parts = re.split(r"[\s/-]+", surface)
    return len(parts) > 1 and all(part in negative_words() or part in {"of", "the", "and", "to", "a"} for part in parts)
