"""This file is about spellings: which normal forms are one name, written apart, with a hyphen, or as one word.

"HumanEval" and "Human-Eval" have the normal forms "humaneval" and "human eval". A letter alone is no part of a word:
"V-Bench" is not "VBench", unless a number or a term list says so. Numbers never join: "Llama 2 70B" is no "Llama 270B".
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Final

from extract.normal_form import normal_form
from extract.term_lists import read

if TYPE_CHECKING:
    from collections.abc import Mapping

_VERSION = re.compile(r"(?<=[^\W_]{2})v(?=\d)|(?<=\d)\.0(?![\d.])")
"""What makes no other version: Terminal-Bench V2 and Terminal-Bench 2.0 are Terminal-Bench 2."""
_SEAM = re.compile(r"(?<=[^\W\d_]) (?=[^\W\d_])|(?<=\d) (?=[^\W\d_])|(?<=[^\W\d_]) (?=\d)")
_LISTS: Final = ("benchmarks", "models", "methods")
_SHORTEST: Final = 5
_ONE_LETTER = re.compile(r"(?:^| )[^\W\d_](?: |$)")


def fused(form: str) -> str:
    """Write a normal form without its blanks, but for those between numbers, and versions without v and .0.

    >>> fused("human eval"), fused("llama 2 70b"), fused("3d gs"), fused("terminal bench v 2"), fused("dinov 2.0")
    ('humaneval', 'llama2 70b', '3dgs', 'terminalbench2', 'dino2')
    """
    return _VERSION.sub("", _SEAM.sub("", form))


def one_spelling(papers: Mapping[str, int]) -> dict[str, str]:
    """Map normal forms to the spelling that stands for all of their name.

    That of the term lists, or else that of most papers.

    Args:
        papers: normal form to the number of papers that use it.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for form in papers:
        groups[fused(form)].append(form)
    chosen = {}
    for name, forms in groups.items():
        listed = _listed().get(name)
        best = min(forms, key=lambda form: (form != listed, -papers[form], form))
        for form in forms:
            chosen[form] = best if _may_join(form, best) else form
    return chosen


def _may_join(form: str, best: str) -> bool:
    if form == best or fused(form) in _listed() or any(c.isdigit() for c in form):
        return True
    letters = sum(c.isalpha() for c in form)
    return letters >= _SHORTEST and _ONE_LETTER.search(form) is None and _ONE_LETTER.search(best) is None


@cache
def _listed() -> dict[str, str]:
    forms = sorted({normal_form(name) for listed in _LISTS for name in read(listed)}, reverse=True)
    return {fused(form): form for form in forms}
