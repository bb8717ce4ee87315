"""Tests of kg.cli.search."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable

import pytest

Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.usefixtures("built")
def test_papers_and_entities_are_found(kg: Call) -> None:
    done = kg("search", "Bolmo", "--format", "jsonl")
    hits = [json.loads(line) for line in done.stdout.splitlines()]
    assert {"Paper", "Model"} <= {hit["kind"] for hit in hits}
    assert all("bolmo" in f"{hit['name']} {hit['detail']}".lower() for hit in hits[:2])
    assert done.stderr == ""


@pytest.mark.usefixtures("built")
def test_hits_are_a_table_for_people(kg: Call) -> None:
    lines = kg("search", "tokenization", "--limit", "3").stdout.splitlines()
    assert lines[0].split() == ["kind", "name", "detail", "score", "id"]
    assert 3 <= len(lines) <= 5


@pytest.mark.usefixtures("graph")
def test_nothing_found_is_said(kg: Call) -> None:
    done = kg("search", "xyzzy")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("Nothing holds 'xyzzy'. Searched were identifiers; titles, abstracts and authors")
    assert kg("search", "xyzzy", "--format", "json").stdout == "[]\n"


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize("text", ["", "*", '"', "a AND (", "~", "\\"])
def test_any_text_may_be_searched_for(kg: Call, text: str) -> None:
    assert kg("search", text).returncode == 0


@pytest.mark.usefixtures("built")
def test_what_was_found_has_its_places(kg: Call) -> None:
    (hit, *_) = map(json.loads, kg("search", "bolmo", "--format", "jsonl").stdout.splitlines())
    ((start, end),) = hit["spans"]
    assert hit["name"][start:end] == "Bolmo"
