"""Tests of kg.library.shelf: what a reader keeps is there again, and is nobody else's."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kg.errors import KGError
from kg.library import Shelf

if TYPE_CHECKING:
    from pathlib import Path

STORE = "bolt://127.0.0.1:7687"


def test_what_was_kept_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    Shelf(STORE, folder=tmp_path).put("set", "to read", ["2406.00001", "10.1/ü"])
    assert Shelf(STORE, folder=tmp_path).get("set", "to read") == ["2406.00001", "10.1/ü"]


def test_the_latest_change_comes_first(tmp_path: Path) -> None:
    shelf = Shelf(STORE, folder=tmp_path)
    for name in ("a", "b"):
        shelf.put("note", name, name)
    shelf.put("note", "a", "again")
    assert shelf.all("note") == {"a": "again", "b": "b"}


def test_readers_stores_and_kinds_do_not_see_each_other(tmp_path: Path) -> None:
    Shelf(STORE, "ada", folder=tmp_path).put("note", "n", 1)
    assert Shelf(STORE, "eve", folder=tmp_path).all("note") == {}
    assert Shelf("bolt://127.0.0.1:7688", "ada", folder=tmp_path).all("note") == {}
    assert Shelf(STORE, "ada", folder=tmp_path).all("set") == {}


def test_removing_tells_whether_there_was_anything(tmp_path: Path) -> None:
    shelf = Shelf(STORE, folder=tmp_path)
    assert not shelf.remove("view", "x")
    shelf.put("view", "x", {})
    assert shelf.remove("view", "x")
    assert shelf.get("view", "x") is None


def test_a_file_that_is_no_shelf_is_said_in_a_sentence_and_left_alone(tmp_path: Path) -> None:
    shelf = Shelf(STORE, folder=tmp_path)
    shelf.path.write_bytes(b"no database at all, but a text of some length")
    with pytest.raises(KGError, match="cannot be read"):
        shelf.put("note", "n", 1)
    assert shelf.path.read_bytes().startswith(b"no database")


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from kg.library import Shelf\n"
        "shelf = Shelf(sys.argv[1], folder=Path(sys.argv[2]))\n"
        "for n in range(20): shelf.put('mark', f'{sys.argv[3]}{n}', n)\n"
    )
    started = [subprocess.Popen([sys.executable, "-c", code, STORE, str(tmp_path), name]) for name in ("a", "b", "c")]
    assert [one.wait(timeout=60) for one in started] == [0, 0, 0]
    assert len(Shelf(STORE, folder=tmp_path).all("mark")) == 60


def test_what_stops_a_write_stops_every_kind_of_write(tmp_path: Path) -> None:
    Shelf(STORE, folder=tmp_path).put("note", "n", "kept")

    def no() -> None:
        raise KGError("read-only")

    shelf = Shelf(STORE, folder=tmp_path, before_writing=no)
    for write in (
        lambda: shelf.put("note", "n", "other"),
        lambda: shelf.remove("note", "n"),
        lambda: shelf.change("note", "n", lambda _: "other"),
    ):
        with pytest.raises(KGError, match="read-only"):
            write()
    assert shelf.get("note", "n") == "kept"


def test_a_change_that_fails_changes_nothing(tmp_path: Path) -> None:
    shelf = Shelf(STORE, folder=tmp_path)
    shelf.put("note", "n", "kept")

    def fails(_: object) -> None:
        raise KGError("no")

    with pytest.raises(KGError, match="no"):
        shelf.change("note", "n", fails)
    assert shelf.get("note", "n") == "kept"


def test_every_write_has_a_version_of_its_own(tmp_path: Path) -> None:
    shelf = Shelf(STORE, folder=tmp_path)
    seen = [shelf.version()]
    for write in (
        lambda: shelf.put("note", "n", 1),
        lambda: shelf.put("note", "n", 2),
        lambda: shelf.change("note", "n", lambda _: 3),
        lambda: shelf.remove("note", "n"),
    ):
        write()
        seen.append(Shelf(STORE, folder=tmp_path).version())
    assert len(set(seen)) == len(seen)
    shelf.all("note")
    assert shelf.version() == seen[-1]
