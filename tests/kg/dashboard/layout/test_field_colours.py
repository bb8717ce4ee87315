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


def difference(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """CIEDE2000, as Sharma, Wu and Dalal (2005) write it: some 2 are seen side by side, 10 at a glance."""
    (light_1, a_1, b_1), (light_2, a_2, b_2) = one, other
    chroma = (math.hypot(a_1, b_1) + math.hypot(a_2, b_2)) / 2
    grey = 1.5 - 0.5 * math.sqrt(chroma**7 / (chroma**7 + 25**7))
    a_1, a_2 = a_1 * grey, a_2 * grey
    chroma_1, chroma_2 = math.hypot(a_1, b_1), math.hypot(a_2, b_2)
    hue_1, hue_2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a_1, b_1), (a_2, b_2)))
    turn = (hue_2 - hue_1 + 180) % 360 - 180
    light, chroma, hue = (light_1 + light_2) / 2, (chroma_1 + chroma_2) / 2, hue_1 + turn / 2
    weight = 1 - 0.17 * cosine(hue - 30) + 0.24 * cosine(2 * hue) + 0.32 * cosine(3 * hue + 6)
    weight -= 0.2 * cosine(4 * hue - 63)
    lighter = (light_2 - light_1) / (1 + 0.015 * (light - 50) ** 2 / math.sqrt(20 + (light - 50) ** 2))
    stronger = (chroma_2 - chroma_1) / (1 + 0.045 * chroma)
    turned = 2 * math.sqrt(chroma_1 * chroma_2) * math.sin(math.radians(turn / 2)) / (1 + 0.015 * chroma * weight)
    angle = math.radians(60 * math.exp(-((((hue % 360) - 275) / 25) ** 2)))
    rotation = -2 * math.sqrt(chroma**7 / (chroma**7 + 25**7)) * math.sin(angle)
    return math.sqrt(lighter**2 + stronger**2 + turned**2 + rotation * stronger * turned)


def cosine(degrees: float) -> float:
    return math.cos(math.radians(degrees))


def test_the_difference_of_colours_is_that_of_the_published_pairs() -> None:
    for one, other, published in (
        ((50, 2.6772, -79.7751), (50, 0, -82.7485), 2.0425),
        ((50, 2.5, 0), (73, 25, -18), 27.1492),
        ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ):
        assert difference(one, other) == pytest.approx(published, abs=1e-4)


@pytest.mark.parametrize("sight", SIGHTS)
def test_any_two_colours_of_fields_stay_apart_for_every_reader(sight: str) -> None:
    seen = [
        lab(tuple(sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in SIGHTS[sight]))
        for colour in PALETTE
    ]
    assert min(difference(one, other) for one, other in itertools.combinations(seen, 2)) >= 10
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
