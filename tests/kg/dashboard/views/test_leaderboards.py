"""The page of leaderboards, on a graph of a few papers that claim numbers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st

from kg.store import Store, connect
from tests.kg.queries.claimed import BOARD, fill

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from streamlit.testing.v1 import AppTest

    from kg.store.local import Connection

    Read = Callable[..., AppTest]
    Words = Callable[[AppTest], str]


@pytest.fixture(scope="module", autouse=True)
def board(server: Connection, dashboard_environment: None) -> Iterator[Store]:
    """The graph of claims."""
    del dashboard_environment
    with connect(server.url, user=server.user, password=server.password) as store:
        store.clear()
        fill(store)
        st.cache_data.clear()
        yield store


def values(said: str) -> list[str]:
    return re.findall(r"<b>([\d.+-]+(?:%| points)?)</b>", said)


def test_the_index_lists_benchmarks_and_says_what_is_covered(read: Read, words: Words) -> None:
    said = words(read("leaderboards"))

    assert "4 of 6 papers claim a number in their abstract, and sources list results of 1" in said
    assert "leaderboards?benchmark=benchmark%3Ammlu" in said
    assert "2 benchmarks, claimed on by most papers first" in said
    assert said.index(">MMLU<") < said.index(">Faces<")
    assert "No benchmark on which a number is claimed" in words(read("leaderboards", q="zzz"))
    assert ">MMLU<" in words(read("leaderboards", q="mm-lu"))


def test_a_board_is_sorted_best_first_with_sentences_and_merged_spellings(read: Read, words: Words) -> None:
    said = words(read("leaderboards", benchmark=BOARD, metric="accuracy"))

    assert values(said) == ["85%", "83.2%", "79%", "71.5%", "64%", "60.1%"]
    assert "the highest is the best" in said
    assert "One metric in several spellings: accuracy, accuracies." in said
    assert ">On MMLU, ZorbNet reaches 71.5% accuracy." in re.sub("</?mark[^>]*>", "", said)
    assert "claimed in its abstract" in said
    assert "an archive of results, listed by a source" in said
    assert "<b>Bold" not in said


def test_any_column_sorts_and_turns(read: Read, words: Words) -> None:
    newest = words(read("leaderboards", benchmark=BOARD, metric="accuracy", sort="published"))
    oldest = words(read("leaderboards", benchmark=BOARD, metric="accuracy", sort="-published"))

    assert values(newest)[:2] == ["85%", "64%"]
    assert values(oldest)[0] == "71.5%"
    assert 'aria-sort="ascending"' in newest
    assert "sort=-published" in newest


def test_baselines_and_differences_are_switches(read: Read, words: Words) -> None:
    own = words(read("leaderboards", benchmark=BOARD, metric="accuracy", baselines="false"))
    more = words(read("leaderboards", benchmark=BOARD, metric="accuracy", differences="true"))

    assert "60.1%" not in values(own)
    assert "+3.1 points" in values(more)
    assert "+3.1 points" not in values(own)


def test_papers_that_give_one_system_different_numbers_are_marked(read: Read, words: Words) -> None:
    said = words(read("leaderboards", benchmark=BOARD, metric="accuracy"))

    assert said.count("papers differ") == 2
    assert "64% in Another Look" in said


def test_a_board_goes_as_a_file(read: Read) -> None:
    parts: list[Any] = [*read("leaderboards", benchmark=BOARD).get("download_button")]
    assert [part.proto.label for part in parts] == ["CSV"]


def test_another_spelling_of_a_metric_is_understood_and_another_metric_said(read: Read, words: Words) -> None:
    assert "83.2%" in values(words(read("leaderboards", benchmark=BOARD, metric="Acc.")))
    said = words(read("leaderboards", benchmark=BOARD, metric="<i>beauty", sort="size"))
    assert "&quot;&lt;i&gt;beauty&quot; is no metric" in said
    assert "sort=size in the address is not a column" in said


def test_a_benchmark_of_nothing_has_a_sentence(read: Read, words: Words) -> None:
    assert "No number is claimed on &lt;b&gt;x" in words(read("leaderboards", benchmark="<b>x"))
