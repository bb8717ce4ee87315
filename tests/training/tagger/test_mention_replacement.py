from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import CallError
from training.corpora.passages import Passage, Span
from training.tagger.mention_replacement import Names, names, read_lists, renamed

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "We test ZorbNet on the Quux dataset and on Blub."
PASSAGE = Passage("1", TEXT, (Span(8, 15, "Method"), Span(23, 35, "Dataset"), Span(43, 47, "Dataset")), "any")
LISTED = {"dataset": ["ImageNet"], "method": ["Dropout"], "task": ["Visual QA"], "metric": ["Mean IoU"]}


@given(st.integers(0, 10_000))
def test_spans_are_where_the_new_names_are_and_all_else_stays(seed: int) -> None:
    (changed,) = renamed([PASSAGE], names([PASSAGE], LISTED), random.Random(seed))
    assert [span.label for span in changed.spans] == ["Method", "Dataset", "Dataset"]
    first, second, third = (changed.text[span.start : span.end] for span in changed.spans)
    assert changed.text == f"We test {first} on the {second} and on {third}."
    assert first in ("ZorbNet", "Dropout")
    assert second in ("Quux dataset", "ImageNet dataset", "Blub")
    assert third in ("Quux dataset", "ImageNet", "Blub")


def test_what_has_no_names_is_not_given_again() -> None:
    assert renamed([Passage("1", "No names.", (), "any")], Names({}, LISTED), random.Random(0)) == []


def test_a_task_in_lower_case_gets_another_in_lower_case() -> None:
    passage = Passage("1", "We do parsing.", (Span(6, 13, "Task"),), "any")
    known = names([passage], LISTED)
    texts = {renamed([passage], known, random.Random(seed))[0].text for seed in range(50)}
    assert texts == {"We do parsing.", "We do visual QA."}


def test_a_list_that_is_absent_is_named(tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"dataset\.tsv is absent"):
        read_lists(tmp_path)
