"""Long forms: whether two of them say the same, and whether one spells a short form.

Papers write "video generation models" and "video generative models" for one VGM; "hop-grouped" and "hierarchical
relative policy optimization" are two methods that happen to share HRPO.
"""

from __future__ import annotations

from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import Prefix

from extract.lexicon import words
from extract.resolution.spelling_variants import fused

_SMALL: Final = words("a an the of for with and in to on via from by at as or based aware large")
_CANDIDATE: Final = 70.0
_STEM: Final = 5
_ENDING: Final = 3
_SAME_WORD: Final = 80.0
_SKIPPED: Final = 4
_KNOWN: Final = {
    "lm": "language model",
    "llm": "large language model",
    "vlm": "vision language model",
    "mllm": "multimodal large language model",
    "rl": "reinforcement learning",
    "qa": "question answering",
    "cot": "chain of thought",
    "rag": "retrieval augmented generation",
}
"""Short forms that stand within long ones: "diffusion-based VLM"."""


def alike(one: str, other: str) -> bool:
    """Say whether two normal forms of long forms are one long form.

    They are where their words are, one by one, of one stem, or where one is the end of the other: what explains a short
    form is often found without its first words. Rapidfuzz only spares the comparison of what cannot be alike.

    >>> alike("video generation model", "video generative model")
    True
    >>> alike("policy optimization", "proximal policy optimization")
    True
    >>> alike("diffusion based vlm", "diffusion vision language model")
    True
    >>> alike("reinforcement pre training", "reinforcement post training")
    False
    """
    if fused(one) == fused(other):
        return True
    if fuzz.partial_ratio(one, other) < _CANDIDATE:
        return False
    mine, theirs = _words(one), _words(other)
    if len(mine) != len(theirs):
        short, long = sorted((mine, theirs), key=len)
        return len(short) > 1 and long[-len(short) :] == short
    return all(_one_stem(a, b) for a, b in zip(mine, theirs, strict=True))


def spells(short: str, long: str) -> bool:
    """Say whether the words of a long form begin with the letters of a short form, every word with at least one.

    Of four words or more, one may be left out.

    >>> spells("cot", "chain of thought"), spells("3dgs", "3d gaussian splatting"), spells("ppo", "policy optimization")
    (True, True, False)
    """
    parts = tuple(long.split())
    return _spelled("".join(short.split()), parts, len(parts) >= _SKIPPED)


def _spelled(letters: str, parts: tuple[str, ...], may_skip: bool) -> bool:  # noqa: FBT001 - private and recursive
    if not parts:
        return not letters
    first, rest = parts[0], parts[1:]
    if may_skip and _spelled(letters, rest, may_skip=False):
        return True
    fewest = 0 if first in _SMALL else 1
    shared = Prefix.similarity(first, letters)
    return any(_spelled(letters[used:], rest, may_skip) for used in range(shared, fewest - 1, -1))


def _words(form: str) -> list[str]:
    words = (part for word in form.split() for part in _KNOWN.get(word, word).split())
    return [word for word in words if word not in _SMALL]


def _one_stem(one: str, other: str) -> bool:
    shorter, shared = min(len(one), len(other)), Prefix.similarity(one, other)
    return one == other or (shared >= _STEM and (shared >= shorter - _ENDING or fuzz.ratio(one, other) >= _SAME_WORD))
