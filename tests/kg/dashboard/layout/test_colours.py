from __future__ import annotations

import itertools
import math
from typing import get_args

import pytest

from kg.dashboard.layout.colours import COLOURS, PLURALS
from kg.queries.records import Kind

BACKGROUNDS = ("#ffffff", "#171614")  # Streamlit's, light and dark

# Machado, Oliveira and Fernandes, 2009: what a reader with each deficiency sees, for linear RGB.
SIGHTS = {
    "full": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def linear(colour: str) -> tuple[float, ...]:
    values = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in values)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    """CIELAB under D65."""
    red, green, blue = (min(1.0, max(0.0, value)) for value in rgb)
    x, y, z = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    a, b, c = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in (x, y, z))
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)


def test_every_kind_has_a_colour_and_a_plural() -> None:
    assert set(COLOURS) == set(PLURALS) == set(get_args(Kind))


@pytest.mark.parametrize("background", BACKGROUNDS)
@pytest.mark.parametrize("kind", COLOURS)
def test_a_colour_stands_out_from_both_backgrounds(kind: Kind, background: str) -> None:
    dark, light = sorted((luminance(COLOURS[kind]), luminance(background)))

    assert (light + 0.05) / (dark + 0.05) >= 3  # WCAG 2.1, graphical objects


@pytest.mark.parametrize("sight", SIGHTS)
def test_any_two_colours_stay_apart_for_every_reader(sight: str) -> None:
    seen = {
        kind: lab(tuple(sum(a * b for a, b in zip(row, linear(colour), strict=True)) for row in SIGHTS[sight]))
        for kind, colour in COLOURS.items()
    }

    assert min(math.dist(seen[one], seen[other]) for one, other in itertools.combinations(seen, 2)) > 15
