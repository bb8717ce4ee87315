"""Tests of kg.sources.csl."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.model import Author, Paper
from kg.sources import csl

if TYPE_CHECKING:
    from kg.sources.reject import Omission, Reject

RECORD: dict[str, Any] = {
    "id": "lovelace2020",
    "type": "article-journal",
    "title": "On <i>Engines</i> &amp; Looms",
    "author": [
        {"family": "Lovelace", "given": "Ada", "ORCID": "https://orcid.org/0000-0002-1825-0097"},
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
        {"literal": "World Health Organization"},
    ],
    "issued": {"date-parts": [[2020, 5, 3]]},
    "container-title": "Journal of Engines",
    "DOI": "10.1145/12.34",
    "URL": "https://example.org/1",
    "abstract": "<jats:p>One.</jats:p><jats:p>Two.</jats:p>",
    "note": "arXiv: 2005.12345\nPMID: 77",
}


def read(value: Any) -> tuple[list[Paper], list[Reject], list[Omission]]:
    rejects: list[Reject] = []
    omissions: list[Omission] = []
    data = value.encode() if isinstance(value, str) else json.dumps(value, indent=1).encode()
    return list(csl.parse(data, "x.json", on_reject=rejects.append, on_omission=omissions.append)), rejects, omissions


def test_every_field_that_is_kept_is_read() -> None:
    paper = Paper(
        paper_id="2005.12345",
        title="On Engines & Looms",
        abstract="One.\n\nTwo.",
        published=dt.date(2020, 5, 3),
        authors=(
            Author("Ada Lovelace", {"orcid": "0000-0002-1825-0097"}),
            Author("Jan van der Berg"),
            Author("World Health Organization"),
        ),
        url="https://example.org/1",
        venue="Journal of Engines",
        ids={"doi": "10.1145/12.34", "arxiv": "2005.12345", "pmid": "77"},
    )
    assert read([RECORD]) == ([paper], [], [])


@pytest.mark.parametrize("wrap", [lambda r: {"items": [r]}, lambda r: {"config": 1, "items": [r]}, lambda r: r])
def test_the_array_may_be_named_or_be_none(wrap: Any) -> None:
    assert read(wrap(RECORD))[0] == read([RECORD])[0]


@pytest.mark.parametrize(
    ("issued", "day", "year"),
    [
        ({"date-parts": [[2020]]}, None, 2020),
        ({"date-parts": [["2020", "5", "3"]]}, dt.date(2020, 5, 3), None),
        ({"date-parts": [[2020, 5], [2020, 6]]}, None, 2020),
        ({"raw": "2020-05-03"}, dt.date(2020, 5, 3), None),
        ({"literal": "Spring 2020"}, None, 2020),
        ({"date-parts": [[None]]}, None, None),
        (None, None, None),
    ],
)
def test_dates_are_read(issued: Any, day: dt.date | None, year: int | None) -> None:
    ((paper,), _, _) = read([RECORD | {"issued": issued}])
    assert (paper.published, paper.year) == (day, year)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": None}, 'record "bad": the title is missing'),
        ({"title": 12}, 'record "bad": the title is missing'),
        ({}, 'record "bad": the paper 2005.12345 was read already, at line 2'),
    ],
)
def test_a_bad_record_costs_itself(changes: dict[str, Any], reason: str) -> None:
    other = {"id": 3, "type": "book", "title": "Other"}
    papers, (reject,), _ = read([RECORD, RECORD | {"id": "bad"} | changes, other])
    assert [paper.title for paper in papers] == ["On Engines & Looms", "Other"]
    assert reject.reason == reason
    assert reject.line > 20


def test_a_file_that_was_cut_short_keeps_what_is_whole() -> None:
    papers, (reject,), _ = read(json.dumps([RECORD, RECORD | {"DOI": "10.1/2"}], indent=1)[:-30])
    assert len(papers) == 1
    assert reject.reason == "it is no JSON object that ends"


def test_what_cannot_be_understood_is_said() -> None:
    (paper,), _, omissions = read([RECORD | {"DOI": 7, "author": [{"x": 1}], "issued": {"raw": "soon"}, "abstract": 1}])
    assert (paper.authors, paper.year, paper.abstract) == ((), None, "")
    assert sorted(omission.field for omission in omissions) == ["DOI", "abstract", "author", "issued"]


def test_a_record_is_told_from_other_publishers() -> None:
    assert csl.is_csl(RECORD)
    assert csl.is_csl({"id": "a", "type": "book", "title": "T", "author": [{"literal": "X"}]})
    assert not csl.is_csl({"id": "https://openalex.org/W1", "type": "article", "title": "T"})
    assert not csl.is_csl({"paper_id": "1", "title": "T"})
