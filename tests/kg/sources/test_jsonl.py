"""Tests of kg.sources.jsonl."""

from __future__ import annotations

import datetime as dt
import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.identity import ids
from kg.model import (
    LABELS,
    RELATION_TYPES,
    Author,
    Named,
    Organization,
    Paper,
    Reference,
    Repository,
    TableEntry,
)
from kg.sources import jsonl
from kg.sources.files import values

TEXT = st.text(st.characters(codec="utf-8"))
WORDS = TEXT.filter(lambda text: bool(text.strip()))
SAID = WORDS.filter(lambda text: not values.nothing(text))
IDENTIFIERS = SAID.map(ids.normalise).filter(lambda text: not text.replace(".0", "").isdigit())
COUNTS = st.none() | st.integers(0, 2**63 - 1)
PLACES = st.builds(Organization, WORDS, WORDS)
PAPERS = st.builds(
    Paper,
    paper_id=IDENTIFIERS,
    title=st.just("") | WORDS,
    abstract=st.just("") | SAID,
    published=st.none() | st.dates(min_value=dt.date(1400, 1, 1), max_value=dt.date(2999, 1, 1)),
    authors=st.lists(st.builds(Author, WORDS, st.dictionaries(TEXT, WORDS), st.lists(PLACES).map(tuple))).map(tuple),
    author_count=COUNTS,
    organization=st.none() | PLACES,
    comments=COUNTS,
    upvotes=COUNTS,
    url=st.none() | SAID.map(str.strip),
    venue=st.none() | SAID,
    ids=st.dictionaries(TEXT, SAID),
    references=st.lists(
        st.builds(Reference, IDENTIFIERS, st.lists(TEXT).map(tuple), st.lists(TEXT).map(tuple)),
        unique_by=lambda reference: reference.paper_id,
    ).map(tuple),
    year=st.none() | st.integers(1400, 2999),
    reference_count=COUNTS,
    cited_by_count=COUNTS,
    status=st.sampled_from([None, "retracted", "withdrawn"]),
    repositories=st.lists(
        st.builds(
            Repository,
            WORDS,
            st.none() | st.booleans(),
            COUNTS,
            st.none() | WORDS,
            st.none() | st.booleans(),
            st.none() | WORDS,
            st.none() | WORDS,
        )
    ).map(tuple),
    named=st.lists(st.builds(Named, st.sampled_from(LABELS), WORDS, st.sampled_from(RELATION_TYPES))).map(tuple),
    results=st.lists(
        st.builds(
            TableEntry,
            WORDS,
            WORDS,
            st.floats(allow_nan=False, allow_infinity=False),
            st.sampled_from(["", "%"]),
            st.none() | WORDS,
            st.none() | WORDS,
        )
    ).map(tuple),
)


def line(**fields: Any) -> bytes:
    return json.dumps(fields).encode()


def read(record: bytes) -> tuple[Paper, list[tuple[str, str]]]:
    told: list[tuple[str, str]] = []
    return jsonl.parse_line(record, on_omission=lambda field, why: told.append((field, why))), told


@given(st.lists(PAPERS, min_size=1, max_size=2))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_what_is_written_is_read_back_exactly(papers: list[Paper]) -> None:
    file = io.StringIO()
    assert jsonl.write(papers, file) == len(papers)
    lines = file.getvalue().encode().split(b"\n")[:-1]
    assert [read(one) for one in lines] == [(paper, []) for paper in papers]


def test_a_title_is_enough() -> None:
    assert read(line(title="On Memory")) == (Paper("on-memory", "On Memory"), [])


def test_a_text_without_a_title_is_enough_where_only_texts_are_asked_for() -> None:
    text = line(id="test-1", title="", text="We use MNIST.")
    assert jsonl.parse_line(text, untitled=True) == Paper("test-1", "", "We use MNIST.")
    with pytest.raises(ValueError, match="the title is empty"):
        jsonl.parse_line(text)
    with pytest.raises(ValueError, match="the title is empty"):
        jsonl.parse_line(line(title=" ", text=""), untitled=True)


