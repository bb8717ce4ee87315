"""Tests of kg.sources.files.table."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import SourceError
from kg.model import Author, Paper, Repository

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_row_is_a_paper(reading: Callable[..., Any]) -> None:
    told = reading(
        "Title,Abstract,Authors,Publication Date,DOI,Cited by\r\n"
        '"On Memory, again","We\nremember.","Example, A.; Sample, B.",2024-05-01,10.1145/A,12\r\n'
        "On Time,,Ada Example,,,\r\n"
    )
    assert told.papers == [
        Paper(
            "10.1145/a",
            "On Memory, again",
            "We remember.",
            dt.date(2024, 5, 1),
            (Author("A. Example"), Author("B. Sample")),
            ids={"doi": "10.1145/a"},
            cited_by_count=12,
        ),
        Paper("on-time", "On Time", authors=(Author("Ada Example"),)),
    ]
    assert told.rejects == []
    assert told.sentences == ()


@pytest.mark.parametrize("between", ["\t", ";", "|"])
def test_columns_may_be_cut_by_other_signs(between: str, reading: Callable[..., Any]) -> None:
    told = reading(f"year{between}title\n2020{between}On Memory\n")
    assert told.papers == [Paper("on-memory", "On Memory", year=2020)]


def test_what_publishers_export_is_read(reading: Callable[..., Any]) -> None:
    scopus = (
        '\ufeff"Authors","Author(s) ID","Title","Year","Source title","Cited by","DOI","Link","References","EID"\n'
        '"Example A.; Sample B.","1; 2","On Memory","2020","Journal of X","7","10.1/x","https://x.org/1","Y, 1999",""\n'
    )
    paper = reading(scopus).paper
    assert (paper.venue, paper.year, paper.cited_by_count, len(paper.authors)) == ("Journal of X", 2020, 7, 2)
    zotero = (
        '"Key","Item Type","Publication Year","Author","Title","Publication Title","DOI","Url","Abstract Note","Date"\n'
        '"X1","journalArticle","2020","Example, Ada; Sample, Bo","On Memory","J","10.1/x","x.org","We.","2020-5-1"\n'
    )
    paper = reading(zotero).paper
    assert (paper.abstract, paper.published, paper.year) == ("We.", dt.date(2020, 5, 1), 2020)


def test_cells_that_programs_write_are_read(reading: Callable[..., Any]) -> None:
    table = (
        "id,title,authors,upvotes,published,github\n"
        "2405.13729,A,\"['Ada Example', 'Bo Example']\",12.0,1717286400000,https://github.com/a/b\n"
    )
    told = reading(table)
    assert told.paper == Paper(
        "2405.13729",
        "A",
        published=dt.date(2024, 6, 2),
        authors=(Author("Ada Example"), Author("Bo Example")),
        upvotes=12,
        repositories=(Repository("https://github.com/a/b"),),
    )


def test_the_number_of_a_row_is_no_identifier(reading: Callable[..., Any]) -> None:
    assert [paper.paper_id for paper in reading("paper_id,title\n1,A\n2,B\n").papers] == ["a", "b"]


def test_a_bad_row_costs_itself(reading: Callable[..., Any]) -> None:
    told = reading("title,year\nA,2020\nB,2020,and,more\n,\nC,soon\n,2021\nD\n")
    assert [paper.title for paper in told.papers] == ["A", "C", "D"]
    assert [(reject.line, reject.reason) for reject in told.rejects] == [
        (3, "it has 4 cells, and the table 2 columns"),
        (6, "the title is missing"),
    ]
    assert told.sentences == ('year not read in 1 of 3: "soon" is no year (line 5)',)


def test_a_table_of_an_old_program_is_decoded(reading: Callable[..., Any]) -> None:
    assert reading("title;year\nÜber Größe;2020\n".encode("cp1252")).paper.title == "Über Größe"


def test_a_table_of_sales_is_refused(reading: Callable[..., Any]) -> None:
    with pytest.raises(SourceError, match=r'no column of this table is a title .*"order", "product"'):
        reading("order,product,price\n1,shirt,12\n2,hat,13\n")
    with pytest.raises(SourceError, match=r"2 of 2 records look unlike papers"):
        reading("title,price,colour,size\nshirt,12 EUR,red,large\nhat,13 EUR,blue,small\n")


def test_columns_that_are_not_understood_are_named(reading: Callable[..., Any]) -> None:
    told = reading("title,doi,resumen\nA,10.1145/1,Mostramos algo.\n")
    assert told.sentences == (
        'abstract not read in 1 of 1: give it as "abstract"',
        'authors not read in 1 of 1: give it as "authors"',
        'not understood: key "resumen"',
    )
