"""Corrections: every build applies them, whenever they were made, and taking them back leaves no trace."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.build import assimilate, build
from kg.corrections import Ledger, PaperRef, Thing, new_entry
from kg.queries.invariants import findings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from kg.corrections import Entry
    from kg.store import Store
    from tests.conftest import Snapshot

PAPERS: list[dict[str, Any]] = [
    {
        "paper_id": "2401.00001",
        "title": "ZorbNet: Sparse Experts for Code Repair",
        "abstract": "We propose ZorbNet, fine-tuned with LoRA. We evaluate on SWE-bench Verified.",
        "published": "2024-01-01",
    },
    {
        "paper_id": "2401.00002",
        "title": "Qwibble: Faster Agents",
        "abstract": "We propose Qwibble, built on ZorbNet. On SWE-bench Verified, Qwibble reaches 41.3% resolved rate.",
        "published": "2024-02-01",
    },
    {
        "paper_id": "2401.00003",
        "title": "On Evaluating Agents",
        "abstract": "We introduce ZorbBench, a benchmark of repairs. "
        "We evaluate ZorbNetwork-7B and Qwibble on ZorbBench.",
        "published": "2024-03-01",
        "repositories": [{"url": "https://github.com/lab/zorbbench"}],
    },
]
LATER: dict[str, Any] = {
    "paper_id": "2405.00004",
    "title": "Flumio: Repair at Scale",
    "abstract": "We present Flumio, which uses ZorbNetwork-7B, LoRA and Qwibble, "
    "and we evaluate on ZorbBench and SWE-bench Verified.",
    "published": "2024-05-01",
}

ENTITIES = "MATCH (e:Entity) RETURN e.entity_id AS id, e.name AS name, labels(e) AS labels"


def written(folder: Path, papers: Sequence[dict[str, Any]], name: str = "papers.jsonl") -> Path:
    path = folder / name
    path.write_text("".join(json.dumps(one) + "\n" for one in papers), encoding="utf-8")
    return path


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """A ledger in a file of its own, which builds are told of."""
    path = tmp_path / "corrections.jsonl"
    monkeypatch.setenv("KG_LEDGER", str(path))
    path.write_text("", encoding="utf-8")
    return Ledger(path)


@pytest.fixture
def said(snapshot: Callable[[Store], Snapshot]) -> Callable[[Store], Snapshot]:
    """Give the function that reads the whole graph, but for when it was built."""

    def read(store: Store) -> Snapshot:
        nodes, edges = snapshot(store)
        return [node for node in nodes if '"labels": ["Build"]' not in node], edges

    return read


def thing(store: Store, name: str) -> Thing:
    found = [row for row in store.read(ENTITIES) if row["name"] == name]
    assert len(found) == 1, f"{name}: {sorted(row['name'] for row in store.read(ENTITIES))}"
    label = next(one for one in found[0]["labels"] if one != "Entity")
    return Thing(found[0]["id"], name, label)


def of_each_kind(store: Store) -> list[Entry]:
    """Return a correction of each kind, about what the papers name."""
    zorb, other = thing(store, "ZorbNet"), thing(store, "ZorbNetwork-7B")
    bench, qwibble, swe = thing(store, "ZorbBench"), thing(store, "Qwibble"), thing(store, "SWE-bench Verified")
    second = PaperRef("2401.00002", "Qwibble: Faster Agents")
    third = PaperRef("2401.00003", "On Evaluating Agents")
    return [
        new_entry("merge", "ada", entity=other, into=zorb, why="one network"),
        new_entry("rename", "ada", entity=bench, name="The ZorbBench"),
        new_entry("retype", "bob", entity=qwibble, label="Model"),
        new_entry("alias", "bob", entity=swe, name="SWEbench-V"),
        new_entry("not-introduced", "bob", entity=bench, papers=(third,)),
        new_entry("split", "eve", entity=swe, name="SWE-bench (another)", papers=(second,)),
        new_entry("reject", "eve", entity=thing(store, "LoRA")),
        new_entry("accept", "eve", entity=zorb),
    ]


def test_when_corrections_were_made_leaves_no_trace(
    store: Store, ledger: Ledger, tmp_path: Path, said: Callable[[Store], Snapshot]
) -> None:
    source = written(tmp_path, PAPERS)
    build(store, [source])
    plain = said(store)
    ledger.append(of_each_kind(store))
    assimilate(store, [])
    corrected = said(store)
    assert corrected != plain
    assert not any(finding.count for finding in findings(store))
    store.clear()
    build(store, [source])
    assert said(store) == corrected


def test_taking_back_one_by_one_gives_the_graph_without_it(
    store: Store, ledger: Ledger, tmp_path: Path, said: Callable[[Store], Snapshot]
) -> None:
    build(store, [written(tmp_path, PAPERS)])
    states = [said(store)]
    entries = of_each_kind(store)
    for entry in entries:
        ledger.append([entry])
        assimilate(store, [])
        states.append(said(store))
    for entry in reversed(entries):
        assert said(store) == states.pop(), entry.kind
        ledger.append([new_entry("revert", "ada", of=entry.entry_id)])
        assimilate(store, [])
    assert said(store) == states.pop()
    assert states == []


def test_papers_that_come_later_keep_what_was_corrected(
    store: Store, ledger: Ledger, tmp_path: Path, said: Callable[[Store], Snapshot]
) -> None:
    first, later = written(tmp_path, PAPERS), written(tmp_path, [LATER], "later.jsonl")
    build(store, [first])
    ledger.append(of_each_kind(store))
    build(store, [later])
    names = {row["name"] for row in store.read(ENTITIES)}
    assert {"ZorbNet", "The ZorbBench"} <= names
    assert names.isdisjoint({"ZorbNetwork-7B", "ZorbBench", "LoRA"})
    used = store.read("MATCH (:Paper {paper_id: '2405.00004'})-[:USES]->(e) RETURN e.name AS name")
    assert {"ZorbNet", "Qwibble"} <= {row["name"] for row in used}
    stepwise = said(store)
    store.clear()
    build(store, [first])
    build(store, [later])
    assert said(store) == stepwise


def test_the_graph_says_who_corrected_what_and_when(store: Store, ledger: Ledger, tmp_path: Path) -> None:
    build(store, [written(tmp_path, PAPERS)])
    entries = of_each_kind(store)
    ledger.append(entries)
    assimilate(store, [])
    (row,) = store.read("MATCH (e:Entity {name: 'ZorbNet'}) RETURN properties(e) AS said")
    said = row["said"]
    assert (said["corrected_by"], said["corrections"][0]) == (["ada"], entries[0].entry_id)
    assert said["accepted_by"] == ["eve"]
    assert said["former_ids"] == [entries[0].entity.entity_id]  # type: ignore[union-attr]
    (row,) = store.read(
        "MATCH (:Paper {paper_id: '2401.00003'})-[r:USES]->(:Entity {name: 'The ZorbBench'}) RETURN properties(r) AS r"
    )
    assert row["r"]["corrected_by"] == ["bob"]


def test_a_correction_of_what_is_not_there_is_told_and_kept(store: Store, ledger: Ledger, tmp_path: Path) -> None:
    told: list[str] = []
    ledger.append([new_entry("rename", "ada", entity=Thing("method:gone", "Gone", "Method"), name="Back")])
    report = build(store, [written(tmp_path, PAPERS)], on_notice=told.append)
    assert report.corrections == 1
    assert len(report.waiting) == 1
    assert "method:gone is not in the graph" in report.waiting[0]
    assert report.waiting[0] in told
    assert len(ledger.read().entries) == 1


def test_a_lost_ledger_comes_back_from_the_graph(store: Store, ledger: Ledger, tmp_path: Path) -> None:
    source = written(tmp_path, PAPERS)
    build(store, [source])
    entries = of_each_kind(store)
    ledger.append(entries)
    assimilate(store, [])
    ledger.path.unlink()
    told: list[str] = []
    build(store, [source], on_notice=told.append)
    assert "has the 8 corrections of the graph now" in told[0]
    assert ledger.read().entries == tuple(entries)


def test_results_and_listed_names_follow_a_merge(store: Store, ledger: Ledger, tmp_path: Path) -> None:
    build(store, [written(tmp_path, PAPERS)])
    swe, bench = thing(store, "SWE-bench Verified"), thing(store, "ZorbBench")
    ledger.append([new_entry("merge", "ada", entity=swe, into=bench)])
    assimilate(store, [])
    rows = store.read("MATCH (:Paper)-[r:RESULT]->(e:Entity) RETURN e.entity_id AS id, r.value AS value")
    assert rows == [{"id": bench.entity_id, "value": 41.3}]
