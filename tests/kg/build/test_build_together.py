"""Builders who come at once: two, then four, of the same and of different files, killed ones too.

However many there are, the graph is the one that they make one after the other. KG_ROUNDS says how many rounds are
tried; 50 is the full proof.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.build import build
from kg.store import lease
from tests.started import Started

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store, local

    Snapshot = tuple[list[str], list[str]]

ROUNDS = int(os.environ.get("KG_ROUNDS", "1"))
KINDS = ("two of different files", "two of one file", "four", "four and one killed")
ROOT = Path(__file__).parents[3]
SEED = 20261129
TIMES = ("built_at", "first_seen", "seen_at", "begun_at", "ended_at", "noted_at", "made_at")
"""When something happened, in which two builds may differ."""


def papers(path: Path, first: int, count: int) -> Path:
    """Write papers that share names, authors and references with those of the other files."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(first, first + count):
            name = f"Alpha{number % 13}Net"
            record = {
                "paper_id": f"2401.{number:05}",
                "title": f"{name}: Paper number {number}",
                "abstract": f"We propose {name}, a method. It outperforms Beta{number % 5}Net on the "
                f"Gamma{number % 7}Bench benchmark.",
                "authors": [f"Author {number % 11}", f"{'ABCDE'[number % 5]}. Writer"],
                "references": [f"2401.{number // 2:05}", f"1901.{number % 3:05}"],
            }
            file.write(json.dumps(record) + "\n")
    return path


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """Four files, of which each shares papers with the next."""
    folder = tmp_path_factory.mktemp("files")
    return tuple(papers(folder / f"{number}.jsonl", number * 25, 40) for number in range(4))


@pytest.fixture
def begin(server: local.Connection, tmp_path: Path) -> Callable[[Path], Started]:
    """Begin a build of a file, as a process of its own."""
    environment = os.environ | {
        "KG_STORE": server.url,
        "NEO4J_USERNAME": server.user,
        "NEO4J_PASSWORD": server.password,
        "PYTHONPATH": str(ROOT),
        "XDG_CACHE_HOME": str(tmp_path / "cache"),
    }

    def begun(path: Path) -> Started:
        return Started(
            [sys.executable, "-m", "kg", "build", str(path)],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    return begun


def ended(builders: list[Started]) -> None:
    """Wait for builders who are to end well."""
    for builder in builders:
        said, _ = builder.communicate(timeout=300)
        assert builder.returncode == 0, said


def without_times(graph: Snapshot) -> Snapshot:
    nodes, edges = graph
    return sorted(map(_timeless, nodes)), sorted(map(_timeless, edges))


def _timeless(text: str) -> str:
    row: dict[str, Any] = json.loads(text)
    for part in row.values():
        if isinstance(part, dict):
            for name in TIMES:
                part.pop(name, None)
    return json.dumps(row, sort_keys=True)


def one_after_the_other(store: Store, files: list[Path], snapshot: Callable[[Store], Snapshot]) -> Snapshot:
    store.clear()
    for path in files:
        build(store, [path])
    return without_times(snapshot(store))


@pytest.mark.timeout(1200)
@pytest.mark.parametrize("attempt", range(ROUNDS))
@pytest.mark.parametrize("kind", KINDS)
def test_builders_at_once_make_what_they_make_one_after_the_other(
    kind: str,
    attempt: int,
    files: tuple[Path, ...],
    begin: Callable[[Path], Started],
    *,
    store: Store,
    snapshot: Callable[[Store], Snapshot],
) -> None:
    chance = random.Random(f"{SEED} {kind} {attempt}")
    chosen = {
        "two of different files": [files[0], files[1]],
        "two of one file": [files[0], files[0]],
        "four": [files[0], files[1], files[2], files[0]],
        "four and one killed": [*files],
    }[kind]
    chance.shuffle(chosen)
    expected = one_after_the_other(store, sorted(set(chosen)), snapshot)
    store.clear()
    if (attempt + KINDS.index(kind)) % 2:
        forget_the_schema(store)  # every other kind, and every other round of a kind, begins on a fresh store

    builders = [begin(path) for path in chosen]
    try:
        if kind == "four and one killed":
            killed = kill_the_holder(store, builders, chance.uniform(0.0, 1.5))
            builders.append(begin(chosen[killed]))
            builders.pop(killed).communicate()
        ended(builders)
    finally:
        for builder in builders:
            builder.end()
    assert lease.holder(store) is None
    assert without_times(snapshot(store)) == expected


def forget_the_schema(store: Store) -> None:
    for name in store.read("SHOW CONSTRAINTS YIELD name RETURN collect(name) AS names")[0]["names"]:
        store._run_alone(f"DROP CONSTRAINT {name}")
    for name in store.read("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN collect(name) AS names")[0][
        "names"
    ]:
        store._run_alone(f"DROP INDEX {name}")


def kill_the_holder(store: Store, builders: list[Started], after: float) -> int:
    """Kill -9 whoever has the lease, `after` seconds into its turn, and return which one it was."""
    pids = [builder.pid for builder in builders]
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        holder = lease.holder(store)
        if holder is not None and holder.pid in pids:
            until = time.monotonic() + after
            while time.monotonic() < until and lease.holder(store) is not None:
                pass  # a look at the store takes its time
            which = pids.index(holder.pid)
            builders[which].end()
            return which
    pytest.fail("none of the builders took the lease")
