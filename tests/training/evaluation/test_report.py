from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kg.errors import CallError
from training.__main__ import CARD
from training.evaluation.report import fill, load, report, rows

if TYPE_CHECKING:
    from pathlib import Path

FIGURES = {"f1": [0.5, 0.4, 0.61], "precision": 0.6, "recall": 0.45, "annotated": 1200}
BINS = [{"low": 0.5, "high": 1.0, "size": 4, "score": 0.8, "right": 0.75}]


def tables() -> dict[str, Any]:
    calibration = {"error": 0.05, "bins": BINS}
    corpus = FIGURES | {"seeds": 3, "labels": {"Task": FIGURES}, "calibration": calibration}
    papers = FIGURES | {"relations": [0.9, 0.8, 1.0], "complete": 1, "labels": {}}
    papers["errors"] = [["One", "missed: BERT Model"], ["Two"]]
    return {
        "one": {
            "title": "A corpus",
            "published": "50.0",
            "reach": "",
            "passages": 9,
            "annotated": 1200,
            "systems": {"default": corpus},
            "absent": ["fast: no weights"],
        },
        "page": {
            "title": "A page",
            "published": "",
            "reach": "95",
            "passages": 2,
            "annotated": 12,
            "systems": {"default": papers},
            "absent": [],
        },
    }


def test_a_figure_stands_with_its_interval_and_what_is_absent_is_said() -> None:
    text = report(tables())
    assert "50.0 (40.0-61.0)" in text
    assert "mean of 3 seeds" in text
    assert "1 of 2" in text
    assert "90.0 (80.0-100.0)" in text
    assert "0.050" in text
    assert "- fast: no weights." in text


def test_test_parts_come_first_and_dev_parts_are_named_as_what_they_are() -> None:
    text = report(tables())
    assert text.startswith("Test parts, and papers that the project never had:")
    assert text.index("TDMSci, test") < text.index("Dev parts") < text.index("A corpus")
    assert "its test part was training data" in text


def test_the_model_card_has_the_test_figures_that_the_report_writes() -> None:
    card = CARD.read_text(encoding="utf-8")
    begin = card.index("<!-- scores:begin -->")
    assert card[begin:].removeprefix("<!-- scores:begin -->\n\n").startswith(report(tables()).split("Dev parts")[0])


def test_every_row_of_a_table_has_as_many_cells_as_its_head() -> None:
    for part in report(tables()).split("\n\n"):
        if part.startswith("|"):
            assert len({line.count("|") for line in part.splitlines()}) == 1


def test_a_row_says_what_is_wrong_in_a_paper() -> None:
    assert rows(tables()).splitlines() == ["  1 MISS One; missed: BERT Model", "  2 ok   Two"]


def test_filling_changes_what_is_between_the_markers_alone_and_twice_is_once(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Head\n\n<!-- scores:begin -->\nold\n<!-- scores:end -->\n\ntail\n", encoding="utf-8")
    fill(page, "scores", "new")
    once = page.read_text(encoding="utf-8")
    assert once == "# Head\n\n<!-- scores:begin -->\n\nnew\n\n<!-- scores:end -->\n\ntail\n"
    fill(page, "scores", "new")
    assert page.read_text(encoding="utf-8") == once


@pytest.mark.parametrize("text", ["", "<!-- scores:begin -->", "<!-- scores:end --><!-- scores:begin -->"])
def test_a_page_without_markers_is_left_alone(tmp_path: Path, text: str) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(CallError, match="scores:begin"):
        fill(page, "scores", "new")
    assert page.read_text(encoding="utf-8") == text


def test_tables_that_were_never_kept_are_asked_for(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="make score"):
        load(tmp_path / "scores.json")
