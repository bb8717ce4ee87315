"""Tests of kg.dashboard.library.note: a note is written in place, read as Markdown, and shown to nobody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import VARIABLE
from kg.library import notes

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library of the test's own."""
    monkeypatch.setenv("KG_LIBRARY", str(tmp_path))
    monkeypatch.setenv("KG_STORE", "bolt://127.0.0.1:1")


def page() -> AppTest:
    def script() -> None:
        from kg.dashboard.library.note import note  # noqa: PLC0415 # a script's own

        note("2406.00001")

    return AppTest.from_function(script).run()


def test_a_note_is_written_and_taken_away_in_place(words: Callable[[AppTest], str]) -> None:
    app = page()
    app.text_area(key="note 2406.00001").set_value("**good** <b>x</b>")
    app.button(key="note 2406.00001 save").click().run()
    assert "<strong>good</strong> &lt;b&gt;x&lt;/b&gt;" in words(app)
    assert notes.note(shelf(), "2406.00001") == "**good** <b>x</b>"
    app.text_area(key="note 2406.00001").set_value(" ")
    app.button(key="note 2406.00001 save").click().run()
    assert notes.all_notes(shelf()) == {}


def test_a_read_only_dashboard_shows_no_note_and_takes_none(
    words: Callable[[AppTest], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    notes.write(shelf(), "2406.00001", "private")
    app = page()
    monkeypatch.setenv(VARIABLE, "1")
    app.text_area(key="note 2406.00001").set_value("other")
    app.button(key="note 2406.00001 save").click().run()
    assert not app.exception
    assert "read" in app.error[0].value
    assert "private" not in words(page())
    monkeypatch.delenv(VARIABLE)
    assert notes.note(shelf(), "2406.00001") == "private"
