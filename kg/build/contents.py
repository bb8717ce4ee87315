"""What a source holds: its statements, read whole before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import sources
from kg.model import Statement
from kg.sources.admission import RefusedError, admit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from kg.build.report import OnProgress
    from kg.model import Paper
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
        omissions: sentences about what was there and was not understood.
    """

    source: str
    statements: tuple[Statement, ...]
    whole: bool = False
    digest: str = ""
    rejected: int = 0
    omissions: tuple[str, ...] = ()


def read_file(path: Path, year: int | None, on_reject: Callable[[Reject], None], report: OnProgress) -> Contents:
    """Read a file.

    Raises:
        SourceError: it cannot be read at all.
    """
    papers: list[Paper] = []
    with sources.opened(path, year=year, on_reject=on_reject) as source:
        for paper in source:
            papers.append(paper)
            report("read", len(papers), 0)
        digest, key = source.digest, source.key
    return Contents(
        key,
        tuple(Statement(key, paper.own_key or paper.paper_id, paper) for paper in papers),
        whole=True,
        digest=digest,
        rejected=source.rejected,
        omissions=tuple(f"{source.name}: {sentence}" for sentence in source.omissions.sentences()),
    )


def once(paths: Iterable[Path]) -> list[Path]:
    """Return each file once; a pipe keeps its name, which leads to it only as it is."""
    return list(dict.fromkeys(path.expanduser().resolve() if path.expanduser().is_file() else path for path in paths))


def of_service(source: str, statements: Iterable[Statement]) -> Contents:
    """Give what a service answered, as it may come in; of two answers about one record, the last."""
    admitted: dict[str, Statement] = {}
    told: dict[str, None] = {}
    rejected = 0
    for one in statements:
        try:
            paper = admit(one.paper, lambda field, why, key=one.key: told.setdefault(f"{key}: {field} {why}"))  # type: ignore[misc]
        except RefusedError as error:
            told[f"{one.key}: {error}"] = None
            rejected += 1
            continue
        admitted[one.key] = one if paper is one.paper else replace(one, paper=paper)
    omissions = tuple(f"Left out of what {source} says of {sentence}." for sentence in told)
    return Contents(source, tuple(admitted.values()), rejected=rejected, omissions=omissions)
