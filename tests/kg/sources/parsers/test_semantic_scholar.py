"""Tests of kg.sources.parsers.semantic_scholar."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest

from kg.model import Author, Organization, Reference
from kg.sources.parsers import semantic_scholar
from tests.conftest import require
from tests.kg.sources.recordings import Omissions, recorded

if TYPE_CHECKING:
    from pathlib import Path

SHA = "3febb2bed8865945e7fddc99efd791887bb7e14f"
OTHER = "aaaabbbbccccddddeeeeffff0000111122223333"
PAPER: dict[str, Any] = {
    "paperId": SHA,
    "corpusId": 3626819,
    "externalIds": {
        "ArXiv": "1802.05365",
        "DOI": "10.18653/V1/N18-1202",
        "ACL": "N18-1202",
        "MAG": 2963341956,
        "PubMed": "29456894",
        "PubMedCentral": "5815332",
        "DBLP": "conf/naacl/PetersNIGCLZ18",
        "CorpusId": 3626819,
    },
    "url": f"https://www.semanticscholar.org/paper/{SHA}",
    "title": "Deep contextual\n word widgets",
    "abstract": "We introduce ELMO-W,\nevaluated on SQuAD.",
    "venue": "NAACL",
    "year": 2018,
    "publicationDate": "2018-02-15",
    "referenceCount": 57,
    "citationCount": 11000,
    "authors": [
        {"authorId": "39139825", "name": "Ada Example", "affiliations": ["Nowhere"]},
        {"authorId": None, "name": "Bo"},
    ],
    "references": [
        {"paperId": OTHER, "externalIds": {"ArXiv": "1706.03762"}, "title": "An older paper"},
        {"paperId": OTHER, "externalIds": {"ArXiv": "1706.03762"}, "title": "An older paper"},
        {"paperId": None, "title": "World Development Indicators"},
    ],
}


def test_every_field_of_a_paper_is_read() -> None:
    told = Omissions()
    paper = semantic_scholar.paper(PAPER, told)
    assert paper.paper_id == "1802.05365"
    assert (paper.title, paper.abstract) == ("Deep contextual word widgets", "We introduce ELMO-W, evaluated on SQuAD.")
    assert paper.ids == {
        "s2": SHA,
        "corpusid": "3626819",
        "arxiv": "1802.05365",
        "doi": "10.18653/v1/n18-1202",
        "acl": "N18-1202",
        "mag": "2963341956",
        "pmid": "29456894",
        "pmcid": "PMC5815332",
        "dblp": "conf/naacl/PetersNIGCLZ18",
    }
    assert (paper.published, paper.year, paper.venue) == (dt.date(2018, 2, 15), None, "NAACL")
    assert (paper.reference_count, paper.cited_by_count) == (57, 11000)
    assert paper.authors[0] == Author("Ada Example", {"s2": "39139825"}, (Organization("Nowhere", "Nowhere"),))
    assert paper.authors[0].ids == {"s2": "39139825"}
    assert paper.authors[1].ids == {}
    assert paper.references == (Reference("1706.03762"),)
    assert paper.url == PAPER["url"]
    assert told == [("references", "1 of its entries lead to no paper that the service knows")]
    assert semantic_scholar.key(PAPER) == SHA


def test_a_bulk_file_writes_keys_in_lower_case(shared: Path) -> None:
    line = require(shared / "cases" / "07-s2-bulk.jsonl").read_text(encoding="utf-8").splitlines()[0]
    paper = semantic_scholar.paper(json.loads(line))
    assert paper.ids == {
        "s2": SHA,
        "corpusid": "3626819",
        "arxiv": "1802.05365",
        "doi": "10.18653/v1/n18-1202",
        "dblp": "conf/x/Ex18",
    }
    assert (paper.published, paper.reference_count, paper.venue) == (dt.date(2018, 2, 15), 57, "NAACL")
    assert [author.ids for author in paper.authors] == [{"s2": "39139825"}]
    assert semantic_scholar.key(json.loads(line)) == "CorpusId:3626819"


def test_keys_in_any_case_are_one() -> None:
    lower = {key.lower(): value for key, value in PAPER.items()}
    assert semantic_scholar.paper(lower) == semantic_scholar.paper(PAPER)


@pytest.mark.parametrize(
    ("field", "value", "omitted"),
    [
        ("year", 0, "year"),
        ("year", 12.5, "year"),
        ("publicationDate", "soon", "publicationDate"),
        ("authors", "Ada Example", "authors"),
        ("externalIds", "1802.05365", "externalIds"),
        ("referenceCount", "many", "referenceCount"),
        ("abstract", 5, "abstract"),
    ],
)
def test_a_field_that_cannot_be_read_costs_itself_and_is_told_of(field: str, value: object, omitted: str) -> None:
    told = Omissions()
    paper = semantic_scholar.paper({**PAPER, "publicationDate": None, field: value}, told)
    assert omitted in told.fields
    assert (paper.ids["s2"], paper.title) == (SHA, "Deep contextual word widgets")


def test_whole_numbers_as_fractions_and_digits_are_read() -> None:
    paper = semantic_scholar.paper({"paperId": SHA, "year": 2018.0, "referenceCount": 12.0, "citationCount": "7"})
    assert (paper.year, paper.reference_count, paper.cited_by_count) == (2018, 12, 7)


def test_a_second_identifier_of_a_kind_is_told_of() -> None:
    told = Omissions()
    paper = semantic_scholar.paper({"paperId": SHA, "corpusId": 5, "externalIds": {"CorpusId": "6"}}, told)
    assert paper.ids["corpusid"] == "5"
    assert told.fields == ["externalIds.CorpusId"]


def test_the_venue_may_be_told_by_the_journal() -> None:
    assert semantic_scholar.paper({"paperId": SHA, "venue": "", "journal": {"name": "Nature"}}).venue == "Nature"
    assert semantic_scholar.paper({"paperId": SHA, "venue": None, "journal": None}).venue is None


def test_a_link_has_contexts_and_intents() -> None:
    link = semantic_scholar.citation(
        {
            "contexts": ["We follow [1].", None],
            "intents": ["methodology"],
            "contextsWithIntent": [{"context": "We follow [1].", "intents": ["methodology", "background"]}],
            "citingPaper": {"paperId": SHA, "title": "A paper"},
        }
    )
    assert link.paper is not None
    assert (link.paper.paper_id, link.contexts) == (SHA, ("We follow [1].",))
    assert link.intents == ("methodology", "background")


def test_a_link_may_lead_nowhere() -> None:
    link = semantic_scholar.reference({"citedPaper": {"paperId": None, "title": "World Development Indicators"}})
    assert (link.paper, link.title) == (None, "World Development Indicators")
    assert semantic_scholar.reference({"citedPaper": None}).paper is None


def test_a_list_that_is_withheld_says_so() -> None:
    info = {"openAccessPdf": {"disclaimer": "Notice: elided by the publisher."}}
    body = json.dumps({"offset": 0, "citingPaperInfo": info, "data": None}).encode()
    assert semantic_scholar.page(body).withheld == "Notice: elided by the publisher."
    assert semantic_scholar.page(b'{"offset": 0, "data": null}').withheld == semantic_scholar.WITHHELD
    assert semantic_scholar.page(b'{"total": 0, "offset": 0}') == semantic_scholar.Page((), total=0)


@pytest.mark.parametrize(
    "body", [b"", b"null", b'{"message": "Forbidden"}', b'"x"', b'{"error": "no"}', b'{"data": 3}']
)
def test_what_is_no_answer_says_why(body: bytes) -> None:
    with pytest.raises(ValueError, match="it"):
        semantic_scholar.batch(body)
    with pytest.raises(ValueError, match="it"):
        semantic_scholar.page(body)


def test_every_recorded_paper_is_read(shared: Path) -> None:
    used = read = 0
    found = {}
    for recording in recorded(shared, "semantic_scholar"):
        if not recording.path.startswith("/graph/v1/paper/") or recording.path.endswith(
            ("/authors", "/references", "/citations")
        ):
            continue
        used += 1
        if recording.status != 200:
            with pytest.raises(ValueError, match="says"):
                semantic_scholar.batch(recording.body)
            continue
        if recording.path.endswith("/batch"):
            values = semantic_scholar.batch(recording.body)
            assert len(values) == len(json.loads(recording.asked)["ids"])
        elif "/search" in recording.path:
            page = semantic_scholar.page(recording.body)
            assert page.withheld is None
            values = page.items
        else:
            values = (recording.json(),)
        for value in values:
            if value is None or recording.path.endswith("/snippet/search"):
                continue
            told = Omissions()
            paper = semantic_scholar.paper(value, told)
            assert not told, (recording.url, told)
            read += 1
            assert semantic_scholar.key(value) == paper.ids["s2"]
            found[paper.ids["s2"]] = paper
    assert (used, read) == (83, 13_625)
    natmi = found["354dcdebf3f8b5feeed5c62090e0bc1f0c28db06"]
    assert natmi.ids["dblp"] == "journals/natmi/BranCSBWS24"


def test_the_recorded_match_is_read(shared: Path) -> None:
    [recording] = [
        one
        for one in recorded(shared, "semantic_scholar")
        if one.path.endswith("/match") and "Attention+is+All" in one.url
    ]
    [value] = semantic_scholar.page(recording.body).items
    paper = semantic_scholar.paper(value)
    assert semantic_scholar.score(value) == pytest.approx(133.32033)
    assert paper.ids == {
        "s2": "204e3073870fae3d05bcbc2f6a8e263d9b72e776",
        "arxiv": "1706.03762",
        "corpusid": "13756489",
        "mag": "2963403868",
        "dblp": "journals/corr/VaswaniSPUJGKP17",
    }
    assert (paper.published, paper.cited_by_count) == (dt.date(2017, 6, 12), 136941)
    assert paper.venue == "Neural Information Processing Systems"
    assert [author.name for author in paper.authors][:2] == ["Ashish Vaswani", "Noam M. Shazeer"]
    assert paper.authors[0].ids == {"s2": "40348417"}


def test_the_recorded_batch_has_a_gap(shared: Path) -> None:
    recordings = [
        one for one in recorded(shared, "semantic_scholar") if one.path.endswith("/paper/batch") and one.status == 200
    ]
    values = semantic_scholar.batch(recordings[1].body)
    assert values[0] is None
    paper = semantic_scholar.paper(values[1])
    assert paper.ids == {
        "s2": "c31c87c591a25c64fbaa82e8ac6a81831b6ac7ce",
        "corpusid": "470667",
        "doi": "10.2139/ssrn.288970",
        "mag": "2096684396",
    }
    assert paper.abstract.startswith("Most Difference-in-Difference (DD) papers rely on many years of data")


def test_every_recorded_link_is_read(shared: Path) -> None:
    known = unknown = 0
    offsets = []
    for recording in recorded(shared, "semantic_scholar"):
        end = recording.path.rpartition("/")[2]
        if end not in {"references", "citations"}:
            continue
        page = semantic_scholar.page(recording.body)
        offsets.append(page.next_offset)
        read = semantic_scholar.reference if end == "references" else semantic_scholar.citation
        for value in page.items:
            link = read(value)
            known += link.paper is not None
            unknown += link.paper is None
            assert link.paper or link.title
    assert (known, unknown) == (1917, 31)
    assert offsets.count(None) == 2
