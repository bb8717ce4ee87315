from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.corpora.passages import UNKNOWN, Passage, Span
from training.evaluation.error_analysis import kinds, mistakes

TEXT = "We train a deep parsing model and taggers (POS) on the Penn Treebank corpus, and parse news with BERT or BERT."


def span(surface: str, label: str = "Method", text: str = TEXT) -> Span:
    start = text.index(surface)
    return Span(start, start + len(surface), label)


def kind(gold: list[Span], marked: list[Span]) -> list[str]:
    return [one.kind for one in mistakes(Passage("1", TEXT, tuple(gold), "any"), marked)]


@pytest.mark.parametrize(
    ("annotated", "marked", "name"),
    [
        ("Penn Treebank", "Penn Treebank corpus", "boundary: head noun marked too"),
        ("Penn Treebank corpus", "Penn Treebank", "boundary: head noun left off"),
        ("deep parsing model", "parsing model", "boundary: modifier before the name left off"),
        ("parsing model", "deep parsing model", "boundary: modifier before the name marked too"),
        ("parsing", "deep parsing model", "boundary: words on both sides marked too"),
        ("deep parsing model and taggers", "deep parsing model", "boundary: one conjunct marked of many"),
        ("taggers", "deep parsing model and taggers", "boundary: conjuncts marked as one"),
        ("taggers (POS)", "taggers", "boundary: parenthesis left off"),
        ("tagger", "taggers", "boundary: part of a word marked too"),
        ("deep parsing", "parsing model", "boundary: the spans cross"),
    ],
)
def test_a_wrong_border_is_told_by_what_it_took_or_left(annotated: str, marked: str, name: str) -> None:
    assert kind([span(annotated)], [span(marked)]) == [name]


def test_a_wrong_type_is_told_by_both_types() -> None:
    assert kind([span("BERT", "Model")], [span("BERT", "Method")]) == ["type: Model marked as Method"]
    both = kind([span("Penn Treebank", "Material")], [span("Penn Treebank corpus", "Task")])
    assert both == ["boundary and type: Material marked as Task"]


def test_what_was_missed_is_told_by_its_form() -> None:
    gold = [span("deep parsing model"), span("POS"), span("Penn Treebank"), span("news"), span("BERT")]
    assert kind(gold, []) == [
        "missed: lower-case term",
        "missed: short form in capitals",
        "missed: name on our lists",
        "missed: lower-case word",
        "missed: name on our lists",
    ]


def test_a_name_that_was_marked_once_is_missed_in_another_way() -> None:
    again = TEXT.rindex("BERT")
    gold = [span("BERT"), Span(again, again + 4, "Method")]
    assert kind(gold, [span("BERT")]) == ["missed: marked elsewhere in the passage"]
    assert kind(gold[:1], gold) == ["spurious: annotated elsewhere in the passage"]


def test_what_is_right_or_free_is_no_mistake() -> None:
    assert kind([span("BERT"), span("news", UNKNOWN)], [span("BERT"), span("news", "Task")]) == []
    assert kind([span("news", UNKNOWN)], []) == []


def test_the_most_frequent_kind_comes_first() -> None:
    one = Passage("1", TEXT, (span("deep parsing model"), span("news")), "any")
    two = Passage("2", TEXT, (span("taggers"),), "any")
    first, second = kinds([one, two], [[], []])
    assert (first.name, first.times) == ("missed: lower-case word", 2)
    assert (second.name, second.times) == ("missed: lower-case term", 1)
    assert [example.annotated for example in first.examples] == ["news", "taggers"]


spans = st.builds(
    lambda start, length, label: Span(start, start + length, label),
    st.integers(0, 60),
    st.integers(1, 20),
    st.sampled_from(("Task", "Method")),
)


@given(st.sets(spans, max_size=6), st.sets(spans, max_size=6))
def test_each_span_that_is_wrong_or_missed_is_told_of_once(gold: set[Span], marked: set[Span]) -> None:
    found = list(mistakes(Passage("1", TEXT, tuple(sorted(gold)), "any"), marked))
    assert sum(bool(one.annotated) for one in found) == len(gold - marked)
    assert sum(bool(one.marked) for one in found) == len(marked - gold)
