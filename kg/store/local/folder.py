"""The folder of a local server: what lies in it, who may use it, and who is using it.

data/ logs/ conf/   Neo4j's own
data.before/        the data that gave way to others, until a server has answered with these
restoring/          where a backup is unpacked and tried, before it takes the place of the data
import/             where a new graph is made, before it takes the place of the data
password            of the user neo4j, mode 0600
password.next       the one that takes its place at the next start, in a copied folder
version             of the Neo4j that last wrote here
origin              which folder this is, so that a copy of it is known as one
state.json          where the server answers and by which secret, only while it does
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
import stat
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import filelock
import platformdirs

from kg.errors import LocalServerError

USER = "neo4j"
WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH
READABLE_BY_OTHERS = stat.S_IRGRP | stat.S_IROTH
SECRETS = ("password", "password.next", "state.json")
WORDS = ("version", "origin", "port")
OURS = (
    *SECRETS,
    *WORDS,
    "start.lock",
    "server.lock",
    "server.log",
    "data",
    "data.before",
    "restoring",
    "import",
    "conf",
    "logs",
)
ROOM = 200_000_000
"""Bytes that must be free before a server starts."""
LAST_PORT = 65_535
LONGEST_WORD = 500


@dataclass(frozen=True, slots=True)
class State:
    """What a running server says of itself.

    Attributes:
        started_at: when Bolt first answered, ISO 8601.
        inode: of the folder, which a copy of the folder has not; 0 from a server of an older paper-kg.
        control: the port where the server proves that it knows the secret.
        secret: see `kg.store.local.secret`; empty from a server of an older paper-kg.
    """

    port: int
    pid: int
    version: str
    folder: str
    started_at: str
    inode: int = 0
    control: int = 0
    secret: str = field(default="", repr=False)

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

    def check(self) -> None:
        """Refuse a folder that another user owns, or can have written in: what it says must be our own words.

        Raises:
            LocalServerError: whose it is, or which file others can write, and what to do.
        """
        if not hasattr(os, "geteuid") or not self.path.is_dir():
            return
        if self.path.stat().st_uid != os.geteuid():
            raise LocalServerError(
                f"{self.path} belongs to another user of this machine: run this as that user, or choose another "
                "folder with --store local:PATH.",
            )
        mode = self.path.stat().st_mode
        if mode & WRITABLE_BY_OTHERS:
            if any(self.path.iterdir()):
                raise LocalServerError(
                    f"Other users can write in {self.path}: look at what lies there, then run chmod go-w on it, or "
                    "choose another folder with --store local:PATH.",
                )
            self.path.chmod(stat.S_IMODE(mode) & ~WRITABLE_BY_OTHERS)
        for name in OURS:
            self._check_file(self.path / name)

    def _check_file(self, path: Path) -> None:
        try:
            found = path.lstat()
        except FileNotFoundError:
            return
        if found.st_uid != os.geteuid():
            raise LocalServerError(
                f"{path} belongs to another user of this machine: find out how it came there before you use this "
                "folder, or choose another with --store local:PATH.",
            )
        if stat.S_ISLNK(found.st_mode) or path.name not in (*SECRETS, *WORDS):
            return
        if found.st_mode & WRITABLE_BY_OTHERS:
            raise LocalServerError(
                f"Other users can write {path}: see whether it is as you left it, then chmod 600 it."
            )
        if path.name in SECRETS and found.st_mode & READABLE_BY_OTHERS:
            path.chmod(0o600)

    def inode(self) -> int:
        """Give the number that the file system knows the folder by, whatever its path."""
        return self.path.stat().st_ino

    def read_state(self) -> State | None:
        """Give what the server of this folder said of itself.

        None stands for nothing readable, and for what the server of another folder said, of which this one is a copy.
        """
        state = self._any_state()
        return state if state is not None and self._is_of_this_folder(state) else None

    def _any_state(self) -> State | None:
        try:
            said = json.loads((self.path / "state.json").read_text(encoding="utf-8"))
            state = State(**{one.name: said[one.name] for one in fields(State) if one.name in said})
        except (FileNotFoundError, ValueError, TypeError):
            return None
        typed = all(isinstance(getattr(state, name), int) for name in ("port", "pid", "inode", "control"))
        return state if typed and all(isinstance(part, str) for part in (state.folder, state.secret)) else None

    def _is_of_this_folder(self, state: State) -> bool:
        if state.inode:
            return state.inode == self.inode()
        try:
            return self.path.samefile(state.folder)
        except (OSError, ValueError):
            return False

    def is_copy(self) -> bool:
        """Say whether this is a copy of the folder of another server, or was moved."""
        try:
            return (self.path / "origin").read_bytes() != self._origin().encode(errors="surrogateescape")
        except FileNotFoundError:
            state = self._any_state()
            return state is not None and not self._is_of_this_folder(state)

    def settle(self) -> None:
        """Remember which folder this is, once its server has a port and a password of its own."""
        if self.is_copy() or not (self.path / "origin").exists():
            self._write("origin", self._origin())

    def _origin(self) -> str:
        return f"{self.inode()} {self.path.resolve()}"

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
        """Give the port of the last start, or 0 for any.

        Raises:
            LocalServerError: the file holds something else.
        """
        said = self._read("port", r"\d{1,5}")
        if said is None:
            return 0
        if not said or int(said) > LAST_PORT:
            raise LocalServerError(f"{self.path / 'port'} holds no port: delete it, and a free one is taken.")
        return int(said)

    def forget_port(self) -> None:
        """Let the next start take any port."""
        (self.path / "port").unlink(missing_ok=True)

    def password(self) -> str:
        """Give the password, making one the first time.

        Raises:
            LocalServerError: the file is gone, or holds none.
        """
        said = self._read("password", r"[!-~]{8,}")
        if said:
            return said
        if said is not None:
            raise LocalServerError(
                f"{self.path / 'password'} holds no password: put back what stood there, or choose another folder with "
                "--store local:PATH.",
            )
        if (self.path / "data" / "dbms").exists():
            raise LocalServerError(
                f"The password file of {self.path} is gone, and its data cannot be opened without it: "
                "put it back, or choose another folder.",
            )
        self._write("password", secrets.token_hex(24))
        return self.password()

    def take_password(self, password: str) -> None:
        """Begin with a given password, that of the folder which the data made here are for."""
        self._write("password", password)

    def next_password(self) -> str | None:
        """Give the password that is to take the place of this one, if any is."""
        return self._read("password.next", r"[!-~]{8,}") or None

    def take_next_password(self) -> None:
        """Make the next password the one that holds, once Neo4j has taken it."""
        (self.path / "password.next").replace(self.path / "password")

    def part_from_origin(self) -> None:
        """Give a copy a port and a password of its own, which its next start takes."""
        self.drop_state()
        self.forget_port()
        if not (self.path / "data" / "dbms").exists():
            (self.path / "password").unlink(missing_ok=True)
        elif self.next_password() is None:
            self._write("password.next", secrets.token_hex(24))

    def prepare(self, version: str) -> None:
        """Make the folder where it is absent, and refuse one that this Neo4j must not write.

        Raises:
            LocalServerError: another user's, a newer Neo4j's, unwritable, or without room.
        """
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.check()
        written = self.written_version()
        if _ordered(written) > _ordered(version):
            raise LocalServerError(
                f"{self.path} was written by Neo4j {written}, and this program brings {version}, which is older: "
                "update this program, or choose another folder with --store local:PATH.",
            )
        full = self.full_disk()
        if full:
            raise full

    def written_version(self) -> str:
        """Give the version of the Neo4j that last wrote here, or an empty text.

        Raises:
            LocalServerError: the file holds something else.
        """
        said = self._read("version", r"\d+(\.\d+)+\S*")
        if said == "":
            raise LocalServerError(
                f"{self.path / 'version'} names no version of Neo4j: delete it if this paper-kg was the last to write "
                "here, or choose another folder with --store local:PATH.",
            )
        return said or ""

    def write_version(self, version: str) -> None:
        """Record which Neo4j writes here, before it does."""
        self._write("version", version)

    def full_disk(self) -> LocalServerError | None:
        """Give the error that tells of too little room, or None where there is enough."""
        free = shutil.disk_usage(self.path).free
        if free >= ROOM:
            return None
        return LocalServerError(
            f"The disk of {self.path} is nearly full ({free / 1e6:.0f} MB free, {ROOM / 1e6:.0f} MB needed): "
            "make room and run this again; nothing that was committed is lost.",
        )

    def _read(self, name: str, pattern: str) -> str | None:
        """Read a file of one word: None where there is none, an empty text where it holds anything else."""
        try:
            said = (self.path / name).read_bytes()[:LONGEST_WORD].decode("ascii", "replace").strip()
        except FileNotFoundError:
            return None
        return said if re.fullmatch(pattern, said) else ""

    def _write(self, name: str, text: str) -> None:
        """Write a file that only this user can read, at once or not at all."""
        part = self.path / f".{name}.{os.getpid()}"
        part.unlink(missing_ok=True)
        new = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # pathlib cannot create with a mode
        with os.fdopen(new, "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        part.replace(self.path / name)


def default_folder() -> Path:
    """Give the folder that ``local:`` means: in the user's data folder."""
    return Path(platformdirs.user_data_dir("paper-kg", appauthor=False)) / "neo4j"


def _ordered(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version))
