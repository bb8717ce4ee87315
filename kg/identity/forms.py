r"""Normal forms: what is left of a name or a text when its spelling no longer matters to a search.

Case, accents, hyphens, blanks, LaTeX and Greek letters make no difference: ``GPT-4``, ``gpt 4`` and ``GPT4`` are one
form. Signs that tell one name from another do: ``C``, ``C++`` and ``C#`` are three, and numbers stay apart, so that
``GPT-3.5`` is found as ``gpt 3 5`` and, where nothing else is called so, as ``gpt35``.

A node keeps what only a search reads in `forms`: whole names with an underscore before them (``_gpt4``), and those
words of its texts that Lucene's standard analyser would not find as people type them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LONGEST: Final = 200
"""Characters of a whole name that are kept; Lucene cuts a word after 255."""

_LETTER: Final = (
    r"[^\W_\u0300-\u036f]|[\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff\u0e00-\u0fff]"
)
"""A letter or digit of any script, and the marks that Python does not count as one."""

_WORD: Final = re.compile(
    rf"""
    (?P<possessive>(?<=\w)['\u2019]s(?!\w))             # of Newton's, no word
    | (?<![\w.])\.(?=[A-Za-z])(?:{_LETTER})+            # .NET
    | (?<!\w)[A-Za-z]\*(?![\w*])                        # A*
    | (?<!\w)[A-Za-z]\#(?!\w)                           # C#
    | (?:{_LETTER})+(?:\.(?:{_LETTER})+)*\+{{0,2}}      # word, 3.5, node.js, C++
    | \u221e                                            # infinity
    """,
    re.VERBOSE,
)
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
"""As German writes them where they cannot be typed: Schroedinger."""
_MARKUP: Final = re.compile(
    r"</?[a-zA-Z][^<>]{0,200}>|\\(?:text\w*|math\w*|emph|operatorname|rm|bf|it|sc|em)\b|[${}\\^_~]"
)
_REPOSITORY: Final = re.compile(r"[\w.-]+/[\w.-]*[^\W_][\w.-]*")
"""An owner and a name, of which people remember the name."""
_ACCENT: Final = re.compile(r"\\[\"'`^~=.]\s?\{?([A-Za-z])\}?|\{\\[\"'`^~=.]\s?\{?([A-Za-z])\}?\}")
"""A letter with its accent, as LaTeX writes it."""
_LETTERS: Final = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}
)
_SIGNS: Final = (("++", "plusplus"), ("+", "plus"), ("#", "sharp"), ("*", "star"))
_BEFORE: Final = "([{<\"'\u2018\u201c`"
_AFTER: Final = ")]}>\"'\u2019\u201d`.,;:!?"
_MOST_PARTS: Final = 6


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        form: folded, with its signs spelled out: ``cplusplus``, ``3_5``.
        start: first character in the text, inclusive.
        end: last character, exclusive.
        signed: whether a sign is part of the name, as in C++ and .NET.
    """

    form: str
    start: int
    end: int
    signed: bool


def words(text: str) -> list[Word]:
    r"""Give the words of a text with their places.

    >>> [word.form for word in words("Schrödinger's Bridges of C++ and $\\tau^2$-Bench, v3.5")]
    ['schrodinger', 'bridges', 'of', 'cplusplus', 'and', 'tau', '2', 'bench', 'v3_5']
    """
    if "\\" in text or "$" in text or "<" in text:
        text = _MARKUP.sub(lambda match: " " * len(match[0]), text)
    return [
        Word(folded(match[0]), match.start(), match.end(), _is_signed(match[0]))
        for match in _WORD.finditer(text)
        if match["possessive"] is None and folded(match[0])
    ]


@lru_cache(maxsize=65536)
def folded(word: str) -> str:
    """Fold one word.

    >>> folded("Łukasz"), folded("C#"), folded("τ"), folded("2.5")
    ('lukasz', 'csharp', 'tau', '2_5')
    """
    if word.isascii() and word.isalnum():
        return word.lower()
    if word == "\u221e":
        return "infinity"
    word, sign = _without_sign(word)
    plain = unicodedata.normalize("NFKC", word).casefold().translate(_LETTERS)
    bare = "".join(
        _greek(letter) for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter)
    )
    pieces = re.findall(rf"(?:{_LETTER})+", unicodedata.normalize("NFC", bare))
    return fused(pieces) + sign


def fused(forms: Iterable[str]) -> str:
    """Write words as one; numbers beside each other stay apart.

    >>> fused(["llama", "2", "70b"]), fused(["swe", "bench"])
    ('llama2_70b', 'swebench')
    """
    whole = ""
    for form in forms:
        whole += "_" + form if whole and whole[-1].isdigit() and form[:1].isdigit() else form
    return whole


def form(name: str) -> str:
    """Give the form that all spellings of a name share; empty where there is no letter or digit in it.

    >>> form("SWE-bench") == form("swe bench") == form("SWEBench")
    True
    >>> form("GPT-3.5"), form("C++"), form("C"), form(".NET"), form("--")
    ('gpt3_5', 'cplusplus', 'c', 'dotnet', '')
    """
    return fused(word.form for word in words(_plain(name)))


def squeezed(whole: str) -> str:
    """Write a form without what keeps its numbers apart.

    >>> squeezed("llama2_70b")
    'llama270b'
    """
    return whole.replace("_", "")


def of_names(names: Iterable[str]) -> list[str]:
    """Give what a search finds a thing by that has these names.

    >>> of_names(["GSM-8K", "Grade School Math"])
    ['_gradeschoolmath', '_gsm8k', 'gradeschool', 'gsm8k', 'schoolmath']
    """
    found: set[str] = set()
    for name in names:
        known = [word.form for word in words(_plain(name))]
        whole = fused(known)[:LONGEST]
        if not whole:
            continue
        found |= {f"_{whole}", f"_{squeezed(whole)}"}
        if _REPOSITORY.fullmatch(name):
            found.add(f"_{form(name.partition('/')[2])[:LONGEST]}")
        found.update(_beside(known), (one for one in known if not _is_in(one, name)))
        if (typed := name.translate(_UMLAUTS)) != name:
            found |= set(of_names([typed])) | {word.form for word in words(typed)}
    return sorted(found)


def of_texts(title: str, abstract: str) -> list[str]:
    """Give what a search finds a paper by: its whole title, what stands before the colon, and odd words of its texts.

    >>> of_texts("ComboStoc: Noise for Widgets", "We test GPT 4 and LLaMA-2 on C++, after Gödel.")
    ['_combostoc', '_combostocnoiseforwidgets', 'cplusplus', 'godel', 'goedel', 'gpt4', 'llama2']
    """
    found = set(odd_words(title)) | set(odd_words(abstract))
    for name in (title, title.partition(":")[0]):
        if whole := form(name)[:LONGEST]:
            found.add(f"_{whole}")
    return sorted(found)


def of_people(names: Iterable[str], *more: str | int | None) -> str:
    """Give the words of people's names, and of what else may be typed beside them, such as a year.

    >>> of_people(["Łukasz Kaiser", "J.-P. O'Neill"], 2017)
    'lukasz kaiser j p o neill oneill 2017'
    """
    found: dict[str, None] = {}
    for name in [*names, *map(str, filter(None, more))]:
        found |= dict.fromkeys(word.form for word in words(name.replace(".", " ")))
        if "'" in name or "\u2019" in name:
            found |= dict.fromkeys(word.form for word in words(re.sub(r"[.'\u2019]", "", name)) if len(word.form) > 1)
        if (typed := name.translate(_UMLAUTS)) != name:
            found |= dict.fromkeys(word.form for word in words(typed))
    return " ".join(found)


def odd_words(text: str) -> set[str]:
    """Give the words of a text that are typed in other ways than it writes them, as they are typed."""
    found: set[str] = set()
    tokens = text.split()
    tokens.append("")
    for token, after in pairwise(tokens):
        if not (token.isascii() and token.isalpha()):
            found |= _odd(token)
        elif after[:1].isdigit() and not token.islower():  # GPT 4
            found.update(_beside([token.lower(), *(word.form for word in words(after)[:1])]))
    return found


def _odd(token: str) -> set[str]:
    """Give the same of what stands between two blanks."""
    bare = _plain(token).lstrip(_BEFORE).rstrip(_AFTER)
    accented = "\\" in token
    if (bare.isascii() and bare.isalnum() and not accented) or "://" in bare:
        return set()
    known = words(bare)
    forms = [word.form for word in known]
    found = {one for one, word in zip(forms, known, strict=True) if word.signed or not _is_in(one, bare)}
    if (typed := bare.translate(_UMLAUTS)) != bare:
        found.update(word.form for word in words(typed))
    apart = "'" in bare or "\u2019" in bare  # Lucene takes these for one word
    if len(known) == 1 and (accented or apart or "." in bare):
        found.add(forms[0])
    if 1 < len(known) <= _MOST_PARTS:
        if not (bare.islower() and bare.replace("-", "").isalpha()):  # of state-of-the-art, the whole is enough
            found.update(_beside(forms))
        found |= {fused(forms), squeezed(fused(forms))}
        if apart or "_" in bare:
            found.update(forms)
    return found


def _plain(text: str) -> str:
    r"""Take accents that LaTeX writes off their letters.

    >>> _plain(r'Schr\"odinger, G{\"o}del, Erd\H{o}s'), _plain("as it is")
    ('Schrodinger, Godel, Erd\\H{o}s', 'as it is')
    """
    return _ACCENT.sub(lambda match: match[1] or match[2], text) if "\\" in text else text


def _beside(forms: Sequence[str]) -> Iterable[str]:
    """Give each two words that stand beside each other as one."""
    for pair in pairwise(forms):
        yield fused(pair)
        yield squeezed(fused(pair))


def _is_in(one: str, text: str) -> bool:
    return one in text.lower()


def _is_signed(word: str) -> bool:
    return word[0] == "." or word[-1] in "+#*\u221e"


def _without_sign(word: str) -> tuple[str, str]:
    if word.startswith("."):
        return f"dot{word[1:]}", ""
    for sign, name in _SIGNS:
        if word.endswith(sign):
            return word[: -len(sign)], name
    return word, ""


def _greek(character: str) -> str:
    if not "\u0370" <= character <= "\u03ff":
        return character
    name = unicodedata.name(character, "")
    if " LETTER " not in name:
        return character
    return name.rpartition(" LETTER ")[2].split(" WITH ")[0].removeprefix("FINAL ").lower().replace("lamda", "lambda")
