"""Tests of kg.dashboard.library.follow_button: what is followed is kept, and a read-only dashboard keeps nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from kg.library import Shelf

if TYPE_CHECKING:
    from pathlib import Path

STORE = "local:/nowhere"
NAME = "<b>Zorb</b> :smile:"


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_LIBRARY", str(tmp_path))
    monkeypatch.setenv("KG_STORE", STORE)
    monkeypatch.delenv("KG_READ_ONLY", raising=False)


def drawn() -> AppTest:
    return AppTest.from_function(_button).run()


def _button() -> None:
    from kg.dashboard.library.follow_button import follow_button  # noqa: PLC0415 # a script's own

    follow_button("benchmark:zorb", "Benchmark", "<b>Zorb</b> :smile:")


def followed() -> dict[str, object]:
    return Shelf(STORE).all("followed")


def test_a_click_follows_and_the_next_lets_go() -> None:
    app = drawn()
    assert followed() == {}

    app.button[0].click().run()
    assert followed() == {"benchmark:zorb": {"kind": "Benchmark", "name": NAME}}
    assert app.button[0].label == "Following"

    app.button[0].click().run()
    assert followed() == {}
    assert app.button[0].label == "Follow"


def test_a_read_only_dashboard_has_no_button_and_refuses_a_click_of_before(monkeypatch: pytest.MonkeyPatch) -> None:
    app = drawn()
    monkeypatch.setenv("KG_READ_ONLY", "1")

    app.button[0].click().run()

    assert followed() == {}
    assert not app.button
    assert "nothing can be added here" in app.error[0].value
