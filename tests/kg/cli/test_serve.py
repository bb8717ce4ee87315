"""Tests of kg.cli.serve, kg.cli.status and kg.cli.stop; starting and stopping is in the examples' test."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from kg.store.local import Connection

Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize("command", ["serve", "status", "stop"])
def test_only_the_local_server_is_served(kg: Call, command: str) -> None:
    done = kg(command, "--store", "bolt://127.0.0.1:1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "kg: bolt://127.0.0.1:1 is not the local server; give --store local: or local:FOLDER.\n"


def test_a_server_that_runs_is_attached_to(
    kg: Call, server: Connection, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = next(tmp_path_factory.getbasetemp().glob("neo4j*"))
    done = kg("serve", "--store", f"local:{folder}")
    assert (done.returncode, done.stdout) == (0, f"{server.url}\n")
    assert server.password not in done.stderr
    status = json.loads(kg("status", "--store", f"local:{folder}", "--json").stdout)
    assert (status["running"], status["url"], status["folder"]) == (True, server.url, str(folder))
    assert status["memory"] > 100_000_000
    assert server.url in kg("status", "--store", f"local:{folder}").stdout


def test_a_server_that_never_ran_is_no_error(kg: Call, tmp_path: Path) -> None:
    store = f"local:{tmp_path / 'never'}"
    status = json.loads(kg("status", "--store", store, "--json").stdout)
    assert (status["running"], status["url"], status["memory"]) == (False, None, None)
    done = kg("stop", "--store", store)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "The local Neo4j was not running.\n")
    assert not (tmp_path / "never").exists()
