from __future__ import annotations

import itertools
import math

import pytest

from kg.dashboard.layout.colours import COLOURS
from kg.dashboard.layout.field_colours import PALETTE, coloured
from tests.kg.dashboard.layout.test_colours import BACKGROUNDS, SIGHTS, lab, linear, luminance


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("colour", PALETTE)
def test_a_field_stands_out_from_both_backgrounds(colour: str, background: str) -> None:
    dark, light = sorted((luminance(colour), luminance(background)))
    assert (light + 0.05) / (dark + 0.05) >= 3  # WCAG 2.1, graphical objects


@pytest.mark.parametrize("sight", SIGHTS)
def test_any_two_colours_of_fields_stay_apart_for_every_reader(sight: str) -> None:
    seen = [
        lab(tuple(sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in SIGHTS[sight]))
        for colour in PALETTE
    ]
    assert min(math.dist(one, other) for one, other in itertools.combinations(seen, 2)) >= 11
    assert len(set(PALETTE)) == 8
    assert set(COLOURS.values()) & set(PALETTE)  # one family of colours in the whole dashboard


def test_of_forty_fields_no_two_neighbours_have_one_colour() -> None:
    grid = {row * 8 + column: (float(column), float(row)) for row in range(5) for column in range(8)}
    colours = coloured(grid)
    assert set(colours.values()) == set(PALETTE)
    for one, other in itertools.combinations(grid, 2):
        if math.dist(grid[one], grid[other]) == 1:
            assert colours[one] != colours[other]
    assert coloured(grid) == colours
