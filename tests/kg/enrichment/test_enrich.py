"""Tests of kg.enrichment.enrich: a page without identifiers becomes the citation graph that services know."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.build import build
from kg.enrichment.desk import Desk
from kg.enrichment.enrich import enrich
from kg.sources.http import Fetcher
from tests.world.truth import Verdict, judge

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.enrichment.report import EnrichReport
    from kg.store import Store
    from tests.world.papers import Pair, World
    from tests.world.server import Server

BOOKS = "MATCH (n) WHERE n:Statement OR n:Identifier OR n:Schema OR n:Naming DETACH DELETE n"
"""What a graph of version 0 has none of."""


def ask(store: Store, *, offline: bool = False) -> EnrichReport:
    with Fetcher(offline=offline) as fetcher:
        return enrich(store, Desk(fetcher))


def verdict(store: Store, world: World, expected: Iterable[Pair] | None = None) -> Verdict:
    nodes = store.read("MATCH (p:Paper) RETURN p.paper_id AS key, coalesce(p.ids, []) AS ids, p.title AS title")
    cites = store.read("MATCH (a)-[:CITES]->(b) RETURN a.paper_id AS a, b.paper_id AS b")
    return judge(
        world,
        ids={row["key"]: [*row["ids"], row["key"]] for row in nodes},
        titles={row["key"]: row["title"] for row in nodes if row["title"]},
        cites=[(row["a"], row["b"]) for row in cites],
        expected=expected,
    )


def test_a_page_without_identifiers_becomes_the_citation_graph(
    store: Store, world: World, services: Server, page: Path
) -> None:
    build(store, [page], year=world.today.year)
    report = ask(store)
    # OpenCitations takes a request for each list of each paper: what it alone knows may be left for want of requests.
    said = verdict(store, world, world.reachable(services=("semantic_scholar", "openalex", "crossref")))
    assert not said.mixed, said
    assert not said.split, said
    assert not said.extra, said
    assert not said.missing, (len(said.missing), said)
    look_ups = len([request for request in services.asked() if "match" in request.path])
    assert look_ups <= report.papers
    beside = Counter(one.service for one in services.asked() if "match" not in one.path)
    assert beside.total() <= 30, (beside, report.left)
    services.forget()
    ask(store)
    assert [(one.service, one.path, one.query, one.body) for one in services.asked()] == []
    with Fetcher(refresh=True) as fetcher:
        enrich(store, Desk(fetcher), again=True)
    assert services.asked("openalex", "cites:")
    assert services.asked("semantic_scholar", "/batch")
    assert verdict(store, world, world.reachable(services=("semantic_scholar", "openalex", "crossref"))).right


def test_a_graph_of_an_earlier_version_is_brought_to_todays_before_anybody_is_asked(
    store: Store, world: World, services: Server, tmp_path: Path
) -> None:
    keys = ("w00004", "w00022")
    few = tmp_path / "few.txt"
    few.write_text(world.page(keys), encoding="utf-8")
    build(store, [few], year=world.today.year)
    store.write(BOOKS)
    store.write("MATCH (p:Paper) REMOVE p.text_digest")
    report = ask(store)
    assert services.asked("semantic_scholar")
    assert (report.papers, len(report.nowhere)) == (2, 0)
    said = verdict(store, world, world.reachable(start=keys))
    assert not said.missing, said
    assert not said.split, said
