"""This file is about what a source holds: its statements, read whole before anything is written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg import sources
from kg.errors import SourceError
from kg.model import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from kg.build.report import OnProgress
    from kg.sources import Reject


@dataclass(frozen=True, slots=True)
class Contents:
    """What one source says.

    Attributes:
        source: the service's name, or the file as the graph names it.
        statements: one a paper.
        whole: whether this is all that the source says, so that what it said before and does not say now goes.
        digest: a hash of the file's bytes; empty for a service.
        rejected: records that could not be read.
    """

    source: str
    statements: tuple[Statement, ...]
    whole: bool = False
    digest: str = ""
    rejected: int = 0


def read_file(path: Path, year: int | None, on_reject: Callable[[Reject], None], report: OnProgress) -> Contents:
    """Read a file.

    Raises:
        SourceError: it cannot be read at all.
    """
    rejected = 0

    def rejects(reject: Reject) -> None:
        nonlocal rejected
        rejected += 1
        on_reject(reject)

    found: list[Statement] = []
    for paper in sources.read(path, year=year, on_reject=rejects):
        found.append(Statement(str(path), paper.paper_id, paper))
        report("read", len(found), 0)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}.") from error
    return Contents(str(path), tuple(found), whole=True, digest=digest, rejected=rejected)


def once(paths: Iterable[Path]) -> list[Path]:
    """Return each file once, by the name that the graph knows it by."""
    return list(dict.fromkeys(path.expanduser().resolve() for path in paths))


def of_service(source: str, statements: Iterable[Statement]) -> Contents:
    """Give what a service answered; of two answers about one record, the last."""
    return Contents(source, tuple({one.key: one for one in statements}.values()))
