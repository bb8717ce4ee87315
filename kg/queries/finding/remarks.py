"""This file is about what a search says beside its hits: what was searched, and what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg.queries.finding.question import LONGEST, MOST_WORDS

if TYPE_CHECKING:
    from kg.queries.finding.question import Question

_SHOWN: Final = 80

SEARCHED: Final = (
    "identifiers; titles, abstracts and authors of papers; names and aliases of entities; names of authors and "
    "organisations"
)


def on_nothing(text: str) -> tuple[str, ...]:
    """Say that there is nothing to search for."""
    return ("There is nothing to search for.",) if not text.strip() else (_no_word(text),)


def on(asked: Question, *, found: bool) -> tuple[str, ...]:
    """Say what was left out of what was typed, and where nothing was found.

    >>> from kg.queries.finding.question import question
    >>> on(question("?!"), found=False)
    ("'?!' has no letter or digit to search for.",)
    >>> on(question("xyzzy"), found=True)
    ()
    """
    if not asked.form and not found:
        return (_no_word(asked.text),)
    said = []
    if asked.cut:
        said.append(f"Only the first {MOST_WORDS} words and {LONGEST:,} characters were searched for.")
    if not found:
        said.append(f"Nothing holds {_short(asked.text)}. Searched were {SEARCHED}.")
    return tuple(said)


def _no_word(text: str) -> str:
    return f"{_short(text)} has no letter or digit to search for."


def _short(text: str) -> str:
    kept = " ".join(text.split())
    return repr(kept if len(kept) <= _SHOWN else kept[:_SHOWN] + "…")
