"""Spelling variants: normal forms that are one name, written apart, with a hyphen, or as one word.

"HumanEval" and "Human-Eval" have the normal forms "humaneval" and "human eval". A letter alone is no part of a word:
"V-Bench" is not "VBench", unless a number or a term list says so. Numbers never join: "Llama 2 70B" is no "Llama 270B".
Years, squares, makers and the order of what tells variants are written in more than one way as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from extract.lexicon import SIZE, VARIANT_WORDS, listed_labels, normal_form, read, words

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERSION = re.compile(r"(?<=[^\W_]{2})v(?=\d)|(?<=\d)\.0(?![\d.])")
"""What makes no other version: Terminal-Bench V2 and Terminal-Bench 2.0 are Terminal-Bench 2."""
_SEAM = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])|(?<=\d) (?=[^\W\d_])|(?<=[^\W\d_]) (?=\d)")
_V = re.compile(r"(?<=[^\W_]{2} )v (?=\d)")
_YEAR = re.compile(r"(?<= )20(?=[12]\d(?: |$))")
_SQUARE = re.compile(r"(?<= )(\d{3,4})(?:x? \1| 2| px)(?= |$)")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_MAKERS: Final = words("alibaba anthropic google microsoft nvidia openai")
_CLAUDE: Final = words("opus sonnet haiku")
_LISTS: Final = ("benchmarks", "models", "methods")
_SHORTEST: Final = 5
_ONE_LETTER = re.compile(r"(?:^| )[^\W\d_](?: |$)")


def fused(form: str) -> str:
    """Write a normal form without its blanks, but for those between numbers, and versions without v and .0.

    >>> fused("human eval"), fused("llama 2 70b"), fused("3d gs"), fused("terminal bench v 2"), fused("dinov 2.0")
    ('humaneval', 'llama2 70b', '3dgs', 'terminalbench2', 'dino2')
    """
    return _VERSION.sub("", _SEAM.sub("", form))


def plainest(form: str) -> str:
    """Write a normal form without the century of a year, the second side of a square, the maker, and in one order.

    A maker is left out before a number or a listed name alone: "OpenAI Gym" may be another gym.

    >>> plainest("aime 2024"), plainest("imagenet 256x 256"), plainest("openai o 1"), plainest("openai gym")
    ('aime 24', 'imagenet 256', 'o 1', 'openai gym')
    >>> plainest("claude sonnet 4.5"), plainest("gemini pro v 2.5"), plainest("qwen 3 base 8b"), plainest("ms coco")
    ('4.5 sonnet', 'gemini 2.5 pro', 'qwen 3 8b base', 'coco')
    """
    form = _SQUARE.sub(r"\1", _YEAR.sub("", _V.sub("", _listed().get(fused(form), form))))
    maker, _, rest = form.partition(" ")
    numbered = any(c.isdigit() for c in rest)
    if (
        (maker in _MAKERS and (numbered or fused(rest) in _listed()))
        or (maker == "ms" and listed_labels().get(rest) == "Benchmark")
        or (maker == "claude" and numbered and not _CLAUDE.isdisjoint(rest.split()))
    ):
        form = rest
    pieces = form.split()
    start = len(pieces)
    while start and _tells_variants(pieces[start - 1]):
        start -= 1
    if sum(_NUMBER.fullmatch(piece) is not None for piece in pieces[start:]) > 1:
        return form
    return " ".join([*pieces[:start], *sorted(pieces[start:])])


def _tells_variants(piece: str) -> bool:
    return piece in VARIANT_WORDS or _NUMBER.fullmatch(piece) is not None or SIZE.match(piece) is not None


def one_spelling(papers: Mapping[str, int]) -> dict[str, str]:
    """Map normal forms to the spelling that stands for all of their name.

    That of the term lists, or else that of most papers.

    Args:
        papers: normal form to the number of papers that use it.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for form in papers:
        groups[shared_spelling(form)].append(form)
    chosen = {}
    for name, forms in groups.items():
        listed = _listed_groups().get(name)
        best = min(forms, key=lambda form: (form != listed, -papers[form], form))
        for form in forms:
            chosen[form] = best if _may_join(form, best) else form
    return chosen


@lru_cache(maxsize=65536)
def shared_spelling(form: str) -> str:
    """Give what all spellings of one name share; names that are two may share it as well."""
    return fused(plainest(form))


def _may_join(form: str, best: str) -> bool:
    if form == best or fused(form) in _listed() or any(c.isdigit() for c in form) or fused(form) != fused(best):
        return True
    letters = sum(c.isalpha() for c in form)
    return letters >= _SHORTEST and _ONE_LETTER.search(form) is None and _ONE_LETTER.search(best) is None


@cache
def _listed() -> dict[str, str]:
    forms = sorted({normal_form(name) for listed in _LISTS for name in read(listed)}, reverse=True)
    return {fused(form): form for form in forms}


@cache
def _listed_groups() -> dict[str, str]:
    """Map what spellings share to the shortest listed one."""
    forms = sorted(_listed().values(), key=lambda form: (-len(form), form))
    return {shared_spelling(form): form for form in forms}
