"""Tests of kg.sources.files.arxiv_dump."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from kg.model import Author, Paper

if TYPE_CHECKING:
    from collections.abc import Callable

LINE = {
    "id": "0704.0001",
    "submitter": "Ada Example",
    "authors": "A. Ex\\'ample, B. Sample",
    "title": "On boiling with\n  $\\tau$-calibrated kettles",
    "comments": "37 pages, 15 figures",
    "journal-ref": "Ex.J.Rev.D76:013009,2007",
    "doi": "10.1103/ExJRevD.76.013009",
    "report-no": None,
    "categories": "cs.LG",
    "license": None,
    "abstract": "  We boil\nBERT on GLUE.\n",
    "versions": [{"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"}],
    "update_date": "2008-11-26",
    "authors_parsed": [["Ex\\'ample", "A.", ""], ["Sample", "B.", "Jr"]],
}


def test_a_line_of_the_dump(reading: Callable[..., Any]) -> None:
    told = reading(json.dumps(LINE))
    assert told.paper == Paper(
        "0704.0001",
        "On boiling with $\\tau$-calibrated kettles",
        "We boil BERT on GLUE.",
        dt.date(2007, 4, 2),
        (Author("A. Exámple"), Author("B. Sample Jr")),
        url="https://arxiv.org/abs/0704.0001",
        venue="Ex.J.Rev.D76:013009,2007",
        ids={"arxiv": "0704.0001", "doi": "10.1103/exjrevd.76.013009"},
    )
    assert (told.omissions, told.rejects, told.sentences) == ([], [], ())


def test_a_withdrawn_paper_is_marked(reading: Callable[..., Any]) -> None:
    line = LINE | {"comments": "This paper has been withdrawn by the author due to an error in Lemma 2"}
    assert reading(json.dumps(line)).paper.status == "withdrawn"


def test_what_of_a_line_cannot_be_read_is_told(reading: Callable[..., Any]) -> None:
    told = reading(json.dumps(LINE | {"doi": "10.1103/a 10.1103/b", "versions": [{}]}))
    assert [(omission.field, omission.why) for omission in told.omissions] == [
        ("doi", "2 stand there; the first is taken"),
        ("versions", "the first one has no day"),
    ]
    assert told.paper.ids["doi"] == "10.1103/a"
