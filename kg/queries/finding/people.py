"""Names of people as they are typed: in any order, with initials, with a comma, begun."""

from __future__ import annotations

from typing import Final

from kg.identity.names import folded

MOST_WORDS: Final = 5
LONGEST_WORD: Final = 40


def typed_name(text: str) -> tuple[str, ...]:
    """Give the words of what may be a name; none where it cannot be one.

    >>> typed_name("Lovelace, A."), typed_name("GPT-4"), typed_name("Łukasz Kaiser")
    (('lovelace', 'a'), (), ('lukasz', 'kaiser'))
    """
    words = folded(text.replace("-", " "))
    if not 1 <= len(words) <= MOST_WORDS or any(character.isdigit() for word in words for character in word):
        return ()
    if max(map(len, words)) > LONGEST_WORD:
        return ()
    return words if any(len(word) > 1 for word in words) else ()


def agreement(typed: tuple[str, ...], name: str) -> float:
    """Say how well a name is what was typed, from 0 to 1.

    >>> ada = ("lovelace", "ada")
    >>> agreement(ada, "Ada Lovelace"), agreement(ada, "A. Lovelace"), agreement(ada, "Ada King Lovelace")
    (1.0, 0.7, 0.8)
    >>> agreement(("lovelace",), "Ada Lovelace"), agreement(("a", "lovelace"), "Ada Lovelace")
    (0.3, 0.7)
    >>> agreement(ada, "Alan Turing")
    0.0
    """
    words = list(folded(name.replace("-", " ")))
    if sorted(words) == sorted(typed):
        return 1.0
    left = words.copy()
    whole = initials = 0
    for word in sorted(typed, key=len, reverse=True):
        near = _near(word, left, begun=word == typed[-1])
        if near is None:
            return 0.0
        left.remove(near)
        whole += near == word
        initials += near != word
    if len(typed) == 1:
        return 0.3 if whole else 0.2
    if not whole:
        return 0.0
    return 0.7 if initials else 0.8


def _near(word: str, words: list[str], *, begun: bool) -> str | None:
    """Find the word that is meant: itself, the one of this initial or the initial of it, or one that begins so."""
    if word in words:
        return word
    initial = (one for one in words if one[0] == word[0] and 1 in (len(one), len(word)))
    return next(initial, None) or next((one for one in words if begun and one.startswith(word)), None)
