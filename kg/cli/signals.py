"""Signals: Ctrl-C works however `kg` was started, and what is told to end closes what it opened."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import FrameType

TERMINATED = 128 + signal.SIGTERM


class TerminatedError(BaseException):
    """Say that SIGTERM came; not an `Exception`, so that nothing takes it for a failure that it can mend."""


def heed() -> None:
    """Let SIGINT interrupt, also where it was ignored when the process began, and let SIGTERM end it in order.

    A shell starts the background jobs of a script with SIGINT ignored, `nohup` and some CIs do so too, and Python then
    leaves it ignored: a command that runs "until Ctrl-C" would never end.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, _terminate)


def _terminate(number: int, frame: FrameType | None) -> None:
    """End once: a second SIGTERM must not break into the closing of what is open."""
    del frame
    signal.signal(number, signal.SIG_IGN)
    raise TerminatedError