def test_every_field_is_read() -> None:
    record = {
        "paper_id": "arXiv:2506.01234v2",
        "title": "On Memory",
        "abstract": "We remember.",
        "published": "2025-06-02T00:00:00.000Z",
        "authors": [
            "Ada Lovelace",
            {"name": "Bo Example", "ids": {"orcid": "0000-0002-1825-0097"}, "affiliations": ["Ai2"]},
        ],
        "author_count": 2,
        "organization": {"organization_id": "allenai", "name": "Ai2"},
        "comments": 3,
        "upvotes": 0,
        "url": "https://example.org",
        "venue": "ACL",
        "ids": {"doi": "10.1145/1"},
        "references": [
            "https://arxiv.org/abs/2405.13729",
            {"paper_id": "W123", "contexts": ["As shown in [1]."], "intents": ["background"]},
            "own",
        ],
        "reference_count": 40,
        "cited_by_count": 7,
        "status": "retracted",
        "repositories": [{"url": "https://github.com/a/b", "official": True, "stars": 4}, "https://github.com/c/d"],
        "named": [{"label": "Task", "name": "Recall", "relation": "ADDRESSES"}],
        "results": [{"benchmark": "GLUE", "metric": "Accuracy", "value": 71.2, "unit": "%", "subject": "MemNet"}],
        "something": "else",
    }
    assert read(line(**record)) == (
        Paper(
            paper_id="2506.01234",
            title="On Memory",
            abstract="We remember.",
            published=dt.date(2025, 6, 2),
            authors=(
                Author("Ada Lovelace"),
                Author("Bo Example", {"orcid": "0000-0002-1825-0097"}, (Organization("Ai2", "Ai2"),)),
            ),
            author_count=2,
            organization=Organization("allenai", "Ai2"),
            comments=3,
            upvotes=0,
            url="https://example.org",
            venue="ACL",
            ids={"doi": "10.1145/1"},
            references=(
                Reference("2405.13729"),
                Reference("W123", ("As shown in [1].",), ("background",)),
                Reference("own"),
            ),
            reference_count=40,
            cited_by_count=7,
            status="retracted",
            repositories=(
                Repository("https://github.com/a/b", official=True, stars=4),
                Repository("https://github.com/c/d"),
            ),
            named=(Named("Task", "Recall", "ADDRESSES"),),
            results=(TableEntry("GLUE", "Accuracy", 71.2, "%", "MemNet"),),
        ),
        [],
    )


def test_null_is_absent() -> None:
    absent = dict.fromkeys(["paper_id", "abstract", "published", "authors", "organization", "ids", "references", "url"])
    assert read(line(title="On Memory", **absent)) == (Paper("on-memory", "On Memory"), [])


def test_a_paper_known_by_its_identifier_alone_has_no_title() -> None:
    assert jsonl.format_line(Paper("2405.13729", "")) == '{"paper_id": "2405.13729", "title": ""}'
    assert read(line(paper_id="2405.13729", title="")) == (Paper("2405.13729", ""), [])
    assert read(line(doi="10.1145/1"))[0] == Paper("10.1145/1", "", ids={"doi": "10.1145/1"})


