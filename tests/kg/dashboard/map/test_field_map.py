from __future__ import annotations

import pytest

from kg.dashboard.map.field_map import Choice, parse


def test_what_the_reader_chose_comes_with_the_map_that_it_was_chosen_on() -> None:
    sent = {"view": "entities", "chosen": [2, 5], "month": 24310, "span": 6}
    assert parse(sent) == ("entities", Choice((2, 5), 24310, 6))
    assert parse(sent | {"chosen": [], "month": None, "span": 0}) == ("entities", Choice())


@pytest.mark.parametrize(
    "sent",
    [
        None,
        "entities",
        {},
        {"view": "entities", "chosen": ["2"], "month": None, "span": 0},
        {"view": "entities", "chosen": [True], "month": None, "span": 0},
        {"view": "entities", "chosen": [-2], "month": None, "span": 0},
        {"view": "entities", "chosen": [], "month": "2026-01", "span": 0},
        {"view": "entities", "chosen": [], "month": 10**9, "span": 0},
        {"view": "entities", "chosen": [], "month": None, "span": 7},
        {"view": "entities", "chosen": [], "month": None, "span": True},
        {"view": 3, "chosen": [], "month": None, "span": 0},
    ],
)
def test_what_makes_no_sense_is_no_event(sent: object) -> None:
    assert parse(sent) is None
