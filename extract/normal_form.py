"""This file is about normal forms: what is left of a surface form when its spelling no longer matters.

"LLaMA2", "Llama 2" and "LLaMA-2" share one; "GPT-3" and "GPT-4", "BERT" and "BART" do not.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from extract.words import words

if TYPE_CHECKING:
    from kg.model import Label

_MACRO = re.compile(r"\\[A-Za-z]+|[${}~\\^]")
_GREEK = words(
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi "
    "psi omega"
)
_GREEK_MACRO = re.compile(rf"\\({'|'.join(_GREEK)})(?![A-Za-z])", re.IGNORECASE)
_GREEK_LETTER = re.compile(r"[\u0391-\u03a9\u03b1-\u03c9]")
_STAR = re.compile(r"(?<![^\W_])([^\W\d_])\s?\*(?!\*)")
"""V* and A* are not V and A, and are called so: V-Star."""
_PIECE = re.compile(r"\d+(?:\.\d+)*[^\W\d_](?![^\W\d_])|\d+(?:\.\d+)*|[^\W\d_]+|\+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s(?!\w)")
_PLURAL = re.compile(r"(?<![sSuUiIoO\d])s$")
_SHORT = 3

_SHORT_PLURAL = re.compile(r"[A-Z]{2}s")
SIZE = re.compile(r"^(?:a?\d+(?:\.\d+)?[bm]|\d+(?:\.\d+)?[bm]|\d+x\d+b)$")
"""The number of a model's parameters, as a piece of a normal form."""
_RELEASE = re.compile(r"(.*?[^\W\d])(?: v)? (?:\d(?:\.\d+)?|(?:20)?[12]\d)")
"""A benchmark, and its version or its year."""

VARIANT_WORDS = words(
    "base large small tiny mini nano micro medium huge giant xl xxl lite flash pro turbo plus max ultra "
    "instruct chat it preview thinking instant sonnet opus haiku distill distilled high low"
)
"""Words that tell one variant of a model from another, after the name that they share."""

SUBSET_WORDS = words(
    "verified lite pro hard easy mini full extended multilingual multimodal live plus diamond main challenge + 1k 21k"
)
"""Words that tell one version or part of a benchmark from another, after the name that they share."""


@lru_cache(maxsize=65536)
def normal_form(surface: str) -> str:
    r"""Fold a surface form.

    Case, accents of compatibility, hyphens, slashes, spaces between letters and digits, LaTeX, Greek letters, a
    possessive and a plural s do not matter; numbers do.

    >>> normal_form("LLaMA2") == normal_form("Llama 2") == normal_form("LLaMA-2")
    True
    >>> normal_form("Llama2-70B")
    'llama 2 70b'
    >>> normal_form("GPT-3") == normal_form("GPT-4")
    False
    >>> normal_form("Diffusion Models"), normal_form("MemOS"), normal_form("LMs")
    ('diffusion model', 'memos', 'lm')
    >>> normal_form(r"$\tau^2$-Bench") == normal_form("τ²-bench") == normal_form("Tau2-Bench")
    True
    """
    text = _GREEK_MACRO.sub(r" \1 ", _GREEK_LETTER.sub(_spelled, unicodedata.normalize("NFKC", surface)))
    text = _POSSESSIVE.sub("", _STAR.sub(r"\1 star ", _MACRO.sub(" ", text)).strip())
    if len(text) > _SHORT or _SHORT_PLURAL.fullmatch(text):
        text = _PLURAL.sub("", text)
    pieces = _PIECE.findall(text.casefold())
    return " ".join(pieces) or unicodedata.normalize("NFKC", surface).casefold().strip()


def _spelled(greek: re.Match[str]) -> str:
    """Give the name of a Greek letter, a part of its own."""
    return f" {unicodedata.name(greek[0]).rsplit(' ', 1)[-1].lower().replace('lamda', 'lambda')} "


def slug(form: str) -> str:
    """Write a normal form so that it can stand in an id and a URL.

    >>> slug("llama 2 70b"), slug("qwen 2.5 7b")
    ('llama-2-70b', 'qwen-2.5-7b')
    """
    plain = "".join(c if c.isalnum() or c in ".+" else "-" for c in form).strip("-.")
    return plain or "x" + hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()[:12]


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
