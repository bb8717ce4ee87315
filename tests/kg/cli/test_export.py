"""Tests of kg.cli.export."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import networkx as nx
import pytest

from kg.cli.export import Form
from kg.exports import WRITERS
from kg.sources import bibtex

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store

Call = Callable[..., subprocess.CompletedProcess[str]]


def test_every_format_can_be_asked_for() -> None:
    assert {form.value for form in Form} == set(WRITERS)


def test_the_graph_is_exported_whole_or_in_part(built: Store, kg: Call, tmp_path: Path) -> None:
    titles = {row["title"] for row in built.read("MATCH (p:Paper) RETURN p.title AS title")}
    done = kg("export", "--format", "bibtex")
    papers = list(bibtex.parse(done.stdout.encode(), "x", on_reject=lambda reject: pytest.fail(str(reject))))
    assert {paper.title for paper in papers} == titles
    assert done.stderr == ""

    output = tmp_path / "part.graphml"
    query = "MATCH (p:Paper) WHERE p.title STARTS WITH 'Bolmo' RETURN p"
    assert kg("export", "--format", "graphml", "--query", query, "--output", output).stdout == ""
    kinds = [data["kind"] for _, data in nx.read_graphml(output).nodes(data=True)]
    assert kinds.count("Paper") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["part.graphml"]

    paper_id = "bolmo-byteifying-the-next-generation-of-language-models"
    (line,) = kg("export", "--format", "jsonl", "--paper", paper_id).stdout.splitlines()
    assert json.loads(line)["paper_id"] == paper_id


@pytest.mark.usefixtures("graph")
def test_what_cannot_be_exported_is_one_sentence(kg: Call, tmp_path: Path) -> None:
    for arguments, code in (
        (["--paper", "nowhere"], 2),
        (["--query", "CREATE (n) RETURN n"], 3),
        (["--query", "RETURN 1", "--paper", "x"], 2),
        (["--output", tmp_path / "no" / "folder.bib"], 2),
    ):
        done = kg("export", "--format", "bibtex", *arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (code, "", 1)
    assert kg("export", "--format", "bibtex").stderr == "There is nothing to export.\n"
