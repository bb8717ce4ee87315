"""Kill -9 of `kg enrich` and `kg add`: the next run finishes, and asks nothing that was answered.

KG_KILLS says how many times to try each: 1 in the suite, 20 for the full proof. Every other one dies between two
transactions, the first of them when all is written and the lease not yet given back; the others die while they ask.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.store import Store
from tests.differences import TIMES, differences, without
from tests.started import Started

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.differences import Snapshot
    from tests.world.papers import World
    from tests.world.server import Server

    Call = Callable[..., subprocess.CompletedProcess[str]]
    Start = Callable[..., subprocess.Popen[str]]

ROOT = Path(__file__).parents[3]
KILLS = int(os.environ.get("KG_KILLS", "1"))
WHEN = TIMES | {"asked"}
"""What may differ between two runs: when something was asked, and in which words."""

DYING = """
import os, signal, sys, threading
from kg.cli import command_line
from kg.store import Store

written, last, write_all = 0, int(sys.argv[1]), Store.write_all

def counted(store, work):
    global written
    answer = write_all(store, work)
    if threading.current_thread() is threading.main_thread():
        written += 1
        if written == last:
            os.kill(os.getpid(), signal.SIGKILL)
    return answer

Store.write_all = counted
sys.exit(command_line.run(sys.argv[2:]))
"""
"""`kg` that dies after so many write transactions; those by which a lease is renewed are not counted."""


@dataclass(frozen=True)
class Undisturbed:
    """What a command makes where nobody kills it, and what it takes: requests, and write transactions."""

    graph: Snapshot
    requests: Counter[tuple[str, str, str, bytes]]
    writes: int


_WHOLE: dict[str, Undisturbed] = {}


def key(request: Any) -> tuple[str, str, str, bytes]:
    return request.service, request.method, request.target, request.body


def counted_writes(call: Callable[[], object]) -> int:
    """Count the write transactions of a call in this process, as `DYING` does."""
    written, write_all = 0, Store.write_all

    def counted(store: Store, work: Any, /) -> Any:
        nonlocal written
        written += threading.current_thread() is threading.main_thread()
        return write_all(store, work)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Store, "write_all", counted)
        call()
    return written


def die_while_asking(process: subprocess.Popen[str], services: Server, after: int) -> None:
    """Kill a process once so many requests have come."""
    while services.count() < after and process.poll() is None:
        try:
            process.wait(timeout=0.01)
        except subprocess.TimeoutExpired:
            continue
    process.kill()  # SIGKILL, wherever it is by now
    process.communicate(timeout=60)


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

    def run() -> None:
        done = kg(*arguments)
        assert done.returncode == 0, done.stderr

    def differing() -> str:
        return differences(without(snapshot(graph), WHEN), whole.graph)

    if command not in _WHOLE:
        prepare()
        writes = counted_writes(run)
        _WHOLE[command] = Undisturbed(without(snapshot(graph), WHEN), Counter(map(key, services.asked())), writes)
        services.forget()
        (tmp_path / "http.sqlite").unlink()
    whole = _WHOLE[command]
    prepare()

    chance = random.Random(f"{command} {attempt}")
    if attempt % 2:
        die_while_asking(start(*arguments), services, chance.randint(1, whole.requests.total()))
    else:
        last = chance.randint(1, whole.writes) if attempt else whole.writes - 1
        with Started(
            [sys.executable, "-W", "ignore", "-c", DYING, str(last), *arguments],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        ) as process:
            said, _ = process.communicate(timeout=120)
        assert process.returncode == -9, said

    answered = Counter(map(key, services.asked()))
    run()
    assert not differing()
    asked = Counter(map(key, services.asked()))
    # That there is nothing is doubted once, killed or not; and one question was under way when it died.
    again = {one: count for one, count in asked.items() if count > max(1, whole.requests[one])}
    assert len(again) <= 1, again
    assert all(count <= 2 * max(1, whole.requests[one]) for one, count in again.items()), again
    assert all(one in answered for one in again)
    services.forget()
    run()
    assert services.count() == 0
    assert not differing()
