"""The small graph that the tests of measures ask: five papers with dates, and what they name."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg.build import Contents, assimilate
from kg.model import Author, Named, Organization, Paper, Reference, Statement
from kg.store import Store, connect, local

if TYPE_CHECKING:
    from collections.abc import Iterator


def paper(number: int, *cited: str, names: tuple[str, ...] = ()) -> Paper:
    return Paper(
        f"2{number}01.0000{number}",
        f"Paper number {number} of five",
        "",
        published=dt.date(2020 + number, 1, 2),
        authors=(Author("Ada Lovelace"), Author(f"Author {number}")),
        organization=Organization("lab", "The Lab") if number < 3 else None,
        references=tuple(map(Reference, cited)),
        named=tuple(Named("Method", name, "USES") for name in names),
    )


FIVE = (
    paper(1, "1706.03762", names=("Adaptoid", "Frobnet")),
    paper(2, "1706.03762", "2101.00001", names=("Adaptoid", "Frobnet")),
    paper(3, "2101.00001", "2201.00002", names=("Adaptoid",)),
    paper(4, "2301.00003"),
    paper(5),
)
"""Two cite a stub; the third cites the first two, the fourth the third, and the fifth nothing."""


@pytest.fixture(scope="module")
def five(server: local.Connection) -> Iterator[Store]:
    """The graph of the five; tests only read it."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        said = tuple(Statement("a", one.paper_id, one) for one in FIVE)
        assimilate(opened, [Contents("a", said, whole=True)])
        yield opened
