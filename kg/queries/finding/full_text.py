r"""Questions to the full-text indexes, in words that Lucene cannot misread.

Every word must occur, in any spelling; the last one may be a beginning. Two words beside each other may be written as
one. Syntax: Lucene's classic query parser; only letters, digits and underscores stand outside of quotation marks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from kg.identity import forms
from kg.queries.finding.question import question

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.queries.finding.question import Question, Unit

    Fields = Sequence[tuple[str, float]]

LONGEST_NAME: Final = 300
_MOST_JOINED: Final = 8
"""Words of a question of which neighbours may be one; nobody remembers ten words by their blanks alone."""
_BEGINNING: Final = 3
"""Letters that a beginning needs before abstracts are asked for it: "a" begins a word of every one."""
_RUN: Final = re.compile(r"[^\W_]+")
_IN_WORD: Final = re.compile(r"\w+")
_TEXTS: Final = (("title", 4), ("abstract", 1), ("byline", 0.2))
_TITLES: Final = (("title", 4), ("byline", 0.2))
_NAMES: Final = (("name", 2), ("aliases", 1))
_LONG: Final = 9
_MIDDLING: Final = 5
_EXACT: Final = 1000
_BEGUN: Final = 300
_FORM: Final = 2


def papers(asked: Question, *, abstracts: bool = True) -> str | None:
    """Return the query for papers: by the whole title or its beginning, or by words of title, abstract and authors.

    Args:
        asked: what is searched for.
        abstracts: whether words of abstracts count.
    """
    if not asked.form:
        return None
    by_words = _every_word(asked, _TEXTS if abstracts else _TITLES)
    return f"({_whole(asked)} OR {_begun(asked, _BEGUN)} OR ({by_words}))"


def names(asked: Question) -> str | None:
    """Return the query for things of a name: the whole name, or each of its words."""
    return f"({_whole(asked)} OR ({_every_word(asked, _NAMES)}))" if asked.form else None


def beginnings(asked: Question) -> str | None:
    """Return the query for things whose name begins so."""
    return _begun(asked, 1) if asked.form else None


def people(words: Sequence[str]) -> str | None:
    """Return the query for people whose names have all these words, one of a letter as the first of a name.

    >>> people(["a", "lovelace"])
    '(forms:a*) AND (forms:"lovelace" OR forms:lovelace* OR forms:"l")'
    """
    if not words:
        return None
    clauses = []
    for at, word in enumerate(words):
        if len(word) == 1:
            clauses.append(f"(forms:{word}*)")
            continue
        begun = f" OR forms:{word}*" if at == len(words) - 1 else ""
        clauses.append(f"(forms:{phrase(word)}{begun} OR forms:{phrase(word[0])})")
    return " AND ".join(clauses)


def alike(asked: Question, *fields: str) -> str | None:
    """Return the query for words spelled almost so, or for a whole name that is; None where slips cannot be told.

    Numbers and short words are another's name after one slip, and identifiers another's after any.
    """
    if not asked.form.isalpha() or not all(word.form.isascii() for word in asked.words):
        return None
    clauses = [
        "(" + " OR ".join(f"{field}:{word.form}{_slips(word.form)}" for field in (*fields, "forms")) + ")"
        for word in asked.words
    ]
    return f"forms:_{asked.form}{_slips(asked.form)}^{_EXACT} OR ({' AND '.join(clauses)})"


def _slips(word: str) -> str:
    """Write how many letters may be wrong."""
    return "~2" if len(word) >= _LONG else "~1" if len(word) >= _MIDDLING else ""


def any_of(names: Iterable[str]) -> str | None:
    r"""Return the query for any of several whole names, or None where there is no word in them.

    >>> any_of(["seal", "search engine", "+"])
    '"seal" OR "search engine"'
    """
    return " OR ".join(phrase(name[:LONGEST_NAME]) for name in names if _IN_WORD.search(name)) or None


def matching(text: str) -> str | None:
    """Return the query for papers that a list is narrowed to, or None where there is no word in the text.

    >>> matching(" -- && ") is None
    True
    """
    asked = question(text)
    return _every_word(asked, _TEXTS) if asked.form else None


def phrase(text: str) -> str:
    r"""Quote a text.

    >>> phrase('say "a\\b"')
    '"say \\"a\\\\b\\""'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _whole(asked: Question) -> str:
    spellings = dict.fromkeys((asked.form, asked.squeezed))
    return " OR ".join(f"forms:{phrase('_' + one)}^{_EXACT}" for one in spellings)


def _begun(asked: Question, boost: int) -> str:
    spellings = dict.fromkeys((asked.form, asked.squeezed))
    return " OR ".join(f"forms:_{one}*^{boost}" for one in spellings)


def _every_word(asked: Question, fields: Fields) -> str:
    units = asked.units
    join = len(units) <= _MOST_JOINED
    clauses = []
    for at, unit in enumerate(units):
        ways = _ways(asked, unit, fields)
        if join:
            pairs = [units[one] + units[one + 1] for one in (at - 1, at) if 0 <= one < len(units) - 1]
            ways += [way for pair in pairs for way in _as_one(pair, fields)]
        if at == len(units) - 1:
            ways += _beginnings(asked, unit, fields)
        clauses.append(f"({' OR '.join(dict.fromkeys(ways))})")
    return " AND ".join(clauses)


def _ways(asked: Question, unit: Unit, fields: Fields) -> list[str]:
    """Give the ways in which a text may write words that were typed without a blank between them."""
    if any(word.signed for word in unit):  # Lucene reads C++ as c
        return [f"({' AND '.join(f'forms:{phrase(word.form)}' for word in unit)})"]
    written = phrase(asked.written(unit))
    return [*(f"{field}:{written}^{boost}" for field, boost in fields), *_as_one(unit, fields)]


def _as_one(unit: Unit, fields: Fields) -> list[str]:
    one = forms.fused(word.form for word in unit)
    plain = forms.squeezed(one)
    spellings = [f"forms:{phrase(spelling)}^{_FORM}" for spelling in dict.fromkeys((one, plain))]
    return spellings + [f"{field}:{phrase(plain)}^{boost}" for field, boost in fields if field != "byline"]


def _beginnings(asked: Question, unit: Unit, fields: Fields) -> list[str]:
    *before, last = unit
    if len(last.form) == 1 and not before:
        return []
    ways = [f"forms:{forms.fused(word.form for word in unit)}*"]
    written = asked.written([last])
    if _RUN.fullmatch(written) and not any(word.signed for word in unit):
        for field, _ in fields:
            if field != "abstract" or len(written) >= _BEGINNING:
                others = [f"{field}:{phrase(asked.written([word]))}" for word in before]
                ways.append(f"({' AND '.join([*others, f'{field}:{written}*'])})")
    return ways
