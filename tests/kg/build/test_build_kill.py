"""Kill -9 of a build: no acknowledged paper is lost, and running it again finishes it.

KG_KILLS says how many times to try (20 for the full proof).
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kg.build import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store, local

KILLS = int(os.environ.get("KG_KILLS", "2"))

BUILD = """
import sys
from pathlib import Path
from kg.build import build
from kg.store import connect

def say(stage, done, total):
    print(stage, done, flush=True)

with connect() as store:
    build(store, [Path(sys.argv[1])], on_progress=say, size=10)
"""


def papers(path: Path, count: int) -> Path:
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            name = f"Alpha{number % 17}Net"
            record = {
                "paper_id": f"2401.{number:05}",
                "title": f"{name}: Paper number {number}",
                "abstract": f"We propose {name}, a method. It outperforms Beta{number % 5}Net on the "
                f"Gamma{number % 7}Bench benchmark.",
                "authors": [f"Author {number % 11}"],
                "references": [f"2401.{number // 2:05}", f"1901.{number % 3:05}"],
            }
            file.write(json.dumps(record) + "\n")
    return path


@pytest.mark.parametrize("attempt", range(KILLS))
def test_a_build_killed_anywhere_is_finished_by_the_next(
    attempt: int, server: local.Connection, store: Store, tmp_path: Path, snapshot: Callable[[Store], Any]
) -> None:
    path = papers(tmp_path / "papers.jsonl", 120)
    build(store, [path], size=10)
    undisturbed = _without_times(snapshot(store))
    store.clear()

    stop_after = random.Random(attempt).randint(1, 12)
    environment = os.environ | {
        "KG_STORE": server.url,
        "NEO4J_USERNAME": server.user,
        "NEO4J_PASSWORD": server.password,
    }
    child = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(path)], stdout=subprocess.PIPE, text=True, env=environment
    )
    assert child.stdout is not None
    acknowledged = written = 0
    for line in child.stdout:
        stage, done = line.split()
        if stage == "write":
            acknowledged, written = int(done), written + 1
            if written == stop_after:
                child.kill()  # SIGKILL, wherever the next statement is by now
                break
    child.stdout.close()
    child.wait(timeout=60)
    assert acknowledged, "the build wrote nothing before it was to be killed"

    stored = store.read("MATCH (p:Paper) WHERE p.stub IS NULL RETURN count(p) AS n")[0]["n"]
    assert stored >= acknowledged
    build(store, [path], size=10)
    assert _without_times(snapshot(store)) == undisturbed


def _without_times(graph: tuple[list[str], list[str]]) -> tuple[list[str], list[str]]:
    """Leave out when the build ended, the one thing that two builds may differ in."""
    nodes, edges = graph
    kept = []
    for text in nodes:
        node = json.loads(text)
        node["properties"].pop("built_at", None)
        kept.append(json.dumps(node, sort_keys=True))
    return sorted(kept), edges
