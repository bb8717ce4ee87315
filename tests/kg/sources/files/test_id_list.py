"""Tests of kg.sources.files.id_list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Paper

if TYPE_CHECKING:
    from collections.abc import Callable

LIST = """\
# what to read next
2405.13729v2
- https://arxiv.org/abs/1706.03762   # attention
3. doi:10.1145/3292500.3330701,
<https://aclanthology.org/P19-1001.pdf>

"W2741809807"
https://www.semanticscholar.org/paper/Some-Title/3febb2bed8865945e7fddc99efd791887bb7e14f
pmid: 12345
ask Ada about this one
2405.13729
"""


def test_each_line_is_a_paper_known_by_its_identifier(reading: Callable[..., Any]) -> None:
    told = reading(LIST)
    assert told.papers == [
        Paper("2405.13729", "", ids={"arxiv": "2405.13729"}),
        Paper("1706.03762", "", ids={"arxiv": "1706.03762"}),
        Paper("10.1145/3292500.3330701", "", ids={"doi": "10.1145/3292500.3330701"}),
        Paper("acl:P19-1001", "", ids={"acl": "P19-1001"}),
        Paper("W2741809807", "", ids={"openalex": "W2741809807"}),
        Paper("3febb2bed8865945e7fddc99efd791887bb7e14f", "", ids={"s2": "3febb2bed8865945e7fddc99efd791887bb7e14f"}),
        Paper("pmid:12345", "", ids={"pmid": "12345"}),
    ]
    assert [(reject.line, reject.reason) for reject in told.rejects] == [
        (10, "it is no identifier of a paper, and no address with one"),
        (11, "the paper 2405.13729 was read already, at line 2"),
    ]


def test_a_table_of_one_column_is_a_list(reading: Callable[..., Any]) -> None:
    told = reading('doi\r\n10.1145/1\r\n"10.1145/2"\r\n')
    assert [paper.paper_id for paper in told.papers] == ["10.1145/1", "10.1145/2"]
    assert told.rejects == []


def test_a_json_array_of_identifiers_is_a_list(reading: Callable[..., Any]) -> None:
    assert [paper.paper_id for paper in reading('["arXiv:2405.13729", "10.1145/1"]').papers] == [
        "2405.13729",
        "10.1145/1",
    ]
