"""Names of people: whether two spellings may be one person's."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

_SUFFIX: Final = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md"})
_NOBODY: Final = frozenset({"anonymous", "anon", "unknown", "author", "authors", "na", "none", "others"})
_LETTERS: Final = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "\u0131": "i"}


class PersonName(NamedTuple):
    """A name folded: its surname, and all its words."""

    surname: str
    words: frozenset[str]


def folded(name: str) -> tuple[str, ...]:
    """Give the words of a name without case, accents and punctuation.

    >>> folded("Łukasz Kaiser-Østergård")
    ('lukasz', 'kaiser', 'ostergard')
    """
    text = "".join(_LETTERS.get(character, character) for character in unicodedata.normalize("NFKC", name).casefold())
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+", plain.replace("'", "").replace("\u2019", "")))


def person(name: str) -> PersonName | None:
    """Read a name, given name first or "Last, First"; None where it names nobody.

    >>> person("Lovelace, Ada").surname, person("Sammy Davis Jr.").surname, person("Anonymous")
    ('lovelace', 'davis', None)
    """
    last, comma, rest = name.partition(",")
    words = (*folded(rest), *folded(last)) if comma and not set(folded(rest)) <= _SUFFIX else folded(last)
    kept = [word for word in words if word not in _SUFFIX] or list(words)
    if not kept or set(kept) <= _NOBODY:
        return None
    return PersonName(kept[-1], frozenset(kept))


def may_be_one(one: PersonName, other: PersonName) -> bool:
    """Say whether two spellings may be one person's: one surname, or the same words in another order.

    >>> may_be_one(person("Wei Zhang"), person("Zhang Wei")), may_be_one(person("A. Lovelace"), person("Ada Lovelace"))
    (True, True)
    >>> may_be_one(person("Ada Lovelace"), person("Alan Turing"))
    False
    """
    return one.surname == other.surname or (one.surname in other.words and other.surname in one.words)
