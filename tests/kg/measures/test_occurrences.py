"""The measures of entities on a graph: what the store says is what they are made of."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg.build import Contents, assimilate
from kg.measures.adoption import adoption
from kg.measures.introduction import first_introducer
from kg.measures.occurrences import UNDATED, occurrences
from kg.model import Named, Paper, Reference, Statement
from kg.store import Store, connect, local

if TYPE_CHECKING:
    from collections.abc import Iterator

JANUARY = 12 * 2026


def paper(number: int, month: int | None, *named: Named) -> Paper:
    day = None if month is None else dt.date(2026, month, 5)
    return Paper(f"260{number}.0000{number}", f"Paper number {number}", published=day, named=named,
                 references=(Reference("1706.03762"),))  # fmt: skip


OWN = Named("Method", "Frobnet", "INTRODUCES")
USED = Named("Method", "Frobnet", "USES")
BENCHMARK = Named("Benchmark", "ZorbBench", "EVALUATES_ON")


@pytest.fixture(scope="module")
def some(server: local.Connection) -> Iterator[Store]:
    """Four papers, one of them without a day, and the stub that they cite."""
    papers = (paper(1, 1, OWN), paper(2, 2, USED, BENCHMARK), paper(3, 2), paper(4, None, USED))
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        said = tuple(Statement("a", one.paper_id, one) for one in papers)
        assimilate(opened, [Contents("a", said, whole=True)])
        yield opened


def test_papers_and_what_they_name_are_read_in_the_order_of_their_keys_and_no_stub_is_among_them(some: Store) -> None:
    found = occurrences(some)
    assert found.paper_ids == ("2601.00001", "2602.00002", "2603.00003", "2604.00004")
    assert found.months.tolist() == [JANUARY, JANUARY + 1, JANUARY + 1, UNDATED]
    assert found.names == ("ZorbBench", "Frobnet")
    assert found.labels == ("Benchmark", "Method")
    assert found.naming().toarray().tolist() == [[0, 1], [1, 1], [0, 0], [0, 1]]
    assert found.naming(["INTRODUCES"]).toarray().tolist() == [[0, 1], [0, 0], [0, 0], [0, 0]]
    assert found.signature == occurrences(some).signature


def test_adoption_is_a_share_of_the_months_papers_by_relation_or_variant(some: Store) -> None:
    frobnet = occurrences(some).entity_ids[1]
    found = adoption(some, frobnet)
    assert [(month.papers, month.corpus, month.parts) for month in found.months] == [
        (1, 1, {"INTRODUCES": 1}),
        (1, 2, {"USES": 1}),
    ]
    apart = adoption(some, frobnet, apart=True)
    assert (apart.parts, apart.names) == ((frobnet,), {frobnet: "Frobnet"})
    assert adoption(some, "no such thing").months == ()


def test_the_introducer_is_told_from_those_that_only_name_it(some: Store) -> None:
    zorb, frobnet = occurrences(some).entity_ids
    found = first_introducer(some, frobnet)
    assert (found.kind, found.introducers[0].paper_id, found.papers, found.earlier) == ("one", "2601.00001", 3, 0)
    assert first_introducer(some, zorb).kind == "none"
    assert first_introducer(some, "no such thing").sentence == "No paper of this graph names no such thing."


def test_an_empty_graph_names_nothing(store: Store) -> None:
    found = occurrences(store)
    assert (found.paper_ids, found.entity_ids, found.naming().shape) == ((), (), (0, 0))
