"""Capitals: a text in capitals throughout is read in small letters, for there no word is a name because it has them."""

from __future__ import annotations

import re
from typing import Final

from extract.lexicon import common_words, listed_labels, normal_form, own_names

_RUN: Final = re.compile(
    r"[(\"'“\u2018]*[A-Z][A-Z\d'\u2019&/+.-]*[:;,.!?)\"'”\u2019]*(?:\s+[(\"'“\u2018]*[A-Z\d][A-Z\d'\u2019&/+.-]*[:;,.!?)\"'”\u2019]*)+"
)
"""Words in capitals, and numbers, in a row."""
_LONG: Final = re.compile(r"[A-Z]{2}[^a-z]{6}")
"""What each of them has."""
_WORD: Final = re.compile(r"(?<![^\W_])[A-Z]+(?:['\u2019][A-Z]+)?(?![^\W_])")
_LETTERS: Final = 2
"""Of a word that counts."""
_WORDS, _WORDS_OF_WHOLE = 4, 2
"""So many make a sentence within a text, and a text that is nothing else."""
_TOKEN: Final = 40
"""Characters beside a word that are looked at for what is written on to it."""


def small_letters(text: str, other: str = "") -> str:
    """Write what is in capitals throughout in small letters, one for one.

    What has digits, what the term lists know and what `other` or the rest of the text has in capitals too stays.

    >>> small_letters("CAN LARGE LANGUAGE MODELS COUNT? A STUDY ON GSM8K")
    'can large language models count? a study on GSM8K'
    >>> small_letters("We test BERT, GPT, LLAMA and CLIP."), small_letters("DEEP WIDGET ANALYSIS")
    ('We test BERT, GPT, LLAMA and CLIP.', 'deep widget analysis')
    """
    if _LONG.search(text) is None:
        return text
    whole = not _mixed(text)
    fewest = _WORDS_OF_WHOLE if whole else _WORDS
    runs = [run.span() for run in _RUN.finditer(text) if _is_sentence(text, *run.span(), fewest)]
    if not runs:
        return text
    rest = " ".join(
        (
            other if _mixed(other) else "",
            *(text[a:b] for a, b in zip([0, *(e for _, e in runs)], [*(s for s, _ in runs), len(text)], strict=True)),
        )
    )
    usual = set(_WORD.findall(rest))
    for start, end in runs:
        text = text[:start] + _lowered(text[start:end], usual, head=start == 0 and whole) + text[end:]
    return text


def _mixed(text: str) -> bool:
    return any(map(str.islower, text))


def _is_sentence(text: str, start: int, end: int, fewest: int) -> bool:
    """Say whether capitals are those of a sentence or heading, and not of names or short forms in a row."""
    words = [word for word in _WORD.findall(text, start, end) if len(word) >= _LETTERS]
    common = sum(word.lower() in common_words() for word in words)
    return len(words) >= fewest and 2 * common > len(words)


def _lowered(run: str, usual: set[str], *, head: bool) -> str:
    colon = run.find(":")

    def small(found: re.Match[str]) -> str:
        word = found[0]
        joined = run[found.start() - 1 : found.start()] == "-" or run[found.end() : found.end() + 1] == "-"
        before, after = run[max(0, found.start() - _TOKEN) : found.start()], run[found.start() : found.end() + _TOKEN]
        token = re.split(r"[^\w-]", before)[-1] + re.split(r"[^\w-]", after)[0]
        if any(map(str.isdigit, token)):
            return word
        common = word.lower() in common_words()
        alone = head and found.start() == 0 and found.end() == colon and not common
        kept = word in usual or word in own_names() or (not common and normal_form(word) in listed_labels())
        return word if (kept and not (common and joined)) or alone else word.lower()

    return _WORD.sub(small, run)
