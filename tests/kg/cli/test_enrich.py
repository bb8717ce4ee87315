"""Tests of kg.cli.enrich: what services know of the graph's papers, and what is said of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.world.faults import unavailable
from tests.world.papers import SERVICES

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store
    from tests.world.server import Server

    Call = Callable[..., subprocess.CompletedProcess[str]]


def counts(table: str) -> dict[str, int]:
    """Read a printed table of counts."""
    rows = (line.rsplit(None, 1) for line in table.splitlines())
    return {row[0].strip(): int(row[1].replace(",", "")) for row in rows if row[-1].replace(",", "").isdigit()}


def test_the_counts_are_those_of_the_graph_and_a_second_run_asks_nobody(
    graph: Store, kg: Call, services: Server, page: Path
) -> None:
    assert kg("build", page, "--year", 2025).returncode == 0
    lacking = kg("enrich", "--offline")
    assert lacking.returncode == 0
    assert "The cache lacks what Semantic Scholar says to " in lacking.stderr
    assert services.count() == 0

    done = kg("enrich")
    assert done.returncode == 0, done.stderr
    said = counts(done.stdout)
    cites = graph.read("MATCH ()-[r:CITES]->() RETURN count(r) AS n, collect(DISTINCT r.sources) AS sources")[0]
    assert said["papers asked about"] == said["found by title"] == 4
    assert said["citations new"] == cites["n"] > 0
    assert all(cites["sources"])
    assert {name: count for name, count in said.items() if name.startswith("requests to ")} == {
        f"requests to {service}": services.count(service) for service in SERVICES if services.count(service)
    }

    services.forget()
    again = json.loads(kg("enrich", "--json").stdout)
    assert services.count() == 0
    assert (again["papers"], again["changes"], again["requests"]) == (4, {}, {})
    offline = json.loads(kg("enrich", "--offline", "--json").stdout)
    assert (offline["changes"], offline["notes"]) == ({}, [])


@pytest.mark.usefixtures("services")
def test_what_is_not_taken_is_listed_with_the_reason(graph: Store, kg: Call, tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    paper = {"title": "Vothpramglaes 2: Translation in 4 Steps", "year": 2012, "authors": ["Somebody Else"]}
    path.write_text(json.dumps(paper) + "\n", encoding="utf-8")
    assert kg("build", path).returncode == 0
    done = kg("enrich", "--json")
    report = json.loads(done.stdout)
    assert report["matches"] == []
    assert report["nowhere"]
    refused = [one for one in report["refused"] if one["title"] == paper["title"]]
    assert refused
    assert all("year" in one["why"] or "author" in one["why"] for one in refused)
    assert 'Not taken for vothpramglaes-2-translation-in-4-steps: "' in done.stderr
    assert graph.read("MATCH (p:Paper) RETURN count(p) AS n")[0]["n"] == 1


@pytest.mark.usefixtures("graph")
def test_a_service_that_is_down_is_named_and_the_rest_goes_on(kg: Call, services: Server, page: Path) -> None:
    assert services.faults is not None
    services.faults.add(unavailable(0), service="openalex")
    kg("build", page, "--year", 2025)
    done = kg("enrich", "--json")
    assert done.returncode == 0
    report = json.loads(done.stdout)
    assert {note["source"] for note in report["notes"] if note["kind"] == "failed"} == {"openalex"}
    assert "OpenAlex" in done.stderr
    assert len(report["matches"]) == 4
    assert report["changes"]["cites_new"]
    assert services.count("openalex") < 30
    services.faults.clear()
    after = json.loads(kg("enrich", "--json").stdout)
    assert set(after["requests"]) >= {"openalex"}
    assert after["changes"]["cites_new"]
