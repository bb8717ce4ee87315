from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.corpora.passages import UNKNOWN, Span
from training.evaluation import metrics as measure
from training.evaluation.metrics import Bin, Counts, calibration_error, compare, interval, of_label, reliability, total

counts = st.builds(Counts, *[st.integers(0, 9)] * 3)


def test_the_examples_in_the_docstrings_hold() -> None:
    results = doctest.testmod(measure)
    assert results.attempted >= 6
    assert results.failed == 0


def test_start_end_and_label_must_all_be_right() -> None:
    gold = [Span(0, 4, "Task"), Span(9, 12, "Metric"), Span(20, 25, "Task")]
    marked = [Span(0, 4, "Task"), Span(9, 12, "Task"), Span(20, 26, "Task"), Span(30, 31, "Task")]
    assert compare(gold, marked) == Counts(right=1, wrong=3, missed=2)


def test_what_one_may_mark_or_not_costs_nothing() -> None:
    gold = [Span(0, 4, "Task"), Span(9, 12, UNKNOWN)]
    assert compare(gold, [Span(0, 4, "Task"), Span(8, 10, "Task")]) == Counts(right=1)
    assert compare(gold, [Span(0, 4, "Task")]) == Counts(right=1)


def test_a_label_is_counted_alone() -> None:
    spans = [Span(0, 4, "Task"), Span(9, 12, "Metric"), Span(14, 15, UNKNOWN)]
    assert of_label("Task", spans) == [Span(0, 4, "Task"), Span(14, 15, UNKNOWN)]


def test_precision_recall_and_f1_by_hand() -> None:
    # 6 of 8 marked spans are right, and 6 of 12 annotated ones were marked: 2 * 0.75 * 0.5 / 1.25
    worked = Counts(right=6, wrong=2, missed=6)
    assert worked.precision == 0.75
    assert worked.recall == 0.5
    assert worked.f1 == pytest.approx(0.6)


def test_nothing_marked_scores_nothing() -> None:
    assert Counts(missed=3) == compare([Span(0, 1, "A"), Span(2, 3, "A"), Span(4, 5, "A")], [])
    assert Counts(missed=3).f1 == Counts(missed=3).precision == Counts().f1 == 0
    assert interval([]) == (0, 0, 0)
    assert total([]) == Counts()


def test_the_mean_of_runs_is_the_value() -> None:
    # F1 of 2 * 1 / (2 + 1 + 1) = 0.5 and of 1.0
    assert interval([[Counts(1, 1, 1)], [Counts(2, 0, 0)]]).value == 0.75


def test_the_interval_is_that_of_drawn_passages() -> None:
    # Of two passages, one all right and one all missed, a draw takes each twice with a chance of a quarter.
    drawn = interval([[Counts(1, 0, 0), Counts(0, 0, 1)]])
    assert drawn == pytest.approx((2 / 3, 0.0, 1.0))


@given(st.lists(counts, min_size=1, max_size=20))
def test_the_value_is_the_f1_of_all_passages_and_lies_in_bounds(run: list[Counts]) -> None:
    drawn = interval([run], draws=50)
    assert drawn.value == pytest.approx(total(run).f1)
    assert 0 <= drawn.low <= drawn.high <= 1
    assert drawn == interval([run], draws=50), "the same seed draws the same"


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5), st.sampled_from("AB")), max_size=12))
def test_counting_is_symmetric_but_for_the_names(rows: list[tuple[int, int, str]]) -> None:
    spans = [Span(start, start + length, label) for start, length, label in rows]
    gold, marked = spans[::2], spans[1::2]
    there, back = compare(gold, marked), compare(marked, gold)
    assert (there.right, there.wrong, there.missed) == (back.right, back.missed, back.wrong)
    assert compare(gold, gold) == Counts(right=len(set(gold)))


def test_calibration_by_hand() -> None:
    # 0.15 and 0.15 are wrong and right: bin 1 has 0.15 against 0.5. 0.95 is right: bin 9 has 0.95 against 1.
    table = reliability([0.15, 0.15, 0.95], [False, True, True])
    assert [(number, one.size) for number, one in enumerate(table) if one.size] == [(1, 2), (9, 1)]
    assert calibration_error(table) == pytest.approx((2 * 0.35 + 1 * 0.05) / 3)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=30))
def test_every_score_lies_in_one_bin_and_the_error_is_a_share(rows: list[tuple[float, bool]]) -> None:
    table = reliability([score for score, _ in rows], [right for _, right in rows])
    assert sum(one.size for one in table) == len(rows)
    assert all(one.low - 1e-9 <= one.score <= one.high + 1e-9 for one in table if one.size)
    assert 0 <= calibration_error(table) <= 1


def test_a_score_that_means_what_it_says_has_no_error() -> None:
    assert calibration_error([Bin(0.7, 0.8, 4, 0.75, 0.75)]) == 0
    assert calibration_error([]) == 0
