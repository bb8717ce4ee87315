from __future__ import annotations

import dataclasses
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from kg.errors import LocalServerError
from kg.store.local import folder as module
from kg.store.local.folder import Folder, State

if TYPE_CHECKING:
    from pathlib import Path


def state_of(folder: Path, **changed: object) -> State:
    state = State(
        port=7687, pid=1, version="5.26.30", folder=str(folder), started_at="2026-06-11T00:00:00+00:00",
        inode=folder.stat().st_ino, control=7688, secret="00ff",
    )  # fmt: skip
    return dataclasses.replace(state, **changed)  # type: ignore[arg-type]


def test_a_state_reads_back_as_it_was_written(tmp_path: Path) -> None:
    Folder(tmp_path).write_state(state_of(tmp_path))
    assert Folder(tmp_path).read_state() == state_of(tmp_path)
    assert (tmp_path / "state.json").stat().st_mode & 0o777 == 0o600
    assert "00ff" not in repr(state_of(tmp_path))


def test_a_state_of_another_paper_kg_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    said = {"port": 7, "pid": 1, "created": 1.5, "version": "5", "folder": str(tmp_path), "started_at": "", "later": 1}
    (tmp_path / "state.json").write_text(json.dumps(said))
    state = Folder(tmp_path).read_state()
    assert state is not None
    assert (state.port, state.secret) == (7, "")


@pytest.mark.parametrize("inode", [True, False])
def test_the_state_in_a_copied_folder_is_none(tmp_path: Path, *, inode: bool) -> None:
    (tmp_path / "one").mkdir()
    Folder(tmp_path / "one").write_state(state_of(tmp_path / "one", **({} if inode else {"inode": 0})))
    shutil.copytree(tmp_path / "one", tmp_path / "other")
    assert Folder(tmp_path / "other").read_state() is None
    assert Folder(tmp_path / "other").is_copy()
    assert not Folder(tmp_path / "one").is_copy()


def test_a_copied_folder_is_known_as_one_until_it_has_settled(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    Folder(tmp_path / "one").settle()
    shutil.copytree(tmp_path / "one", tmp_path / "other")
    other = Folder(tmp_path / "other")
    assert other.is_copy()
    other.part_from_origin()
    assert other.is_copy()
    other.settle()
    assert not other.is_copy()


WRONG_TYPES = '{"port": "1; rm", "pid": 1, "version": "", "folder": "", "started_at": ""}'


@pytest.mark.parametrize("text", ["", "{", "[]", '{"port": 1}', "null", WRONG_TYPES])
def test_a_state_that_cannot_be_read_is_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "state.json").write_text(text)
    assert Folder(tmp_path).read_state() is None


def test_the_port_outlives_the_state(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    place.write_state(state_of(tmp_path))
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


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give a file away")
@pytest.mark.parametrize("name", ["state.json", "password", "version", "port", "origin", "server.lock"])
def test_a_file_of_another_user_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch(mode=0o600)
    os.chown(tmp_path / name, 12345, 12345)
    with pytest.raises(LocalServerError, match=rf"{name} belongs to another user"):
        Folder(tmp_path).check()


@pytest.mark.parametrize("name", ["state.json", "password", "version", "port"])
def test_a_file_that_others_can_write_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    (tmp_path / name).chmod(0o622)
    with pytest.raises(LocalServerError, match=rf"{name}: .*chmod 600"):
        Folder(tmp_path).check()


def test_a_password_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    password = Folder(tmp_path).password()
    (tmp_path / "password").chmod(0o644)
    Folder(tmp_path).check()
    assert (tmp_path / "password").stat().st_mode & 0o777 == 0o600
    assert Folder(tmp_path).password() == password


def test_a_folder_that_others_can_write_in_is_closed_while_it_is_empty_and_refused_then(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    Folder(tmp_path).check()
    assert tmp_path.stat().st_mode & 0o777 == 0o755
    (tmp_path / "planted").touch()
    tmp_path.chmod(0o777)
    with pytest.raises(LocalServerError, match="chmod go-w"):
        Folder(tmp_path).check()


RUBBISH = [b"\xff\xfe\0\x01", b"two words", b"x y" * 999, b""]


@pytest.mark.parametrize("content", RUBBISH)
def test_a_password_file_without_a_password_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "password").write_bytes(content)
    with pytest.raises(LocalServerError, match=f"{tmp_path}/password holds no password"):
        Folder(tmp_path).password()


@pytest.mark.parametrize("content", RUBBISH)
def test_a_version_file_without_a_version_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "version").write_bytes(content)
    with pytest.raises(LocalServerError, match=f"{tmp_path}/version names no version"):
        Folder(tmp_path).prepare("5.26.30")


@pytest.mark.parametrize("content", [*RUBBISH, b"65536", b"-1", b"7687.5"])
def test_a_port_file_without_a_port_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "port").write_bytes(content)
    with pytest.raises(LocalServerError, match=f"{tmp_path}/port holds no port"):
        Folder(tmp_path).last_port()
