"""Tests of kg.sources.parsers.opencitations."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.sources.parsers import opencitations
from kg.sources.parsers.opencitations import Work
from tests.kg.sources.recordings import Omissions

ROW = {
    "oci": "06101-06102",
    "citing": "omid:br/06101 doi:10.1145/Widgets.1 openalex:W4389761608 pmid:123",
    "cited": "omid:br/06102 pmid:456",
    "creation": "2024-05",
    "timespan": "P1Y",
    "journal_sc": "no",
    "author_sc": "no",
}


def test_every_field_of_a_row_is_read() -> None:
    told = Omissions()
    citation = opencitations.citation(ROW, told)
    assert citation.oci == "06101-06102"
    ids = {"doi": "10.1145/widgets.1", "openalex": "W4389761608", "pmid": "123"}
    assert citation.citing == Work("10.1145/widgets.1", ids)
    assert (citation.cited.paper_id, citation.cited.ids) == ("pmid:456", {"pmid": "456"})
    assert (citation.created, citation.year) == (None, 2024)
    assert not told


def test_a_work_may_have_the_index_s_own_identifier_alone() -> None:
    work = opencitations.citation({**ROW, "cited": "omid:br/06102"}).cited
    assert (work.paper_id, work.ids) == ("omid:br/06102", {})


def test_a_doi_of_arxiv_is_an_arxiv_id() -> None:
    work = opencitations.citation({**ROW, "cited": "doi:10.48550/arxiv.2405.13729 omid:br/1"}).cited
    assert (work.paper_id, work.ids) == ("2405.13729", {"arxiv": "2405.13729"})


def test_a_day_is_kept_where_it_is_told() -> None:
    assert opencitations.citation({**ROW, "creation": "2024-05-22"}).created == dt.date(2024, 5, 22)


def test_a_second_doi_is_told_of() -> None:
    told = Omissions()
    work = opencitations.citation({**ROW, "cited": "doi:10.1000/a doi:10.1000/b isbn:5"}, told).cited
    assert work.paper_id == "10.1000/a"
    assert told.fields == ["cited", "cited"]


@pytest.mark.parametrize("row", [{}, {**ROW, "cited": ""}, {**ROW, "citing": None}])
def test_a_row_that_does_not_say_who_cites_whom_is_refused(row: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="does not say which work"):
        opencitations.citation(row)


@pytest.mark.parametrize("body", [b"", b"null", b'{"error": "no"}', b"HTTP status code 404"])
def test_what_is_no_answer_says_why(body: bytes) -> None:
    with pytest.raises(ValueError, match="it"):
        opencitations.rows(body)
