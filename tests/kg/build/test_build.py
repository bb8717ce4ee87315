"""The build: the sample becomes its graph, twice is once, and bad input changes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.build import STAGES, build
from kg.errors import SourceError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.sources import Reject
    from kg.store import Store


def lines(path: Path, *records: dict[str, Any] | str) -> Path:
    path.write_text("\n".join(r if isinstance(r, str) else json.dumps(r) for r in records) + "\n", encoding="utf-8")
    return path


ALPHA = {
    "paper_id": "2401.00001",
    "title": "AlphaTok: A Tokenizer for Everyone",
    "abstract": "We introduce AlphaTok, a tokenization method. Code: https://github.com/someone/alphatok.",
}
BETA = {
    "paper_id": "2401.00002",
    "title": "On tokens",
    "abstract": "We compare with the AlphaTok method on the GLUE benchmark.",
}


def test_the_sample_becomes_its_graph(store: Store, sample: Path) -> None:
    report = build(store, [sample], year=2026)
    assert (report.read, report.rejects, report.gone) == (44, (), 0)
    assert store.read("MATCH (p:Paper) RETURN count(p) AS n") == [{"n": 44}]
    counted = {
        row["label"]: row["n"]
        for row in store.read(
            "MATCH (e:Entity) UNWIND labels(e) AS label WITH label WHERE label <> 'Entity' RETURN label, count(*) AS n"
        )
    }
    assert counted == report.entities
    typed = {
        row["t"]: row["n"]
        for row in store.read("MATCH ()-[r]->() WHERE type(r) <> 'BUILDS_ON' RETURN type(r) AS t, count(*) AS n")
    }
    assert typed == report.relationships


def test_every_span_in_the_graph_gives_back_its_surface(store: Store, sample: Path) -> None:
    build(store, [sample], year=2026)
    rows = store.read(
        "MATCH (p:Paper)-[r]->(:Entity) WHERE r.starts IS NOT NULL "
        "RETURN p{.title, .abstract} AS p, r{.fields, .starts, .ends, .surfaces} AS r"
    )
    assert len(rows) > 100
    for row in rows:
        spans = zip(row["r"]["fields"], row["r"]["starts"], row["r"]["ends"], row["r"]["surfaces"], strict=True)
        for name, start, end, surface in spans:
            assert row["p"][name][start:end] == surface


def test_building_twice_changes_nothing_at_all(store: Store, sample: Path, snapshot: Callable[[Store], Any]) -> None:
    build(store, [sample], year=2026)
    before = snapshot(store)
    build(store, [sample], year=2026)
    assert snapshot(store) == before


def test_equal_results_of_two_metrics_are_two(store: Store, tmp_path: Path) -> None:
    abstract = "We propose ZorbNet. On MMLU, ZorbNet reaches 95.5% precision and 95.5% recall."
    build(store, [lines(tmp_path / "zorb.jsonl", {"title": "ZorbNet: A Network", "abstract": abstract})])
    rows = store.read(
        "MATCH (:Paper)-[r:RESULT]->(b:Benchmark) RETURN b.name AS b, r.value AS v, r.metric AS m ORDER BY m"
    )
    assert [(row["b"], row["v"], row["m"]) for row in rows] == [("MMLU", 95.5, "precision"), ("MMLU", 95.5, "recall")]


def test_numbers_that_a_file_calls_its_papers_by_link_them_and_no_others(store: Store, tmp_path: Path) -> None:
    first = {"id": 1, "title": "The first of the set", "references": [2, 99]}
    second = {"id": 2, "title": "The second of the set", "doi": "10.1145/1.2"}
    stranger = {"id": 2, "title": "Another second"}
    build(store, [lines(tmp_path / "a.jsonl", first, second), lines(tmp_path / "b.jsonl", stranger)])
    assert store.read("MATCH (a:Paper)-[:CITES]->(b) RETURN a.paper_id AS a, b.paper_id AS b") == [
        {"a": "the-first-of-the-set", "b": "10.1145/1.2"}
    ]
    assert store.read("MATCH (p:Paper) RETURN count(p) AS n") == [{"n": 3}]


def test_the_graph_remembers_its_builds(store: Store, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", ALPHA)
    build(store, [path])
    lines(path, ALPHA, BETA)
    build(store, [path])
    rows = store.read("MATCH (b:Build) RETURN b{.source, .papers, .current, .complete} AS b ORDER BY b.papers")
    common = {"source": str(path), "complete": True}
    assert [row["b"] for row in rows] == [
        common | {"papers": 1, "current": False},
        common | {"papers": 2, "current": True},
    ]


def test_going_back_to_an_older_file_makes_its_build_current_again(store: Store, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", ALPHA)
    build(store, [path])
    lines(path, ALPHA, BETA)
    build(store, [path])
    lines(path, ALPHA)
    report = build(store, [path])
    assert report.gone == 1
    assert store.read("MATCH (b:Build {current: true}) RETURN b.papers AS n") == [{"n": 1}]


def test_what_a_record_costs_is_itself(store: Store, tmp_path: Path) -> None:
    path = lines(tmp_path / "a.jsonl", ALPHA, "{not json", {"abstract": "no title"}, BETA)
    told: list[Reject] = []
    report = build(store, [path], on_reject=told.append)
    assert report.read == 2
    assert [reject.line for reject in report.rejects] == [2, 3]
    assert told == list(report.rejects)
    assert store.read("MATCH (b:Build) RETURN b.rejected AS n") == [{"n": 2}]


def test_one_unreadable_source_leaves_the_store_as_it_was(
    store: Store, sample: Path, tmp_path: Path, snapshot: Callable[[Store], Any]
) -> None:
    build(store, [lines(tmp_path / "a.jsonl", ALPHA)])
    before = snapshot(store)
    with pytest.raises(SourceError):
        build(store, [sample, tmp_path / "missing.txt"])
    assert snapshot(store) == before


def test_two_sources_at_once_are_two_sources_one_after_the_other(
    store: Store, tmp_path: Path, snapshot: Callable[[Store], Any]
) -> None:
    first = lines(tmp_path / "a.jsonl", ALPHA)
    second = lines(tmp_path / "b.jsonl", ALPHA | {"upvotes": 5, "abstract": ""}, BETA)
    build(store, [first, second, first])
    (row,) = store.read("MATCH (p:Paper {paper_id: '2401.00001'}) RETURN p{.sources, .upvotes, .abstract} AS p")
    assert row["p"] == {"sources": [str(first), str(second)], "upvotes": 5, "abstract": ALPHA["abstract"]}
    assert store.read("MATCH (a:Paper)-[:BUILDS_ON]->(b) RETURN a.paper_id AS a, b.paper_id AS b") == [
        {"a": "2401.00002", "b": "2401.00001"}
    ]
    before = snapshot(store)
    build(store, [second])
    assert snapshot(store)[1] == before[1]


def test_progress_is_told_stage_by_stage_and_ends_at_its_total(store: Store, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    build(store, [lines(tmp_path / "a.jsonl", ALPHA, BETA)], on_progress=lambda *now: told.append(now), size=1)
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == list(STAGES)
    assert [now for now in told if now[0] == "write"] == [("write", 1, 2), ("write", 2, 2)]
