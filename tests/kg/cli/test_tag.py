"""Tests of kg.cli.tag."""

from __future__ import annotations

import gzip
import json
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

Call = Callable[..., subprocess.CompletedProcess[str]]
TEXT = "We evaluate machine translation on WMT14 and report BLEU."


def test_texts_are_marked_as_a_corpus_would_mark_them(kg: Call, tmp_path: Path) -> None:
    source = tmp_path / "texts.jsonl"
    source.write_text(json.dumps({"id": "a", "text": TEXT}) + "\n" + json.dumps({"title": "T", "abstract": TEXT}))
    done = kg("tag", source, "--head", "tdmsci")
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["id"], second["id"], first["head"]) == ("a", "2", "tdmsci")
    assert second["text"] == f"T\n{TEXT}"
    for record in (first, second):
        assert all(record["text"][e["start"] : e["end"]] == e["text"] for e in record["entities"])
        assert {("BLEU", "Metric"), ("machine translation", "Task")} <= {
            (e["text"], e["label"]) for e in record["entities"]
        }


def test_gzip_is_unpacked(kg: Call, tmp_path: Path) -> None:
    source = tmp_path / "texts.jsonl.gz"
    source.write_bytes(gzip.compress(json.dumps({"id": "a", "text": TEXT}).encode()))
    assert json.loads(kg("tag", source).stdout)["id"] == "a"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[1]", "expected a JSON object."),
        ("no json", "expected a JSON object."),
        ("{}", 'give it a "text", or a "title" and an "abstract".'),
    ],
)
def test_a_line_that_is_no_text_is_said(kg: Call, tmp_path: Path, line: str, said: str) -> None:
    source = tmp_path / "texts.jsonl"
    source.write_text(line + "\n")
    done = kg("tag", source)
    assert done.returncode == 2
    assert done.stderr.strip() == f"kg: {source}, line 1: {said}"


def test_a_head_or_file_that_is_not_there_is_said(kg: Call, tmp_path: Path) -> None:
    source = tmp_path / "texts.jsonl"
    assert kg("tag", source).stderr.strip() == f"kg: {source} does not exist; give the path of JSON lines of texts."
    source.write_text("{}")
    assert kg("tag", source, "--head", "tdmsci").returncode == 2
    source.write_text(json.dumps({"text": TEXT}))
    done = kg("tag", source, "--head", "conll")
    assert done.returncode == 2
    assert done.stderr.startswith("kg: Ask for one of the heads tdmsci")
