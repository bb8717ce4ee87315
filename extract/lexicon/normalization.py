"""Normalization: what is left of a surface form when its spelling no longer matters.

"LLaMA2", "Llama 2" and "LLaMA-2" share one; "GPT-3" and "GPT-4", "BERT" and "BART" do not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from extract.lexicon.vocabulary import words

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
