"""Tests of kg.cli.table."""

from __future__ import annotations

import csv
import io
import json
import re
import sys

import pytest

from kg.cli.table import Format, Marked, render, table

COLUMNS = ("name", "n")
ROWS = [("a", 1), ("bee [b]c[/b]\nline", 20)]


def test_a_table_in_a_pipe_has_a_line_a_row() -> None:
    long = "word " * 200
    assert table(COLUMNS, [(long, 1)]).splitlines()[2].split() == [*["word"] * 200, "1"]


def test_numbers_stand_to_the_right_and_markup_is_text() -> None:
    assert table(COLUMNS, ROWS) == (
        " name                 n\n"
        " ──────────────────────\n"
        " a                    1\n"
        " bee [b]c[/b] line   20\n"
    )  # fmt: skip


def test_a_table_without_rows_has_its_head() -> None:
    assert table(COLUMNS, []).split() == ["name", "n", "────────"]


def test_a_terminal_is_not_written_past(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    drawn = re.sub(r"\x1b\[[\d;]*m", "", table(COLUMNS, [("word " * 200, 1)]))
    lines = drawn.splitlines()
    assert len(lines) > 10
    assert all(len(line) <= 40 for line in lines)


@pytest.mark.parametrize("form", list(Format))
def test_no_rows_are_well_formed_in_every_format(form: Format) -> None:
    assert "name" in render(COLUMNS, [], form) or render(COLUMNS, [], form) in ("[]\n", "")


def test_every_format_says_the_same() -> None:
    dicts = [dict(zip(COLUMNS, row, strict=True)) for row in ROWS]
    assert json.loads(render(COLUMNS, ROWS, Format.JSON)) == dicts
    assert [json.loads(line) for line in render(COLUMNS, ROWS, Format.JSONL).splitlines()] == dicts
    rows = list(csv.DictReader(io.StringIO(render(COLUMNS, ROWS, Format.CSV))))
    assert [{**row, "n": int(row["n"])} for row in rows] == dicts


def test_places_are_bold_in_a_terminal_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [(Marked("a GPT-4 b", ((2, 7),)), 1)]
    assert "a GPT-4 b" in table(COLUMNS, rows)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    assert "a \x1b[1mGPT-4\x1b[0m b" in table(COLUMNS, rows)
