"""This file is about the folder of a local server: what lies in it, who may use it, and who is using it.

data/ logs/ conf/   Neo4j's own
password            of the user neo4j, mode 0600
version             of the Neo4j that last wrote here
state.json          where the server answers, only while it does
port                where it answered last, so that it comes back there
server.log          what the server process said since its last start
start.lock          held while somebody attaches, starts or stops
server.lock         held by the server process for as long as it lives
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

import filelock
import platformdirs

from kg.errors import LocalServerError

USER = "neo4j"
ROOM = 200_000_000
"""Bytes that must be free before a server starts."""


@dataclass(frozen=True, slots=True)
class State:
    """What a running server says of itself.

    Attributes:
        created: when the process began, as the operating system counts, to tell it from a later one of the same pid.
        started_at: when Bolt first answered, ISO 8601.
    """

    port: int
    pid: int
    created: float
    version: str
    folder: str
    started_at: str

    @property
    def url(self) -> str:
        """The Bolt address."""
        return f"bolt://127.0.0.1:{self.port}"


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of one local server."""

    path: Path

    @property
    def log(self) -> Path:
        """What the server process says."""
        return self.path / "server.log"

    @property
    def start_lock(self) -> filelock.BaseFileLock:
        """The lock to hold while attaching, starting or stopping."""
        return filelock.FileLock(self.path / "start.lock")

    @property
    def server_lock(self) -> filelock.BaseFileLock:
        """The lock that the server process holds; the system lets go of it however the process ends."""
        return filelock.FileLock(self.path / "server.lock")

    def is_served(self) -> bool:
        """Say whether a server process of ours lives, be it starting, answering or stopping."""
        if not (self.path / "server.lock").exists():
            return False
        try:
            with self.server_lock.acquire(timeout=0):
                return False
        except filelock.Timeout:
            return True

    def read_state(self) -> State | None:
        """Give what the server said of itself, or None where nothing readable is."""
        try:
            return State(**json.loads((self.path / "state.json").read_text(encoding="utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write_state(self, state: State) -> None:
        """Say where the server answers, at once or not at all."""
        self._write("port", str(state.port))
        self._write("state.json", json.dumps(asdict(state), indent=2))

    def drop_state(self) -> None:
        """Say that no server answers here."""
        (self.path / "state.json").unlink(missing_ok=True)

    def touch(self) -> None:
        """Tell the server that somebody is about to connect, so that it is not idle."""
        os.utime(self.path / "state.json")

    def touched(self) -> float:
        """Give when somebody was last about to connect, in seconds since the epoch."""
        try:
            return (self.path / "state.json").stat().st_mtime
        except FileNotFoundError:
            return 0.0

    def last_port(self) -> int:
        """Give the port of the last start, or 0 for any."""
        try:
            return int((self.path / "port").read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def forget_port(self) -> None:
        """Let the next start take any port."""
        (self.path / "port").unlink(missing_ok=True)

    def password(self) -> str:
        """Give the password, making one the first time."""
        try:
            return (self.path / "password").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            if (self.path / "data" / "dbms").exists():
                raise LocalServerError(
                    f"The password file of {self.path} is gone, and its data cannot be opened without it: "
                    "put it back, or choose another folder.",
                ) from None
            self._write("password", secrets.token_hex(24))
            return self.password()

    def prepare(self, version: str) -> None:
        """Make the folder where it is absent, and refuse one that this Neo4j must not write.

        Raises:
            LocalServerError: another user's, a newer Neo4j's, unwritable, or without room.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if hasattr(os, "geteuid") and self.path.stat().st_uid != os.geteuid():
            raise LocalServerError(
                f"{self.path} belongs to another user of this machine: run this as that user, or choose another "
                "folder with --store local:PATH.",
            )
        written = self.written_version()
        if _ordered(written) > _ordered(version):
            raise LocalServerError(
                f"{self.path} was written by Neo4j {written}, and this program brings {version}, which is older: "
                "update this program, or choose another folder with --store local:PATH.",
            )
        free = shutil.disk_usage(self.path).free
        if free < ROOM:
            raise LocalServerError(
                f"The disk of {self.path} is nearly full ({free / 1e6:.0f} MB free, {ROOM / 1e6:.0f} MB needed): "
                "make room and run this again.",
            )

    def written_version(self) -> str:
        """Give the version of the Neo4j that last wrote here, or an empty text."""
        try:
            return (self.path / "version").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return ""

    def write_version(self, version: str) -> None:
        """Record which Neo4j writes here, before it does."""
        self._write("version", version)

    def _write(self, name: str, text: str) -> None:
        """Write a file that only this user can read, at once or not at all."""
        part = self.path / f".{name}.{os.getpid()}"
        part.unlink(missing_ok=True)
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:  # noqa: PTH123  (pathlib cannot create with a mode)
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path / name)


def default_folder() -> Path:
    """Give the folder that ``local:`` means: in the user's data folder."""
    return Path(platformdirs.user_data_dir("paper-kg", appauthor=False)) / "neo4j"


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
