"""This file is about what a reader may do: a read-only dashboard changes nothing, whatever a browser asks of it.

`kg dashboard --read-only` sets the variable KG_READ_ONLY, which is read each time that something is to be changed.
"""

from __future__ import annotations

import os
from typing import Final

from kg.errors import CallError

VARIABLE: Final = "KG_READ_ONLY"
_NO: Final = frozenset({"", "0", "false", "no", "off"})

SENTENCE: Final = (
    "This dashboard is read-only: nothing can be added here. Whoever runs it can, with `kg build` or `kg add`."
)


def read_only() -> bool:
    """Tell whether nothing may be changed."""
    return os.environ.get(VARIABLE, "").strip().lower() not in _NO


def demand_writing() -> None:
    """Stop whoever is about to change something that must not be changed.

    Raises:
        CallError: this dashboard is read-only.
    """
    if read_only():
        raise CallError(SENTENCE)
