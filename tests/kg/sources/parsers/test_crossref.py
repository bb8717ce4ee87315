"""Tests of kg.sources.parsers.crossref."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.model import Author, Organization, Paper, Reference
from kg.sources.parsers import crossref
from tests.kg.sources.recordings import Omissions, recorded

if TYPE_CHECKING:
    from pathlib import Path

WORK: dict[str, Any] = {
    "DOI": "10.1145/WIDGETS.1",
    "type": "journal-article",
    "title": ["Widgets (\n            <i>Gearus</i>\n            ) &amp; CO<sub>2</sub>"],
    "subtitle": ["A study"],
    "author": [
        {
            "given": "Ada",
            "family": "Example",
            "ORCID": "http://orcid.org/0000-0002-1825-0097",
            "affiliation": [{"name": "Nowhere", "id": [{"id": "https://ror.org/02nr0ka47", "id-type": "ROR"}]}],
        },
        {"name": "The Widget Collaboration", "affiliation": []},
    ],
    "issued": {"date-parts": [[2024]]},
    "published-online": {"date-parts": [[2024, 5, 22]]},
    "container-title": ["Acta Widgetica", "Acta W."],
    "abstract": "<jats:title>Abstract</jats:title>\n <jats:sec><jats:title>Aim</jats:title>"
    "<jats:p>To test.</jats:p></jats:sec>",
    "references-count": 4,
    "is-referenced-by-count": 7,
    "reference": [
        {"key": "1", "DOI": "10.1000/OLD.1", "doi-asserted-by": "crossref"},
        {"key": "2", "unstructured": "Vaswani et al. Attention. arXiv:1706.03762v5 (2017)."},
        {"key": "3", "unstructured": "Somebody. Nowhere (2020)."},
        {"key": "4", "DOI": "10.1000/old.1"},
    ],
    "relation": {
        "has-preprint": [{"id-type": "doi", "id": "10.48550/arXiv.2405.13729", "asserted-by": "object"}],
    },
    "URL": "https://doi.org/10.1145/widgets.1",
}


def test_every_field_of_a_work_is_read() -> None:
    told = Omissions()
    paper = crossref.work(WORK, told)
    assert paper.title == "Widgets (Gearus) & CO2: A study"
    assert paper.abstract == "Aim: To test."
    assert paper.ids == {"doi": "10.1145/widgets.1", "arxiv": "2405.13729"}
    assert (paper.published, paper.year) == (dt.date(2024, 5, 22), None)
    assert paper.authors[0].ids == {"orcid": "0000-0002-1825-0097"}
    assert paper.authors[0].affiliations == (Organization("https://ror.org/02nr0ka47", "Nowhere"),)
    assert [author.name for author in paper.authors] == ["Ada Example", "The Widget Collaboration"]
    assert paper.venue == "Acta Widgetica"
    assert paper.references == (Reference("10.1000/old.1"), Reference("1706.03762"))
    assert (paper.reference_count, paper.cited_by_count) == (4, 7)
    assert (paper.url, paper.status) == ("https://doi.org/10.1145/widgets.1", None)
    assert crossref.key(WORK) == "10.1145/widgets.1"
    assert not told


@pytest.mark.parametrize(
    ("parts", "published", "year"),
    [
        ([[2024, 5, 22]], dt.date(2024, 5, 22), None),
        ([[2024, 5]], None, 2024),
        ([[2024]], None, 2024),
        ([[None]], None, None),
        ([], None, None),
        ([[2024, 13, 1]], None, 2024),
        ([["2024", "5", "22"]], dt.date(2024, 5, 22), None),
        ([[0]], None, None),
        ([[2931, 1, 1]], None, None),
    ],
)
def test_a_date_may_be_known_in_part(parts: list[Any], published: dt.date | None, year: int | None) -> None:
    paper = crossref.work({"DOI": "10.1000/x", "title": ["A"], "issued": {"date-parts": parts}})
    assert (paper.published, paper.year) == (published, year)


def test_a_retracted_work_is_marked_by_the_notice_that_updates_it() -> None:
    paper = crossref.work({**WORK, "updated-by": [{"DOI": "10.1145/note", "type": "retraction"}]})
    assert paper.status == "retracted"
    assert crossref.work({**WORK, "updated-by": [{"DOI": "10.1145/note", "type": "correction"}]}).status is None


def test_a_notice_marks_the_work_that_it_takes_back_and_not_itself() -> None:
    notice = {
        "DOI": "10.1145/note",
        "title": ["Retraction Note: Widgets"],
        "update-to": [{"DOI": "10.1145/Widgets.1", "type": "retraction"}, {"DOI": "10.1000/y", "type": "correction"}],
    }
    assert crossref.work(notice).status is None
    stub = Paper("10.1145/widgets.1", "", ids={"doi": "10.1145/widgets.1"}, status="retracted")
    assert list(crossref.notices(notice)) == [stub]


def test_a_title_that_the_publisher_marked_is_of_a_retracted_work() -> None:
    assert crossref.work({"DOI": "10.1145/x", "title": ["RETRACTED ARTICLE: Widgets"]}).status == "retracted"


def test_a_version_under_another_doi_is_a_stub_that_holds_both() -> None:
    relation = {"is-preprint-of": [{"id-type": "doi", "id": "10.1016/j.x.2025", "asserted-by": "subject"}]}
    work = {**WORK, "relation": relation}
    assert crossref.work(work).ids == {"doi": "10.1145/widgets.1"}
    assert list(crossref.versions(work)) == [Paper("10.1016/j.x.2025", "", ids={"doi": "10.1145/widgets.1"})]
    assert list(crossref.versions(WORK)) == []


def test_a_preprints_venue_is_its_server() -> None:
    work = {"DOI": "10.1101/x", "title": ["A"], "container-title": [], "institution": [{"name": "bioRxiv"}]}
    assert crossref.work(work).venue == "bioRxiv"


@pytest.mark.parametrize(
    ("field", "value", "omitted"),
    [
        ("author", "Ada Example", "author"),
        ("author", [{"ORCID": "0000"}, {"family": "Example", "ORCID": "0000"}], "author.ORCID"),
        ("issued", [2024], "issued"),
        ("issued", {"date-parts": [["May", 5]]}, "issued.date-parts"),
        ("reference", "none", "reference"),
        ("reference", [{"DOI": "10.1126/science. 1109070"}], "reference.DOI"),
        ("references-count", "four", "references-count"),
        ("abstract", 5, "abstract"),
        ("title", 5, "title"),
    ],
)
def test_a_field_that_cannot_be_read_costs_itself_and_is_told_of(field: str, value: object, omitted: str) -> None:
    told = Omissions()
    paper = crossref.work({**WORK, field: value}, told)
    assert omitted in told.fields
    assert paper.ids["doi"] == "10.1145/widgets.1"


def test_a_figure_is_no_paper() -> None:
    assert not crossref.is_paper({"type": "component"})
    assert crossref.is_paper({"type": "journal-article"})
    assert crossref.is_paper({})


@pytest.mark.parametrize(
    "body",
    [
        b"Resource not found.",
        b"null",
        b'{"status": "ok", "message-type": "work-list", "message": {"items": null}}',
        b'{"status": "failed", "message": [{"message": "Cursor specified but it is invalid"}]}',
    ],
)
def test_what_is_no_answer_says_why(body: bytes) -> None:
    with pytest.raises(ValueError, match="it"):
        crossref.page(body)


def test_a_page_tells_how_many_there_are_and_how_to_go_on() -> None:
    message = {"total-results": 9, "items": [WORK], "next-cursor": "abc"}
    page = crossref.page(json.dumps({"status": "ok", "message-type": "work-list", "message": message}).encode())
    assert (page.total, page.next_cursor, page.works) == (9, "abc", (WORK,))


def test_every_recorded_work_is_read(shared: Path) -> None:
    read = refused = 0
    found: dict[str, Paper] = {}
    for recording in recorded(shared, "crossref"):
        if (
            not recording.path.startswith("/works")
            or "/transform" in recording.path
            or recording.path.endswith("/agency")
        ):
            continue
        if recording.status != 200:
            with pytest.raises(ValueError, match="it"):
                crossref.page(recording.body)
            refused += 1
            continue
        for value in crossref.page(recording.body).works:
            told = Omissions()
            paper = crossref.work(value, told)
            read += 1
            assert {field.partition(".")[0] for field in told.fields} <= {"reference", "author"}
            assert paper.ids["doi"] == str(value["DOI"]).lower()
            if not paper.references:
                assert not any("DOI" in entry for entry in value.get("reference", []))
            found[paper.ids["doi"]] = paper
    assert (read, refused) == (854, 8)
    chem = found["10.1038/s42256-024-00832-8"]
    assert chem.title == "Augmenting large language models with chemistry tools"
    assert chem.abstract.startswith("Large language models (LLMs) have shown strong performance in tasks")
    assert chem.venue == "Nature Machine Intelligence"
    assert chem.published == dt.date(2024, 5, 8)
    assert (len(chem.references), chem.reference_count, chem.cited_by_count) == (58, 103, 232)
    assert chem.references[0] == Reference("10.1145/3520312.3534864")
    bind = found["10.1101/2024.04.01.587366"]
    assert (bind.venue, bind.published, bind.reference_count) == ("bioRxiv", dt.date(2024, 4, 1), 50)
    assert all(isinstance(author, Author) and author.name for author in chem.authors)
    assert found["10.1063/1.4938384"].authors[0].affiliations == (
        Organization(
            "University of Rochester 1 Materials Science Program, , Rochester, New York 14627, USA",
            "University of Rochester 1 Materials Science Program, , Rochester, New York 14627, USA",
        ),
    )
