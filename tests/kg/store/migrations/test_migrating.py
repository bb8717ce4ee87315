"""Tests of kg.store.migrations: graphs of every earlier version become what a build makes today.

The graphs in tests/data/graphs were written by earlier versions of this program of the three papers that lie beside
them, and read out as Cypher: 0-0 has papers and no books of who said what, 0-1 has both and says no version.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg import schema
from kg.build import Contents, assimilate
from kg.build.contents import read_file
from kg.build.report import silent
from kg.errors import StoreError
from kg.queries import invariants
from kg.store import Store, connect, migrations
from kg.store.migrations import books
from tests.differences import TIMES, Snapshot, differences, without

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store.local import Connection

GRAPHS = Path(__file__).parents[3] / "data" / "graphs"
SOURCE = "/papers/three.jsonl"
EARLIER = sorted(GRAPHS.glob("version-*.cypher"))
UNSAID = "MATCH (n) WHERE n:Build OR n:Schema OR n:Revision OR n:Change DETACH DELETE n"
"""What tells of builds is another after two builds than after one."""


@pytest.fixture
def contents() -> Contents:
    """What the file said of which the earlier graphs were made."""
    found = read_file(GRAPHS / "three.jsonl", None, lambda reject: pytest.fail(str(reject)), silent)
    return replace(found, source=SOURCE, statements=tuple(replace(one, source=SOURCE) for one in found.statements))


def load(store: Store, path: Path) -> None:
    """Write a graph as an earlier version left it, which knows nothing of what today's prepares."""
    store.write("MATCH (n) DETACH DELETE n")
    for statement in path.read_text(encoding="utf-8").splitlines():
        store.write(statement.removesuffix(";"))


@pytest.mark.parametrize("path", EARLIER, ids=[path.stem for path in EARLIER])
def test_a_graph_of_an_earlier_version_becomes_what_a_build_makes_today(
    path: Path, contents: Contents, store: Store, snapshot: Callable[[Store], Snapshot]
) -> None:
    assimilate(store, [contents])
    store.write(UNSAID)
    today = without(snapshot(store), TIMES)
    store.clear()

    load(store, path)
    told: list[str] = []
    migrations.bring(store, on_notice=told.append)
    assert told == [f"The graph is brought from version {n} to {n + 1}." for n in range(schema.VERSION)]
    assert migrations.version(store) == schema.VERSION
    migrations.bring(store, on_notice=told.append)
    assert len(told) == schema.VERSION
    assimilate(store, [contents])
    assert not [finding for finding in invariants.findings(store) if finding.count]
    store.write(UNSAID)
    assert not differences(without(snapshot(store), TIMES), today)


def test_a_migration_that_died_is_finished_by_the_next_build(
    contents: Contents, store: Store, snapshot: Callable[[Store], Snapshot], monkeypatch: pytest.MonkeyPatch
) -> None:
    load(store, GRAPHS / "version-0-0.cypher")
    migrations.bring(store)
    whole = snapshot(store)
    store.clear()

    load(store, GRAPHS / "version-0-0.cypher")
    with monkeypatch.context() as patch:
        patch.setattr(books, "AT_ONCE", 2)
        writes = store.write_all

        def dying(work: Callable[..., object], /) -> object:
            writes(work)
            raise KeyboardInterrupt

        patch.setattr(store, "write_all", dying)
        with pytest.raises(KeyboardInterrupt):
            books.write(store)
    assert migrations.version(store) == 0
    assert len(store.read("MATCH (s:Statement) RETURN s")) == 2
    migrations.bring(store)
    assert not differences(snapshot(store), whole)
    assimilate(store, [contents])
    assert not [finding for finding in invariants.findings(store) if finding.count]


def test_a_graph_of_a_newer_program_is_refused_in_a_sentence(
    server: Connection, store: Store, contents: Contents
) -> None:
    migrations.stamp(store, schema.VERSION + 1)
    sentence = rf"is of version {schema.VERSION + 1}, and this program knows version {schema.VERSION}: update"
    try:
        with pytest.raises(StoreError, match=sentence):
            connect(server.url, user=server.user, password=server.password)
        with pytest.raises(StoreError, match=sentence):
            assimilate(store, [contents])
        assert store.read("MATCH (p:Paper) RETURN p") == []
    finally:
        store.write("MATCH (s:Schema) DELETE s")  # else the next test could not open the run's server


def test_a_new_graph_says_that_it_is_of_todays_version(store: Store, contents: Contents) -> None:
    assert migrations.version(store) == schema.VERSION
    assert store.read("MATCH (s:Schema) RETURN s") == []
    assimilate(store, [contents])
    assert store.read("MATCH (s:Schema) RETURN s.version AS version") == [{"version": schema.VERSION}]


def test_there_is_a_step_from_every_earlier_version() -> None:
    assert sorted(migrations.STEPS) == list(range(schema.VERSION))
