"""A small world, its server, and somebody who asks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
import pytest

from tests.world import faults
from tests.world.asking import Get
from tests.world.papers import make
from tests.world.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.world.papers import World


@pytest.fixture(scope="module")
def world() -> World:
    return make(seed=7, size=60)


@pytest.fixture(scope="module")
def switches() -> faults.Faults:
    return faults.Faults()


@pytest.fixture(scope="module")
def running(world: World, switches: faults.Faults) -> Iterator[Server]:
    with Server(world, switches) as server:
        yield server


@pytest.fixture
def server(running: Server, switches: faults.Faults) -> Server:
    running.forget()
    switches.clear()
    return running


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=10) as opened:
        yield opened


@pytest.fixture
def get(server: Server, client: httpx.Client) -> Get:
    return Get(server, client)
