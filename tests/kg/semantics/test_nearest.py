"""Tests of kg.semantics: texts as vectors, made once, kept, and found again."""

from __future__ import annotations

import logging
import socket
import sqlite3
import sys
from typing import TYPE_CHECKING, NoReturn

import numpy as np
import pytest

from kg import semantics
from kg.build import Contents, assimilate
from kg.errors import CallError
from kg.model import Paper, Statement
from kg.queries.near.by_meaning import find_by_meaning
from kg.semantics import model
from kg.semantics.vectors import Vectors, text_hash
from kg.store import Store, connect, local

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAPERS = (
    Paper("1001.00001", "Cars on slippery roads", "Automobiles lose their grip on ice."),
    Paper("1001.00002", "Bread without yeast", "Flour, water and patience make a loaf."),
    Paper("1001.00003", "Stars and their spectra", "The light of suns tells what they are made of."),
)


@pytest.fixture(scope="module")
def three(server: local.Connection) -> Iterator[Store]:
    """The graph of three papers; tests only read it."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        said = tuple(Statement("a", one.paper_id, one) for one in PAPERS)
        assimilate(opened, [Contents("a", said, whole=True)])
        yield opened


def test_a_text_is_found_by_what_it_means(three: Store, tmp_path: Path) -> None:
    found = semantics.nearest(three, "vehicles that skid in winter", 2, path=tmp_path / "vectors.sqlite")
    assert found[0].paper_id == "1001.00001"
    assert len(found) == 2
    assert 1 >= found[0].similarity > found[1].similarity


def test_what_is_kept_is_not_made_again_and_another_process_agrees(three: Store, tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    first = semantics.Semantics(three, path=path)
    second = semantics.Semantics(three, path=path)
    assert (first.made, second.made) == (3, 0)
    assert [one.paper_id for one in first.nearest("baking", 3)] == [one.paper_id for one in second.nearest("baking", 3)]


def test_who_was_interrupted_goes_on_where_he_was(three: Store, tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"

    class EnoughError(Exception):
        pass

    def stop(what: str, done: int, total: int) -> None:
        raise EnoughError(f"{what} {done} of {total}")

    with pytest.raises(EnoughError):
        semantics.Semantics(three, path=path, on_progress=stop)
    assert semantics.Semantics(three, path=path).made == 0


def test_papers_like_one_leave_it_out(three: Store, tmp_path: Path) -> None:
    found = semantics.Semantics(three, path=tmp_path / "vectors.sqlite").like(["1001.00002"], 5)
    assert {one.paper_id for one in found} == {"1001.00001", "1001.00003"}


def test_a_file_that_is_not_ours_is_left_alone_and_said(three: Store, tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE theirs (a)")
    other.close()
    told: list[str] = []
    assert semantics.nearest(three, "bread", 1, path=path, on_trouble=told.append)[0].paper_id == "1001.00002"
    assert len(told) == 1
    assert "cannot be used" in told[0]


def test_words_and_meaning_are_one_list(three: Store, tmp_path: Path) -> None:
    meant = semantics.Semantics(three, path=tmp_path / "vectors.sqlite")
    found = find_by_meaning(three, meant, "spectra of suns").hits
    assert found[0].node_id == "1001.00003"
    assert {hit.node_id for hit in found} == {one.paper_id for one in PAPERS}
    assert find_by_meaning(three, meant, "1001.00002").hits[0].node_id == "1001.00002"
    assert find_by_meaning(three, meant, "bread without yeast", limit=1).hits[0].node_id == "1001.00002"


def test_without_the_extra_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "wordllama", None)
    assert not semantics.installed()
    with pytest.raises(CallError, match=r"pip install 'paper-kg\[semantic\]'"):
        semantics.Model.load()


def test_loading_the_model_asks_nobody_and_leaves_the_log_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise AssertionError("somebody opens a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    root = logging.getLogger()
    before = (list(root.handlers), root.level)
    model._loaded.cache_clear()
    assert semantics.Model.load().embed(["anything"]).shape == (1, model.DIMENSIONS)
    assert (list(root.handlers), root.level) == before


def test_vectors_are_of_length_one_and_the_same_in_any_company() -> None:
    loaded = semantics.Model.load()
    alone = loaded.embed(["graphs of citations"])
    among = loaded.embed(["a much longer text " * 50, "graphs of citations", ""])
    assert np.allclose(alone[0], among[1], atol=1e-6)
    assert np.allclose(np.linalg.norm(among[:2], axis=1), 1, atol=1e-5)
    assert not among[2].any()


def test_a_vector_of_another_model_or_that_is_damaged_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "vectors.sqlite"
    vector = np.full(model.DIMENSIONS, 0.0625, dtype=np.float32)
    key = text_hash("a")
    with Vectors("one", path) as kept:
        kept.keep({key: vector})
        assert np.allclose(kept.find([key])[key], vector)
        kept.note("store", "1", {"p": key})
        assert kept.papers("store", "1") == {"p": key}
        assert kept.papers("store", "2") is None
    with Vectors("two", path) as kept:
        assert kept.find([key]) == {}
    with sqlite3.connect(path) as file:
        file.execute("UPDATE vector SET numbers = X'00'")
        file.execute("UPDATE papers SET listed = X'00'")
    file.close()
    with Vectors("one", path) as kept:
        assert kept.find([key]) == {}
        assert kept.papers("store", "1") is None
