"""Tests of kg.sources.files.records: the records of every publisher, as people have them in files."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import SourceError
from kg.model import Author, Organization, Paper, Reference

if TYPE_CHECKING:
    from collections.abc import Callable

INNER: dict[str, Any] = {
    "id": "2607.21557",
    "authors": [{"_id": "1", "name": "Ada Example", "hidden": False}, {"_id": "2", "name": "Bo Example"}],
    "publishedAt": "2026-07-23T00:00:00.000Z",
    "title": "KettleSmith: Boil in Any Workshop",
    "summary": "We present KettleSmith.\nIt reaches 61.0% on GLUE.",
    "upvotes": 5,
    "organization": {"_id": "5e64", "name": "kettles", "fullname": "Kettles Inc"},
}
ITEM = {"paper": INNER, "title": INNER["title"], "summary": "We present", "numComments": 2, "thumbnail": "x.png"}

KETTLESMITH = Paper(
    "2607.21557",
    "KettleSmith: Boil in Any Workshop",
    "We present KettleSmith. It reaches 61.0% on GLUE.",
    dt.date(2026, 7, 23),
    (Author("Ada Example"), Author("Bo Example")),
    organization=Organization("kettles", "Kettles Inc"),
    comments=2,
    upvotes=5,
    url="https://huggingface.co/papers/2607.21557",
    ids={"arxiv": "2607.21557"},
)


@pytest.mark.parametrize("written", [json.dumps([ITEM]), json.dumps(ITEM), json.dumps([ITEM], indent=2)])
def test_daily_papers_of_hugging_face(written: str, reading: Callable[..., Any]) -> None:
    told = reading(written)
    assert told.paper == KETTLESMITH
    assert told.sentences == ()


@pytest.mark.parametrize("indent", [None, 2])
def test_one_paper_of_hugging_face(indent: int | None, reading: Callable[..., Any]) -> None:
    paper = reading(json.dumps(INNER, indent=indent)).paper
    assert (paper.abstract, paper.comments, paper.upvotes) == (KETTLESMITH.abstract, None, 5)


BULK = {
    "corpusid": 3626819,
    "externalids": {"ACL": None, "ArXiv": "1802.05365", "MAG": None, "CorpusId": "3626819", "DOI": "10.18653/v1/N18-1"},
    "url": "https://www.semanticscholar.org/paper/3febb2bed8865945e7fddc99efd791887bb7e14f",
    "title": "Deep kettles",
    "authors": [{"authorId": "39139825", "name": "Ada Example"}],
    "venue": "NAACL",
    "year": 2018,
    "referencecount": 57,
    "citationcount": 11000,
    "publicationdate": "2018-02-15",
}
API = {
    "paperId": "3febb2bed8865945e7fddc99efd791887bb7e14f",
    "externalIds": {"ArXiv": "1802.05365", "CorpusId": 3626819},
    "title": "Deep kettles",
    "abstract": "We introduce deep kettles.",
    "publicationDate": "2018-02-15",
    "authors": [{"authorId": "1", "name": "Ada Example"}],
    "references": [{"paperId": "aaaabbbbccccddddeeeeffff0000111122223333", "title": "An older paper"}],
}


def test_a_bulk_line_of_semantic_scholar(reading: Callable[..., Any]) -> None:
    paper = reading(json.dumps(BULK)).paper
    assert (paper.paper_id, paper.published, paper.venue) == ("1802.05365", dt.date(2018, 2, 15), "NAACL")
    assert (paper.reference_count, paper.cited_by_count) == (57, 11000)
    given = {"arxiv": "1802.05365", "corpusid": "3626819", "doi": "10.18653/v1/n18-1"}
    assert {kind: paper.ids[kind] for kind in given} == given


@pytest.mark.parametrize(
    "written",
    [json.dumps(API), json.dumps([API, None]), json.dumps({"total": 1, "data": [API]}), json.dumps([API], indent=1)],
)
def test_an_answer_of_semantic_scholar(written: str, reading: Callable[..., Any]) -> None:
    paper = reading(written).papers[0]
    assert (paper.paper_id, paper.abstract) == ("1802.05365", "We introduce deep kettles.")
    assert paper.references == (Reference("aaaabbbbccccddddeeeeffff0000111122223333"),)


def test_a_list_of_references_gives_the_papers_in_it(reading: Callable[..., Any]) -> None:
    told = reading(json.dumps({"offset": 0, "data": [{"contexts": ["as in [1]"], "citedPaper": API}]}))
    assert told.paper.title == "Deep kettles"
    assert [omission.field for omission in told.omissions] == ["contexts"]


WORK = {
    "id": "https://openalex.org/W2741809807",
    "doi": "https://doi.org/10.7717/peerj.4375",
    "title": "The state of kettles",
    "display_name": "The state of kettles",
    "publication_date": "2018-02-13",
    "ids": {"openalex": "https://openalex.org/W2741809807", "mag": 2741809807},
    "authorships": [{"author": {"id": "https://openalex.org/A5048491430", "display_name": "Ada Example"}}],
    "abstract_inverted_index": {"We": [0], "test": [1], "BERT": [2], "on": [3], "GLUE.": [4]},
    "referenced_works": ["https://openalex.org/W1560783210"],
    "cited_by_count": 1000,
}


@pytest.mark.parametrize(
    "written", [json.dumps(WORK), json.dumps({"meta": {"count": 1}, "results": [WORK]}), json.dumps(WORK, indent=2)]
)
def test_works_of_openalex(written: str, reading: Callable[..., Any]) -> None:
    paper = reading(written).paper
    assert (paper.paper_id, paper.abstract) == ("10.7717/peerj.4375", "We test BERT on GLUE.")
    assert (paper.published, paper.references) == (dt.date(2018, 2, 13), (Reference("W1560783210"),))
    assert paper.authors == (Author("Ada Example", {"openalex": "A5048491430"}),)
    assert paper.ids["mag"] == "2741809807"


def test_a_work_without_a_title_is_kept_as_a_stub(reading: Callable[..., Any]) -> None:
    told = reading(json.dumps({"id": "W10002689", "title": None, "references": ["W12"]}))
    assert told.paper == Paper("W10002689", "", references=(Reference("W12"),))
    assert told.sentences == (
        "title not read in 1 of 1: there is none; the paper is known by its identifier alone (line 1)",
    )


def test_works_of_crossref(reading: Callable[..., Any]) -> None:
    work = {
        "DOI": "10.1145/1",
        "type": "journal-article",
        "title": ["On Kettles"],
        "author": [{"given": "Ada", "family": "Example"}],
        "issued": {"date-parts": [[2020, 5, 1]]},
        "is-referenced-by-count": 3,
    }
    told = reading(json.dumps({"status": "ok", "message": {"items": [work, work | {"type": "journal"}]}}))
    assert (told.paper.title, told.paper.published) == ("On Kettles", dt.date(2020, 5, 1))
    assert [reject.reason for reject in told.rejects] == ["it is no paper but a journal"]


CSL = {
    "id": "example2020",
    "type": "article-journal",
    "title": "On Kettles",
    "author": [{"given": "Ada", "non-dropping-particle": "van", "family": "Example"}],
    "issued": {"date-parts": [[2020, 5, 1]]},
    "container-title": "Journal of X",
    "DOI": "10.1145/1",
}


@pytest.mark.parametrize(
    "written", [json.dumps([CSL]), json.dumps({"items": [CSL]}), json.dumps(CSL), json.dumps([CSL], indent=2)]
)
def test_csl_json(written: str, reading: Callable[..., Any]) -> None:
    paper = reading(written).paper
    assert (paper.paper_id, paper.venue, paper.published) == ("10.1145/1", "Journal of X", dt.date(2020, 5, 1))
    assert paper.authors == (Author("Ada van Example"),)


@pytest.mark.parametrize(
    "written",
    [
        "% mine\n@article{k,\n  title = {On {K}ettles},\n  author = {Example, Ada},\n  doi = {10.1145/1},\n}\n",
        "TY  - JOUR\r\nTI  - On Kettles\r\nAU  - Example, Ada\r\nDO  - 10.1145/1\r\nER  - \r\n",
    ],
)
def test_bibliographies(written: str, reading: Callable[..., Any]) -> None:
    paper = reading(written).paper
    assert (paper.paper_id, paper.title, paper.authors) == ("10.1145/1", "On Kettles", (Author("Ada Example"),))


def test_a_saved_answer_of_arxiv(reading: Callable[..., Any]) -> None:
    entry = (
        "<entry><id>http://arxiv.org/abs/2405.13729v1</id><published>2024-05-22T00:00:00Z</published>"
        "<title>On\n Kettles</title><summary>We boil.</summary><author><name>Ada Example</name></author></entry>"
    )
    told = reading(f'<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>')
    assert (told.paper.paper_id, told.paper.title) == ("2405.13729", "On Kettles")
    with pytest.raises(SourceError, match="is no answer of arXiv that can be read"):
        reading('<feed xmlns="http://www.w3.org/2005/Atom"><entry>')


def test_papers_by_their_identifiers(reading: Callable[..., Any]) -> None:
    told = reading(json.dumps({"2405.13729": {"title": "A"}, "2405.13730": {"title": "B"}}))
    assert [paper.paper_id for paper in told.papers] == ["2405.13729", "2405.13730"]


def test_lines_of_several_publishers_may_stand_in_one_file(reading: Callable[..., Any]) -> None:
    told = reading("\n".join(map(json.dumps, [ITEM, BULK, WORK, {"title": "Ours"}])))
    assert [paper.title for paper in told.papers] == [
        "KettleSmith: Boil in Any Workshop",
        "Deep kettles",
        "The state of kettles",
        "Ours",
    ]


def test_the_fields_of_other_programs_are_read(reading: Callable[..., Any]) -> None:
    line = {
        "entry_id": "http://arxiv.org/abs/2405.13729v1",
        "Title": "On Kettles",
        "summary": "We boil.",
        "publication_date": "2024-05-22",
        "author": "Ada Example and Bo Example",
        "journal_ref": "J. X",
        "citations": 3,
        "code_url": "https://github.com/a/b",
        "is_retracted": True,
    }
    told = reading(json.dumps(line))
    paper = told.paper
    assert (paper.paper_id, paper.abstract, paper.published) == ("2405.13729", "We boil.", dt.date(2024, 5, 22))
    assert (len(paper.authors), paper.venue, paper.cited_by_count, paper.status) == (2, "J. X", 3, "retracted")
    assert [repository.url for repository in paper.repositories] == ["https://github.com/a/b"]
    assert told.sentences == ()


@pytest.mark.parametrize(
    "wrapped",
    [
        {"result": {"hits": {"hit": [{"@id": "1", "info": {"title": "T", "authors": {"author": [{"text": "Ada"}]}}}]}}},
        {"notes": [{"id": "rJXMpikCZ", "content": {"title": {"value": "T"}, "authors": {"value": ["Ada"]}}}]},
        {"resultList": {"result": [{"title": "T", "authorString": "Ada", "pubYear": "2020"}]}},
        {"_index": "x", "_source": {"title": "T", "authors": ["Ada"]}},
        {"bib": {"title": "T", "author": ["Ada"]}, "num_citations": 3},
        {"data": {"id": "10.5555/1", "attributes": {"titles": [{"title": "T"}], "creators": [{"name": "Ada"}]}}},
        {"items": [{"itemType": "journalArticle", "title": "T", "creators": [{"firstName": "", "lastName": "Ada"}]}]},
    ],
)
def test_what_services_wrap_a_record_in_is_taken_off(wrapped: dict[str, Any], reading: Callable[..., Any]) -> None:
    paper = reading(json.dumps(wrapped)).paper
    assert (paper.title, paper.authors) == ("T", (Author("Ada"),))


def test_an_author_of_openalex_is_no_paper(reading: Callable[..., Any]) -> None:
    with pytest.raises(SourceError, match=r"it is no work of OpenAlex but https://openalex\.org/A5048491430"):
        reading(json.dumps({"id": "https://openalex.org/A5048491430", "display_name": "Ada", "works_count": 3}))
