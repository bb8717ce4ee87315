"""Tests of kg.cli.correct: what is wrong is said by name, shown before, kept, and taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.queries import entity, meant

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store

    Call = Callable[..., subprocess.CompletedProcess[str]]

PAPERS = (
    {
        "paper_id": "2401.00001",
        "title": "ZorbNet: Sparse Experts",
        "abstract": "We propose ZorbNet, fine-tuned with LoRA. We evaluate on ZorbBench.",
    },
    {
        "paper_id": "2401.00002",
        "title": "Qwibble: Faster Agents",
        "abstract": "We propose Qwibble. We evaluate Qwibble and ZorbNetwork-7B on ZorbBench.",
    },
)
NAMES = "MATCH (e:Entity) RETURN collect(e.name) AS names"


@pytest.fixture
def source(graph: Store, kg: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The papers' file, which is built."""
    del graph
    monkeypatch.setenv("KG_LEDGER", str(tmp_path / "corrections.jsonl"))
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS), encoding="utf-8")
    assert kg("build", path).returncode == 0
    return path


def names(store: Store) -> set[str]:
    return set(store.read(NAMES)[0]["names"])


def test_a_correction_survives_a_build_until_it_is_taken_back(graph: Store, kg: Call, source: Path) -> None:
    former = meant(graph, "ZorbNetwork-7B", "entity").node_id
    shown = kg("correct", "merge", "ZorbNetwork-7B", "ZorbNet", "--dry-run")
    assert shown.returncode == 0, shown.stderr
    assert f"ZorbNetwork-7B ({former}) becomes ZorbNet (method:zorbnet)." in shown.stdout
    assert "1 paper would say something else." in shown.stdout
    assert "ZorbNetwork-7B" in names(graph), "a dry run changes nothing"
    done = kg("correct", "merge", "ZorbNetwork-7B", "ZorbNet", "--why", "one network", "--who", "ada")
    assert done.returncode == 0, done.stderr
    entry_id = done.stderr.splitlines()[-1].partition(": ")[0]
    assert "ZorbNetwork-7B" not in names(graph)
    assert kg("build", source).returncode == 0
    assert "ZorbNetwork-7B" not in names(graph)
    found = entity(graph, former)
    assert found is not None
    assert found.name == "ZorbNet", "an old link leads to what it became"
    assert meant(graph, former, "entity").node_id == "method:zorbnet"
    listed = kg("correct", "list")
    assert "one network" in listed.stdout
    assert "ada" in listed.stdout
    assert kg("correct", "revert", entry_id).returncode == 0
    assert "ZorbNetwork-7B" in names(graph)
    again = kg("correct", "revert", entry_id)
    assert again.returncode == 2
    assert "is taken back already" in again.stderr


def test_every_kind_has_a_way_to_be_said(graph: Store, kg: Call, source: Path, tmp_path: Path) -> None:
    del source
    for words in (
        ("rename", "ZorbBench", "The ZorbBench"),
        ("alias", "The ZorbBench", "ZB"),
        ("retype", "Qwibble", "Model"),
        ("split", "The ZorbBench", "--paper", "2401.00002", "--name", "ZorbBench 2"),
        ("reject", "LoRA"),
        ("not-introduced", "ZorbNet", "--paper", "2401.00001"),
        ("accept", "ZorbNet", "Qwibble"),
        ("accept", "ZorbNet"),
    ):
        done = kg("correct", *words, "--later")
        if done.returncode:  # it is called otherwise only once the one before is applied
            assert kg("correct", "apply").returncode == 0
            done = kg("correct", *words, "--later")
        assert done.returncode == 0, (words, done.stderr)
    assert "8 corrections stand; 0 of them wait" in kg("correct", "apply").stderr
    assert {"The ZorbBench", "ZorbBench 2"} <= names(graph)
    assert "LoRA" not in names(graph)
    lines = kg("correct", "list", "--json").stdout
    assert len([json.loads(line) for line in lines.splitlines()]) == 8
    other = tmp_path / "other.jsonl"
    other.write_text(lines, encoding="utf-8")
    assert "0 corrections are new" in kg("correct", "take", other).stderr


def test_what_cannot_be_said_is_told(kg: Call, source: Path) -> None:
    del source
    for words, why in (
        (("merge", "ZorbNet"), "needs A and B"),
        (("mend", "ZorbNet"), "is no kind of correction"),
        (("merge", "ZorbNet", "Nobody's"), 'no entity "Nobody\'s"'),
        (("merge", "ZorbNet", "ZorbNet"), "merges a thing into itself"),
        (("retype", "ZorbNet", "Gadget"), "no type of entity"),
        (("retype", "ZorbNet", "Repo"), "a repository is its address"),
        (("split", "ZorbNet"), "Say what is split off"),
        (("split", "ZorbNet", "--written", "Unheard"), "is never written"),
        (("reject", "ZorbNet", "--relation", "LIKES"), "is no relation"),
        (("revert", "nothing"), "has no correction"),
        (("take", "/nowhere.jsonl"), "cannot be read"),
    ):
        done = kg("correct", *words)
        assert done.returncode == 2, words
        assert why in done.stderr, done.stderr
        assert done.stderr.count("\n") == 1
    assert "0 entries in" in kg("correct", "list").stderr


@pytest.mark.parametrize("command", ["build", "add", "update", "enrich", "expand", "split", "correct", "dashboard"])
def test_every_command_that_builds_takes_a_ledger(kg: Call, command: str) -> None:
    assert "--ledger" in kg(command, "--help").stdout


def test_a_ledger_that_is_named_is_the_one_that_a_build_applies(
    graph: Store, kg: Call, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theirs = tmp_path / "theirs.jsonl"
    named = kg("correct", "rename", "ZorbNet", "Zorb Network", "--later", "--ledger", theirs)
    assert named.returncode == 0, named.stderr
    monkeypatch.setenv("KG_LEDGER", str(tmp_path / "corrections.jsonl"))  # commands of this test share one process
    assert kg("build", source).returncode == 0
    assert "ZorbNet" in names(graph), "it is not the usual one"
    added = kg("add", source, "--ledger", theirs)
    assert added.returncode == 0, added.stderr
    assert "Zorb Network" in names(graph)
