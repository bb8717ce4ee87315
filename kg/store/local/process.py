"""This file is about the server process seen from outside: attach to it, start it, stop it."""

from __future__ import annotations

import atexit
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import psutil

from kg.errors import LocalServerError
from kg.store.local import jars
from kg.store.local.artifacts import read_lock
from kg.store.local.conf import heap, idle_seconds
from kg.store.local.folder import USER, Folder, State, default_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    Progress = Callable[[str, int, int], None]

START_TIMEOUT = 180.0
STOP_TIMEOUT = 30.0
TICK = 0.05
BOLT_HANDSHAKE = bytes.fromhex("6060b017 00000405 00000004 00000000 00000000")

_children: list[subprocess.Popen[bytes]] = []
"""Servers that this very process started: kept so that their end can be collected."""


@dataclass(frozen=True, slots=True)
class Connection:
    """Where a local server answers, and as whom to speak to it."""

    url: str
    user: str
    password: str

    def __repr__(self) -> str:
        """Leave the password out, for the sake of logs."""
        return f"Connection(url={self.url!r}, user={self.user!r})"


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of the server of a folder.

    Attributes:
        url: None while it is not running.
        version: of the Neo4j that runs, or else of the one that wrote the folder, or an empty text.
        started_at: ISO 8601.
        memory: bytes of the process in memory.
    """

    folder: Path
    running: bool
    url: str | None = None
    pid: int | None = None
    version: str = ""
    started_at: str | None = None
    memory: int | None = None


def ensure(folder: Path | None = None, *, progress: Progress | None = None) -> Connection:
    """Give a connection to the server of a folder: the one that runs, or one that is started now.

    Args:
        folder: by default the one in the user's data folder.
        progress: is told a name, how much is done, and how much there is.

    Raises:
        LocalServerError: it cannot be fetched or started, and why.
    """
    place = Folder((folder or default_folder()).absolute())
    try:
        place.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        with place.start_lock.acquire(timeout=START_TIMEOUT):
            state = _attach(place) or _start(place, progress)
            place.touch()
            return Connection(state.url, USER, place.password())
    except filelock.Timeout:
        raise LocalServerError(
            f"Another command has been starting or stopping the server of {place.path} for {START_TIMEOUT:.0f} s: "
            "wait for it, or end it, and run this again.",
        ) from None
    except OSError as error:
        raise LocalServerError(
            f"{place.path} cannot be used ({error.strerror or error}): see to that, or choose another folder with "
            "--store local:PATH.",
        ) from error


def status(folder: Path | None = None) -> Status:
    """Say whether the server of a folder runs, and where."""
    place = Folder((folder or default_folder()).absolute())
    _collect()
    try:
        state = place.read_state()
        if state is None or not place.is_served() or not _is_process(state):
            return Status(place.path, running=False, version=place.written_version())
        memory = psutil.Process(state.pid).memory_info().rss
    except (OSError, psutil.Error):
        return Status(place.path, running=False)
    return Status(place.path, True, state.url, state.pid, state.version, state.started_at, memory)  # noqa: FBT003  (a record's field)


def stop(folder: Path | None = None) -> bool:
    """Stop the server of a folder; what was committed is kept.

    Returns:
        Whether there was one.
    """
    place = Folder((folder or default_folder()).absolute())
    if not (place.path / "server.lock").exists():
        return False
    try:
        with place.start_lock.acquire(timeout=START_TIMEOUT):
            return _stop(place)
    except (OSError, psutil.Error) as error:
        raise LocalServerError(
            f"The server of {place.path} cannot be stopped ({error}): run this as the user who started it.",
        ) from error


def _stop(place: Folder) -> bool:
    was_served = place.is_served()
    deadline = time.monotonic() + START_TIMEOUT
    while place.is_served() and (state := place.read_state()) is None and time.monotonic() < deadline:
        time.sleep(TICK)  # it is starting, or stopping by itself
    state = place.read_state()
    if state is not None and _is_process(state):
        process = psutil.Process(state.pid)
        process.send_signal(signal.SIGTERM)
        if not _until_gone(place, STOP_TIMEOUT):
            process.kill()
            _until_gone(place, STOP_TIMEOUT)
    place.drop_state()
    _collect()
    return was_served


def _until_gone(place: Folder, timeout: float) -> bool:
    deadline = time.monotonic() + timeout
    while place.is_served():
        if time.monotonic() > deadline:
            return False
        time.sleep(TICK)
    return True


def _attach(place: Folder) -> State | None:
    """Give the state of the server that answers, waiting for one that is just starting or stopping."""
    deadline = time.monotonic() + START_TIMEOUT
    while place.is_served():
        state = place.read_state()
        if state is not None and _is_running(place, state):
            return state
        if time.monotonic() > deadline:
            raise LocalServerError(
                f"The server of {place.path} lives but does not answer: stop it with `kg stop` and run this again; "
                f"its log is {place.log}.",
            )
        time.sleep(TICK)
    place.drop_state()
    return None


def _is_running(place: Folder, state: State) -> bool:
    return place.is_served() and _is_process(state) and _answers(state.port)


def _is_process(state: State) -> bool:
    """Say whether the process is the one that wrote the state, and not a later one of the same pid."""
    try:
        process = psutil.Process(state.pid)
        return abs(process.create_time() - state.created) < 2 and process.status() != psutil.STATUS_ZOMBIE  # noqa: PLR2004  (seconds that a corrected clock may move it)
    except psutil.NoSuchProcess:
        return False


def _answers(port: int) -> bool:
    """Say whether Bolt answers on a port of this machine."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
            connection.sendall(BOLT_HANDSHAKE)
            return connection.recv(4) not in {b"", b"\0\0\0\0", b"HTTP"}
    except OSError:
        return False


