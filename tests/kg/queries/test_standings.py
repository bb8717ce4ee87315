"""Standings, on claims small enough to rank by hand."""

from __future__ import annotations

import datetime as dt
from typing import Any

from kg.queries.claims import Claim
from kg.queries.standings import Standing, best_so_far, conflicts, records, standings


def claim(paper: str, value: float, month: int | None = 1, metric: str | None = "accuracy", **given: Any) -> Claim:
    facts: dict[str, Any] = {
        "status": None, "benchmark_id": "benchmark:zorb", "benchmark": "Zorb", "unit": "%", "whose": "own",
        "subject": None, "kind": "absolute", "field": "abstract", "start": 0, "end": 1, "surface": "x",
    }  # fmt: skip
    published = dt.date(2026, month, 1) if month else None
    return Claim(paper_id=paper, title=paper, published=published, value=value, metric=metric, **(facts | given))


def only(*claims: Claim) -> Standing:
    (standing,) = standings(claims)
    return standing


def test_spellings_of_a_metric_are_one_standing_and_all_of_them_are_said() -> None:
    standing = only(
        claim("a", 40, metric="Pass@1"), claim("b", 50, metric="resolve rate"), claim("c", 45, metric="Pass@1")
    )
    assert standing.metric == "Pass@1"
    assert standing.spellings == ("Pass@1", "resolve rate")
    assert [one.value for one in standing.scores] == [50, 45, 40]


def test_what_most_papers_measure_comes_first_and_what_says_no_metric_last() -> None:
    found = standings([
        claim("a", 1, metric=None), claim("b", 1, metric=None), claim("c", 1, metric="F1"),
        claim("a", 2), claim("b", 2), claim("a", 3, metric="F1"), claim("d", 3, metric=None), claim("d", 4),
    ])  # fmt: skip
    assert [(one.key, one.papers()) for one in found] == [("accuracy", 3), ("f1", 2), ("", 3)]


def test_differences_stand_apart_from_scores() -> None:
    standing = only(claim("a", 60), claim("a", -9, kind="difference"), claim("b", 4, kind="difference"))
    assert [one.value for one in standing.scores] == [60]
    assert [one.value for one in standing.differences] == [-9, 4]


def test_the_best_so_far_climbs_with_own_dated_scores_alone() -> None:
    standing = only(
        claim("a", 50, 1), claim("b", 40, 2), claim("c", 0.7, 3, unit=""), claim("d", 99, 2, whose="baseline"),
        claim("e", 90, None), claim("f", 72, 3),
    )  # fmt: skip
    assert [(day.month, value, one.paper_id) for day, value, one in best_so_far(standing)] == [
        (1, 50, "a"), (3, 72, "f"),
    ]  # fmt: skip


def test_of_errors_the_best_so_far_falls() -> None:
    standing = only(claim("a", 5, 1, "WER"), claim("b", 7, 2, "WER"), claim("c", 3, 3, "word error rate"))
    assert standing.lowest_first
    assert [value for _, value, _ in best_so_far(standing)] == [5, 3]


def test_two_papers_that_give_one_system_different_scores_differ() -> None:
    standing = only(
        claim("a", 70, subject="GPT-4"), claim("b", 64, subject="gpt4", whose="baseline"),
        claim("c", 50, subject="Zorb"), claim("d", 50, subject="Zorb", whose="baseline"),
        claim("e", 1), claim("f", 2),
        claim("g", 10, subject="Twice"), claim("g", 11, subject="Twice"),
    )  # fmt: skip
    found = conflicts(standing)
    assert {subject: sorted(one.paper_id for one in claims) for subject, claims in found.items()} == {
        "gpt4": ["a", "b"]
    }


def test_papers_that_share_a_number_do_not_differ_whatever_else_they_give() -> None:
    shared = only(claim("a", 70, subject="X"), claim("b", 70, subject="X"), claim("b", 75, subject="X"))
    assert conflicts(shared) == {}


def test_a_record_beats_the_best_of_another_paper_before_it() -> None:
    found = records([
        claim("a", 50, 1), claim("b", 60, 2), claim("b", 61, 3), claim("c", 55, 3),
        claim("d", 9, 4, "FID", benchmark_id="faces"), claim("e", 8, 5, "FID", benchmark_id="faces"),
        claim("f", 70, 6, status="retracted"),
    ])  # fmt: skip
    assert [(one.claim.paper_id, one.before.paper_id, one.lowest_first) for one in found] == [
        ("e", "d", True), ("b", "a", False),
    ]  # fmt: skip
