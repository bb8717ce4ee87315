"""Ranking: how well a node is what was typed.

An identifier comes before a whole name, that before a name that begins so, and words of texts come last. Of names that
agree equally well, the one that most papers name is first: the plain name before its variants.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from kg.identity import forms
from kg.queries.finding.people import agreement

if TYPE_CHECKING:
    from kg.queries.finding.question import Question

Row = dict[str, Any]

IDENTIFIER: Final = 10_000.0
TYPED: Final = 2_000.0
"""The name, letter by letter."""
NAME: Final = 1_000.0
"""The name in another spelling."""
ALIAS_TYPED: Final = 950.0
ALIAS: Final = 900.0
JOINED: Final = 800.0
"""The name, but for what keeps its numbers apart: GPT-3.5 for gpt35."""
ALIAS_JOINED: Final = 700.0
TITLE: Final = 600.0
PERSON: Final = 500.0
PERSON_PAPER: Final = 530.0
ORGANIZATION_PAPER: Final = 480.0
HEAD: Final = 400.0
"""What stands before the colon of a title."""
PERSON_LIKE: Final = 300.0
"""A name with initials, or without its middle."""
BEGUN: Final = 200.0
ALIAS_BEGUN: Final = 150.0
TITLE_BEGUN: Final = 120.0
SURNAME: Final = 45.0
TEXT: Final = 60.0

MEANT: Final = HEAD
"""A hit of at least so much is called so, and does not only hold the words."""

_SURE: Final = 0.9
_LIKELY: Final = 0.6
_BELOW_ENTITIES: Final = 25.0
_MOST_POPULAR: Final = 20.0
_HALF_SURE: Final = 10.0


class _Worths(NamedTuple):
    """What a name is worth: typed so, in another spelling, joined, or begun."""

    typed: float
    whole: float
    joined: float
    begun: float


_NAMES: Final = _Worths(TYPED, NAME, JOINED, BEGUN)
_ALIASES: Final = _Worths(ALIAS_TYPED, ALIAS, ALIAS_JOINED, ALIAS_BEGUN)


def worth(asked: Question, typed_name: tuple[str, ...], row: Row) -> float:
    """Return how well a candidate is what was typed."""
    match row["kind"]:
        case "Paper":
            return _of_paper(asked, row)
        case "Author":
            return _of_author(typed_name, row)
        case "Organization":
            return _of_thing(asked, row) - _BELOW_ENTITIES
        case _:
            return _of_thing(asked, row)


def worth_alike(row: Row) -> float:
    """Return how well a candidate is what was meant, where no word was typed as it is written."""
    return _of_words(row["score"]) + popularity(row["degree"]) / 4


def popularity(degree: int) -> float:
    """Return what so many relationships add: less than any difference between two kinds of agreement."""
    return min(2 * math.log2(1 + degree), _MOST_POPULAR)


def _of_thing(asked: Question, row: Row) -> float:
    name = row["name"] or ""
    best = max([_of_name(asked, name, _NAMES)] + [_of_name(asked, alias, _ALIASES) for alias in row["aliases"]])
    if not best:
        best = _of_words(row["score"])
    return best + popularity(row["degree"])


def _of_name(asked: Question, name: str, worths: _Worths) -> float:
    if name == asked.text:
        return worths.typed
    form = forms.form(name)
    if form == asked.form or ("/" in name and forms.form(name.partition("/")[2]) == asked.form):
        return worths.whole
    if forms.squeezed(form) == asked.squeezed:
        return worths.joined
    if form.startswith(asked.form) or forms.squeezed(form).startswith(asked.squeezed):
        return _begun(asked, worths.begun) + (5 if _ends_a_word(asked, name) else 0)
    return 0.0


def _begun(asked: Question, worth: float) -> float:
    """Return what a beginning is worth: one letter begins so much that whole words come before it."""
    return worth if len(asked.form) > 1 else 1.0


def _ends_a_word(asked: Question, name: str) -> bool:
    """Say whether what was typed is whole words of a name: "llama 2" of Llama-2 7B, and not of Llama-23."""
    whole: list[str] = []
    for word in forms.words(name):
        whole.append(word.form)
        if forms.squeezed(forms.fused(whole)) == asked.squeezed:
            return True
    return False


def _of_paper(asked: Question, row: Row) -> float:
    title = row["name"]
    form = forms.form(title)[: forms.LONGEST]
    popular = popularity(row["degree"])
    if form == asked.form:
        return TITLE + popular
    if ":" in title and forms.form(title.partition(":")[0]) in (asked.form, asked.squeezed):
        return HEAD + popular
    if form.startswith(asked.form):
        return _begun(asked, TITLE_BEGUN) + popular
    return _of_words(row["score"]) + popular / 4


def _of_author(typed_name: tuple[str, ...], row: Row) -> float:
    agreed = agreement(typed_name, row["name"] or "")
    if not agreed:
        return 0.0
    base = PERSON if agreed > _SURE else PERSON_LIKE if agreed > _LIKELY else SURNAME
    return base + 10 * agreed + popularity(row["degree"]) / 2


def _of_words(score: float) -> float:
    return TEXT * score / (score + _HALF_SURE)
