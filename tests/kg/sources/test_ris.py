"""Tests of kg.sources.ris."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg.model import Author, Paper
from kg.sources import ris

if TYPE_CHECKING:
    from kg.sources.reject import Omission, Reject

RECORD = """\
TY  - JOUR
AU  - Lovelace, Ada
AU  - Smith, Bob, Jr.
TI  - On Engines
T2  - Journal of Engines
PY  - 2020/05/03/
DO  - 10.1145/12.34
UR  - https://example.org/1
AB  - It goes on
over two lines.
ER  - 
"""  # noqa: W291 - an "ER" line ends in a space


def read(data: str | bytes) -> tuple[list[Paper], list[Reject], list[Omission]]:
    rejects: list[Reject] = []
    omissions: list[Omission] = []
    raw = data.encode() if isinstance(data, str) else data
    return list(ris.parse(raw, "x.ris", on_reject=rejects.append, on_omission=omissions.append)), rejects, omissions


def test_every_field_that_is_kept_is_read() -> None:
    paper = Paper(
        paper_id="10.1145/12.34",
        title="On Engines",
        abstract="It goes on over two lines.",
        published=dt.date(2020, 5, 3),
        authors=(Author("Ada Lovelace"), Author("Bob Smith Jr.")),
        url="https://example.org/1",
        venue="Journal of Engines",
        ids={"doi": "10.1145/12.34"},
    )
    assert read(RECORD) == ([paper], [], [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1"])
def test_neither_encoding_nor_line_ends_change_the_papers(encoding: str) -> None:
    named = RECORD.replace("Ada", "Zoé")
    assert read(named.replace("\n", "\r\n").encode(encoding)) == read(named)


def test_other_tags_say_the_same() -> None:
    same = (
        RECORD.replace("TI  -", "T1  -").replace("AU  -", "A1  -").replace("PY  -", "Y1  -").replace("AB  -", "N2  -")
    )
    assert read(same.replace("T2  -", "JF  -")) == read(RECORD)
    assert read(RECORD.replace("  - ", " - ")) == read(RECORD)


def test_a_record_without_its_end_costs_nobody() -> None:
    unended = RECORD.replace("ER  - \n", "").replace("10.1145/12.34", "10.1145/56.78")
    papers, rejects, _ = read(unended + RECORD + unended.replace("56.78", "9.9"))
    assert [paper.paper_id for paper in papers] == ["10.1145/56.78", "10.1145/12.34", "10.1145/9.9"]
    assert not rejects


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("TY  - JOUR\nAU  - No, Title\nER  - \n", "the title is missing"),
        ("This is no record.\nER  - \n", "it is no RIS record"),
        ("TY  - JOUR\nER  - \n", "the title is missing"),
        (RECORD, "the paper 10.1145/12.34 was read already, at line 1"),
    ],
)
def test_a_bad_record_costs_itself(bad: str, reason: str) -> None:
    papers, (reject,), _ = read(RECORD + "\n" + bad + "\n" + RECORD.replace("12.34", "5.6"))
    assert [paper.paper_id for paper in papers] == ["10.1145/12.34", "10.1145/5.6"]
    assert (reject.line, reject.reason) == (13, reason)


@pytest.mark.parametrize(
    "lines",
    [
        "UR  - https://arxiv.org/abs/1706.03762v2",
        "JO  - arXiv preprint arXiv:1706.03762",
        "DO  - 10.48550/arXiv.1706.03762",
        "N1  - arXiv:1706.03762",
        "JF  - CoRR\nVL  - abs/1706.03762",
        "PB  - arXiv:1706.03762 [cs]",
    ],
)
def test_an_arxiv_id_is_found_where_people_put_it(lines: str) -> None:
    ((paper,), _, _) = read(f"TY  - JOUR\nTI  - T\n{lines}\nER  - \n")
    assert paper.paper_id == "1706.03762"


def test_what_cannot_be_understood_is_said() -> None:
    (paper,), _, omissions = read("TY  - JOUR\nTI  - T\nPY  - soon\nDO  - none\nER  - \n")
    assert (paper.year, paper.ids) == (None, {})
    assert {(omission.field, omission.why) for omission in omissions} == {
        ("PY", '"soon" is no year'),
        ("DO", '"none" is no DOI'),
    }
