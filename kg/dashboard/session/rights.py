"""What a reader may do: a read-only dashboard changes nothing, whatever a browser asks of it.

`kg dashboard --read-only` sets the variable KG_READ_ONLY, which is read each time that something is to be changed.
Where sign-in is set up, who did not sign in changes nothing either.
"""

from __future__ import annotations

import os
import sys
from typing import Final

from kg.errors import CallError

VARIABLE: Final = "KG_READ_ONLY"
_NO: Final = frozenset({"", "0", "false", "no", "off"})

SENTENCE: Final = (
    "This dashboard is read-only: nothing can be added here. Whoever runs it can, with `kg build` or `kg add`."
)

SIGN_IN: Final = "Sign in first, at the left: who did not sign in can read everything here, and change nothing."


def read_only() -> bool:
    """Tell whether the reader may change nothing."""
    return _everybodys() or _strangers()


def demand_writing() -> None:
    """Stop whoever is about to change something that must not be changed.

    Raises:
        CallError: this dashboard is read-only, or the reader did not sign in.
    """
    if _everybodys():
        raise CallError(SENTENCE)
    if _strangers():
        raise CallError(SIGN_IN)


def _everybodys() -> bool:
    return os.environ.get(VARIABLE, "").strip().lower() not in _NO


def _strangers() -> bool:
    if "streamlit" not in sys.modules:  # the command line, which asks for no sign-in and loads no Streamlit
        return False
    from kg.dashboard.session.sign_in import stranger  # noqa: PLC0415 - see above

    return stranger()
