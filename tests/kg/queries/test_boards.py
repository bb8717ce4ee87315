"""Boards: which results stand together, and in which order."""

from __future__ import annotations

from typing import Any

import pytest

from kg.queries.boards import boards
from kg.queries.records import EntityRow, PaperRow, ResultRow


def result(value: float, metric: str | None = "accuracy", *, paper: str = "1", **given: Any) -> ResultRow:
    facts: dict[str, Any] = {"unit": "%", "whose": "own", "subject": None, "kind": "absolute", "field": "abstract"}
    return ResultRow(
        paper=PaperRow(paper, "A title", None, None, None, None, None, 0),
        benchmark=EntityRow("benchmark:zorb", "Zorb", "Benchmark", (), 1),
        value=value,
        metric=metric,
        start=int(value),
        end=int(value) + 1,
        surface="",
        **(facts | given),
    )


def laid_out(*rows: ResultRow) -> list[tuple[str | None, str, list[float]]]:
    return [(board.metric, board.kind, [row.value for row in board.rows]) for board in boards(rows)]


def test_the_best_stands_first() -> None:
    assert laid_out(result(71), result(93), result(80)) == [("accuracy", "absolute", [93, 80, 71])]


@pytest.mark.parametrize(
    "metric", ["FID", "gFID", "WER", "word error rate", "Perplexity", "false positive rate", "Chamfer distances"]
)
def test_of_what_measures_errors_the_lowest_stands_first(metric: str) -> None:
    (board,) = boards([result(7, metric, unit=""), result(2.5, metric, unit="")])
    assert board.lowest_first
    assert [row.value for row in board.rows] == [2.5, 7]


def test_spellings_of_a_metric_share_a_board_and_metrics_do_not() -> None:
    rows = [
        result(60, "Success rates"), result(70, "success rate"), result(65, "success rate"), result(50, "accuracies"),
        result(55, "Accuracy"), result(51, "accuracy", paper="2"), result(3, "loss", unit=""), result(4, None, unit=""),
    ]  # fmt: skip
    assert laid_out(*rows) == [
        ("Accuracy", "absolute", [55, 51, 50]),
        (None, "absolute", [4]),
        ("loss", "absolute", [3]),
        ("success rate", "absolute", [70, 65, 60]),
    ]


def test_scores_stand_before_differences_whose_size_counts() -> None:
    gains = [result(2, kind="difference"), result(-5, kind="difference"), result(3, "FID", kind="difference")]
    assert laid_out(*gains, result(50)) == [
        ("accuracy", "absolute", [50]),
        ("accuracy", "difference", [-5, 2]),
        ("FID", "difference", [3]),
    ]


def test_a_share_is_sorted_as_a_percentage() -> None:
    assert laid_out(result(0.8, unit=""), result(73), result(85)) == [("accuracy", "absolute", [85, 0.8, 73])]
