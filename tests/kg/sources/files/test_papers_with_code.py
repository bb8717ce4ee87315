"""Tests of kg.sources.files.papers_with_code."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.model import Author, Named, Paper, Repository, TableEntry
from kg.sources.files import papers_with_code

if TYPE_CHECKING:
    from collections.abc import Callable

PAGE = "https://paperswithcode.com/paper/"

PAPER = {
    "paper_url": PAGE + "kettle-nets",
    "arxiv_id": "1805.12345",
    "nips_id": None,
    "openreview_id": None,
    "title": "Kettle Nets",
    "abstract": "We present KettleNet.",
    "short_abstract": "We present.",
    "url_abs": "http://arxiv.org/abs/1805.12345v2",
    "url_pdf": "http://arxiv.org/pdf/1805.12345v2.pdf",
    "proceeding": "CVPR 2018 6",
    "authors": ["Ada Example"],
    "tasks": ["Image Classification"],
    "date": "2018-05-30",
    "methods": [{"name": "Dropout", "full_name": "Dropout"}, {"name": "Dropout"}],
}


def test_papers_with_abstracts(reading: Callable[..., Any]) -> None:
    told = reading(json.dumps([PAPER, PAPER | {"title": "Other", "arxiv_id": None, "url_abs": "https://x.org/1"}]))
    assert told.papers[0] == Paper(
        "1805.12345",
        "Kettle Nets",
        "We present KettleNet.",
        dt.date(2018, 5, 30),
        (Author("Ada Example"),),
        url="http://arxiv.org/abs/1805.12345v2",
        venue="CVPR 2018",
        ids={"arxiv": "1805.12345"},
        named=(Named("Task", "Image Classification", "ADDRESSES"), Named("Method", "Dropout", "USES")),
    )
    assert (told.papers[1].paper_id, told.papers[1].ids) == ("other", {})
    assert told.sentences == ()


def test_links_to_code_are_gathered_by_paper(reading: Callable[..., Any]) -> None:
    link = {"paper_url": PAGE + "a", "paper_title": "A", "paper_arxiv_id": "1805.12345", "paper_url_abs": None}
    other = {"paper_url": PAGE + "b", "paper_title": "B", "paper_arxiv_id": None, "paper_url_abs": "https://x.org/b"}
    told = reading(
        json.dumps(
            [
                link | {"repo_url": "https://github.com/a/one", "is_official": True, "framework": "pytorch"},
                other | {"repo_url": "https://github.com/b/one", "is_official": False},
                link | {"repo_url": "https://github.com/a/two", "is_official": False},
                link | {"repo_url": "https://github.com/a/one", "is_official": False},
            ]
        )
    )
    assert told.papers == [
        Paper(
            "1805.12345",
            "A",
            url=PAGE + "a",
            ids={"arxiv": "1805.12345"},
            repositories=(
                Repository("https://github.com/a/one", official=True),
                Repository("https://github.com/a/two", official=False),
            ),
        ),
        Paper("b", "B", url="https://x.org/b", repositories=(Repository("https://github.com/b/one", official=False),)),
    ]


def test_evaluation_tables_become_results(reading: Callable[..., Any]) -> None:
    def row(model: str, score: Any, **paper: Any) -> dict[str, Any]:
        return {"model_name": model, "metrics": {"Accuracy": score}, "code_links": [], **paper}

    mine = {"paper_url": "https://arxiv.org/abs/1805.12345v2", "paper_title": "A", "paper_date": "2018-05-30"}
    mini = row("KettleNet", 81, **mine)
    tables = [
        {
            "task": "Vision",
            "description": "x",
            "datasets": [],
            "subtasks": [
                {
                    "task": "Image Classification",
                    "datasets": [
                        {
                            "dataset": "ImageNet",
                            "sota": {
                                "metrics": ["Accuracy"],
                                "rows": [
                                    row("KettleNet", "79.1%", **mine),
                                    row("SpoonNet", "unknown", **mine),
                                    row("Nobody", "1", paper_url="", paper_title=""),
                                ],
                            },
                            "subdatasets": [{"dataset": "ImageNet-Mini", "sota": {"rows": [mini]}}],
                        }
                    ],
                    "subtasks": [],
                }
            ],
        }
    ]
    told = reading(json.dumps(tables, indent=2))
    task = "Image Classification"
    assert told.papers == [
        Paper(
            "1805.12345",
            "A",
            published=dt.date(2018, 5, 30),
            url="https://arxiv.org/abs/1805.12345v2",
            ids={"arxiv": "1805.12345"},
            results=(
                TableEntry("ImageNet", "Accuracy", 79.1, "%", "KettleNet", task),
                TableEntry("ImageNet-Mini", "Accuracy", 81.0, "", "KettleNet", task),
            ),
        )
    ]
    assert told.sentences == (
        'metrics.Accuracy not read in 1 of 1: "unknown" is no number (line 2)',
        "paper_url not read in 1 of 1: 1 rows of the table name no paper (line 2)",
    )


def test_datasets_and_methods_are_presented_by_their_papers(reading: Callable[..., Any]) -> None:
    paper = {"title": "A", "url": "https://arxiv.org/abs/1805.12345"}
    datasets = [
        {"url": "x", "name": "KettleSet", "homepage": "", "paper": paper, "introduced_date": "2018-05-30"},
        {"url": "x", "name": "Orphan", "homepage": "", "paper": None, "introduced_date": None},
        {"url": "x", "name": "KettleSet-Mini", "paper": paper, "data_loaders": []},
    ]
    told = reading(json.dumps(datasets))
    assert [named.name for named in told.paper.named] == ["KettleSet", "KettleSet-Mini"]
    assert told.paper.named[0] == Named("Benchmark", "KettleSet", "INTRODUCES")
    assert [reject.reason for reject in told.rejects] == ['no paper is said to present "Orphan"']
    method = {"url": "x", "name": "Kettling", "full_name": "K", "paper": paper, "introduced_year": 2018}
    assert reading(json.dumps([method])).paper.named == (Named("Method", "Kettling", "INTRODUCES"),)


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("79.1", (79.1, "")),
        ("79.1%", (79.1, "%")),
        ("79.1 %", (79.1, "%")),
        ("81.2 ± 0.3", (81.2, "")),
        ("81.2 (0.3)", (81.2, "")),
        ("1,204", (1204.0, "")),
        ("\u22120.5", (-0.5, "")),
        (".5", (0.5, "")),
        ("1.2e-3", (0.0012, "")),
        (3, (3.0, "")),
        ("n/a", None),
        ("12M", None),
        ("", None),
        (None, None),
    ],
)
def test_cells_of_a_table_of_results(cell: Any, number: tuple[float, str] | None) -> None:
    assert papers_with_code.number(cell) == number
