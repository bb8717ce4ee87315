"""Tests of kg.cli.diff: what is different between two builds, and an exit code that says whether."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.build import assimilate, of_service
from kg.model import Paper, Statement

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store

    Call = Callable[..., subprocess.CompletedProcess[str]]

A: dict[str, object] = {
    "paper_id": "2504.00001",
    "title": "KettleNet: Boiling Tokens",
    "year": 2025,
    "authors": ["Ada Example"],
}
B: dict[str, object] = {"paper_id": "2504.00002", "title": "PotNet: Stewing Tokens", "references": ["2504.00001"]}


@pytest.mark.usefixtures("graph")
def test_the_difference_is_what_is_left_of_all_changes(kg: Call, tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"

    def build(*papers: dict[str, object]) -> None:
        path.write_text("".join(json.dumps(paper) + "\n" for paper in papers), encoding="utf-8")
        assert kg("build", path).returncode == 0

    empty = kg("diff")
    assert empty.returncode == 0
    build(A)
    build(A, B)
    build(A, B)  # changes nothing, and is no revision
    build(A)
    build(A, B)
    listed = kg("diff").stdout.splitlines()
    assert [line.split()[0] for line in listed if line.split()[0].isdigit()] == ["1", "2", "3", "4"]
    assert str(path) in listed[-1]

    def difference(*arguments: object) -> tuple[int, dict[str, list[str]]]:
        done = kg("diff", *arguments, "--json")
        return done.returncode, json.loads(done.stdout)

    assert difference(0, 1) == (1, {"new": ["2504.00001"]})
    assert difference(1, 2) == (1, {"new": ["2504.00002"], "cites_new": ["2504.00002\t2504.00001"]})
    assert difference(2, 3) == (1, {"gone": ["2504.00002"], "cites_gone": ["2504.00002\t2504.00001"]})
    assert difference(1, 3) == (0, {})  # it came and went
    assert difference(3, 3) == (0, {})
    assert difference(0)[1]["new"] == ["2504.00001", "2504.00002"]
    assert difference(3, 1) == difference(1, 3)

    told = kg("diff", 1, 2)
    assert told.returncode == 1
    assert any("cites new" in line and "2504.00002 -> 2504.00001" in line for line in told.stdout.splitlines())
    same = kg("diff", 1, 3)
    assert (same.returncode, same.stdout) == (0, "")
    assert same.stderr == "Nothing is different between 1 and 3.\n"


@pytest.mark.usefixtures("graph")
def test_a_build_that_is_not_there_is_a_wrong_call(kg: Call) -> None:
    for wrong in ("1", "-1", "x", "²"):
        done = kg("diff", "--", wrong)
        assert (done.returncode, done.stdout) == (2, "")
        assert f"{wrong!r} is no build of this graph" in done.stderr


def test_a_retraction_and_a_merge_are_told(graph: Store, kg: Call, tmp_path: Path) -> None:
    path = tmp_path / "papers.jsonl"
    other = {"paper_id": "10.1145/1.2", "title": "Kettle"}
    path.write_text(json.dumps(A) + "\n" + json.dumps(other) + "\n", encoding="utf-8")
    kg("build", path)
    paper = Paper("W12", str(A["title"]), ids={"arxiv": "2504.00001", "doi": "10.1145/1.2"}, status="retracted")
    assimilate(graph, [of_service("openalex", [Statement("openalex", "W12", paper)])])
    kinds = json.loads(kg("diff", 1, "--json").stdout)
    assert kinds == {"merged": ["10.1145/1.2\t2504.00001"], "retracted": ["2504.00001"]}
