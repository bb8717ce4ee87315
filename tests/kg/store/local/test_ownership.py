"""Whose a server is: copies, forgeries and clocks that step fool nobody."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import neo4j
import psutil
import pytest

from kg.errors import LocalServerError
from kg.store import connect, local
from kg.store.local import process
from kg.store.local.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def copied(home: Path, tmp_path: Path) -> Iterator[Path]:
    """A copy of the folder of a server that runs, made while nobody wrote."""
    with connect(f"local:{home}") as store:
        store.write("MERGE (:Kept {kept: true})")
    shutil.copytree(home, tmp_path / "copied", ignore=shutil.ignore_patterns("tmp"))
    yield tmp_path / "copied"
    local.stop(tmp_path / "copied")


def test_a_copied_folder_tells_nothing_of_the_server_that_it_was_copied_from(home: Path, copied: Path) -> None:
    assert not local.status(copied).running
    assert not local.stop(copied)
    assert local.status(home).running


def test_a_copied_store_gets_a_port_and_a_password_of_its_own(home: Path, copied: Path) -> None:
    original, copy = local.ensure(home), local.ensure(copied)
    assert copy.url != original.url
    assert copy.password != original.password
    assert (copied / "password").stat().st_mode & 0o777 == 0o600
    with connect(f"local:{copied}") as store:
        assert store.read("MATCH (n:Kept) RETURN count(n) > 0 AS kept") == [{"kept": True}]
    with (
        neo4j.GraphDatabase.driver(copy.url, auth=(copy.user, original.password)) as stranger,
        pytest.raises(neo4j.exceptions.AuthError),
    ):
        stranger.verify_connectivity()
    local.stop(copied)
    again = local.ensure(copied)
    assert (again.url, again.password) == (copy.url, copy.password)  # of its own for good
    assert local.ensure(home) == original


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen[bytes]]:
    """A process that is nobody's server."""
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    yield child
    child.kill()
    child.communicate()


def forge(place: Folder, pid: int, **changed: object) -> None:
    """Write a state that names another process, as who can write in the folder could."""
    said = {
        "port": 7687, "pid": pid, "created": psutil.Process(pid).create_time(), "version": "5.26.30",
        "folder": str(place.path), "started_at": "", "inode": place.inode(), "control": 7688, "secret": "00",
    }  # fmt: skip
    (place.path / "state.json").write_text(json.dumps(said | changed), encoding="utf-8")
    (place.path / "state.json").chmod(0o600)


@pytest.mark.parametrize("secret", ["00", ""])
def test_a_process_that_a_state_names_is_not_ended_for_it(
    tmp_path: Path, bystander: subprocess.Popen[bytes], secret: str
) -> None:
    place = Folder(tmp_path)
    forge(place, bystander.pid, secret=secret)
    with place.server_lock:
        assert not local.status(tmp_path).running
        with pytest.raises(LocalServerError, match=r"server\.lock is no server"):
            local.stop(tmp_path)
    assert not local.stop(tmp_path)
    assert bystander.poll() is None


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_neither_stopped_nor_attached_to_nor_asked(
    tmp_path: Path, bystander: subprocess.Popen[bytes]
) -> None:
    place = Folder(tmp_path)
    forge(place, bystander.pid)
    os.chown(tmp_path, 12345, 12345)
    with place.server_lock:
        for use in (local.stop, local.ensure, local.status):
            with pytest.raises(LocalServerError, match="belongs to another user"):
                use(tmp_path)
    assert bystander.poll() is None


def test_a_clock_that_steps_hides_no_server(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place, before = Folder(home), local.status(home)
    created = psutil.Process.create_time
    monkeypatch.setattr(psutil.Process, "create_time", lambda self: created(self) + 3600)
    assert (local.status(home).running, local.status(home).pid) == (True, before.pid)
    assert local.ensure(home).url == before.url
    assert place.read_state() is not None


def test_a_server_without_a_secret_is_known_by_the_lock_that_it_holds(home: Path) -> None:
    """One that an older paper-kg started goes on being used after an update."""
    place = Folder(home)
    state = place.read_state()
    assert state is not None
    old = {key: value for key, value in asdict(state).items() if key not in ("inode", "control", "secret")}
    (home / "state.json").write_text(json.dumps(old | {"created": 1.0}), encoding="utf-8")
    try:
        assert local.status(home).running
        assert local.ensure(home).url == state.url
    finally:
        place.write_state(state)


def test_a_frozen_server_is_told_of_and_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "ANSWER_LIMIT", 0.5)
    monkeypatch.setattr(process, "STOP_TIMEOUT", 0.5)
    local.ensure(tmp_path)
    pid = local.status(tmp_path).pid
    assert pid is not None
    os.kill(pid, signal.SIGSTOP)
    assert local.status(tmp_path).running
    with pytest.raises(LocalServerError, match="lives but does not answer"):
        local.ensure(tmp_path)
    assert local.stop(tmp_path)
    assert not local.status(tmp_path).running


def test_a_server_whose_state_is_lost_can_be_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    local.ensure(tmp_path)
    monkeypatch.setattr(process, "START_TIMEOUT", 0.5)
    (tmp_path / "state.json").unlink()
    assert local.stop(tmp_path)
    assert not Folder(tmp_path).is_served()
