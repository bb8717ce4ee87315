"""What resolution needs of one paper: its mentions, facts beside them, and what it cites."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from extract.resolution import points, resolve
from kg.model import Author, Extraction, Paper

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kg.model import Mention, Resolution

SIZE: Final = 16
"""Bytes of a fingerprint."""


class Known(NamedTuple):
    """A paper as resolution sees it, and what it cites.

    Attributes:
        number: of its row.
    """

    extraction: Extraction
    cites: tuple[str, ...]
    number: int = 0

    @property
    def paper_id(self) -> str:
        """The paper's key."""
        return self.extraction.paper.paper_id

    @property
    def points(self) -> set[str]:
        """All points at which its mentions lie."""
        return {point for mention in self.extraction.mentions for point in points(mention)}

    @property
    def facts(self) -> bytes:
        """What resolution asks of a paper beside its mentions."""
        paper = self.extraction.paper
        published = None if paper.published is None else paper.published.isoformat()
        names = [author.name for author in paper.authors]
        return json.dumps([paper.title, paper.abstract, published, paper.year, names, self.cites]).encode()

    @property
    def fingerprint(self) -> bytes:
        """A hash of all that resolution asks: what a text names, its version of the extractor decides."""
        paper_id = self.paper_id.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(paper_id + b"\0" + self.facts, digest_size=SIZE).digest()


def known(extraction: Extraction, cites: Collection[str] | None) -> Known:
    """Bring a paper together with what it cites: its own references, where nothing else is given."""
    cited = [one.paper_id for one in extraction.paper.references] if cites is None else cites
    return Known(extraction, tuple(sorted(set(cited))))


def packed_facts(one: Known) -> bytes:
    """Write the facts of a paper in few bytes."""
    return zlib.compress(one.facts, 1)


def unpacked(paper_id: str, packed: bytes) -> tuple[Paper, tuple[str, ...]]:
    """Read a paper, as far as resolution asks, and what it cites."""
    title, abstract, published, year, authors, cites = json.loads(zlib.decompress(packed))
    day = None if published is None else dt.date.fromisoformat(published)
    return Paper(paper_id, title, abstract, day, tuple(map(Author, authors)), year=year), tuple(cites)


def parts(papers: Iterable[Known], affected: set[str]) -> Iterator[Known]:
    """Give papers with the mentions alone that can be affected: those of which one point, and so all, can be."""

    def is_affected(mention: Mention) -> bool:
        return not affected.isdisjoint(points(mention))

    for one in papers:
        mentions = tuple(filter(is_affected, one.extraction.mentions))
        yield one._replace(extraction=replace(one.extraction, mentions=mentions))


def resolved(papers: Collection[Known]) -> Resolution:
    """Resolve papers as if there were no others."""
    return resolve([one.extraction for one in papers], cites={one.paper_id: one.cites for one in papers})
