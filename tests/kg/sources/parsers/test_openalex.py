"""Tests of kg.sources.parsers.openalex."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.model import Author, Organization, Reference
from kg.sources.parsers import openalex
from tests.kg.sources.recordings import Omissions, recorded

if TYPE_CHECKING:
    from pathlib import Path

WORK: dict[str, Any] = {
    "id": "https://openalex.org/W2741809807",
    "doi": "https://doi.org/10.7717/PeerJ.4375",
    "title": "The state of <i>widgets</i> &amp; gears:\n a large-scale analysis",
    "publication_year": 2018,
    "publication_date": "2018-02-13",
    "ids": {
        "openalex": "https://openalex.org/W2741809807",
        "doi": "https://doi.org/10.7717/peerj.4375",
        "mag": 2741809807,
        "pmid": "https://pubmed.ncbi.nlm.nih.gov/29456894",
        "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/5815332",
    },
    "primary_location": {
        "landing_page_url": "https://doi.org/10.7717/peerj.4375",
        "source": {"display_name": "PeerJ"},
    },
    "locations": [
        {"landing_page_url": "http://arxiv.org/abs/1802.05365v2", "pdf_url": "https://arxiv.org/pdf/1802.05365"}
    ],
    "authorships": [
        {
            "author": {
                "id": "https://openalex.org/A5048491430",
                "display_name": "Ada Example",
                "orcid": "https://orcid.org/0000-0003-1613-598x",
            },
            "institutions": [
                {
                    "id": "https://openalex.org/I4210166736",
                    "display_name": "Impact",
                    "ror": "https://ror.org/05ppvf150",
                },
                {"id": None, "display_name": "Elsewhere", "ror": "https://ror.org/02nr0ka47"},
            ],
        },
        {"author": {"id": None, "display_name": None}, "raw_author_name": "Bo Example"},
    ],
    "abstract_inverted_index": {"We": [0], "test": [1, 4], "BERT,": [2], "and": [3], "GLUE.": [5]},
    "referenced_works": ["https://openalex.org/W1560783210", "https://openalex.org/W1767272795", "W1560783210"],
    "referenced_works_count": 45,
    "cited_by_count": 962,
    "is_retracted": True,
}


def test_every_field_of_a_work_is_read() -> None:
    told = Omissions()
    paper = openalex.work(WORK, told)
    assert paper.paper_id == "1802.05365"
    assert paper.title == "The state of widgets & gears: a large-scale analysis"
    assert paper.abstract == "We test BERT, and test GLUE."
    assert (paper.published, paper.year) == (dt.date(2018, 2, 13), None)
    assert paper.ids == {
        "openalex": "W2741809807",
        "doi": "10.7717/peerj.4375",
        "pmid": "29456894",
        "pmcid": "PMC5815332",
        "mag": "2741809807",
        "arxiv": "1802.05365",
    }
    ada, bo = paper.authors
    assert (ada.name, bo) == ("Ada Example", Author("Bo Example"))
    assert bo.ids == {}
    assert ada.ids == {"openalex": "A5048491430", "orcid": "0000-0003-1613-598X"}
    assert ada.affiliations == (
        Organization("I4210166736", "Impact"),
        Organization("https://ror.org/02nr0ka47", "Elsewhere"),
    )
    assert paper.references == (Reference("W1560783210"), Reference("W1767272795"))
    assert (paper.reference_count, paper.cited_by_count, paper.status) == (45, 962, "retracted")
    assert (paper.venue, paper.url) == ("PeerJ", "https://doi.org/10.7717/peerj.4375")
    assert openalex.key(WORK) == "W2741809807"
    assert not told


@pytest.mark.parametrize(
    ("field", "value", "omitted"),
    [
        ("publication_date", "0000-00-00", "publication_date"),
        ("publication_date", "2931-01-01", "publication_date"),
        ("publication_date", 20190101.5, "publication_date"),
        ("authorships", "Ada Example", "authorships"),
        ("abstract_inverted_index", ["We"], "abstract_inverted_index"),
        ("abstract_inverted_index", {"We": ["0"], "test": [10**9]}, "abstract_inverted_index"),
        ("referenced_works", {"a": 1}, "referenced_works"),
        ("referenced_works", ["https://openalex.org/A5"], "referenced_works"),
        ("cited_by_count", -1, "cited_by_count"),
        ("is_retracted", "yes", "is_retracted"),
        ("ids", [1], "ids"),
        ("doi", "https://doi.org/none", "doi"),
        ("primary_location", "PeerJ", "primary_location"),
    ],
)
def test_a_field_that_cannot_be_read_costs_itself_and_is_told_of(field: str, value: object, omitted: str) -> None:
    told = Omissions()
    paper = openalex.work({**WORK, field: value}, told)
    assert omitted in told.fields
    assert paper.title.startswith("The state of widgets")
    assert paper.ids["openalex"] == "W2741809807"


def test_the_year_0_is_no_year() -> None:
    told = Omissions()
    paper = openalex.work({"id": "W2741809807", "publication_year": 0, "publication_date": None}, told)
    assert (paper.published, paper.year) == (None, None)
    assert told == [("publication_year", "the year 0 is none")]


def test_a_year_stands_where_there_is_no_day() -> None:
    assert openalex.work({"id": "W2741809807", "publication_year": 2018}).year == 2018


def test_a_record_that_names_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="neither an identifier nor a title"):
        openalex.work({"id": None, "title": None, "cited_by_count": 3})


def test_a_work_without_a_title_is_a_stub() -> None:
    assert openalex.work({"id": "https://openalex.org/W10002689", "title": None}).title == ""


def test_a_doi_of_arxiv_is_an_arxiv_id() -> None:
    paper = openalex.work({"id": "W4389761608", "doi": "https://doi.org/10.48550/arXiv.2312.07559"})
    assert paper.ids == {"openalex": "W4389761608", "arxiv": "2312.07559"}


def test_a_page_tells_how_many_there_are_and_how_to_go_on() -> None:
    body = json.dumps({"meta": {"count": 120, "next_cursor": "abc"}, "results": [WORK, 5]}).encode()
    page = openalex.page(body)
    assert (page.count, page.next_cursor, len(page.works)) == (120, "abc", 2)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"null", b"[]", b'{"error": "Bad", "message": "no"}', b'{"results": null}']
)
def test_what_is_no_answer_says_why(body: bytes) -> None:
    with pytest.raises(ValueError, match="it"):
        openalex.page(body)


def test_every_recorded_work_is_read(shared: Path) -> None:
    found = {}
    recordings = recorded(shared, "openalex") + recorded(shared, "openalex_objects")
    for recording in recordings:
        if not recording.path.startswith(("/works", "/W")):
            continue
        if recording.status != 200 or b'"id"' not in recording.body:
            with pytest.raises(ValueError, match="it"):
                openalex.page(recording.body)
            continue
        for value in openalex.page(recording.body).works:
            told = Omissions()
            paper = openalex.work(value, told)
            assert not told
            found[paper.ids["openalex"]] = paper
    assert len(found) == 11
    pnas = found["W2109415576"]
    assert pnas.ids["pmcid"] == "PMC4234579"
    assert pnas.authors[0].ids == {"openalex": "A5004589339", "orcid": "0000-0003-4136-4620"}
    assert pnas.authors[4].affiliations == (Organization("I84218800", "University of California, Davis"),)
    assert pnas.abstract.startswith("Significance The inadequate mechanical properties of engineered tissues")
    assert (pnas.published, pnas.cited_by_count, pnas.status) == (dt.date(2014, 10, 27), 138, None)
    assert pnas.venue == "Proceedings of the National Academy of Sciences"
    paperqa = found["W4389761608"]
    assert (paperqa.paper_id, paperqa.url) == ("2312.07559", "https://arxiv.org/abs/2312.07559")
    state = found["W2741809807"]
    assert (state.reference_count, len(state.references)) == (45, 45)
    assert state.references[0] == Reference("W1560783210")
