from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from kg.errors import LocalServerError
from kg.store.local import folder as module
from kg.store.local.folder import Folder, State

if TYPE_CHECKING:
    from pathlib import Path

STATE = State(port=7687, pid=1, created=1.5, version="5.26.30", folder="f", started_at="2026-06-11T00:00:00+00:00")


def test_a_state_reads_back_as_it_was_written(tmp_path: Path) -> None:
    Folder(tmp_path).write_state(STATE)
    assert Folder(tmp_path).read_state() == STATE


@pytest.mark.parametrize("text", ["", "{", "[]", '{"port": 1}', "null"])
def test_a_state_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text)
    assert Folder(tmp_path).read_state() is None


def test_the_port_outlives_the_state(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    place.write_state(STATE)
    place.drop_state()
    assert place.read_state() is None
    assert place.last_port() == 7687


def test_the_password_is_made_once_and_for_this_user_alone(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    password = place.password()
    assert len(password) == 48
    assert place.password() == password
    assert (tmp_path / "password").stat().st_mode & 0o777 == 0o600


def test_a_lost_password_is_said_and_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "data" / "dbms").mkdir(parents=True)
    with pytest.raises(LocalServerError, match="password file"):
        Folder(tmp_path).password()


@pytest.mark.parametrize("written", ["5.26.31", "5.27.0", "2025.01.0"])
def test_a_folder_of_a_newer_neo4j_is_refused(tmp_path: Path, written: str) -> None:
    Folder(tmp_path).write_version(written)
    with pytest.raises(LocalServerError, match=f"written by Neo4j {written}"):
        Folder(tmp_path).prepare("5.26.30")


@pytest.mark.parametrize("written", ["5.26.30", "5.26.4", "4.4.0"])
def test_a_folder_of_this_or_an_older_neo4j_is_taken(tmp_path: Path, written: str) -> None:
    Folder(tmp_path).write_version(written)
    Folder(tmp_path).prepare("5.26.30")


def test_a_disk_with_too_little_room_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROOM", 10**18)
    with pytest.raises(LocalServerError, match="nearly full"):
        Folder(tmp_path).prepare("5.26.30")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    os.chown(tmp_path, 12345, 12345)
    with pytest.raises(LocalServerError, match="another user"):
        Folder(tmp_path).prepare("5.26.30")


def test_a_new_folder_is_for_this_user_alone(tmp_path: Path) -> None:
    place = Folder(tmp_path / "new")
    place.prepare("5.26.30")
    assert place.path.stat().st_mode & 0o777 == 0o700


def test_a_folder_is_served_while_its_lock_is_held(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    assert not place.is_served()
    with place.server_lock:
        assert Folder(tmp_path).is_served()
    assert not place.is_served()
