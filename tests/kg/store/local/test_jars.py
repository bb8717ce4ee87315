from __future__ import annotations

import hashlib
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kg.errors import LocalServerError
from kg.store.local import jars
from kg.store.local.artifacts import Lock
from kg.store.local.lock import write_lock
from tests.started import Started

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kg.store.local.conftest import Repository

JGO_LEAVES_OPEN = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
FETCH = """
import sys
from pathlib import Path
from kg.store.local import jars
from kg.store.local.artifacts import read_lock
jars.fetch(read_lock(Path(sys.argv[1])), Path(sys.argv[2]))
"""


def asked(repository: Repository, lock: Lock) -> list[int]:
    return [repository.asked[artifact.name] for artifact in lock.artifacts]


def test_every_jar_arrives_with_its_hash(small: Lock, tmp_path: Path) -> None:
    paths = jars.fetch(small, tmp_path / "cache")
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in paths]
    assert hashes == [artifact.sha256 for artifact in small.artifacts]


def test_progress_ends_where_all_is_done(small: Lock, tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    jars.fetch(small, tmp_path / "cache", progress=lambda *step: told.append(step))
    assert len(told) == 5
    assert told[-1] == (f"Fetching Neo4j {small.version}", small.size, small.size)


def test_a_second_fetch_asks_for_nothing(small: Lock, tmp_path: Path, repository: Repository) -> None:
    jars.fetch(small, tmp_path / "cache")
    repository.asked.clear()
    jars.fetch(small, tmp_path / "cache")
    assert not repository.asked


def test_a_damaged_jar_is_fetched_again_and_the_rest_is_kept(
    small: Lock, tmp_path: Path, repository: Repository
) -> None:
    paths = jars.fetch(small, tmp_path / "cache")
    paths[2].write_bytes(b"half")
    repository.asked.clear()
    jars.fetch(small, tmp_path / "cache")
    assert asked(repository, small) == [0, 0, 1, 0, 0]


def test_a_jar_that_is_not_the_one_named_is_refused_and_not_kept(
    small: Lock, tmp_path: Path, repository: Repository
) -> None:
    wrong = replace(small.artifacts[0], sha256="0" * 64)
    lock = Lock(small.version, (wrong, *small.artifacts[1:]))
    with pytest.raises(LocalServerError, match="SHA-256 differs"):
        jars.fetch(lock, tmp_path / "cache")
    assert not (tmp_path / "cache" / "jars" / wrong.name).exists()
    assert repository.asked[wrong.name] == jars.ATTEMPTS


@JGO_LEAVES_OPEN
def test_what_was_fetched_before_a_failure_is_taken_up(small: Lock, tmp_path: Path, repository: Repository) -> None:
    lost = next(repository.folder.rglob(small.artifacts[3].name))
    content = lost.read_bytes()
    lost.unlink()
    with pytest.raises(LocalServerError, match="No Maven repository gave"):
        jars.fetch(small, tmp_path / "cache")
    kept = {path.name for path in (tmp_path / "cache" / "jars").iterdir()}
    lost.write_bytes(content)
    repository.asked.clear()
    jars.fetch(small, tmp_path / "cache")
    assert {artifact.name for artifact in small.artifacts if repository.asked[artifact.name]} == {
        artifact.name for artifact in small.artifacts
    } - kept


@JGO_LEAVES_OPEN
def test_a_network_that_does_not_answer_is_one_sentence(
    small: Lock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "nowhere.conf"
    settings.write_text("[repositories]\nnone = http://127.0.0.1:9\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    with pytest.raises(LocalServerError, match="check the network and run this again"):
        jars.fetch(small, tmp_path / "cache")


def test_two_commands_that_fetch_at_once_fetch_each_jar_once(
    small: Lock, tmp_path: Path, repository: Repository
) -> None:
    write_lock(small, tmp_path / "lock.json")
    command = [sys.executable, "-c", FETCH, str(tmp_path / "lock.json"), str(tmp_path / "cache")]
    with Started(command) as one, Started(command) as other:
        assert (one.wait(60), other.wait(60)) == (0, 0)
    assert asked(repository, small) == [1, 1, 1, 1, 1]


def test_a_full_disk_is_said_before_anything_is_fetched(
    small: Lock, tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jars, "SPARE", 10**18)
    with pytest.raises(LocalServerError, match="is full"):
        jars.fetch(small, tmp_path / "cache")
    assert not repository.asked


def test_a_cache_that_is_no_folder_is_one_sentence(small: Lock, tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    with pytest.raises(LocalServerError, match="cache"):
        jars.fetch(small, tmp_path / "cache")
