"""Tests of kg.dashboard.cypher.editor."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.dashboard.cypher.editor import INKS, words
from kg.queries.asking.graph_schema import graph_schema

if TYPE_CHECKING:
    from kg.store import Store

THEMES = {"light": ("#31333f", "#f8f8f6"), "dark": ("#edebe8", "#2c2b28")}
"""The text's colour and that of the editor."""


def channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) for at in (1, 3, 5)]


def mixed(one: list[float], other: list[float], part: float) -> list[float]:
    return [part * a + (1 - part) * b for a, b in zip(one, other, strict=True)]


def luminance(colour: list[float]) -> float:
    linear = [
        value / 255 / 12.92 if value / 255 <= 0.04045 else ((value / 255 + 0.055) / 1.055) ** 2.4 for value in colour
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ink", INKS)
def test_every_ink_can_be_read_in_light_and_dark(theme: str, ink: str) -> None:
    text, ground = map(channels, THEMES[theme])
    colour, part = INKS[ink]
    for background in (ground, mixed(text, ground, 0.04)):  # a line, and the line of the cursor
        bright, dark = sorted((luminance(mixed(channels(colour), text, part / 100)), luminance(background)))[::-1]
        assert (bright + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.usefixtures("graph")
def test_the_editor_is_offered_what_the_graph_has(graph: Store) -> None:
    offered = json.loads(json.dumps(words(graph_schema(graph))))
    labels = {one["name"]: one for one in offered["labels"]}
    assert labels["Paper"]["count"] == 45
    assert labels["Paper"]["key"] == "paper_id"
    assert ["published", "date"] in labels["Paper"]["properties"]
    uses = next(one for one in offered["types"] if one["name"] == "USES")
    assert (uses["leaves"], "Model" in uses["reaches"]) == (["Paper"], True)
    assert labels["Statement"]["book"]
    assert "evil" not in json.dumps(offered)
