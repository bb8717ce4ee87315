"""Titles: when two of them are written alike, and when one says too little to tell a paper by."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache
from typing import Final

_MARKUP: Final = re.compile(
    r"</?[a-zA-Z][^<>]{0,200}>|\\(?:text\w*|math\w*|emph|operatorname|rm|bf|it|sc|em)\b|[${}\\^_~]"
)
_ENTITY: Final = re.compile(r"&(amp|lt|gt|quot|apos|nbsp|#\d{1,6});")
_CHARACTERS: Final = {"amp": " and ", "nbsp": " "}
_KEPT: Final = "+#"
_DISTINCT: Final = 3
"""Words of a title that tells one paper from others of its year; 'Introduction' and 'Annual Report' do not."""


@cache
def _greek(character: str) -> str:
    name = unicodedata.name(character, "")
    return name.rpartition(" LETTER ")[2].split(" WITH ")[0].lower() if name.startswith("GREEK ") else character


def normal_title(title: str) -> str:
    r"""Fold a title: case, accents, punctuation, hyphens, blanks, LaTeX and HTML mark-up leave no difference.

    Numbers that stand beside each other stay apart, and so do C, C++ and C#. Greek letters are spelled out.

    >>> normal_title(r"$\beta$-VAE: Pre-Training for <i>All</i>.") == normal_title("β-VAE pretraining for all")
    True
    >>> normal_title("GPT-3 5") == normal_title("GPT 35"), normal_title("C++") == normal_title("C")
    (False, False)
    """
    text = _ENTITY.sub(lambda match: _CHARACTERS.get(match[1], " "), title).replace("&", " and ")
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", _MARKUP.sub(" ", text)).casefold())
    letters: list[str] = []
    gap = False
    for character in text:
        category = unicodedata.category(character)
        if category[0] == "M":
            continue
        if category[0] not in "LN" and not (character in _KEPT and letters and not gap):
            gap = True
            continue
        if gap and letters and character.isdigit() and letters[-1][-1].isdigit():
            letters.append(" ")
        letters.append(_greek(character))
        gap = False
    return "".join(letters)


def words(title: str) -> int:
    """Count the words of a title; a letter of a script without blanks counts as half of one."""
    ideographs = sum(unicodedata.category(character) == "Lo" for character in title)
    return len(re.findall(r"[^\W_]+", title)) + ideographs // 2


def distinct(title: str) -> bool:
    """Say whether a title alone, with its year, may tell a paper.

    >>> distinct("Attention Is All You Need"), distinct("Introduction"), distinct("Annual Report")
    (True, False, False)
    """
    return words(title) >= _DISTINCT


def title_key(title: str) -> str:
    """Give a short key that titles with one normal form share; empty for a title without a letter or digit."""
    normal = normal_title(title)
    return hashlib.blake2b(normal.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest() if normal else ""
