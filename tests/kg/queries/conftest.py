"""The graph that the questions are asked of: the sample, built once for the folder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.build import build
from kg.store import Store, connect, local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def graph(server: local.Connection, sample: Path) -> Iterator[Store]:
    """The sample's graph; tests only read it."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        build(opened, [sample], year=2026)
        yield opened
