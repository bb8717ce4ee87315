"""Long values in a table: what is left of a node there, so that its row can be read."""

from __future__ import annotations

from typing import Any, Final

LONGEST: Final = 80
"""Characters of a text in a node, a list or a map."""

MOST_ITEMS: Final = 5


def shortened(value: Any) -> tuple[Any, bool]:
    """Cut long texts and lists inside of a value, and say whether something was cut; a text by itself stays whole.

    >>> shortened({"title": "T", "abstract": "x" * 100})[0]["abstract"][-20:]
    'xxx… (20 more chars)'
    >>> shortened([1, 2, 3, 4, 5, 6, 7]), shortened("x" * 100)[1]
    (([1, 2, 3, 4, 5, '… (2 more)'], True), False)
    """
    return _inside(value) if isinstance(value, dict | list | tuple) else (value, False)


def _inside(value: Any) -> tuple[Any, bool]:
    match value:
        case str() if len(value) > LONGEST:
            return f"{value[:LONGEST]}… ({len(value) - LONGEST:,} more chars)", True
        case dict():
            inner = {name: _inside(one) for name, one in value.items()}
            return {name: one for name, (one, _) in inner.items()}, any(cut for _, cut in inner.values())
        case list() | tuple():
            kept = [_inside(one) for one in value[:MOST_ITEMS]]
            more = [f"… ({len(value) - MOST_ITEMS:,} more)"] if len(value) > MOST_ITEMS else []
            return [one for one, _ in kept] + more, bool(more) or any(cut for _, cut in kept)
        case _:
            return value, False
