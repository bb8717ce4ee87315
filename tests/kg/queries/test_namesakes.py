"""Namesakes: several things of one name lead to each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg import queries
from kg.build import build
from kg.store import connect, local

if TYPE_CHECKING:
    from pathlib import Path

PAPERS = [
    {
        "paper_id": "2401.00001",
        "title": "ZORBA: Zero Order Bandits for Advertising",
        "abstract": "We propose ZORBA (Zero Order Bandits for Advertising), a method that bids in auctions.",
        "authors": ["Ann Ames", "Bob Burns"],
    },
    {
        "paper_id": "2402.00002",
        "title": "ZORBA: Zonal Orbit Basis Analysis of Satellites",
        "abstract": "We propose ZORBA (Zonal Orbit Basis Analysis), a method that predicts where satellites go.",
        "authors": ["Cid Cole", "Dee Dunn"],
    },
]


def test_each_of_two_things_of_one_name_leads_to_the_other(server: local.Connection, tmp_path: Path) -> None:
    source = tmp_path / "papers.jsonl"
    source.write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS), encoding="utf-8")
    with connect(server.url, user=server.user, password=server.password) as store:
        store.clear()
        build(store, [source])
        found = [hit.node_id for hit in queries.search(store, "ZORBA") if hit.kind != "Paper"]
        assert len(found) == 2
        for entity_id, other in (found, reversed(found)):
            view = queries.entity(store, entity_id)
            assert view is not None
            assert "ZORBA" in (view.name, *view.aliases)
            assert [row.entity_id for row in view.namesakes] == [other]


def test_what_shares_no_name_is_no_namesake(server: local.Connection, sample: Path) -> None:
    with connect(server.url, user=server.user, password=server.password) as store:
        store.clear()
        build(store, [sample], year=2026)
        view = queries.entity(store, "model:gpt-4")
        assert view is not None
        assert view.namesakes == ()
