"""Metrics: spellings of one are one, and what measures errors is better when lower."""

from __future__ import annotations

import pytest

from kg.queries.metrics import key, lower_is_better


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pass@1", "pass@1"), ("pass@1", "resolve rate"), ("resolved rate", "Resolution rates"),
        ("pass at 1", "Pass @ 1"),
        ("Acc.", "accuracies"), ("SR", "Success Rates"), ("F1-score", "F1"), ("EM", "exact match"),
        ("average resolve rate", "pass@1"), ("word error rate", "WER"), ("AUC-ROC", "AUROC"), ("mean IoU", "mIoU"),
        ("LC win rate", "length-controlled win rate"),
    ],
)  # fmt: skip
def test_spellings_of_one_metric_are_one(one: str, other: str) -> None:
    assert key(one) == key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("pass@1", "pass@10"), ("accuracy", "top-1 accuracy"), ("FID", "gFID"), ("success rate", "attack success rate"),
        ("mAP", "AP"), ("accuracy", None), ("nDCG@10", "nDCG"), ("win rate", "non-tie win rate"),
    ],
)  # fmt: skip
def test_metrics_that_differ_stay_apart(one: str, other: str | None) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize("metric", [None, "", "score", "  "])
def test_a_name_that_says_little_is_still_a_key(metric: str | None) -> None:
    assert key(metric) == ("score" if metric == "score" else "")


def test_errors_are_better_when_lower() -> None:
    assert lower_is_better("WER")
    assert not lower_is_better("win rate")
