"""Which papers came first, as far as it is known."""

from __future__ import annotations

from datetime import date

from extract.resolution.papers import Papers
from kg.model import Paper


def test_days_months_and_years_tell_which_paper_came_first() -> None:
    papers = Papers(
        [
            Paper("2401.00001", ""),
            Paper("2402.00001", "", published=date(2024, 2, 3)),
            Paper("day", "", published=date(2024, 2, 4)),
            Paper("year", "", year=2025),
            Paper("next year", "", year=2026),
            Paper("no year", "", year=0),
            Paper("nothing", ""),
        ]
    )
    for one, other in (
        ("2401.00001", "2402.00001"),
        ("2402.00001", "day"),
        ("year", "next year"),
        ("2402.00001", "next year"),
    ):
        assert papers.surely_precedes(one, other), (one, other)
        assert not papers.precedes(other, one), (one, other)
    for one, other in (("2402.00001", "year"), ("day", "no year"), ("nothing", "day"), ("2401.00001", "nothing")):
        assert papers.precedes(one, other), (one, other)
        assert papers.precedes(other, one), (one, other)
        assert not papers.surely_precedes(one, other), (one, other)
