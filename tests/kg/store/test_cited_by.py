"""Tests of kg.store.cited_by: the number on a paper is how many papers cite it, whatever was built before."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from kg.build import Contents, assimilate, of_service
from kg.build.splitting import said_of, split
from kg.model import Paper, Reference, Statement
from kg.queries import papers
from kg.store import cited_by

if TYPE_CHECKING:
    from kg.store import Store

WRONG = """\
MATCH (p:Paper)
WITH p, COUNT { (p)<-[:CITES]-() } AS citing
WHERE p.cited_by IS NULL OR p.cited_by <> citing
RETURN p.paper_id AS paper_id, p.cited_by AS cited_by, citing
"""


def paper(key: str, *cited: str, **ids: str) -> Paper:
    return Paper(key, f"The paper {key} of some", ids=ids, references=tuple(map(Reference, cited)))


def write(store: Store, source: str, *papers: Paper) -> None:
    said = tuple(Statement(source, one.paper_id, one) for one in papers)
    assimilate(store, [Contents(source, said, whole=True)])
    assert store.read(WRONG) == []


def answer(store: Store, source: str, *papers: Paper) -> None:
    assimilate(store, [of_service(source, [Statement(source, one.paper_id, one) for one in papers])])
    assert store.read(WRONG) == []


def counts(store: Store) -> dict[str, int]:
    return {row["p"]: row["n"] for row in store.read("MATCH (p:Paper) RETURN p.paper_id AS p, p.cited_by AS n")}


ONE = paper("2101.00001", "W71", "W72")
TWO = paper("2201.00002", "2101.00001", "W71")
THREE = paper("2301.00003", "2201.00002", "2101.00001", "W73")


@pytest.mark.parametrize("order", list(itertools.permutations("123")), ids="".join)
def test_it_is_right_after_builds_in_any_order(store: Store, order: tuple[str, ...]) -> None:
    for one in ({"1": ONE, "2": TWO, "3": THREE}[name] for name in order):
        write(store, one.paper_id, one)
    assert counts(store) == {"2101.00001": 2, "2201.00002": 1, "2301.00003": 0, "W71": 2, "W72": 1, "W73": 1}


def test_it_is_right_when_what_cites_changes_or_goes(store: Store) -> None:
    write(store, "a", ONE, TWO, THREE)
    write(store, "a", ONE, paper("2201.00002", "W72"), THREE)
    assert counts(store)["W72"] == 2
    write(store, "a", ONE, TWO)
    assert "W73" not in counts(store)
    write(store, "a", TWO)  # the first is a stub from now on, and cites nothing
    assert counts(store) == {"2201.00002": 0, "2101.00001": 1, "W71": 1}
    write(store, "a")
    assert counts(store) == {}


def test_it_is_right_when_papers_turn_out_to_be_one_and_are_split_again(store: Store) -> None:
    write(store, "a", ONE, TWO, THREE)
    write(store, "b", paper("10.1000/x", "W73", "2201.00002"))
    answer(store, "openalex", paper("W71", openalex="W71", doi="10.1000/x"))
    assert counts(store)["W73"] == 2
    merged = next(key for key in counts(store) if key in {"W71", "10.1000/x"})
    assert counts(store)[merged] == 2
    answer(store, "openalex", paper("W72", "2301.00003", openalex="W72", arxiv="2101.00001"))
    records = [one.key for one in said_of(store, "2101.00001") if one.source == "openalex"]
    split(store, "2101.00001", records)
    assert store.read(WRONG) == []


def test_a_graph_of_before_is_counted_when_its_index_is_made(store: Store) -> None:
    write(store, "a", ONE, TWO, THREE)
    before = counts(store)
    store.write("MATCH (p:Paper) REMOVE p.cited_by")
    store.write("DROP INDEX paper_cited_by")
    store.prepare()
    assert counts(store) == before


def test_what_is_wrong_is_mended(store: Store) -> None:
    write(store, "a", ONE, TWO)
    before = counts(store)
    store.write("MATCH (p:Paper {paper_id: 'W71'}) SET p.cited_by = 40")
    assert cited_by.mend(store, sorted(before)) == 1
    assert counts(store) == before


def test_the_most_cited_come_first(store: Store) -> None:
    write(store, "a", ONE, TWO, THREE)
    assert [one.citations for one in papers(store, order="citations").rows] == [2, 1, 0]
