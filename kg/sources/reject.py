"""This file is about the record that cannot be read: where it stands, why, and what it says."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

_log = logging.getLogger("kg.sources")


@dataclass(frozen=True, slots=True)
class Reject:
    """A record that a source could not read.

    Attributes:
        source: the file it stands in.
        line: its first line, counted from 1.
        reason: half a sentence, such as ``"the title is empty"``.
        text: what stands there, as read.
    """

    source: str
    line: int
    reason: str
    text: str

    def __str__(self) -> str:
        return f"{self.source}, line {self.line}: {self.reason}"


OnReject = Callable[[Reject], None]


def log_reject(reject: Reject) -> None:
    """Log a reject: what happens to it where nobody asked for it."""
    _log.warning("%s", reject)
