"""How long the local Neo4j takes to answer, and how much memory it then holds."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psutil

from kg.store import local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def _timed_ensure(folder: Path) -> float:
    start = time.perf_counter()
    local.ensure(folder)
    return time.perf_counter() - start


def rows(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Give (what, figure, ratio) for the starts of a server in `folder`; it is left running."""
    cold = _timed_ensure(folder)
    yield "local server, first start of a folder", f"{cold:.1f} s", "1.00"
    yield "local server, memory at rest", memory(folder), ""
    local.stop(folder)
    warm = _timed_ensure(folder)
    yield "local server, later start", f"{warm:.1f} s", f"{warm / cold:.2f} of the first"
    attach = _timed_ensure(folder)
    yield "local server, already running", f"{attach * 1000:.0f} ms", f"{attach / cold:.3f} of the first"


def memory(folder: Path) -> str:
    """Return the resident memory of the server of `folder`, in words."""
    pid = local.status(folder).pid
    return f"{psutil.Process(pid).memory_info().rss / 2**20:,.0f} MiB" if pid else "not running"
