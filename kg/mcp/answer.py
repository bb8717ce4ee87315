"""The answer of a tool: small, and saying what was left out.

A model reads all of it, and pays for all of it: lists have a cap, texts have a cap, and the whole has one. Titles,
abstracts and names come from outside, so what would steer a terminal or hide from a reader's eye is taken out.
"""

from __future__ import annotations

import json
import re
import unicodedata
from typing import Any, Final

MOST_CHARACTERS: Final = 24_000
"""Of an answer, as JSON."""

LONGEST_TEXT: Final = 400
"""Characters of a title, a name, a sentence, a value; an abstract may have more."""

LONGEST_ABSTRACT: Final = 4_000
DEEPEST: Final = 8

_HIDDEN: Final = re.compile(
    "[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Letters that show nothing, and those that turn the direction of others."""


class Answer:
    """What a tool answers, put together value by value."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._lists: dict[str, int] = {}
        self._cuts: list[str] = []
        self._shortened = 0

    def put(self, **values: Any) -> None:
        """Add values; what is not known is left out."""
        self._values.update({name: self._plain(value) for name, value in values.items() if known(value)})

    def text(self, name: str, text: str, most: int = LONGEST_ABSTRACT) -> None:
        """Add a long text, or the beginning of it."""
        if len(text) > most:
            self._cuts.append(f"{name}: the first {most:,} of {len(text):,} characters")
        if text:
            self._values[name] = clean(text, most)

    def rows(self, name: str, rows: list[Any], total: int | None = None) -> None:
        """Add a list, of which there are `total` in all."""
        self._values[name] = [self._plain(row) for row in rows]
        self._lists[name] = len(rows) if total is None else total

    def note(self, sentence: str | None) -> None:
        """Add a sentence about what was left out."""
        if sentence:
            self._cuts.append(sentence)

    def done(self) -> dict[str, Any]:
        """Return the answer, its longest lists shortened until it is small enough, with what was cut in `cut`."""
        while len(dumped(self._values)) > MOST_CHARACTERS and any(self._values[name] for name in self._lists):
            rows = max((self._values[name] for name in self._lists), key=lambda one: len(dumped(one)))
            del rows[len(rows) - max(1, len(rows) // 10) :]
        for name, total in self._lists.items():
            if len(self._values[name]) < total:
                self._cuts.append(f"{name}: the first {len(self._values[name])} of {total:,}")
        if self._shortened:
            self._cuts.append(f"texts that end in …: their first {LONGEST_TEXT} characters")
        return self._values | ({"cut": self._cuts} if self._cuts else {})

    def _plain(self, value: Any, depth: int = 0) -> Any:
        """Give a value of JSON whose texts are clean and short."""
        if isinstance(value, dict | list | tuple) and depth == DEEPEST:
            self._shortened += 1
            return "…"
        if isinstance(value, dict):
            return {clean(str(key)): self._plain(one, depth + 1) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return [self._plain(one, depth + 1) for one in value]
        if value is None or isinstance(value, bool | int | float):
            return value
        self._shortened += len(str(value)) > LONGEST_TEXT
        return clean(str(value))


def dumped(value: Any) -> str:
    """Write JSON in as few characters as will do."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def known(value: Any) -> bool:
    """Say whether a value says anything: neither None nor empty."""
    return value is not None and value not in ("", (), [], {})


def clean(text: str, most: int = LONGEST_TEXT) -> str:
    r"""Return the beginning of a text without what steers or hides; a text that is cut ends in "…".

    >>> clean("a\x1b[31mb\u202ec\U000e0041"), clean("long", most=3)
    ('a�[31mbc', 'lo…')
    """
    shown = text if len(text) <= most else f"{text[: most - 1]}…"
    return "".join(
        "\ufffd" if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" else letter
        for letter in _HIDDEN.sub("", shown)
    )
