from __future__ import annotations

import doctest
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.mcp import answer
from kg.mcp.answer import LONGEST_TEXT, MOST_CHARACTERS, Answer, clean, dumped

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def test_the_examples_hold() -> None:
    assert doctest.testmod(answer).failed == 0


def test_a_list_that_is_cut_says_how_much_of_it_is_there() -> None:
    made = Answer()
    made.rows("papers", [{"id": 1}], total=1200)
    made.rows("names", [])
    assert made.done() == {"papers": [{"id": 1}], "names": [], "cut": ["papers: the first 1 of 1,200"]}


def test_what_is_too_large_loses_the_ends_of_its_longest_lists() -> None:
    made = Answer()
    made.rows("long", ["x" * 300] * 500)
    made.rows("short", ["y"] * 5)
    done = made.done()
    assert len(dumped({name: value for name, value in done.items() if name != "cut"})) <= MOST_CHARACTERS
    assert done["short"] == ["y"] * 5
    assert done["cut"] == [f"long: the first {len(done['long'])} of 500"]


def test_a_text_that_is_cut_is_told_of() -> None:
    made = Answer()
    made.put(title="t" * 1000)
    made.text("abstract", "a" * 5000)
    done = made.done()
    assert len(done["title"]) == LONGEST_TEXT
    assert done["cut"] == [
        "abstract: the first 4,000 of 5,000 characters",
        "texts that end in …: their first 400 characters",
    ]


def test_what_is_not_known_is_left_out() -> None:
    made = Answer()
    made.put(none=None, empty=(), nothing="", nought=0, no=False)
    made.text("abstract", "")
    assert made.done() == {"nought": 0, "no": False}


@settings(max_examples=30, deadline=None)
@given(value=VALUES)
def test_whatever_a_graph_holds_becomes_json_that_steers_nothing(value: object) -> None:
    made = Answer()
    made.rows("rows", [value])
    text = dumped(made.done())
    assert json.loads(text)["rows"]
    assert len(text) <= MOST_CHARACTERS + 200
    assert clean(text) == text or len(text) > LONGEST_TEXT
