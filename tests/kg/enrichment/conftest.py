"""The made-up world behind the seven services, and the graph of its page."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.world.faults import Faults
from tests.world.papers import make
from tests.world.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.world.papers import World


SEEDS = [int(seed) for seed in os.environ.get("KG_WORLDS", "7").split(",")]
"""Of the worlds that tests are run in; a campaign takes more."""


@pytest.fixture(scope="session", params=SEEDS)
def world(request: pytest.FixtureRequest) -> World:
    """A world of sixty papers with decoys; in every second one OpenAlex has two records of some works."""
    return make(seed=request.param, size=60, twins=request.param % 2 == 0)


@pytest.fixture
def faults() -> Faults:
    """Faults that a test may switch on."""
    return Faults()


@pytest.fixture
def services(world: World, faults: Faults, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The services, where the clients look for them; nothing is kept from another test."""
    with Server(world, faults) as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("KG_HTTP_CACHE", str(tmp_path / "http.sqlite"))
        yield server


@pytest.fixture
def page(world: World, tmp_path: Path) -> Path:
    """The world's Daily Papers page, saved."""
    path = tmp_path / "page.txt"
    path.write_text(world.page(), encoding="utf-8")
    return path
