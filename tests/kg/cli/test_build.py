"""Tests of kg.cli.build."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store

Call = Callable[..., subprocess.CompletedProcess[str]]

COUNT = "MATCH (n) RETURN count(n) AS nodes"


def test_a_build_ends_in_a_table_of_counts(graph: Store, kg: Call, sample: Path) -> None:
    done = kg("build", sample)
    assert done.returncode == 0, done.stderr
    counts = {line.rsplit(maxsplit=1)[0].strip(): int(line.split()[-1]) for line in done.stdout.splitlines()[2:]}
    assert (counts["papers read"], counts["records not read"], counts["papers gone"]) == (44, 0, 0)
    (row,) = graph.read("MATCH (p:Paper) WITH count(p) AS papers MATCH (m:Method) RETURN papers, count(m) AS methods")
    assert row == {"papers": 44, "methods": counts["Method"]}
    said = re.fullmatch(r"Built in ([0-9.]+) s: (.+)\.\n", done.stderr.splitlines(keepends=True)[0])
    assert said, done.stderr
    stages = {stage: float(seconds) for stage, seconds in (one.split() for one in said[2].split(", "))}
    assert "write" in stages
    assert abs(sum(stages.values()) - float(said[1])) < 0.5


def test_the_counts_are_the_same_as_json(graph: Store, kg: Call, sample: Path) -> None:
    first = json.loads(kg("build", sample, "--json").stdout)
    (before,) = graph.read(COUNT)
    second = json.loads(kg("build", sample, "--json").stdout)
    assert first["read"] == 44
    assert first["sources"] == [str(sample)]
    assert not any(second["changes"].values())
    assert {**first, "seconds": None, "changes": None} == {**second, "seconds": None, "changes": None}
    assert graph.read("MATCH (n) WHERE NOT n:Build RETURN count(n) AS nodes")[0]["nodes"] <= before["nodes"]


def test_the_year_reaches_the_graph(graph: Store, kg: Call, sample: Path) -> None:
    kg("build", sample, "--year", "2019")
    (row,) = graph.read("MATCH (p:Paper) WHERE p.published.year = 2019 RETURN count(p) AS papers")
    assert row["papers"] == 4


def test_a_pipe_is_built_from_and_hangs_nobody(graph: Store, kg: Call, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for _ in range(2):
        writer = threading.Thread(target=pipe.write_bytes, args=(b'{"title": "One more"}\n',))
        writer.start()
        done = kg("build", pipe, "--json")
        writer.join(timeout=10)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["sources"][0].startswith("pipe:")
    assert graph.read("MATCH (p:Paper) RETURN count(p) AS papers") == [{"papers": 1}]


def test_what_was_not_understood_is_said(graph: Store, kg: Call, tmp_path: Path) -> None:
    source = tmp_path / "papers.jsonl"
    source.write_text('{"title": "One more", "doi": "10.1145/1", "upvotes": "many"}\n', encoding="utf-8")
    done = kg("build", source, "--json")
    sentence = f'{source}: upvotes not read in 1 of 1: "many" is no whole number (line 1)'
    assert json.loads(done.stdout)["omissions"] == [sentence]
    assert f"Left out: {sentence}.\n" in done.stderr
    assert graph.read("MATCH (p:Paper) RETURN p.title AS title") == [{"title": "One more"}]


def test_several_sources_are_one_build(graph: Store, kg: Call, sample: Path, tmp_path: Path, cache: Path) -> None:
    source = tmp_path / "papers.jsonl"
    source.write_text('{"title": "One more"}\nbroken\n', encoding="utf-8")
    done = kg("build", sample, source, "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["read"] == 45
    assert [(reject["source"], reject["line"]) for reject in report["rejects"]] == [(str(source), 2)]
    assert f"Not read: {source}, line 2: " in done.stderr
    assert len(list((cache / "paper-kg" / "rejects").iterdir())) == 1
    assert graph.read("MATCH (p:Paper) RETURN count(p) AS papers") == [{"papers": 45}]


@pytest.mark.parametrize("content", [None, b"", b"\0\1", b"Dear all,\n\nno page.\n"])
def test_a_source_that_cannot_be_read_writes_nothing(
    graph: Store, kg: Call, sample: Path, tmp_path: Path, content: bytes | None
) -> None:
    source = tmp_path / "source"
    if content is not None:
        source.write_bytes(content)
    done = kg("build", sample, source)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert graph.read(COUNT) == [{"nodes": 0}]


def test_a_bad_source_is_told_before_a_store_is_looked_for(kg: Call) -> None:
    done = kg("build", "missing", "--store", "bolt://127.0.0.1:1")
    assert (done.returncode, "missing does not exist" in done.stderr) == (2, True)


def test_a_store_that_does_not_answer_is_a_failure(kg: Call, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "none")
    done = kg("build", sample, "--store", "bolt://127.0.0.1:1")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert "127.0.0.1:1" in done.stderr


def test_a_server_without_a_password_is_a_wrong_call(kg: Call, sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    done = kg("build", sample, "--store", "bolt://127.0.0.1:1")
    assert (done.returncode, "NEO4J_PASSWORD" in done.stderr) == (2, True)
