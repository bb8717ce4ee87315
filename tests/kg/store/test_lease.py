"""The lease: two never hold it at once, and one that died or froze does not keep it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from kg.errors import StoreError
from kg.store import Store, connect, lease

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store import Run, local

HOLDER = """
import sys
from kg.errors import KGError
from kg.store import connect, lease

with connect() as store:
    try:
        with lease.held(store, what="build", seconds=float(sys.argv[1])) as held:
            if sys.argv[2] == "inside":
                def work(run):
                    run("CREATE (:Paper {paper_id: 'half'})")
                    print("holds", flush=True)
                    sys.stdin.readline()
                    run("CREATE (:Paper {paper_id: 'late'})")
                held.store.write_all(work)
            else:
                print("holds", flush=True)
                sys.stdin.readline()
                held.store.write("CREATE (:Paper {paper_id: 'late'})")
    except KGError as error:
        print(error, flush=True)
"""


@contextmanager
def other(server: local.Connection, *, seconds: float = 60, where: str = "outside") -> Iterator[subprocess.Popen[str]]:
    """Another process, which holds the lease until it reads a line, and then writes a paper."""
    environment = os.environ | {
        "KG_STORE": server.url,
        "NEO4J_USERNAME": server.user,
        "NEO4J_PASSWORD": server.password,
    }
    command = [sys.executable, "-c", HOLDER, str(seconds), where]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "holds\n"
            yield process
        finally:
            process.kill()


def elsewhere(store: Store) -> None:
    """Let the holder be of a machine whose processes nobody here can see."""
    store.write("MATCH (l:Lease) SET l.machine = 'another'")


def papers(store: Store) -> list[str]:
    return [row["id"] for row in store.read("MATCH (p:Paper) RETURN p.paper_id AS id ORDER BY id")]


def test_a_lease_that_ended_leaves_nothing_behind(store: Store) -> None:
    with lease.held(store):
        assert lease.holder(store) is not None
    assert store.read("MATCH (n) RETURN n") == []


def test_a_lease_ends_with_an_error_of_the_block(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), lease.held(store):
        _ = 1 / 0
    assert lease.holder(store) is None


def test_the_second_waits_and_says_for_whom(server: local.Connection, store: Store) -> None:
    told: list[str] = []
    with other(server) as first:

        def on_wait(sentence: str) -> None:
            told.append(sentence)
            assert first.stdin is not None
            first.stdin.write("\n")
            first.stdin.flush()

        with lease.held(store, on_wait=on_wait):
            assert papers(store) == ["late"]  # the first had its turn to the end
        assert len(told) == 1
        assert told[0].startswith(f"Waiting for the build of process {first.pid} on ")
        assert "began at 2" in told[0]


def test_a_killed_holder_of_this_machine_is_not_waited_for(server: local.Connection, store: Store) -> None:
    with other(server, seconds=600) as first:
        first.kill()
        first.wait()
        started = time.monotonic()
        with lease.held(store):
            assert time.monotonic() - started < 10


def test_a_killed_holder_of_another_machine_keeps_it_until_it_expires(server: local.Connection, store: Store) -> None:
    told: list[str] = []
    with other(server, seconds=3) as first:
        first.kill()
        first.wait()
        elsewhere(store)
        with lease.held(store, on_wait=told.append):
            assert len(told) == 1


@pytest.mark.skipif(not hasattr(signal, "SIGSTOP"), reason="this system freezes no process")
@pytest.mark.parametrize("where", ["outside", "inside"])
def test_a_frozen_holder_that_wakes_up_writes_nothing(where: str, server: local.Connection, store: Store) -> None:
    """Inside a transaction it keeps locks as well, which are taken from it."""
    with other(server, seconds=2, where=where) as first:
        os.kill(first.pid, signal.SIGSTOP)
        with lease.held(store) as held:
            os.kill(first.pid, signal.SIGCONT)
            said, _ = first.communicate("\n", timeout=60)
            assert papers(store) == []
            held.check()
            held.store.write("CREATE (:Paper {paper_id: 'ours'})")
    assert papers(store) == ["ours"]
    assert "another took its turn" in said


def test_a_holder_at_a_long_transaction_keeps_its_lease(server: local.Connection, store: Store) -> None:
    taken: list[str] = []

    def take() -> None:
        with (
            connect(server.url, user=server.user, password=server.password) as two,
            lease.held(two, on_wait=taken.append),
        ):
            taken.append("taken")

    waiting = threading.Thread(target=take)

    def work(run: Run) -> None:
        del run
        waiting.start()
        waiting.join(timeout=5)  # which it must not do

    with lease.held(store, seconds=3) as held:
        held.store.write_all(work)
        held.check()
        assert "taken" not in taken
        held.store.write("CREATE (:Paper {paper_id: 'ours'})")
    waiting.join(timeout=30)
    assert taken[-1] == "taken"


def test_a_lease_that_was_taken_over_is_told_at_its_end(store: Store) -> None:
    with pytest.raises(StoreError, match="another took its turn"), lease.held(store):
        store.write("MATCH (l:Lease) SET l.owner = 'somebody'")


def test_a_lost_lease_fails_the_check_and_every_write(store: Store) -> None:
    def goes_on() -> None:
        with lease.held(store) as held:
            store.write("MATCH (l:Lease) SET l.owner = 'somebody'")
            with pytest.raises(StoreError, match="another took its turn"):
                held.store.write("CREATE (:Paper {paper_id: 'late'})")
            with pytest.raises(StoreError, match="another took its turn"):
                held.check()

    with pytest.raises(StoreError, match="another took its turn"):
        goes_on()
    assert papers(store) == []


def test_on_a_fresh_store_many_begin_at_once_and_one_at_a_time_holds_it(server: local.Connection, store: Store) -> None:
    """Without the constraint's help: each of them makes it, and all prepare the store."""
    for name in store.read("SHOW CONSTRAINTS YIELD name RETURN collect(name) AS names")[0]["names"]:
        store._run_alone(f"DROP CONSTRAINT {name}")
    inside: list[int] = []
    most: list[int] = []
    failed: list[BaseException] = []
    together = threading.Barrier(6)

    def builder(number: int) -> None:
        try:
            with connect(server.url, user=server.user, password=server.password) as mine:
                together.wait()
                mine.prepare()
                with lease.held(mine) as held:
                    inside.append(number)
                    most.append(len(inside))
                    held.store.write("MERGE (n:Count {key: 1}) SET n.times = coalesce(n.times, 0) + 1")
                    inside.remove(number)
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=builder, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert not failed
    assert most == [1] * 6
    assert store.read("MATCH (n) RETURN labels(n) AS labels, n.times AS times") == [{"labels": ["Count"], "times": 6}]
