"""Tests of kg.sources.daily_page."""

from __future__ import annotations

import datetime as dt
import doctest
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import SourceError
from kg.model import Organization, Paper
from kg.sources import daily_page
from kg.sources.daily_footer import Day

if TYPE_CHECKING:
    from pathlib import Path

    from kg.sources.reject import Reject

TODAY = dt.date(2026, 6, 11)
PROSE = "We propose a method that helps. " * 10
PAGE = f"""Daily Papers

Jun 11

First One: A Method

{PROSE}

  • 2 authors
·
Apr 7 3

Second One

{PROSE}

allenai Ai2
·
Dec 17, 2025
"""


def read(page: str | bytes, *, year: int | None = None, today: dt.date = TODAY) -> tuple[list[Paper], list[Reject]]:
    rejects: list[Reject] = []
    data = page.encode() if isinstance(page, str) else page
    return list(daily_page.parse(data, "page.txt", on_reject=rejects.append, year=year, today=today)), rejects


def test_the_sample_gives_its_44_papers_with_all_that_the_page_says(sample: Path) -> None:
    papers, rejects = read(sample.read_bytes())
    assert not rejects
    assert len(papers) == len({paper.paper_id for paper in papers}) == 44
    assert all(len(paper.abstract) > 1000 and "\n" not in paper.abstract for paper in papers)
    assert sum(paper.author_count is not None for paper in papers) == 42
    assert [paper.title for paper in papers if paper.published is None] == [
        "LMEB: Long-horizon Memory Embedding Benchmark"
    ]
    by_id = {paper.paper_id: paper for paper in papers}
    bolmo = by_id["bolmo-byteifying-the-next-generation-of-language-models"]
    assert bolmo.organization == Organization("allenai", "Ai2")
    assert (bolmo.published, bolmo.comments, bolmo.author_count) == (dt.date(2025, 12, 17), 3, None)
    assert by_id["hymem-hybrid-memory-architecture-with-dynamic-retrieval-scheduling"].published == dt.date(2026, 2, 14)
    comments = {paper.paper_id: paper.comments for paper in papers if paper.comments is not None}
    assert len(comments) == 12
    assert sum(comments.values()) == 36


def test_the_sample_gives_the_same_papers_in_later_years(sample: Path) -> None:
    assert read(sample.read_bytes(), today=dt.date(2031, 1, 1)) == read(sample.read_bytes())


def test_the_samples_text_is_kept_to_the_character(sample: Path) -> None:
    lines = sample.read_text(encoding="utf-8").splitlines()
    for paper in read(sample.read_bytes())[0]:
        assert paper.title in lines
        assert paper.abstract in lines


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_neither_encoding_nor_line_ends_change_the_papers(encoding: str, end: str) -> None:
    assert read(PAGE.replace("\n", end).encode(encoding)) == read(PAGE)


def test_odd_spaces_do_not_change_the_papers() -> None:
    assert read(PAGE.replace("  • 2", "\t•\u00a02").replace("Apr 7 3", "Apr\u00a07 3\u2003")) == read(PAGE)


def test_an_html_page_of_no_known_shape_is_read_by_what_it_shows() -> None:
    shown = "".join(f"<div><span>{line.strip()}</span></div>\n" for line in PAGE.splitlines())
    assert read(f"<!doctype html><html><body>{shown}</body></html>") == read(PAGE)


def test_the_year_of_the_page_can_be_said() -> None:
    papers, _ = read(PAGE, year=2019)
    assert [paper.published for paper in papers] == [dt.date(2019, 4, 7), dt.date(2025, 12, 17)]


@pytest.mark.parametrize(
    ("days", "today", "year"),
    [
        ([Day(6, 11), Day(4, 7)], dt.date(2026, 6, 11), 2026),
        ([Day(6, 12)], dt.date(2026, 6, 11), 2026),  # saved where it was tomorrow already
        ([Day(6, 13)], dt.date(2026, 6, 11), 2025),  # never in the future
        ([Day(1, 1)], dt.date(2026, 12, 31), 2026),
        ([Day(4, 7), Day(1, 1, 2023)], dt.date(2026, 6, 11), 2026),
        ([Day(4, 7), *[Day(1, day, 2023) for day in range(1, 6)]], dt.date(2026, 6, 11), 2024),
        ([Day(4, 7), *[Day(1, day, 2026) for day in range(1, 6)]], dt.date(2026, 6, 11), 2026),
        ([], dt.date(2026, 6, 11), 2026),
    ],
)
def test_the_year_of_the_page_is_found_out(days: list[Day], today: dt.date, year: int) -> None:
    assert daily_page.page_year(days, today) == year


def test_a_day_that_the_year_lacks_costs_the_paper() -> None:
    papers, rejects = read(PAGE.replace("Apr 7 3", "Feb 29"), year=2025)
    assert [paper.title for paper in papers] == ["Second One"]
    assert [(reject.line, reject.reason) for reject in rejects] == [(5, "there is no day 2-29 in 2025")]


def test_a_paper_shown_twice_is_one_paper_and_a_report() -> None:
    papers, rejects = read(PAGE + "\n" + PAGE.partition("Jun 11\n\n")[2])
    assert [paper.title for paper in papers] == ["First One: A Method", "Second One"]
    assert [reject.line for reject in rejects] == [21, 29]
    assert rejects[0].reason == "the paper first-one-a-method was read already, at line 5"


@pytest.mark.parametrize(
    "page",
    [
        "Just a letter.\n\nDear all, this is no page of papers. It says so.\n\nYours\n",
        "# A readme\n\n" + PROSE,
        "<html><body><p>Not found</p></body></html>",
        "<html></html>",
        "Daily Papers\n\nJun 11\n\nNo papers today\n",
        "a,b,c\n1,2,3\n",
        "[]",
    ],
)
def test_what_is_no_such_page_is_an_error_in_one_sentence(page: str) -> None:
    with pytest.raises(
        SourceError, match=r"^page\.txt, line \d+: expected a saved Hugging Face Daily Papers page .*\.$"
    ):
        read(page)


def test_a_page_none_of_whose_papers_can_be_read_is_an_error() -> None:
    with pytest.raises(SourceError, match="no paper that can be read"):
        read("Daily Papers\n\n  • 2 authors\n·\nJun 2\n")


@given(st.integers(0, len(PAGE.encode())))
@settings(max_examples=60)
def test_a_page_cut_anywhere_is_papers_or_one_error(at: int) -> None:
    try:
        papers, _ = read(PAGE.encode()[:at])
    except SourceError:
        return
    assert 1 <= len(papers) <= 2
    assert papers[0].title.startswith("First One")


@given(st.binary(max_size=400))
def test_no_bytes_at_all_are_more_than_one_error(data: bytes) -> None:
    said = ""
    try:
        read(data)
    except SourceError as error:
        said = str(error)
    assert "\n" not in said


def test_the_examples_in_the_documentation_hold() -> None:
    results = doctest.testmod(daily_page)
    assert results.attempted
    assert not results.failed
