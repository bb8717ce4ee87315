"""Tests of kg.cli.extract."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from kg import sources
from kg.cli import extract
from kg.model import Entity, Mention, Paper, Relation, Resolution
from kg.sources.dead_letter import read_rejects

if TYPE_CHECKING:
    from pathlib import Path

Call = Callable[..., subprocess.CompletedProcess[str]]


def records(done: subprocess.CompletedProcess[str]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_json_lines_hold_one_paper_each_in_the_order_of_the_source(kg: Call, sample: Path) -> None:
    papers = records(kg("extract", sample, "--format", "jsonl"))
    assert [(p["paper_id"], p["title"], p["abstract"]) for p in papers] == [
        (p.paper_id, p.title, p.abstract) for p in sources.read(sample)
    ]
    assert all(list(paper) == ["paper_id", "title", "abstract", "entities", "results"] for paper in papers)
    entities = [entity for paper in papers for entity in paper["entities"]]
    assert all(list(e) == ["entity_id", "name", "label", "relation", "aliases", "mentions"] for e in entities)
    keys = ["field", "start", "end", "surface", "label", "score", "component", "comparison"]
    assert all(list(mention) == keys for entity in entities for mention in entity["mentions"])


def test_sentences_need_no_title(kg: Call, tmp_path: Path) -> None:
    source = tmp_path / "sentences.jsonl.gz"
    line = {"id": "test-1", "title": "", "text": "We report accuracy on MNIST."}
    source.write_bytes(gzip.compress(json.dumps(line).encode()))
    (paper,) = records(kg("extract", source, "--format", "jsonl"))
    assert (paper["paper_id"], paper["abstract"]) == ("test-1", line["text"])
    assert ("MNIST", "Benchmark") in {(entity["name"], entity["label"]) for entity in paper["entities"]}
    assert "test-1" in kg("extract", source).stdout


def test_every_mention_gives_back_its_surface(kg: Call, sample: Path) -> None:
    count = 0
    for paper in records(kg("extract", sample, "--format", "jsonl")):
        for entity in paper["entities"]:
            assert entity["mentions"]
            for mention in entity["mentions"]:
                assert paper[mention["field"]][mention["start"] : mention["end"]] == mention["surface"]
                count += 1
    assert count > 300


def test_the_samples_entities_score_as_promised(kg: Call, sample: Path, shared: Path, tmp_path: Path) -> None:
    predicted = tmp_path / "predicted.jsonl"
    predicted.write_text(kg("extract", sample, "--format", "jsonl").stdout, encoding="utf-8")
    seed = shared / "seed"
    scored = subprocess.run(
        [sys.executable, seed / "score.py", seed / "gold.jsonl", predicted], capture_output=True, text=True, check=True
    ).stdout
    f1 = float(scored.partition("F1 ")[2].split()[0])
    relations = float(scored.partition("found: ")[2].split()[0])
    assert f1 >= 0.93, scored
    assert relations >= 0.93, scored
    assert "(0 absent)" in scored


def test_the_table_names_every_paper_once(kg: Call, sample: Path) -> None:
    lines = kg("extract", sample).stdout.splitlines()
    assert lines[0].split() == ["paper", "relation", "type", "entity", "mentions"]
    titles = [line for line in lines[2:] if not line.startswith("  ")]
    assert len(titles) == 44


@pytest.mark.parametrize("form", ["table", "html"])
def test_what_a_paper_claims_is_said(kg: Call, tmp_path: Path, form: str) -> None:
    paper = {"title": "ZorbNet: A Network", "abstract": "We propose ZorbNet. On MMLU, it reaches 71.5% accuracy."}
    source = tmp_path / "zorb.jsonl"
    source.write_text(json.dumps(paper) + "\n", encoding="utf-8")
    done = kg("extract", source, "--format", form)
    assert done.returncode == 0, done.stderr
    assert "71.5% accuracy on MMLU (this paper)" in done.stdout


def test_a_paper_without_entities_is_printed_too(kg: Call, tmp_path: Path) -> None:
    source = tmp_path / "papers.jsonl"
    source.write_text('{"title": "Of this and that"}\n', encoding="utf-8")
    assert records(kg("extract", source, "--format", "jsonl")) == [
        {"paper_id": "of-this-and-that", "title": "Of this and that", "abstract": "", "entities": [], "results": []}
    ]
    assert "Of this and that" in kg("extract", source).stdout


def test_what_cannot_be_read_is_told_and_kept(kg: Call, tmp_path: Path, cache: Path) -> None:
    source = tmp_path / "papers.jsonl"
    source.write_text('{"title": "Of this and that"}\n' + "broken\n" * 7, encoding="utf-8")
    done = kg("extract", source, "--format", "jsonl")
    assert len(records(done)) == 1
    told = done.stderr.splitlines()
    assert told[0] == f"Not read: {source}, line 2: it is not JSON (Expecting value at character 1)."
    assert told[5] == "Not read: 2 more."
    (kept,) = (cache / "paper-kg" / "rejects").iterdir()
    assert told[6] == f"What was not read is kept in {kept}."
    assert [reject.line for reject in read_rejects(kept)] == list(range(2, 9))


MENTIONS = (
    Mention("abstract", 9, 10, "X", "Method", 0.5, "use", "USES"),
    Mention("title", 0, 1, "X", "Method", 0.9, "title", "INTRODUCES"),
    Mention("abstract", 3, 4, "X", "Method", 0.5, "use", "USES"),
)


def test_an_entity_stands_once_with_its_strongest_relation_and_all_its_mentions() -> None:
    resolution = Resolution(
        entities=(Entity("method:x", "X", "Method", ("X", "Xs")), Entity("model:y", "Y", "Model")),
        relations=(
            Relation("p", "method:x", "USES", 0.5, (MENTIONS[0], MENTIONS[2])),
            Relation("p", "method:x", "INTRODUCES", 0.9, (MENTIONS[1], MENTIONS[2])),
            Relation("p", "model:y", "USES", 0.5, (MENTIONS[0],)),
            Relation("other", "model:y", "USES", 0.5, (MENTIONS[0],)),
        ),
    )
    (record,) = extract.papers([Paper("p", "T")], resolution)
    assert [(e["entity_id"], e["relation"], e["aliases"]) for e in record["entities"]] == [
        ("method:x", "INTRODUCES", ["X", "Xs"]),
        ("model:y", "USES", []),
    ]
    places = [(mention["field"], mention["start"]) for mention in record["entities"][0]["mentions"]]
    assert places == [("title", 0), ("abstract", 3), ("abstract", 9)]


@pytest.mark.parametrize("content", [b"", b"\0\1\2", b"Dear all\n", b'{"no": "title"}\n'])
def test_a_file_that_is_no_source_prints_nothing(kg: Call, tmp_path: Path, content: bytes, cache: Path) -> None:
    source = tmp_path / "file"
    source.write_bytes(content)
    done = kg("extract", source)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines()[-1].startswith(f"kg: {source}, line 1: ")
    assert not (cache / "paper-kg").exists()


def test_explain_says_who_found_a_name_and_why_it_was_kept_or_dropped(kg: Call, sample: Path) -> None:
    papers = records(kg("extract", sample, "--format", "jsonl", "--explain"))
    reasons = [one for paper in papers for entity in paper["entities"] for one in entity["explanation"]]
    assert all(one["kept"] and one["said"] and one["why"].startswith("kept: ") for one in reasons)
    assert all(entity["explanation"] for paper in papers for entity in paper["entities"])
    dropped = [one for paper in papers for one in paper["dropped"]]
    assert dropped
    assert all(not one["kept"] and one["why"].startswith("dropped: ") for one in dropped)
    table = kg("extract", sample, "--explain").stdout.splitlines()
    assert table[0].split() == ["paper", "type", "name", "why"]


def test_html_is_a_page_with_every_paper(kg: Call, sample: Path) -> None:
    page = kg("extract", sample, "--format", "html").stdout
    assert page.startswith("<!doctype html>")
    assert page.rstrip().endswith("</html>")
    assert page.count("<article") == 44
    assert page.count("<mark") > 300


def test_explain_and_html_do_not_go_together(kg: Call, sample: Path) -> None:
    done = kg("extract", sample, "--format", "html", "--explain")
    assert done.returncode == 2
    assert done.stderr.strip() == "kg: Ask for --explain as a table or as --format jsonl, not as html."


def test_standard_input_is_a_source(sample: Path) -> None:
    with sample.open("rb") as page:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "extract", "-", "--format", "jsonl"],
            cwd=sample.parents[1],
            env=os.environ | {"PYTHONPATH": str(sample.parents[1])},
            stdin=page,
            capture_output=True,
            check=True,
        )
    assert done.stdout.count(b"\n") == 44
