"""The page of a search: all hits in groups, each group to its end, and what is not understood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from kg import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("graph")


def test_hits_stand_in_groups_and_are_marked(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    said = words(read("search", q="flash"))

    assert ">Papers <" in said
    assert re.search(r"<mark>flash</mark>", said, re.IGNORECASE)


def test_a_group_comes_page_by_page_to_its_end_and_as_a_file(
    graph: Store, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    hits = [hit.node_id for hit in queries.find(graph, "model", limit=300).hits if hit.kind == "Paper"]
    assert len(hits) > 20
    first, second = (read("search", q="model", **{"in": "papers"}, page=str(page)) for page in (1, 2))

    assert f"1 to 20 of {len(hits)} papers, best first" in words(first)
    parts: list[Any] = [*first.get("download_button")]
    shown = re.findall(r"paper\?id=([^\"]+)", words(first) + words(second))
    assert shown == hits[:40]
    assert {part.proto.label for part in parts} >= {"BibTeX", "CSV"}


def test_a_group_that_is_none_is_said_and_nothing_is_lost(
    read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    said = words(read("search", q="flash", **{"in": "<b>everything"}))

    assert "&quot;&lt;b&gt;everything&quot; is no group of hits" in said
    assert ">Papers <" in said


def test_an_identifier_of_nothing_is_offered(read: Callable[..., AppTest], words: Callable[[AppTest], str]) -> None:
    said = words(read("search", q="2401.99999"))

    assert "The graph does not hold this paper." in said
    assert "import?ids=2401.99999" in said


def test_no_question_and_no_answer_have_a_sentence(
    read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    assert "Nothing is searched for yet" in words(read("search"))
    assert "Nothing holds &#x27;zzzzqqq&#x27;" in words(read("search", q="zzzzqqq"))
