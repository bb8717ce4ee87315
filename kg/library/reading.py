"""Reading a .bib, .ris or CSL file of somebody's own: which papers of the graph it names."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg import queries, sources
from kg.errors import CallError, SourceError
from kg.identity import ids

if TYPE_CHECKING:
    from kg.model import Paper
    from kg.queries import Match
    from kg.sources import Reject
    from kg.store import Store

LARGEST: Final = 20
"""Megabytes of a file."""

MOST_PAPERS: Final = 20_000

_UNSAFE: Final = re.compile(r"[^\w.+-]+")


@dataclass(frozen=True, slots=True)
class Missing:
    """A record whose paper the graph does not have; `identifier` is what it can be added by, where it has one."""

    title: str
    year: int | None
    identifier: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds.

    Attributes:
        name: of the file.
        paper_ids: the papers of the graph, each once, in the file's order.
        by_title: how many of its records were known by their title alone.
        missing: its records that the graph does not have.
        rejects: in a sentence each, records that could not be read.
    """

    name: str
    paper_ids: tuple[str, ...]
    by_title: int
    missing: tuple[Missing, ...]
    rejects: tuple[str, ...]


def records(name: str, content: bytes) -> tuple[tuple[Paper, ...], tuple[str, ...]]:
    """Read a file's papers, and say in a sentence each what could not be read.

    Raises:
        CallError: it is too large.
        SourceError: it cannot be read at all.
    """
    if len(content) > LARGEST * 1024 * 1024:
        raise CallError(f"{name} is larger than {LARGEST} MB: give a part of it.")
    rejects: list[str] = []

    def rejected(reject: Reject) -> None:
        rejects.append(f"Line {reject.line}: {reject.reason}")

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / (_UNSAFE.sub("_", name)[-80:].lstrip(".") or "papers")
        path.write_bytes(content)
        try:
            found: list[Paper] = []
            for paper in sources.read(path, on_reject=rejected):
                if len(found) == MOST_PAPERS:
                    raise CallError(f"{name} holds more than {MOST_PAPERS:,} papers: give a part of it.")
                found.append(paper)
        except SourceError as error:
            raise SourceError(str(error).replace(f"{path}", name).replace(f"{folder}/", "")) from None
    return tuple(found), tuple(rejects)


def match(store: Store, name: str, papers: tuple[Paper, ...], rejects: tuple[str, ...] = ()) -> Reading:
    """Find the papers of the graph that a file's records are."""
    found = queries.matched(store, papers)
    return Reading(
        name,
        tuple(dict.fromkeys(one.paper_id for one in found if one.paper_id)),
        sum(one.by == "title" for one in found),
        tuple(_missing(one) for one in found if one.paper_id is None),
        rejects,
    )


def _missing(one: Match) -> Missing:
    paper = one.record
    own = ids.identify(paper.paper_id)
    identifier = ids.normalise(paper.paper_id) if own else next(map(str, sorted(ids.tokens(paper))), None)
    return Missing(paper.title or paper.paper_id, paper.published.year if paper.published else paper.year, identifier)
