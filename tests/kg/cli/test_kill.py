"""This file is about kill -9 of `kg enrich` and `kg add`: the next run finishes, and asks nothing that was answered.

KG_KILLS says how many times to try each: 1 in the suite, 20 for the full proof.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store
    from tests.world.papers import World
    from tests.world.server import Server

    Call = Callable[..., subprocess.CompletedProcess[str]]
    Start = Callable[..., subprocess.Popen[str]]
    Snapshot = tuple[list[str], list[str]]

KILLS = int(os.environ.get("KG_KILLS", "1"))
WHEN = {"built_at", "retrieved", "facts_at", "asked", "asked_at"}
"""What may differ between two runs: when something was asked, and in which words."""

_WHOLE: dict[str, tuple[Snapshot, Counter[tuple[str, str, str, bytes]]]] = {}


def without_times(graph: Snapshot) -> Snapshot:
    nodes, edges = graph

    def plain(text: str) -> str:
        row = json.loads(text)
        for part in ("properties", "a", "b"):
            row[part] = {name: value for name, value in row.get(part, {}).items() if name not in WHEN}
        return json.dumps(row, sort_keys=True)

    return sorted(map(plain, nodes)), sorted(map(plain, edges))


def key(request: Any) -> tuple[str, str, str, bytes]:
    return request.service, request.method, request.target, request.body


@pytest.mark.parametrize("attempt", range(KILLS))
@pytest.mark.parametrize("command", ["enrich", "add"])
def test_what_was_killed_anywhere_is_finished_by_the_next_run(  # noqa: PLR0917 - fixtures
    command: str,
    attempt: int,
    graph: Store,
    kg: Call,
    start: Start,
    world: World,
    services: Server,
    page: Path,
    tmp_path: Path,
    snapshot: Callable[[Store], Snapshot],
) -> None:
    names = ["w00004", "w00037", "w00035", "w00022"]
    arguments = ["enrich"] if command == "enrich" else ["add", *(str(world.works[one].doi) for one in names)]
    stable = page.replace(page.parents[1] / "page.txt")  # the graph names the file: each attempt has the same one

    def prepare() -> None:
        graph.clear()
        assert kg("build", stable, "--year", 2025).returncode == 0

    if command not in _WHOLE:
        prepare()
        assert kg(*arguments).returncode == 0
        _WHOLE[command] = without_times(snapshot(graph)), Counter(map(key, services.asked()))
        services.forget()
        (tmp_path / "http.sqlite").unlink()
    whole, requests = _WHOLE[command]
    prepare()

    chance = random.Random(f"{command} {attempt}")
    writes = attempt % 2 == 0  # once everything is asked, or else anywhere before
    after = requests.total() if writes else chance.randint(1, requests.total())
    seconds = chance.uniform(0, 3) if writes else 0
    process = start(*arguments)
    while services.count() < after and process.poll() is None:
        try:
            process.wait(timeout=0.01)
        except subprocess.TimeoutExpired:
            continue
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()  # SIGKILL, wherever it is by now
    process.communicate(timeout=60)

    answered = Counter(map(key, services.asked()))
    done = kg(*arguments)
    assert done.returncode == 0, done.stderr
    assert without_times(snapshot(graph)) == whole
    asked = Counter(map(key, services.asked()))
    # That there is nothing is doubted once, killed or not; and one question was under way when it died.
    again = {one: count for one, count in asked.items() if count > max(1, requests[one])}
    assert len(again) <= 1, again
    assert all(count <= 2 * max(1, requests[one]) for one, count in again.items()), again
    assert all(one in answered for one in again)
    services.forget()
    assert kg(*arguments).returncode == 0
    assert services.count() == 0
    assert without_times(snapshot(graph)) == whole
