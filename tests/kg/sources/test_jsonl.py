"""This file is about kg.sources.jsonl."""

from __future__ import annotations

import datetime as dt
import io
import json
import string
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.identity import ids
from kg.model import Author, Organization, Paper, Reference
from kg.sources import jsonl

if TYPE_CHECKING:
    from kg.sources.reject import Reject

TEXT = st.text(st.characters(codec="utf-8"))
WORDS = TEXT.filter(lambda text: bool(text.strip()))
IDENTIFIERS = WORDS.map(ids.normalise)
COUNTS = st.none() | st.integers(0, 2**63 - 1)
PAPERS = st.builds(
    Paper,
    paper_id=IDENTIFIERS,
    title=WORDS,
    abstract=TEXT,
    published=st.none() | st.dates(),
    authors=st.lists(st.builds(Author, TEXT)).map(tuple),
    author_count=COUNTS,
    organization=st.none() | st.builds(Organization, WORDS, WORDS),
    comments=COUNTS,
    upvotes=COUNTS,
    url=st.none() | WORDS,
    venue=st.none() | WORDS,
    ids=st.dictionaries(TEXT, TEXT),
    references=st.lists(st.builds(Reference, IDENTIFIERS)).map(tuple),
)


def read(*lines: Any) -> tuple[list[Paper], list[Reject]]:
    rejects: list[Reject] = []
    data = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    return list(jsonl.parse(data, "p.jsonl", on_reject=rejects.append)), rejects


@given(st.lists(PAPERS, min_size=1, unique_by=lambda paper: paper.paper_id))
def test_what_is_written_is_read_back(papers: list[Paper]) -> None:
    file = io.StringIO()
    assert jsonl.write(papers, file) == len(papers)
    lines = file.getvalue().encode().split(b"\n")
    assert read(*lines) == (papers, [])


def test_a_title_is_enough() -> None:
    assert read({"title": "On Memory"}) == ([Paper("on-memory", "On Memory")], [])


def test_a_text_without_a_title_is_enough_where_only_texts_are_asked_for() -> None:
    line = json.dumps({"id": "test-1", "title": "", "text": "We use MNIST."}).encode()
    assert jsonl.parse_line(line, untitled=True) == Paper("test-1", "", "We use MNIST.")
    with pytest.raises(ValueError, match="the title is empty"):
        jsonl.parse_line(line)
    with pytest.raises(ValueError, match="the title is empty"):
        jsonl.parse_line(b'{"title": " ", "text": ""}', untitled=True)


def test_every_field_is_read() -> None:
    line = {
        "paper_id": "arXiv:2506.01234v2",
        "title": "On Memory",
        "abstract": " kept as\nit is ",
        "published": "2025-06-02T00:00:00.000Z",
        "authors": ["Ada Lovelace"],
        "author_count": 1,
        "organization": {"organization_id": "allenai", "name": "Ai2"},
        "comments": 3,
        "upvotes": 0,
        "url": "https://example.org",
        "venue": "ACL",
        "ids": {"doi": "10.1145/1"},
        "references": ["https://arxiv.org/abs/2405.13729", "W123", "own"],
        "something": "else",
    }
    assert read(line)[0] == [
        Paper(
            paper_id="2506.01234",
            title="On Memory",
            abstract=" kept as\nit is ",
            published=dt.date(2025, 6, 2),
            authors=(Author("Ada Lovelace"),),
            author_count=1,
            organization=Organization("allenai", "Ai2"),
            comments=3,
            upvotes=0,
            url="https://example.org",
            venue="ACL",
            ids={"doi": "10.1145/1"},
            references=(Reference("2405.13729"), Reference("W123"), Reference("own")),
        )
    ]


def test_null_is_absent() -> None:
    absent = dict.fromkeys(["paper_id", "abstract", "published", "authors", "organization", "ids", "references", "url"])
    assert read({"title": "On Memory", **absent})[0] == [Paper("on-memory", "On Memory")]


def test_an_organisation_may_be_a_name() -> None:
    ((paper,), _) = read({"title": "T", "organization": "University of Hong Kong"})
    assert paper.organization == Organization("University of Hong Kong", "University of Hong Kong")


