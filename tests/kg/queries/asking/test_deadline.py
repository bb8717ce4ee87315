"""The time that a query has: a client waits no longer, and one that harms is ended for good.

KG_HARMS says how many times each of them is tried; 25 is the full proof.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Self

import psutil
import pytest

from kg.errors import QueryError, QueryRefusedError, StoreError
from kg.queries.asking import deadline, guard
from kg.store import Store, connect, local

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

HARMS = int(os.environ.get("KG_HARMS", "1"))
SLACK = 15.0
"""Seconds that a busy machine may add to a restart."""

TAKE_ALL_MEMORY = (
    "RETURN size(reduce(s = 'xxxxxxxx', i IN range(1, 40) | s + s))",
    "RETURN size([x IN range(1, 1000000000) | x])",
    "UNWIND range(1, 100000000) AS x RETURN collect(x)",
    "RETURN size(replace(reduce(s = 'xxxxxxxx', i IN range(1, 20) | s + s), 'x', $long))",
)
NEVER_END = (
    "RETURN reduce(a = 0, i IN range(1, 100000000000) | a + i)",
    "RETURN all(x IN range(1, 100000000000) WHERE x > 0)",
    f"RETURN '{'a' * 44}!' =~ '(.*a){{25}}b'",
)
RUNNING = """\
SHOW TRANSACTIONS YIELD currentQuery
WHERE currentQuery STARTS WITH 'RETURN reduce'
RETURN count(*) AS n
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a server that may be killed."""
    path = tmp_path_factory.mktemp("harmed")
    yield path
    local.stop(path)


@pytest.fixture
def harmed(folder: Path) -> Iterator[Store]:
    """A store whose server may be killed."""
    with connect(f"local:{folder}") as store:
        store.write("MERGE (n:Kept {key: 1}) SET n.times = coalesce(n.times, 0) + 1")
        yield store


class Reader:
    """Somebody else, who reads and writes all the time."""

    def __init__(self, folder: Path) -> None:
        self.asked = 0
        self.failed: list[Exception] = []
        self._store = connect(f"local:{folder}")
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._read)

    def _read(self) -> None:
        while not self._end.is_set():
            try:
                assert self._store.read("RETURN 1 AS one") == [{"one": 1}]
                assert guard.ask(self._store, "MATCH (n:Kept) RETURN n.key", timeout=30).rows == ((1,),)
                self._store.write("MERGE (n:Written {number: $number})", number=self.asked)
                self.asked += 1
            except Exception as error:  # noqa: BLE001 - whatever it is, the test tells it
                self.failed.append(error)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join(timeout=60)
        self._store.close()


@pytest.mark.parametrize("cypher", TAKE_ALL_MEMORY * HARMS)
def test_a_query_that_takes_all_memory_is_refused_in_words_by_a_server_that_goes_on(
    cypher: str, harmed: Store, folder: Path
) -> None:
    pid = local.status(folder).pid
    with pytest.raises(QueryError, match="memory"):
        guard.ask(harmed, cypher, {"long": "y" * 100}, timeout=20)
    assert harmed.write("MATCH (n:Kept) SET n.after = true RETURN n.key AS key") == [{"key": 1}]
    assert local.status(folder).pid == pid


@pytest.mark.parametrize("cypher", NEVER_END[: 1 if HARMS == 1 else None] * HARMS)
def test_what_neo4j_cannot_interrupt_costs_a_restart_that_others_do_not_see(
    cypher: str, harmed: Store, folder: Path
) -> None:
    pid, kept = local.status(folder).pid, harmed.read("MATCH (n:Kept) RETURN n.times AS times")
    cypher += f" AS a{time.monotonic_ns()}"  # a query of this try alone
    with Reader(folder) as other:
        started = time.monotonic()
        with pytest.raises(QueryError, match="started again; nothing was lost"):
            guard.ask(harmed, cypher, timeout=2)
        took = time.monotonic() - started
        started = time.monotonic()
        with pytest.raises(QueryRefusedError, match="not asked again") as caught:
            guard.ask(harmed, cypher, timeout=2)
        assert time.monotonic() - started < 1
    print(f"back {took - 2 - deadline.GRACE:.1f} s after the deadline")  # noqa: T201 - a figure for the table
    assert took < 2 + deadline.GRACE + 10 + SLACK
    assert caught.value.rule == "harm"
    assert other.failed == []
    assert local.status(folder).pid not in {pid, None}
    assert harmed.read("MATCH (n:Kept) RETURN n.times AS times") == kept
    assert harmed.read("MATCH (n:Written) RETURN count(n) AS n")[0]["n"] >= other.asked


def test_of_two_that_never_end_the_second_does_not_end_the_new_server(harmed: Store) -> None:
    failed: list[Exception] = []

    def ask(name: str) -> None:
        try:
            guard.ask(harmed, f"RETURN reduce(a = 0, i IN range(1, 100000000000) | a + i) AS {name}", timeout=2)
        except QueryError as error:
            failed.append(error)

    both = [threading.Thread(target=ask, args=(name,)) for name in ("one", "other")]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(timeout=120)
    assert len(failed) == 2
    assert guard.ask(harmed, "RETURN 1 AS one").rows == ((1,),)


def test_at_anothers_server_the_client_goes_at_its_deadline(harmed: Store, folder: Path) -> None:
    where = local.ensure(folder)
    with Store(where.url, where.user, where.password) as theirs:
        started = time.monotonic()
        with pytest.raises(QueryError, match="cannot interrupt it"):
            guard.ask(theirs, "RETURN reduce(a = 0, i IN range(1, 100000000000) | a + i) AS theirs", timeout=2)
        assert time.monotonic() - started < 2 + deadline.GRACE + 2
        with pytest.raises(QueryRefusedError, match="not asked again"):
            guard.ask(theirs, "RETURN reduce(a = 0, i IN range(1, 100000000000) | a + i) AS theirs", timeout=1)
    local.Keeper(folder).restart(local.status(folder).pid)
    assert harmed.read("RETURN 1 AS one") == [{"one": 1}]


def test_a_query_of_somebody_who_is_gone_does_not_run_for_ever(harmed: Store, folder: Path) -> None:
    """A killed client restarts nothing: the server ends itself, and the next who asks starts another."""
    script = (
        "import sys; from kg.store import connect; from kg.queries import guard\n"
        "with connect(sys.argv[1]) as store:\n"
        "    print('asks', flush=True)\n"
        "    guard.ask(store, 'RETURN reduce(a = 0, i IN range(1, 100000000000) | a + i)', timeout=1000)\n"
    )
    pid = local.status(folder).pid
    assert pid is not None
    server = psutil.Process(pid)
    with subprocess.Popen([sys.executable, "-c", script, f"local:{folder}"], stdout=subprocess.PIPE) as client:
        assert client.stdout is not None
        assert client.stdout.readline() == b"asks\n"
        running = (
            "SHOW TRANSACTIONS YIELD currentQuery WHERE currentQuery STARTS WITH 'RETURN reduce' RETURN count(*) AS n"
        )
        while not harmed.read(running)[0]["n"]:
            pass
        client.kill()
    server.wait(timeout=60)
    assert harmed.read("RETURN 1 AS one") == [{"one": 1}]


def seconds_until_refused(ask: Callable[[], object]) -> float:
    started = time.monotonic()
    with pytest.raises((StoreError, QueryError)):
        ask()
    return time.monotonic() - started


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system freezes no process")
def test_a_frozen_server_costs_kg_query_half_a_minute_at_most(harmed: Store, folder: Path) -> None:
    """Before a connection there is one, and in the middle of a query."""
    where = local.ensure(folder)
    pid = local.status(folder).pid
    assert pid is not None
    with Store(where.url, where.user, where.password) as theirs:
        os.kill(pid, signal.SIGSTOP)
        try:
            with ThreadPoolExecutor() as both:
                asked = both.submit(seconds_until_refused, lambda: guard.ask(theirs, "RETURN 1 AS one"))
                opened = both.submit(seconds_until_refused, lambda: Store(where.url, where.user, where.password))
            assert max(asked.result(), opened.result()) < 30
        finally:
            os.kill(pid, signal.SIGCONT)
    assert harmed.read("RETURN 1 AS one") == [{"one": 1}]
