"""Visits: looks near each other are one, and what came since the one before is new."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from kg.dashboard.session.visit import APART, Visit, _noted, before
from kg.library import Shelf

if TYPE_CHECKING:
    from pathlib import Path

NOON = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
SOON = dt.timedelta(minutes=5)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf("local:/nowhere", folder=tmp_path)


def test_the_first_visit_has_none_before_it(shelf: Shelf) -> None:
    assert _noted(shelf, 1, NOON) is None
    assert _noted(shelf, 1, NOON + SOON) is None


def test_a_reload_is_the_same_visit_and_a_return_another(shelf: Shelf) -> None:
    _noted(shelf, 1, NOON)
    later = NOON + APART + SOON

    assert _noted(shelf, 3, later) == Visit(NOON, 1)
    assert _noted(shelf, 3, later + SOON) == Visit(NOON, 1)
    assert _noted(shelf, 4, later + SOON + APART) == Visit(later + SOON, 3)


def test_a_build_during_a_visit_is_seen_and_not_new_at_the_next(shelf: Shelf) -> None:
    _noted(shelf, 1, NOON)
    _noted(shelf, 2, NOON + SOON)
    assert _noted(shelf, 2, NOON + 2 * APART) == Visit(NOON + SOON, 2)


@pytest.mark.parametrize("value", [None, 1, {}, {"at": "x", "revision": 1}, {"at": NOON.isoformat()}])
def test_what_the_shelf_does_not_mean_is_no_visit(shelf: Shelf, value: object) -> None:
    shelf.put("visit", "last", value)
    assert _noted(shelf, 1, NOON) is None


def test_a_read_only_dashboard_keeps_no_visit(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KG_READ_ONLY", "1")
    monkeypatch.setenv("KG_LIBRARY", str(tmp_path))
    assert before(5) is None
    assert list(tmp_path.iterdir()) == []
