"""Tests of kg.build.linking: what statements say of people and organisations, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.build import Contents, assimilate
from kg.model import Organization, Paper, Statement

if TYPE_CHECKING:
    from kg.store import Store

NAMES = ("acme", "Acme Works", "ACME Inc.")


def contents(name: str) -> Contents:
    paper_id = f"2401.0000{NAMES.index(name)}"
    paper = Paper(paper_id, f"On {name}", organization=Organization("acme", name))
    return Contents(f"{name}.jsonl", (Statement(f"{name}.jsonl", paper_id, paper),), whole=True)


def test_papers_in_any_order_name_an_organisation_the_same(store: Store) -> None:
    found = set()
    for order in (NAMES, NAMES[::-1]):
        store.write("MATCH (n) DETACH DELETE n")
        for name in order[:2]:
            assimilate(store, [contents(name)])
        assimilate(store, [contents(order[2])])
        found |= {row["name"] for row in store.read("MATCH (o:Organization) RETURN o.name AS name")}
    assert found == {"ACME Inc."}
