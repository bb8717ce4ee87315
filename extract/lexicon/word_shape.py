"""Word shape: does a word look like a name, a capitalised word, a version, or none?"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from extract.lexicon.vocabulary import common_words

Shape = Literal["name", "acronym", "capital", "plain", "version", ""]
"""`name`: inner capitals or letters with digits. `acronym`: capitals alone. `capital`: capitalised, and no common
word. `plain`: capitalised common words. `version`: what may follow a name. Empty: anything else."""

_TWO_LETTERS = re.compile(r"[^\W\d_].*[^\W\d_]")
_UNIT = re.compile(
    r"[-+~]?(?:sim|approx|times)?\d[\d.,]*(?:st|nd|rd|th|x|X|k|K|m|M|b|B|t|T|s|ms|px|p|D|d|GB|MB|TB|KB|Hz|kHz|fps|FPS|bit|bits|pp|h|H|dB|nm|mm|cm|W|times"
    r"|min|e\d+)?(?:[-x\u00d7]\d[\d.,]*\w{0,2})*(?:[-\u2011][a-z]+)*"
)
_DIMENSION = re.compile(
    r"\d+D(?:[-\u2011].*)?|\d+(?:[-x\u00d7]\d+)+.*|\d+(?:[.,]\d+)?[a-z]+-.*|(?:[A-Z]\d+){1,3}|(?:fp|bf|int|FP|BF|INT)\d+.*|\d+[A-Z]{1,3}|\d+-.*"
)
_VERSION = re.compile(
    r"[vV]\d{1,2}(?:\.\d{1,2}){0,2}|\d{1,2}(?:\.\d){0,2}|[vV]?\d+(?:\.\d+)?[bBmM]|A\d+(?:\.\d+)?B|\d+x\d+B|(?:II|III|IV)|[vV]\d+"
)
_ACRONYM = re.compile(r"[A-Z]{2,}(?:[-/&][A-Z]+)*s?|[A-Z](?:\.[A-Z])+\.?|[A-Z]{2,}s")
_CAPITALISED = re.compile(r"[A-Z][a-zà-öø-ÿ]+(?:[-'\u2019](?:[A-Z]?[a-zà-öø-ÿ]+))*")
_LETTER_HYPHEN = re.compile(r"[A-Z]-[A-Za-z][a-z]+(?:-[A-Za-z]?[a-z]+)*")
_INNER = re.compile(r"[a-z\d.+@^*-][A-Z]|[A-Z]{2}-?[a-z]|_\{?[A-Z]{2}|[^\W\d_][-.^]?\d|^\d[^\W\d_]")
_SUFFIX = re.compile(
    r"(?<=\w)[-\u2011](?:based|style|like|driven|aware|trained|tuned|finetuned|powered|generated|guided|level|free|specific|"
    r"enhanced|augmented|family|equipped|oriented|compatible|inspired|derived|class|assisted|only|enabled|native|"
    r"optimized|optimised|conditioned|related|scale|size|sized|centric|to|as|in|and|or|and-\w+|initialized|verified|"
    r"judged|backed|capable|type|form|parameterized|integrated|distilled|structured|labeled|annotated|constrained|"
    r"regularized|supervised|agnostic|friendly|ready|embedded|extracted|preserving|induced|mediated|quantized|"
    r"compressed|pruned|evaluated|grounded|formatted|encoded|adapted|merged|editing|independent|series|parameter|"
    r"calibrated|simulated|pretrained|predicted|rendered|processed|aligned|controlled|focused|era|hard|ness|variants?|selected|enhancing|only|side|wise|free|the|an|our|which|that)$",
    re.IGNORECASE,
)
_PREFIX = re.compile(
    r"^(?:non|pre|post|ultra|hyper|micro|macro|anti|multi|sub|cross|intra|inter|semi|un|de|re|self|co|vs|all|single|dual|bi|tri|high|low|open|long|short|fine|full|human|text|image|video|audio|speech|state|top|in|out|off|on|end|rank|pass|avg|maj|best|non)[-@]",
    re.IGNORECASE,
)
_LONGEST = 60
_SYLLABLE = 3


@lru_cache(maxsize=65536)
def shape(word: str) -> Shape:
    """Say what a word looks like.

    >>> [shape(word) for word in ("Llama2-70B", "XLM-R", "BERT", "Chimera", "Experiments", "7B", "3D", "tokens")]
    ['name', 'acronym', 'acronym', 'capital', 'plain', 'version', '', '']
    """
    if not word or len(word) > _LONGEST or not word[0].isalnum() or "://" in word or word.startswith("www."):
        return ""
    if _VERSION.fullmatch(word):
        return "version"
    return "" if _measure(word) else _shape(word)


def _shape(word: str) -> Shape:
    lower = word.lower()
    if _ACRONYM.fullmatch(word):
        return "capital" if lower in common_words() else "acronym"
    if _CAPITALISED.fullmatch(word) or _LETTER_HYPHEN.fullmatch(word):
        common = all(part in common_words() or len(part) < _SYLLABLE for part in _parts(word))
        return "plain" if common else _uncommon(word)
    if not _INNER.search(word) or _prefixed(word) or _compound(word):
        return ""
    return "capital" if lower in common_words() else "acronym" if word.islower() else "name"


def _measure(word: str) -> bool:
    """Is it a number with a unit, a dimension, or a single letter with digits?"""
    if _TWO_LETTERS.search(word) is None:
        return True
    return (_UNIT.fullmatch(word) or _DIMENSION.fullmatch(word)) is not None and not _camel(word)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut what makes an adjective of a name.

    >>> stem("GRPO-based"), stem("MiniLM"), stem("LoRA-WiSE")
    ('GRPO', 'MiniLM', 'LoRA-WiSE')
    """
    suffix = _SUFFIX.search(word)
    if suffix is None or suffix[0][2:] != suffix[0][2:].lower() or suffix[0] == "-Hard":  # a part of a benchmark
        return word
    return word[: suffix.start()]


def _parts(word: str) -> list[str]:
    return re.split(r"[-'\u2019]", word.lower())


def _uncommon(word: str) -> Shape:
    """A hyphenated word with an uncommon part is as good as CamelCase; a single one is weaker."""
    return (
        "name"
        if "-" in word and not _prefixed(word) and sum(part[:1].isupper() for part in word.split("-")) > 1
        else "capital"
    )


def _prefixed(word: str) -> bool:
    """Is it a prefix and a common or generic word, such as pre-LLM or Multi-Agent?"""
    if not _PREFIX.match(word):
        return False
    rest = word.split("-", 1)[-1] if "-" in word else word.split("@", 1)[-1]
    return word[0].islower() or rest.lower() in common_words()


def _compound(word: str) -> bool:
    """Is it made of words and abbreviations alone, such as LLM-generated or pretraining-to-RL?"""
    parts = word.split("-")
    return any(part in common_words() for part in parts) and all(
        part in common_words() or (part.isupper() and len(part) <= _SYLLABLE) for part in parts
    )


def _camel(word: str) -> bool:
    return re.search(r"^\d+[A-Z]{3}|^\d+[A-Z][a-z]+[A-Z]", word) is not None and len(word) > 3  # noqa: PLR2004 - 3D is none, 3DGS is


def name_part(word: str) -> str:
    """Cut "-based" off "GRPO-based", the hyphen off "LLaMA-" and the full stop off "Gemma 3.".

    "Turn-based" is left whole: it may stand in the middle of a name.
    """
    part = stem(word)
    named = word if part != word and word[0].isupper() and shape(part) == "plain" else part
    return named.rstrip("-.") or named