@pytest.mark.parametrize(
    ("line", "paper_id"),
    [
        ({"id": "2405.13729v1"}, "2405.13729"),
        ({"id": "row 7"}, "t"),
        ({"id": 7}, "t"),
        ({"id": "2405.13729", "paper_id": "W123"}, "W123"),
        ({"ids": {"doi": "https://doi.org/10.1145/A"}}, "10.1145/a"),
        ({"url": "https://arxiv.org/abs/2405.13729"}, "2405.13729"),
    ],
)
def test_a_paper_without_paper_id_takes_the_best_there_is(line: dict[str, Any], paper_id: str) -> None:
    assert read({"title": "T", **line})[0][0].paper_id == paper_id


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ({}, "the title is missing"),
        ({"title": None}, "the title is missing"),
        ({"title": " \n"}, "the title is empty"),
        ({"title": 7}, '"title" is a number, not a string'),
        ({"title": "T", "paper_id": ""}, "the paper_id is empty"),
        ({"title": "T", "abstract": ["a"]}, '"abstract" is a list, not a string'),
        ({"title": "T", "published": "yesterday"}, '"published" is no day such as "2025-06-02"'),
        ({"title": "T", "published": 2025}, '"published" is a number, not a string'),
        ({"title": "T", "authors": "Ada"}, '"authors" is a string, not a list of strings'),
        ({"title": "T", "authors": [{}]}, '"authors" is an object, not a string'),
        ({"title": "T", "comments": True}, '"comments" is true or false, not a whole number'),
        ({"title": "T", "comments": 1.5}, '"comments" is a number that is not whole'),
        ({"title": "T", "upvotes": "3"}, '"upvotes" is a string, not a whole number'),
        ({"title": "T", "upvotes": -1}, '"upvotes" is out of range'),
        ({"title": "T", "upvotes": 2**63}, '"upvotes" is out of range'),
        ({"title": "T", "organization": []}, '"organization" is a list, not an object or a string'),
        ({"title": "T", "organization": {}}, '"organization" has neither an organization_id nor a name'),
        ({"title": "T", "ids": ["x"]}, '"ids" is a list, not an object'),
        ({"title": "T", "ids": {"doi": 1}}, '"ids" is a number, not a string'),
        ({"title": "T", "references": [None]}, '"references" is null, not a string'),
        ([], "it is a list, not an object"),
        ("T", "it is a string, not an object"),
        (b'{"title": "T\\ud800"}', '"title" holds half a character (a lone surrogate)'),
        (b'{"title": "T"', "it is not JSON (Expecting ',' delimiter at character 14)"),
        (b'{"title": "\xff"}', "byte 12 is not UTF-8"),
        (b"[" * 100_000, "it is JSON with a number too long or nested too deep"),
        (b'{"title": ' + b"9" * 10_000 + b"}", "it is JSON with a number too long or nested too deep"),
        (b'{"title": "T", "comments": NaN}', '"comments" is a number that is not whole'),
    ],
)
def test_a_line_that_cannot_be_read_costs_that_line(line: Any, reason: str) -> None:
    papers, rejects = read({"title": "Before"}, line, {"title": "After"})
    assert [paper.title for paper in papers] == ["Before", "After"]
    assert [(reject.source, reject.line, reject.reason) for reject in rejects] == [("p.jsonl", 2, reason)]


def test_of_two_papers_with_one_id_the_first_one_stays() -> None:
    papers, rejects = read(
        {"title": "A", "paper_id": "2405.13729v1"}, b"", {"title": "B", "paper_id": "arxiv:2405.13729"}
    )
    assert [paper.title for paper in papers] == ["A"]
    assert [(reject.line, reject.reason) for reject in rejects] == [
        (3, "the paper 2405.13729 was read already, at line 1")
    ]


def test_a_file_without_any_readable_line_is_an_error() -> None:
    with pytest.raises(
        SourceError, match=r'^p\.jsonl, line 2: expected .* with a "title", but the title is missing\.$'
    ):
        read(b"\n", {"name": "no title"}, {"name": "none either"})


def test_byte_order_mark_and_windows_line_ends_are_no_matter() -> None:
    assert [paper.title for paper in read(b'\xef\xbb\xbf{"title": "A"}\r\n', b'{"title": "B"}\r\n')[0]] == ["A", "B"]


def test_line_separators_inside_a_string_do_not_end_the_line() -> None:
    paper = Paper("x", "A\u2028B\x85C")
    assert read(jsonl.format_line(paper).encode())[0] == [paper]


@given(st.binary(max_size=200) | st.text(string.printable).map(str.encode))
def test_no_line_is_more_than_a_reject(line: bytes) -> None:
    papers, rejects = read({"title": "Before", "paper_id": "10.1/before"}, line.replace(b"\n", b""))
    assert papers[0].title == "Before"
    assert len(papers) + len(rejects) <= 2
