"""The server process seen from outside: attach to it, start it, stop it."""

from __future__ import annotations

import atexit
import os
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import psutil

from kg.errors import LocalServerError
from kg.store.local import causes, jars, secret, swapping
from kg.store.local.artifacts import read_lock
from kg.store.local.conf import heap, idle_seconds
from kg.store.local.folder import USER, Folder, State, default_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Progress = Callable[[str, int, int], None]

START_TIMEOUT = 180.0
STOP_TIMEOUT = 30.0
ANSWER_LIMIT = 15.0
"""Seconds in which a server that has started once must answer."""
MODULE = "kg.store.local.server"
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
        place.check()
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
    """Say whether the server of a folder runs, and where.

    Raises:
        LocalServerError: the folder is another user's, or others can write in it.
    """
    place = Folder((folder or default_folder()).absolute())
    _collect()
    try:
        place.check()
        state = place.read_state() if place.is_served() else None
        if state is None or not (_is_ours(state) or _lives(place, state)):
            return Status(place.path, running=False, version=place.written_version())
        memory = psutil.Process(state.pid).memory_info().rss
    except (OSError, psutil.Error):
        return Status(place.path, running=False)
    return Status(place.path, True, state.url, state.pid, state.version, state.started_at, memory)  # noqa: FBT003  (a record's field)


def stop(folder: Path | None = None) -> bool:
    """Stop the server of a folder; what was committed is kept.

    Returns:
        Whether there was one.

    Raises:
        LocalServerError: the folder is another user's, or what serves it cannot be stopped.
    """
    place = Folder((folder or default_folder()).absolute())
    if not place.path.exists():
        return False
    try:
        place.check()
        if not (place.path / "server.lock").exists():
            return False
        with place.start_lock.acquire(timeout=START_TIMEOUT):
            return _stop(place)
    except (OSError, psutil.Error) as error:
        raise LocalServerError(
            f"The server of {place.path} cannot be stopped ({error}): run this as the user who started it.",
        ) from error


@contextmanager
def stopped(folder: Path | None = None) -> Iterator[Folder]:
    """Keep the server of a folder stopped, and let no command start it, for as long as the block runs.

    One that ran before runs again after the block, however that ended.

    Raises:
        LocalServerError: the folder is another user's, or what serves it cannot be stopped.
    """
    place = Folder((folder or default_folder()).absolute())
    ran = False
    try:
        place.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.check()
        with place.start_lock.acquire(timeout=START_TIMEOUT):
            ran = _stop(place)
            swapping.settle(place)
            yield place
    except filelock.Timeout:
        raise LocalServerError(
            f"Another command has been starting or stopping the server of {place.path} for {START_TIMEOUT:.0f} s: "
            "wait for it, or end it, and run this again.",
        ) from None
    finally:
        if ran:
            ensure(folder)


def why_it_went(folder: Path | None = None) -> LocalServerError:
    """Say why the server of a folder, which answered before, does not any more, and what to do."""
    return causes.why_it_went(Folder((folder or default_folder()).absolute()))


def why_it_refused(folder: Path | None = None) -> LocalServerError:
    """Say which file holds a password that the server of a folder does not take."""
    place = Folder((folder or default_folder()).absolute())
    return LocalServerError(
        f"{place.path / 'password'} is not the password that the data there were made with: put back what stood in "
        "it, or choose another folder with --store local:PATH.",
    )


def _stop(place: Folder) -> bool:
    """Order the server to stop; one that does not answer is ended by the system, if it is what holds the lock."""
    was_served = place.is_served()
    deadline = time.monotonic() + START_TIMEOUT
    while place.is_served() and (state := place.read_state()) is None and time.monotonic() < deadline:
        time.sleep(TICK)  # it is starting, or stopping by itself
    if place.is_served():
        state = place.read_state()
        ordered = state is not None and secret.ask(state.control, state.secret, secret.STOP)
        if not (ordered and until_gone(place, STOP_TIMEOUT)):
            _end(place)
    place.drop_state()
    _collect()
    return was_served


