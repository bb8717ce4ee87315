from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

from kg.model import Paper, Reference
from kg.sources import Reject, check, read

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("between", ["\t", ",", ";"])
def test_a_table_of_citations_gives_each_citing_paper_once(tmp_path: Path, between: str) -> None:
    rows = [
        ("citing", "cited", "source"),
        ("arXiv:2401.00002v1", "https://doi.org/10.1000/A", "x"),
        ("openalex:W2741809807", "2401.00002", "x"),
        ("2401.00002", "own-key", "x"),
        ("2401.00002", "10.1000/a", "y"),
    ]
    path = tmp_path / "citations.gz"
    path.write_bytes(gzip.compress("".join(between.join(row) + "\n" for row in rows).encode()))
    check(path)
    assert list(read(path)) == [
        Paper("2401.00002", "", ids={"arxiv": "2401.00002"}, references=(Reference("10.1000/a"), Reference("own-key"))),
        Paper("W2741809807", "", ids={"openalex": "W2741809807"}, references=(Reference("2401.00002"),)),
    ]


def test_a_row_that_names_no_two_papers_costs_itself(tmp_path: Path) -> None:
    path = tmp_path / "citations.csv"
    path.write_text("citing_id,cited_id\nW1,W2\nW3,\nW4\n\nW5,W6\n", encoding="utf-8")
    rejects: list[Reject] = []
    assert [paper.paper_id for paper in read(path, on_reject=rejects.append)] == ["W1", "W5"]
    assert [(reject.line, reject.reason) for reject in rejects] == [
        (3, "it does not name two papers"),
        (4, "it does not name two papers"),
    ]
