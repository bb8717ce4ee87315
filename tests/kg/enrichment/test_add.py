"""Tests of kg.enrichment.add, and about what a run that died left to the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.build import of_service
from kg.build.identification import identify
from kg.enrichment.add import add
from kg.enrichment.desk import Desk
from kg.enrichment.enrich import enrich
from kg.enrichment.expand import expand
from kg.model import Paper, Reference, Statement
from kg.sources.http import Fetcher
from kg.store import revisions

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store
    from tests.world.server import Server

CITES = "MATCH (a:Paper)-[:CITES]->(b:Paper) RETURN a.paper_id AS a, b.paper_id AS b"
PENDING = "MATCH (p:Pending) RETURN count(p) AS n"


@pytest.mark.parametrize(
    "run",
    [
        lambda store, desk: add(store, desk, ["2504.00001"]),
        enrich,
        lambda store, desk: expand(store, desk, ["2504.00001"]),
    ],
    ids=["add", "enrich", "expand"],
)
def test_what_died_after_its_papers_were_written_is_finished_though_nothing_is_new(
    run: Callable[[Store, Desk], object], store: Store, services: Server
) -> None:
    paper = Paper("2504.00001", "KettleNet: Boiling Tokens", references=(Reference("2001.00002"),))
    identify(store, [of_service("arxiv", [Statement("arxiv", "2504.00001", paper)])])
    assert store.read(CITES) == []
    assert store.read(PENDING) == [{"n": 1}]
    with Fetcher(offline=True) as fetcher:
        run(store, Desk(fetcher))
    assert store.read(CITES) == [{"a": "2504.00001", "b": "2001.00002"}]
    assert store.read(PENDING) == [{"n": 0}]
    assert services.count() == 0
    difference = revisions.difference(store, 0, 1)
    assert (difference.new, difference.cites_new) == (("2504.00001",), (("2504.00001\t2001.00002"),))