def _end(place: Folder) -> None:
    """End the process that holds the lock of a folder, politely and then not."""
    for ended in (psutil.Process.terminate, psutil.Process.kill):
        holder = _holder(place)
        if holder is None:
            break
        ended(holder)
        if until_gone(place, STOP_TIMEOUT):
            return
    if place.is_served():
        raise LocalServerError(
            f"What holds {place.path / 'server.lock'} is no server that this user started: end it yourself, then run "
            "this again.",
        )


def _holder(place: Folder, pid: int | None = None) -> psutil.Process | None:
    """Find the server process of ours that has a folder's lock open, as the system tells and no file."""
    lock = place.path / "server.lock"
    for number in [pid] if pid else psutil.pids():
        try:
            process = psutil.Process(number)
            mine = process.uids().effective == os.geteuid() and MODULE in process.cmdline()
            if mine and any(lock.samefile(opened.path) for opened in process.open_files()):
                return process
        except (psutil.Error, OSError):
            continue
    return None


def until_gone(place: Folder, timeout: float) -> bool:
    """Wait until no server process holds the folder, and say whether that came to be."""
    deadline = time.monotonic() + timeout
    while place.is_served():
        if time.monotonic() > deadline:
            return False
        time.sleep(TICK)
    return True


def _attach(place: Folder) -> State | None:
    """Give the state of the server that answers, waiting for one that is just starting or stopping."""
    deadline, silent_since = time.monotonic() + START_TIMEOUT, None
    while place.is_served():
        asked = time.monotonic()
        state = place.read_state()
        if state is not None and (_is_ours(state) or _lives(place, state)) and _answers(state.port):
            return state
        now = time.monotonic()
        silent_since = (silent_since or asked) if state is not None else None
        if now > deadline or (silent_since is not None and now - silent_since > ANSWER_LIMIT):
            raise LocalServerError(
                f"The server of {place.path} lives but does not answer: stop it with `kg stop` and run this again; "
                f"its log is {place.log}.",
            )
        time.sleep(TICK)
    place.drop_state()
    return None


def _is_ours(state: State) -> bool:
    """Say whether the process that wrote the state answers by its secret."""
    return bool(state.secret) and secret.ask(state.control, state.secret)


def _lives(place: Folder, state: State) -> bool:
    """Say whether the process that the state names holds the folder's lock: it is frozen, or of an older paper-kg."""
    return _holder(place, state.pid) is not None


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
    swapping.settle(place)
    place.prepare(lock.version)
    if place.is_copy():
        place.part_from_origin()
    place.password()
    place.last_port()
    heap()
    idle_seconds()
    jars.fetch(lock, progress=progress)
    name = f"Starting Neo4j {lock.version}"
    if progress:
        progress(name, 0, 1)
    state = _await(place, _spawn(place))
    if state is None and re.search(r"Address already in use|BindException", causes.said(place)):
        place.forget_port()
        state = _await(place, _spawn(place))
    if state is None and swapping.undo(place):  # what was put here by a command that died does not open
        state = _await(place, _spawn(place))
    if state is None:
        raise causes.why_it_did_not_start(place)
    swapping.keep(place)
    if progress:
        progress(name, 1, 1)
    return state


def _spawn(place: Folder) -> subprocess.Popen[bytes]:
    """Start the server process, free of this one's terminal and folder."""
    environment = dict(os.environ)
    root = Path(__file__).resolve().parents[3]
    if root.name not in {"site-packages", "dist-packages"}:
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, [str(root), os.environ.get("PYTHONPATH")]))
    with open(os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as log:  # noqa: PTH123  (pathlib cannot create with a mode)
        child = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
            [sys.executable, "-P", "-m", MODULE, str(place.path)],
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
        # Not by the child's pid: a server that an interrupted command began may have been there first.
        if state is not None and _is_ours(state) and _answers(state.port):
            return state
        if ended and not place.is_served():
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
