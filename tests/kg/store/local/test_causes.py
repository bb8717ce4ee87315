"""Tests of kg.store.local.causes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.store.local.causes import why_it_did_not_start, why_it_went
from kg.store.local.folder import Folder

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("log", "says"),
    [
        ("java.io.IOException: No space left on device", "The disk of {folder} is full: make room, 200 MB at least"),
        ("Caused by: java.lang.IllegalStateException: Metadata store is empty", "files of the graph in {folder}/data"),
        ("Failed to load data from legacy metadata store", "files of the graph in {folder}/data"),
        ("Failed to read authentication file: data/dbms/auth.ini", "files of the graph in {folder}/data"),
        ("org.neo4j.kernel.StoreLockException: Lock file has been locked", "{folder} is in use by another Neo4j"),
        ("java.lang.IllegalArgumentException: Unknown store version 'zz'", "{folder} was written by another version"),
        ("java.nio.file.AccessDeniedException: /x", "Neo4j cannot write in {folder}"),
        ("something.Exception: nobody foresaw this", "nobody foresaw this (its log is {folder}/server.log)"),
        ("", "it ended without a word (its log is {folder}/server.log)"),
    ],
)
def test_what_a_log_says_becomes_one_sentence_that_names_the_folder(tmp_path: Path, log: str, says: str) -> None:
    (tmp_path / "server.log").write_text(f"one line\n{log}\n", encoding="utf-8")
    told = str(why_it_did_not_start(Folder(tmp_path)))
    assert says.format(folder=tmp_path) in told
    assert told.endswith(".")
    assert "\n" not in told


def test_a_server_that_went_is_told_by_whether_it_lives(tmp_path: Path) -> None:
    place = Folder(tmp_path)
    assert "ended meanwhile: run the same command again" in str(why_it_went(place))
    with place.server_lock:
        assert "lives but does not answer" in str(why_it_went(place))
