"""Tests of kg.sources.dead_letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import KGError
from kg.sources import DeadLetter, Reject
from kg.sources.dead_letter import default_path, read_rejects

REJECT = Reject("page.txt", 7, "the title is empty", 'a "quoted" line\nand another • \u2028')


def test_rejects_are_kept_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "new" / "rejects.jsonl"
    with DeadLetter(path) as dead_letter:
        dead_letter(REJECT)
        dead_letter(REJECT)
    assert dead_letter.count == 2
    assert list(read_rejects(path)) == [REJECT, REJECT]
    assert path.read_bytes().count(b"\n") == 2


def test_without_rejects_there_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    with DeadLetter(path):
        pass
    assert not path.exists()


def test_the_file_tells_of_the_last_run_alone(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    for _ in range(2):
        with DeadLetter(path) as dead_letter:
            dead_letter(REJECT)
    assert len(list(read_rejects(path))) == 1
    with DeadLetter(path):
        pass
    assert not path.exists()


def fail_after(dead_letter: DeadLetter) -> None:
    dead_letter(REJECT)
    raise ZeroDivisionError


def test_a_run_that_fails_leaves_what_was_kept(tmp_path: Path) -> None:
    path = tmp_path / "rejects.jsonl"
    dead_letter = DeadLetter(path)
    with pytest.raises(ZeroDivisionError), dead_letter:
        fail_after(dead_letter)
    assert list(read_rejects(path)) == [REJECT]


def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(KGError, match=r"cannot be written .*give another path"),
        DeadLetter(tmp_path / "file" / "x") as letter,
    ):
        letter(REJECT)


def test_two_sources_of_one_name_have_two_files() -> None:
    assert default_path(Path("/a/page.txt")) != default_path(Path("/b/page.txt"))
    assert default_path(Path("/a/page.txt")) == default_path(Path("/a/../a/page.txt"))
