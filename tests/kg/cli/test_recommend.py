"""Tests of kg.cli.recommend and kg.cli.similar."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kg.build import Contents, assimilate
from kg.model import Named, Paper, Reference, Statement

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store

Call = Callable[..., subprocess.CompletedProcess[str]]


def paper(paper_id: str, title: str, *cited: str, names: tuple[str, ...] = ()) -> Paper:
    return Paper(
        paper_id,
        title,
        "",
        references=tuple(map(Reference, cited)),
        named=tuple(Named("Method", name, "USES") for name in names),
    )


PAPERS = (
    paper("2001.00001", "Bees"),
    paper("2001.00002", "Wasps"),
    paper("2001.00003", "Ants"),
    paper("2001.00004", "Builders", "2001.00001", "2001.00002", "2001.00003", names=("Frobnet", "Zorbulator")),
    paper("2001.00005", "Swarms", "2001.00001", "2001.00002", names=("Frobnet", "Zorbulator")),
)


@pytest.fixture
def swarms(graph: Store) -> Store:
    """A graph of five papers, which `kg` uses."""
    assimilate(graph, [Contents("a", tuple(Statement("a", one.paper_id, one) for one in PAPERS), whole=True)])
    return graph


@pytest.mark.usefixtures("swarms")
def test_what_is_recommended_and_what_is_similar_says_why_in_every_format(kg: Call, tmp_path: Path) -> None:
    done = kg("recommend", "https://arxiv.org/abs/2001.00005", "--format", "json")
    assert done.returncode == 0, done.stderr
    first = json.loads(done.stdout)[0]
    assert (first["paper"], first["id"]) == ("Ants", "2001.00003")
    assert first["why"][0] == "cited by 1 paper together with 'Bees' (1) and 'Wasps' (1)"

    listed = tmp_path / "list.txt"
    listed.write_text("# mine\n2001.00001\n\narXiv:2001.00002\n", encoding="utf-8")
    done = kg("recommend", "--set", listed, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["paper"] for row in rows} >= {"Ants"}
    assert all(row["why"] for row in rows)

    done = kg("similar", "2001.00005", "--limit", 1)
    assert "Builders" in done.stdout
    assert "shares Frobnet and Zorbulator; 2 common references" in done.stdout

    done = kg("similar", "Frobnet", "--format", "jsonl")
    assert json.loads(done.stdout)["entity"] == "Zorbulator"
    assert json.loads(done.stdout)["why"] == ["2 papers name both"]

    for call in (("similar", "Nobody"), ("recommend", "2001.99999"), ("recommend",), ("recommend", "--set", tmp_path)):
        done = kg(*call)
        assert done.returncode == 2
        assert done.stderr.startswith("kg: ")
        assert done.stderr.count("\n") == 1


@pytest.mark.usefixtures("swarms")
def test_meaning_is_one_option_and_its_extra_one_sentence(
    kg: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_VECTORS", str(tmp_path / "vectors.sqlite"))
    for call in (("similar", "2001.00005"), ("recommend", "2001.00005"), ("search", "insects that sting")):
        done = kg(*call, "--semantic", "--format", "jsonl")
        assert done.returncode == 0, done.stderr
        assert done.stdout
    monkeypatch.setitem(sys.modules, "wordllama", None)
    done = kg("search", "insects", "--semantic")
    assert done.returncode == 2
    assert "pip install 'paper-kg[semantic]'" in done.stderr
