"""Changes in words: what a build brought, for Home and for the log."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KINDS: Final[dict[str, str]] = {
    "new": "papers new",
    "cites_new": "citations new",
    "merged": "merged",
    "corrected": "corrected",
    "retracted": "retracted",
    "gone": "papers gone",
    "cites_gone": "citations gone",
}
_ONE: Final = {
    "papers new": "paper new",
    "citations new": "citation new",
    "papers gone": "paper gone",
    "citations gone": "citation gone",
}
_FEW: Final = 2


def told(changes: Mapping[str, int]) -> str:
    """Say what changed.

    Example:
        >>> told({"retracted": 1, "new": 1200}), told({})
        ('1,200 papers new, 1 retracted', 'nothing that is counted')
    """
    known = [*KINDS, *sorted(changes.keys() - KINDS.keys())]
    return ", ".join(_said(kind, changes[kind]) for kind in known if changes.get(kind)) or "nothing that is counted"


def sources(names: Sequence[str]) -> str:
    """Say by building what, without the folders of whoever built it.

    Example:
        >>> sources(["/data/a.jsonl", "arxiv", "c", "d"])
        'a.jsonl, arxiv and 2 more'
    """
    short = [PurePath(name).name or name for name in names]
    return ", ".join(short[:_FEW]) + (f" and {len(short) - _FEW} more" if len(short) > _FEW else "")


def _said(kind: str, number: int) -> str:
    words = KINDS.get(kind, kind.replace("_", " "))
    return f"{number:,} {_ONE.get(words, words) if number == 1 else words}"
