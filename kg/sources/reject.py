"""What cannot be read, a record or one field of it: where it stands, why, and what it says."""

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


@dataclass(frozen=True, slots=True)
class Omission:
    """A field of a paper that was read, which could not be understood and was left out.

    Attributes:
        source: the file it stands in.
        line: of the record, counted from 1; None where lines say nothing.
        field: as the source names it.
        why: half a sentence, such as ``'"soon" is no year'``.
    """

    source: str
    line: int | None
    field: str
    why: str

    def __str__(self) -> str:
        where = self.source if self.line is None else f"{self.source}, line {self.line}"
        return f"{where}: {self.field} was left out: {self.why}"


OnOmission = Callable[[Omission], None]
