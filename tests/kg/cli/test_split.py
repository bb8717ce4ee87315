"""Tests of kg.cli.split: a merge is undone, and stays undone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store

    Call = Callable[..., subprocess.CompletedProcess[str]]

TITLE = "KettleNet: Boiling Tokens in One Pass"
PAPERS = "MATCH (p:Paper) WHERE p.stub IS NULL RETURN p.paper_id AS key ORDER BY key"
CITES = "MATCH (p:Paper)-[:CITES]->(q:Paper) RETURN p.paper_id AS a, q.paper_id AS b ORDER BY a, b"


def written(path: Path, *papers: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(paper) + "\n" for paper in papers), encoding="utf-8")
    return path


def keys(store: Store) -> list[str]:
    return [row["key"] for row in store.read(PAPERS)]


def test_a_split_stays_when_the_same_sources_are_built_again(graph: Store, kg: Call, tmp_path: Path) -> None:
    common = {"title": TITLE, "year": 2025, "authors": ["Ada Example"]}
    one = written(tmp_path / "a.jsonl", {**common, "paper_id": "2504.00001", "references": ["2001.00002"]})
    two = written(tmp_path / "b.jsonl", {**common, "paper_id": "10.1145/1.2", "references": ["2001.00003"]})
    three = written(
        tmp_path / "c.jsonl", {"paper_id": "2505.00009", "title": "It cites", "references": ["10.1145/1.2"]}
    )
    assert kg("build", one, two, three).returncode == 0
    assert keys(graph) == ["2504.00001", "2505.00009"]
    assert {"a": "2505.00009", "b": "2504.00001"} in graph.read(CITES)

    listed = kg("split", "10.1145/1.2")
    assert listed.returncode == 0
    records = [line for line in listed.stdout.splitlines() if TITLE in line]
    assert [("arxiv:2504.00001" in line or "2504.00001" in line) for line in records] == [True, False]
    assert "10.1145/1.2" in records[1]

    done = kg("split", "2504.00001", "10.1145/1.2")
    assert done.returncode == 0, done.stderr
    assert "10.1145/1.2 is a paper of its own now." in done.stderr
    for _ in range(2):
        assert keys(graph) == ["10.1145/1.2", "2504.00001", "2505.00009"]
        assert graph.read(CITES) == [
            {"a": "10.1145/1.2", "b": "2001.00003"},
            {"a": "2504.00001", "b": "2001.00002"},
            {"a": "2505.00009", "b": "10.1145/1.2"},
        ]
        one.write_text(one.read_text(encoding="utf-8") + " \n", encoding="utf-8")  # another hash, the same papers
        assert kg("build", one, two, three).returncode == 0
    # What is removed and comes back is still two papers: nobody took the split back.
    written(tmp_path / "b.jsonl", {"paper_id": "2001.11111", "title": "Another"})
    kg("build", two)
    written(tmp_path / "b.jsonl", {**common, "paper_id": "10.1145/1.2", "references": ["2001.00003"]})
    kg("build", two)
    assert keys(graph) == ["10.1145/1.2", "2504.00001", "2505.00009"]


def test_a_record_that_is_not_there_is_named_and_one_must_stay(graph: Store, kg: Call, tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", {"paper_id": "2504.00001", "title": TITLE})
    kg("build", path)
    wrong = kg("split", "2504.00001", "W1")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert wrong.stderr == "kg: 'W1' is no record of 2504.00001: `kg split 2504.00001` lists them.\n"
    every = kg("split", "2504.00001", "2504.00001")
    assert every.returncode == 2
    assert "No record of 2504.00001 would stay" in every.stderr
    assert keys(graph) == ["2504.00001"]
