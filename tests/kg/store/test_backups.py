"""Tests of kg.store.backups: what is backed up comes back whole, and nothing goes before it has answered."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from kg import schema
from kg.errors import CallError, KGError, SourceError, StoreError
from kg.store import Store, backups, connect, local
from kg.store.local import backup_file
from tests.differences import Snapshot, differences

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

GRAPH = """\
MERGE (a:Paper {paper_id: '2401.00001', title: 'Kettles'})
MERGE (b:Paper {paper_id: '1901.00001', stub: true})
MERGE (a)-[r:CITES]->(b)
SET r.sources = ['a.jsonl']
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a local store of this file's own: its server is stopped and started."""
    folder = tmp_path_factory.mktemp("backed-up") / "store"
    yield folder
    local.stop(folder)


def test_a_backup_comes_back_whole_and_a_bad_one_changes_nothing(
    home: Path, tmp_path: Path, snapshot: Callable[[Store], Snapshot]
) -> None:
    file = tmp_path / "graph.kg"
    with connect(f"local:{home}") as store:
        store.prepare()
        store.write(GRAPH)
        before = snapshot(store)
        about = backups.backup(store, file)
        assert (about.papers, about.relationships) == (2, 1)
        assert not differences(snapshot(store), before), "the server is there again, with what it had"
        store.write("MATCH (n) DETACH DELETE n")
        store.write("CREATE (:Paper {paper_id: 'later'})")
        later = snapshot(store)

        with pytest.raises(CallError, match=r"holds a graph of 1 papers: give --replace"):
            backups.restore(home, file)
        broken = tmp_path / "broken.kg"
        (tmp_path / "neo4j.dump").write_bytes(b"no dump of Neo4j's")
        backup_file.pack(tmp_path / "neo4j.dump", broken, about)
        with pytest.raises(StoreError, match="neo4j-admin database load"):
            backups.restore(home, broken, replace=True)
        assert not differences(snapshot(store), later)

        backups.restore(home, file, replace=True)
        assert not differences(snapshot(store), before)
    assert not [path.name for path in home.iterdir() if path.name in {"restoring", "data.before", "data.refused"}]


def test_a_backup_of_a_newer_neo4j_or_a_newer_graph_is_refused(tmp_path: Path) -> None:
    (tmp_path / "neo4j.dump").write_bytes(b"")
    about = backup_file.About("9.0.0", "5.26.30", schema.VERSION + 1, "2026-01-01", 1, 1)
    backup_file.pack(tmp_path / "neo4j.dump", tmp_path / "shape.kg", about)
    with pytest.raises(SourceError, match=f"holds a graph of version {schema.VERSION + 1}"):
        backups.restore(tmp_path / "store", tmp_path / "shape.kg")
    newer = dataclasses.replace(about, neo4j="99.1.0", schema=schema.VERSION)
    backup_file.pack(tmp_path / "neo4j.dump", tmp_path / "neo4j.kg", newer)
    with pytest.raises(SourceError, match=r"was written by Neo4j 99\.1\.0, and this program brings"):
        backups.restore(tmp_path / "store", tmp_path / "neo4j.kg")
    assert not (tmp_path / "store").exists()


def test_a_server_of_its_own_is_backed_up_by_who_runs_it(store: Store, tmp_path: Path) -> None:
    with pytest.raises(CallError, match=r"is a server of its own, which is backed up by who runs it"):
        backups.backup(store, tmp_path / "graph.kg")
    assert backups.before(store, "anything") is None
    with pytest.raises(KGError, match="is checked by who runs it"):
        backups.check_files(store)
    assert not list(tmp_path.iterdir())
