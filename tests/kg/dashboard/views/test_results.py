"""Claimed results: a benchmark's page is a board, a paper's page lists what it claims."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from kg.build import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from kg.store import Store

pytestmark = pytest.mark.usefixtures("dashboard_environment")

PAPERS = {
    "ZorbNet: A Network": "We propose ZorbNet. On MMLU, ZorbNet reaches an accuracy of 71.5%.",
    "QuuxNet: A Network": "We propose QuuxNet. QuuxNet improves the accuracy on MMLU from 60.1% to 83.2%.",
}


def test_results_are_a_board_and_a_list(
    store: Store, tmp_path: Path, read: Callable[..., AppTest], words: Callable[[AppTest], str]
) -> None:
    source = tmp_path / "papers.jsonl"
    papers = [{"paper_id": title[:4], "title": title, "abstract": abstract} for title, abstract in PAPERS.items()]
    source.write_text("\n".join(map(json.dumps, papers)), encoding="utf-8")
    build(store, [source])

    board = words(read("entity", id="benchmark:mmlu"))
    assert re.findall(r"<b>([\d.]+%)</b>", board) == ["83.2%", "71.5%", "60.1%"]
    assert "accuracy" in board
    assert "highest first" in board
    assert board.count(">baseline<") == 1

    listed = words(read("paper", id="Quux"))
    assert re.findall(r"<b>([\d.]+%)</b>", listed) == ["60.1%", "83.2%"]
