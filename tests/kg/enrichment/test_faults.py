"""Enrichment when services fail: it ends, what it says is right, and what it lacks is said.

KG_FAULTS=all tries every single fault; without it a few that differ most.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from kg.build import build
from kg.enrichment.desk import Desk
from kg.enrichment.enrich import enrich
from kg.sources.http import Fetcher
from tests.world.faults import all_of_them, storm
from tests.world.papers import make
from tests.world.truth import key_of

if TYPE_CHECKING:
    from pathlib import Path

    from kg.enrichment.report import EnrichReport
    from kg.store import Store
    from tests.world.faults import Fault, Faults
    from tests.world.papers import World
    from tests.world.server import Server

LISTED = ("w00003", "w00024", "w00038", "w00015")
FAULTS = all_of_them()
CHOSEN = list(FAULTS) if os.environ.get("KG_FAULTS") == "all" else ["body cut short", "error inside", "empty page"]

Pairs = set[tuple[str, str]]
NODES = "MATCH (p:Paper) RETURN p.paper_id AS key, coalesce(p.ids, []) AS ids"
CITES = "MATCH (a:Paper)-[:CITES]->(b:Paper) RETURN a.paper_id AS a, b.paper_id AS b"


@dataclass(frozen=True)
class Undisturbed:
    """What an enrichment without faults gives, and what it takes."""

    pairs: Pairs
    notes: Counter[tuple[str, str]]
    requests: int


@pytest.fixture(scope="session")
def world() -> World:
    """A small world: one decoy of each kind."""
    return make(seed=7, size=20)


_UNDISTURBED: list[Undisturbed] = []


@pytest.fixture
def undisturbed(store: Store, world: World, page: Path, services: Server, tmp_path: Path) -> Undisturbed:
    """The graph of a page of four papers, built afresh; and what comes of it where nothing fails."""
    build(store, [page], year=2025)
    if not _UNDISTURBED:
        report = ask(store)
        assert cites(store, world) >= world.reachable(start=LISTED), "without faults nothing is missing"
        _UNDISTURBED.append(Undisturbed(cites(store, world), notes(report), services.count()))
        services.forget()
        store.clear()
        (tmp_path / "http.sqlite").unlink()
        build(store, [page], year=2025)
    return _UNDISTURBED[0]


@pytest.fixture
def page(world: World, tmp_path: Path) -> Path:
    """The world's page of four papers."""
    path = tmp_path / "page.txt"
    path.write_text(world.page(LISTED), encoding="utf-8")
    return path


def ask(store: Store, *, refresh: bool = False) -> EnrichReport:
    with Fetcher(refresh=refresh) as fetcher:
        return enrich(store, Desk(fetcher), again=refresh)


def cites(store: Store, world: World) -> Pairs:
    """Give who cites whom as works of the world; a node that is none of them stands for itself."""
    works: dict[str, str] = {}
    for row in store.read(NODES):
        found = {known for one in (row["key"], *row["ids"]) if (known := key_of(world, one))}
        assert len(found) <= 1, (row, found)
        works[row["key"]] = found.pop() if found else row["key"]
    return {(works[row["a"]], works[row["b"]]) for row in store.read(CITES)}


def notes(report: EnrichReport) -> Counter[tuple[str, str]]:
    return Counter((note.service, note.kind) for note in report.notes)


def is_said(report: EnrichReport, undisturbed: Undisturbed) -> bool:
    """Say whether the report tells that something did not come."""
    return bool(notes(report) - undisturbed.notes) or bool(report.left) or bool(report.nowhere)


def test_a_storm_of_faults_costs_time_and_nothing_else(
    store: Store, world: World, undisturbed: Undisturbed, services: Server, faults: Faults
) -> None:
    faults.add(storm(seed=3, share=0.4, most=2))
    begun = time.monotonic()
    report = ask(store)
    assert time.monotonic() - begun < 300
    assert faults.fired
    assert cites(store, world) == undisturbed.pairs
    assert not [note for note in report.notes if note.kind == "failed"]
    assert services.count() <= 3 * undisturbed.requests
    # Requests that were sent again count too: what was left for want of them comes with the next run, and no more.
    services.forget()
    faults.clear()
    again = ask(store)
    assert services.count() <= 2 * sum(report.left.values())
    assert not again.left
    services.forget()
    ask(store)
    assert services.count() == 0
    assert cites(store, world) == undisturbed.pairs


@pytest.mark.parametrize("name", CHOSEN)
def test_a_fault_of_every_service_is_mended_or_what_is_missing_is_said(  # noqa: PLR0917 - fixtures
    name: str, store: Store, world: World, undisturbed: Undisturbed, services: Server, faults: Faults
) -> None:
    _every_service(faults, FAULTS[name], times=2)
    report = ask(store)
    assert faults.fired
    found = cites(store, world)
    assert not found - undisturbed.pairs
    assert found == undisturbed.pairs or is_said(report, undisturbed), (name, undisturbed.pairs - found)
    assert services.count() <= 3 * undisturbed.requests
    faults.clear()
    ask(store, refresh=True)
    assert cites(store, world) == undisturbed.pairs


def test_services_that_never_answer_are_left_alone_and_named(
    store: Store, world: World, undisturbed: Undisturbed, services: Server, faults: Faults
) -> None:
    _every_service(faults, FAULTS["503"], times=None)
    report = ask(store)
    assert cites(store, world) == set()
    failed = {note.service for note in report.notes if note.kind == "failed"}
    assert failed >= {"semantic_scholar", "openalex", "arxiv"}
    assert services.count() < 60
    faults.clear()
    ask(store)
    assert cites(store, world) == undisturbed.pairs


def _every_service(faults: Faults, fault: Fault, *, times: int | None) -> None:
    for service in ("semantic_scholar", "openalex", "arxiv", "crossref", "huggingface", "github", "opencitations"):
        faults.add(fault, service=service, times=times)
