"""Tests of kg.library.reading: what a file of references holds, and which of it the graph has."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.build import build
from kg.errors import CallError, SourceError
from kg.library import reading

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store import Store

GRAPH = (
    {"paper_id": "2405.13729", "title": "A Paper Known by Its Number", "abstract": "We use BERT."},
    {"paper_id": "10.1000/x", "title": "On Zorbs and Their Kin", "abstract": "We use BERT.", "year": 2020},
    {"title": "A Long Title Without Any Number", "abstract": "We use BERT.", "year": 2021},
    {"paper_id": "10.1000/one", "title": "Two Papers of One Title", "abstract": "About birds.", "year": 2001},
    {"paper_id": "10.1000/two", "title": "Two Papers of One Title", "abstract": "About fish.", "year": 2015},
)  # fmt: skip
BIB = rb"""@article{a, title={Any Title}, eprint={2405.13729v2}, archivePrefix={arXiv}}
@article{b, title={On {Zorbs} and Their Kin}, year=2021}
@article{c, title={A long title without any number}, year={2021}}
@article{e, title={Two Papers of One Title}}
@article{f, title={Not There}, doi={10.1000/NOT}, year={2022}}
"""


@pytest.fixture
def graph(store: Store, tmp_path: Path) -> Store:
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(json.dumps(paper) + "\n" for paper in GRAPH))
    build(store, [path])
    return store


def test_papers_are_found_by_identifier_or_by_title_and_year(graph: Store) -> None:
    found = reading.match(graph, "mine.bib", *reading.records("mine.bib", BIB))
    assert found.paper_ids[:2] == ("2405.13729", "10.1000/x")
    assert len(found.paper_ids) == 3
    assert found.by_title == 2
    assert [(one.title, one.identifier) for one in found.missing] == [
        ("Two Papers of One Title", None),  # of which nobody can tell which
        ("Not There", "10.1000/not"),
    ]


def test_a_paper_of_one_title_and_another_time_is_another_paper(graph: Store) -> None:
    for year, known in ((2022, ("10.1000/x",)), (1999, ())):
        file = f"@article{{d, title={{On Zorbs and Their Kin}}, year={{{year}}}}}".encode()
        assert reading.match(graph, "d.bib", *reading.records("d.bib", file)).paper_ids == known


def test_ris_and_csl_are_read_as_well(graph: Store) -> None:
    ris = b"TY  - JOUR\nTI  - Any\nDO  - 10.1000/X\nER  - \n"
    csl = json.dumps([{"id": "a", "type": "article", "title": "Any", "DOI": "10.1000/x"}]).encode()
    for name, content in (("a.ris", ris), ("a.json", csl)):
        assert reading.match(graph, name, *reading.records(name, content)).paper_ids == ("10.1000/x",)


def test_what_cannot_be_read_is_said_by_the_files_own_name(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        reading.records("../../mine <b>.bib", b"\x00\x01\x02 nothing")
    assert "mine" in str(caught.value)
    assert "/tmp" not in str(caught.value)
    with pytest.raises(CallError, match="larger than"):
        reading.records("a.bib", b" " * (reading.LARGEST * 1024 * 1024 + 1))
    assert not list(tmp_path.iterdir())
