"""What every test may ask for: the corpora, one Neo4j for the run, a clean graph for a test."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.store import Store, connect, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
LONGEST_ID = 120

# Each server of a test lives for a minute or less: Java's second compiler would cost more than it ever gives back.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a parameter that is no plain text by its place: two collections of the suite must be equal."""
    plain = not isinstance(val, bytes) and not (
        isinstance(val, str) and (len(val) > LONGEST_ID or not val.isprintable())
    )
    return None if plain else argname


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
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[local.Connection]:
    """One real local Neo4j for the whole run."""
    folder = tmp_path_factory.mktemp("neo4j")
    yield local.ensure(folder)
    local.stop(folder)


@pytest.fixture
def store(server: local.Connection) -> Iterator[Store]:
    """A store over a clean graph."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        yield opened


Snapshot = tuple[list[str], list[str]]


@pytest.fixture
def snapshot() -> Callable[[Store], Snapshot]:
    """Give the function that reads the whole graph: nodes with labels and properties, relationships with theirs."""
    return _snapshot


def _snapshot(store: Store) -> Snapshot:
    # Revisions tell how the graph came about, which a build that died and was finished tells in other steps.
    nodes = store.read(
        "MATCH (n) WHERE NOT n:Revision AND NOT n:Change RETURN labels(n) AS labels, properties(n) AS properties"
    )
    edges = store.read(
        "MATCH (a)-[r]->(b) RETURN properties(a) AS a, type(r) AS type, properties(r) AS properties, properties(b) AS b"
    )
    return sorted(map(_text, nodes)), sorted(map(_text, edges))


def _text(row: dict[str, Any]) -> str:
    return json.dumps(row, sort_keys=True, default=repr)
