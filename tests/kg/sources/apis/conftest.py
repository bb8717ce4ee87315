"""What tests of clients may ask for: seven services on this machine, and a fetcher before them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.sources.http import Fetcher, Patience
from kg.sources.http.settings import Settings
from tests.world.faults import Faults
from tests.world.papers import World, make
from tests.world.server import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Statement
    from kg.sources.apis import Note

QUICK = Patience(tries=3, backoff=0, jitter=0, read=5, deadline=10)


@pytest.fixture(scope="session")
def world() -> World:
    """A made-up world of papers."""
    return make(seed=7, size=60)


@pytest.fixture(scope="session")
def played(world: World) -> Iterator[Server]:
    """Seven services over the world, for the whole run."""
    with Server(world, Faults()) as server:
        yield server


@pytest.fixture
def services(played: Server) -> Server:
    """Seven services over the world that were asked nothing yet, and with which nothing is wrong."""
    played.forget()
    assert played.faults is not None
    played.faults.clear()
    return played


@pytest.fixture
def faults(services: Server) -> Faults:
    """What goes wrong; nothing, until a test adds it."""
    assert services.faults is not None
    return services.faults


@pytest.fixture
def fetcher(services: Server, tmp_path: Path) -> Iterator[Fetcher]:
    """A fetcher before the services, with an empty cache."""
    settings = Settings({**services.environment(), "KG_HTTP_CACHE": str(tmp_path / "http.sqlite")})
    with Fetcher(settings=settings, patience=QUICK) as opened:
        yield opened


@pytest.fixture
def notes() -> list[Note]:
    """What a client told to be missing."""
    return []


def ids_of(world: World, kind: str, service: str | None = None) -> list[str]:
    """Give the identifiers of a kind, of the works that have one and that a service has."""
    works = world.having(service) if service else world.works.values()
    return [work.ids[kind] for work in works if kind in work.ids]


def main(statements: list[Statement]) -> list[Statement]:
    """Leave out what lists say in brief."""
    return [statement for statement in statements if not statement.key.endswith(" in brief")]
