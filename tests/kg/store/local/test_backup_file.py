"""Tests of kg.store.local.backup_file: what was written is read, and what is no backup is refused."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from kg.errors import SourceError
from kg.store.local import backup_file
from kg.store.local.backup_file import About

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = About("0.1.0", "5.26.30", 1, "2026-01-01T00:00:00+00:00", 3, 4)


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    """A backup of a dump that is none of Neo4j's."""
    (tmp_path / "neo4j.dump").write_bytes(b"dump" * 5000)
    backup_file.pack(tmp_path / "neo4j.dump", tmp_path / "graph.kg", ABOUT)
    return tmp_path / "graph.kg"


def test_what_was_packed_is_read_and_unpacked(packed: Path, tmp_path: Path) -> None:
    about = backup_file.read(packed)
    assert (about.papers, about.relationships, about.neo4j) == (3, 4, "5.26.30")
    backup_file.unpack(packed, tmp_path / "again")
    assert (tmp_path / "again").read_bytes() == b"dump" * 5000
    assert stat.S_IMODE(packed.stat().st_mode) == 0o600
    assert sorted(path.name for path in tmp_path.iterdir()) == ["again", "graph.kg", "neo4j.dump"]


def test_every_byte_of_the_dump_is_looked_at(packed: Path, tmp_path: Path) -> None:
    content = bytearray(packed.read_bytes())
    place = content.index(b"dumpdump") + 10_000
    content[place] ^= 1
    packed.write_bytes(content)
    with pytest.raises(SourceError, match=r"is damaged: its dump is not as it was written; name another backup\.$"):
        backup_file.unpack(packed, tmp_path / "again")


@pytest.mark.parametrize("size", [0, 10, 300, 15_000])
def test_a_part_of_a_backup_is_none(size: int, packed: Path) -> None:
    packed.write_bytes(packed.read_bytes()[:size])
    with pytest.raises(SourceError, match="is no backup that `kg backup` made, or not all of one: name another"):
        backup_file.read(packed)


@pytest.mark.parametrize("said", ["[]", "{}", "not JSON", json.dumps({"format": "another", "number": 1})])
def test_another_archive_is_none(said: str, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("about.json", said)
        archive.writestr("neo4j.dump", b"")
    with pytest.raises(SourceError, match="is no backup"):
        backup_file.read(tmp_path / "other.zip")
    with pytest.raises(SourceError, match="There is no file"):
        backup_file.read(tmp_path / "absent")
    with pytest.raises(SourceError, match="cannot be read"):
        backup_file.read(tmp_path)


def test_one_of_a_newer_program_names_it(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "newer.kg", "w") as archive:
        said = {"format": backup_file.FORMAT, "number": backup_file.NUMBER + 1, "program": "9.0.0", "else": 1}
        archive.writestr("about.json", json.dumps(said))
        archive.writestr("neo4j.dump", b"")
    with pytest.raises(SourceError, match=r"made by paper-kg 9\.0\.0, which is newer"):
        backup_file.read(tmp_path / "newer.kg")


def test_what_a_backup_that_was_killed_left_goes_with_the_next(tmp_path: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as died:
        died.wait()
    file = tmp_path / "graph.kg"
    (tmp_path / f".graph.kg.dump.{died.pid}").mkdir()
    (tmp_path / f".graph.kg.{died.pid}").touch()
    mine = [backup_file.beside(file), backup_file.beside(file, "dump."), tmp_path / f".other.kg.{died.pid}"]
    for path in mine:
        path.touch()
    backup_file.forget_left(file)
    assert sorted(tmp_path.iterdir()) == sorted(mine)
