"""This file is about what every test may ask for: the shared corpora, one Neo4j for the run, a clean graph for a test."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import Store
    from kg.store.local import Connection

ROOT = Path(__file__).parents[1]


def require(path: Path) -> Path:
    """Skip by name where a corpus is absent; in CI nothing may be absent."""
    if not path.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{path.name} is absent, and CI lets nothing skip")
        pytest.skip(f"{path.name} is absent")
    return path


@pytest.fixture(scope="session")
def sample() -> Path:
    """The user's saved Daily Papers page."""
    return ROOT / "samples" / "daily_papers.txt"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora beside the project."""
    return require(ROOT.parent / "shared")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """One real local Neo4j for the whole run."""
    from kg.store import local

    folder = tmp_path_factory.mktemp("neo4j")
    yield local.ensure(folder)
    local.stop(folder)


@pytest.fixture
def store(server: Connection) -> Iterator[Store]:
    """A store over a clean graph."""
    from kg.store import connect

    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        yield opened