def _start(place: Folder, progress: Progress | None) -> State:
    """Start a server and wait until Bolt answers; once more where another program took its port just then."""
    lock = read_lock()
    place.prepare(lock.version)
    place.password()
    heap()
    idle_seconds()
    jars.fetch(lock, progress=progress)
    name = f"Starting Neo4j {lock.version}"
    if progress:
        progress(name, 0, 1)
    state = _await(place, _spawn(place))
    if state is None and re.search(r"Address already in use|BindException", _said(place)):
        place.forget_port()
        state = _await(place, _spawn(place))
    if state is None:
        raise _explanation(place, _said(place))
    if progress:
        progress(name, 1, 1)
    return state


def _said(place: Folder) -> str:
    return place.log.read_text(encoding="utf-8", errors="replace")


def _spawn(place: Folder) -> subprocess.Popen[bytes]:
    """Start the server process, free of this one's terminal and folder."""
    environment = dict(os.environ)
    root = Path(__file__).resolve().parents[3]
    if root.name not in {"site-packages", "dist-packages"}:
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    with place.log.open("wb") as log:
        child = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            [sys.executable, "-P", "-m", "kg.store.local.server", str(place.path)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            env=environment,
        )
    _children.append(child)
    return child


def _await(place: Folder, child: subprocess.Popen[bytes]) -> State | None:
    """Wait until the child answers; None where it ended first."""
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        ended = child.poll() is not None
        state = place.read_state()
        if state is not None and state.pid == child.pid and _answers(state.port):
            return state
        if ended:
            _collect()
            return None
        time.sleep(TICK)
    child.kill()
    child.wait()
    raise LocalServerError(f"Neo4j did not answer within {START_TIMEOUT:.0f} s and was ended: its log is {place.log}.")


def _collect() -> None:
    """Collect the ends of servers that this process started, so that none lingers as a zombie."""
    _children[:] = [child for child in _children if child.poll() is None]


@atexit.register
def _let_go() -> None:
    """Let servers outlive this process without a warning from Python: that is what they are for."""
    for child in _children:
        child.returncode = 0


CAUSES = {
    r"No space left on device|Disk quota exceeded": (
        "The disk of {folder} is full: make room and run this again; nothing that was committed is lost."
    ),
    r"FileLockException|Lock file has been locked|Unable to obtain lock": (
        "{folder} is in use by another Neo4j server: stop that one, or choose another folder with --store local:PATH."
    ),
    r"(?i)newer version|unknown store version|StoreVersion|not supported by this version|unsupported.*format": (
        "{folder} was written by another version of Neo4j than this program brings: update this program, or choose "
        "another folder with --store local:PATH."
    ),
    r"AccessDeniedException|Permission denied|Read-only file system": (
        "Neo4j cannot write in {folder}: give yourself the right to, or choose another folder with --store local:PATH."
    ),
    r"(?i)insufficient memory|could not reserve enough space|cannot allocate memory|initial heap size": (
        "There is not enough memory for Neo4j: end other programs, or set KG_HEAP to another size, such as 512m."
    ),
}
"""What the log says, and what that means to a person. The first that matches is told."""


def _explanation(place: Folder, said: str) -> LocalServerError:
    """Turn what a server said before it ended into one sentence."""
    for pattern, sentence in CAUSES.items():
        if re.search(pattern, said):
            return LocalServerError(sentence.format(folder=place.path))
    meaningful = [line.strip() for line in said.splitlines() if re.search(r"(?i)error|exception", line)]
    last = meaningful[-1][:200] if meaningful else "it ended without a word"
    return LocalServerError(f"Neo4j did not start: {last} (its log is {place.log}).")
