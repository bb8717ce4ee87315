"""What a search says beside its hits: what was searched, and what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from kg import schema
from kg.queries.finding.question import LONGEST, MOST_WORDS

if TYPE_CHECKING:
    from kg.queries.finding.question import Question

_SHOWN: Final = 80

SEARCHED: Final = {
    schema.PAPER_TEXT_INDEX: "titles, abstracts and authors of papers",
    schema.ENTITY_NAME_INDEX: "names and aliases of entities",
    schema.AUTHOR_NAME_INDEX: "names of authors",
    schema.ORGANIZATION_NAME_INDEX: "names of organisations",
}

_ALL: Final = frozenset(SEARCHED)


def on_nothing(text: str) -> tuple[str, ...]:
    """Say that there is nothing to search for."""
    return ("There is nothing to search for.",) if not text.strip() else (_no_word(text),)


def on(
    asked: Question, *, found: bool, alike: bool = False, indexes: frozenset[str] = frozenset(SEARCHED)
) -> tuple[str, ...]:
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
    if found and alike:
        said.append(f"Nothing holds {_short(asked.text)}; these are spelled much like it.")
    if not found:
        searched = ["identifiers", *(what for index, what in SEARCHED.items() if index in indexes)]
        said.append(f"Nothing holds {_short(asked.text)}. Searched were {_listed(searched)}.")
    if missing := [what for index, what in SEARCHED.items() if index not in indexes]:
        said.append(
            f"Not searched were {_listed(missing)}: an earlier version wrote this graph; "
            "the next kg build, add or enrich makes it ready."
        )
    return tuple(said)


def _listed(things: list[str]) -> str:
    return f"{'; '.join(things[:-1])}; and {things[-1]}" if len(things) > 1 else things[0]


def _no_word(text: str) -> str:
    return f"{_short(text)} has no letter or digit to search for."


def _short(text: str) -> str:
    kept = " ".join(text.split())
    return repr(kept if len(kept) <= _SHOWN else kept[:_SHOWN] + "…")
