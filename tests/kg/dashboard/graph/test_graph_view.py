from __future__ import annotations

import pytest

from kg.dashboard.graph.events import GraphEvent, parse

SENT = {
    "what": "expand",
    "id": "n1",
    "view": "whole 500",
    "hidden": ["Method", "nonsense"],
    "positions": [["n1", 1, 2.5], ["__proto__", 0, 0], ["n2", "x", 1], ["n3", 1], [4, 1, 1], "n5", ["n6", True, 1]],
    "camera": {"zoom": 2, "x": 0, "y": -1.5},
}


def test_what_the_browser_sends_becomes_an_event() -> None:
    assert parse(SENT) == GraphEvent(
        what="expand",
        node_id="n1",
        view="whole 500",
        hidden=("Method",),
        positions={"n1": (1.0, 2.5), "__proto__": (0.0, 0.0)},
        camera={"zoom": 2.0, "x": 0.0, "y": -1.5},
    )


@pytest.mark.parametrize("sent", [None, "expand", [], {}, {"what": "format the disk"}])
def test_what_makes_no_sense_is_no_event(sent: object) -> None:
    assert parse(sent) is None


def test_parts_that_make_no_sense_are_left_out() -> None:
    event = parse(
        {"what": "select", "id": 5, "hidden": "Method", "positions": {"n1": [1, 2]}, "camera": {"zoom": "far"}}
    )

    assert event == GraphEvent(what="select", node_id=None, view="", hidden=(), positions={}, camera={})
