"""Tests of kg.queries.invariants: a built graph holds them, and each break is found and named."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.build import Contents, assimilate
from kg.model import Organization, Paper, Reference, Statement
from kg.queries import invariants

if TYPE_CHECKING:
    from kg.store import Store

BREAKS = {
    "MATCH (p:Paper {paper_id: '2401.00001'}) SET p:Pending": "unwritten",
    "MATCH (s:Statement {paper_id: '2401.00001'}) DELETE s": "nothing says that they are there",
    "MATCH (:Paper)-[r:CITES]->() SET r.sources = []": "CITES relationships without sources",
    "MATCH ()-[r:PUBLISHED]->() REMOVE r.sources": "PUBLISHED relationships without sources",
    "MATCH (p:Paper {paper_id: '1901.00001'}) SET p.cited_by = 7": "another number of papers",
    "MATCH (e:Entity) WITH e LIMIT 1 SET e.entity_id = NULL": "Entity nodes without entity_id",
    "MATCH (p:Paper {paper_id: '2401.00001'}) SET p.title = 'Kettles'": "evidence is not in the text",
    "MATCH (i:Identifier) WITH i LIMIT 1 SET i.paper_id = 'gone'": "identifiers of papers that are not there",
    "CREATE (:Lease {name: 'build', owner: 'o', client: 'c', host: 'h', pid: 1, machine: 'another', what: 'build', "
    "taken_at: datetime('2020-01-01T00:00:00Z'), expires_at: datetime('2020-01-01T00:00:30Z')})": "nobody holds",
}


@pytest.fixture
def built(store: Store) -> Store:
    """A graph of one paper, whose title has letters that take two places in Java's texts."""
    title = "\U0001d54f AlphaNet: Boiling Tokens in One Pass"
    paper = Paper(
        "2401.00001", title, "We propose AlphaNet, a method. AlphaNet outperforms BetaNet on GammaBench.",
        organization=Organization("acme", "Acme"), references=(Reference("1901.00001"),),
    )  # fmt: skip
    assimilate(store, [Contents("a.jsonl", (Statement("a.jsonl", "2401.00001", paper),), whole=True)])
    return store


def wrong(store: Store) -> list[str]:
    return [one.what for one in invariants.findings(store) if one.count]


def test_every_break_is_found_and_named(built: Store) -> None:
    assert wrong(built) == []
    for statement, sentence in BREAKS.items():
        built.write("MATCH (l:Lease) DELETE l")
        built.write(statement)
        assert any(sentence in what for what in wrong(built)), statement
