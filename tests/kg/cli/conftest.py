"""Calling `kg` in a test: in this process against the run's Neo4j, or as a process of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.cli import command_line
from tests.started import IGNORING_SIGINT, Started
from tests.world.faults import Faults
from tests.world.papers import make
from tests.world.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.store import Store
    from kg.store.local import Connection
    from tests.world.papers import World

ROOT = Path(__file__).parents[3]

LISTED = ("w00003", "w00024", "w00038", "w00015")
"""Works that the services know under identifiers of several kinds, or cite wrongly, or spell differently."""


@pytest.fixture
def kg(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Call `kg` in this process, from the project's root."""
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("KG_STORE", raising=False)

    def call(*arguments: object, stdin: str = "") -> subprocess.CompletedProcess[str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        given = [str(argument) for argument in arguments]
        capsys.readouterr()
        code = command_line.run(given)
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(given, code, out, err)

    return call


@pytest.fixture
def graph(store: Store, server: Connection, kg: object, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The run's Neo4j with a clean graph, which `kg` uses unless told otherwise."""
    del kg  # which takes KG_STORE away, before it is set here
    monkeypatch.setenv("KG_STORE", server.url)
    monkeypatch.setenv("NEO4J_USERNAME", server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    return store


@pytest.fixture
def built(graph: Store, kg: Callable[..., subprocess.CompletedProcess[str]], sample: Path) -> Store:
    """The same, with the sample in it."""
    assert kg("build", sample).returncode == 0
    return graph


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Started]]:
    """Start `kg` as a process of its own, which ends with the test at the latest."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    started: list[Started] = []

    def call(*arguments: object, ignoring_sigint: bool = False) -> Started:
        kg = [sys.executable, "-W", "ignore", "-m", "kg", *map(str, arguments)]
        started.append(
            Started(
                [*IGNORING_SIGINT, *kg] if ignoring_sigint else kg,
                cwd=ROOT,
                env=dict(os.environ),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        )
        return started[-1]

    yield call
    for process in started:
        process.end()
        for stream in (process.stdout, process.stderr):
            if stream:
                stream.close()


@pytest.fixture(scope="session")
def world() -> World:
    """A small made-up world of papers: one decoy of each kind."""
    return make(seed=7, size=20)


@pytest.fixture(scope="session")
def seven(world: World) -> Iterator[Server]:
    """The seven services over it."""
    with Server(world, Faults()) as playing:
        yield playing


@pytest.fixture
def services(seven: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    """The same, where `kg` looks for them; nothing is kept from another test."""
    for name, value in seven.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("KG_HTTP_CACHE", str(tmp_path / "http.sqlite"))
    assert seven.faults is not None
    seven.faults.clear()
    seven.forget()
    return seven


@pytest.fixture
def page(world: World, tmp_path: Path) -> Path:
    """A Daily Papers page of four papers of the world, saved: it has no identifier."""
    path = tmp_path / "page.txt"
    path.write_text(world.page(LISTED), encoding="utf-8")
    return path