@pytest.mark.parametrize(
    ("record", "paper_id"),
    [
        ({"id": "2405.13729v1"}, "2405.13729"),
        ({"id": "row 7"}, "t"),
        ({"id": 7}, "t"),
        ({"paper_id": 7}, "t"),
        ({"paper_id": 2405.1373}, "2405.13730"),
        ({"paper_id": 1405.133}, "1405.1330"),
        ({"id": "2405.13729", "paper_id": "W123"}, "W123"),
        ({"ids": {"doi": "https://doi.org/10.1145/A"}}, "10.1145/a"),
        ({"url": "https://arxiv.org/abs/2405.13729"}, "2405.13729"),
        ({"doi": "https://doi.org/10.48550/arXiv.2405.13729"}, "2405.13729"),
    ],
)
def test_a_paper_without_paper_id_takes_the_best_there_is(record: dict[str, Any], paper_id: str) -> None:
    assert read(line(title="T", **record))[0].paper_id == paper_id


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({}, "the title is missing"),
        ({"title": None}, "the title is missing"),
        ({"title": " \n"}, "the title is empty"),
        ([], "it is a list, not an object"),
        ("T", "it is a string, not an object"),
        (b'{"title": "T"', "it is not JSON (Expecting ',' delimiter at character 14)"),
        (b'{"title": "\xff"}', "byte 12 is not UTF-8"),
        (b"[" * 100_000, "it is JSON with a number too long or nested too deep"),
        (b'{"title": ' + b"9" * 10_000 + b"}", "it is JSON with a number too long or nested too deep"),
    ],
)
def test_a_line_that_is_no_paper_says_why(record: Any, reason: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole sentence is asked for below
        jsonl.parse_line(record if isinstance(record, bytes) else json.dumps(record).encode())
    assert str(caught.value) == reason


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("abstract", ["a", "b"], "it is a list, not a text"),
        ("published", "yesterday", '"yesterday" is no day such as 2025-06-02'),
        ("published", "2024-05", '"2024-05" is no day; its year is kept'),
        ("authors", [{}], "one of them has no name"),
        ("authors", 7, "it is a number, not a list of names"),
        ("comments", True, "it is true or false, not a whole number"),
        ("comments", 1.5, "1.5 is not whole"),
        ("comments", "37 pages", '"37 pages" is no whole number'),
        ("upvotes", -1, '"-1" is out of range'),
        ("upvotes", 2**63, '"9223372036854775808" is out of range'),
        ("organization", {"size": 3}, "it has neither an organization_id nor a name"),
        ("ids", 7, "it is a number, not an object"),
        ("ids", {"doi": ["x"]}, '"doi" is a list, not an identifier'),
        ("references", ["Vaswani et al. Attention is all you need. 2017"], "1 entry is known by no identifier"),
        ("year", 0, "there is no year 0"),
        ("doi", "none yet", '"none yet" is no doi identifier'),
    ],
)
def test_a_field_that_cannot_be_read_costs_itself(field: str, value: Any, why: str) -> None:
    paper, told = read(line(title="T", **{field: value}))
    assert (paper.title, told) == ("T", [(field, why)])


@pytest.mark.parametrize(
    ("field", "value", "read_as"),
    [
        ("upvotes", 12.0, 12),
        ("upvotes", "12", 12),
        ("upvotes", "1,204", 1204),
        ("published", 19875, dt.date(2024, 6, 1)),
        ("published", 1717286400, dt.date(2024, 6, 2)),
        ("published", 1717286400000, dt.date(2024, 6, 2)),
        ("published", "1717286400000", dt.date(2024, 6, 2)),
        ("published", 20240602, dt.date(2024, 6, 2)),
        ("published", "June 2, 2024", dt.date(2024, 6, 2)),
        ("published", "Sun, 2 Jun 2024 19:18:42 GMT", dt.date(2024, 6, 2)),
        ("authors", "Ada Example, Bo Example and Cy Example", ("Ada Example", "Bo Example", "Cy Example")),
        ("authors", "Example, Ada; Example, Bo", ("Ada Example", "Bo Example")),
        ("authors", "['Ada Example', \"Bo O'Example\"]", ("Ada Example", "Bo O'Example")),
        ("authors", [{"given": "Ada", "family": "Example"}], ("Ada Example",)),
        ("organization", "University of Hong Kong", Organization("University of Hong Kong", "University of Hong Kong")),
    ],
)
def test_what_programs_write_is_read(field: str, value: Any, read_as: Any) -> None:
    paper, told = read(line(title="T", **{field: value}))
    found = getattr(paper, field)
    assert (tuple(author.name for author in found) if field == "authors" else found) == read_as
    assert told == []


def test_a_number_that_is_none_is_absent() -> None:
    assert read(b'{"title": "T", "abstract": NaN, "upvotes": NaN, "published": NaN}') == (Paper("t", "T"), [])


def test_a_title_that_programs_take_for_nothing_is_a_title() -> None:
    assert read(line(title="NaN"))[0].title == "NaN"
