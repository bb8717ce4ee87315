"""The file of a backup: Neo4j's own dump of the graph, and beside it what it is and its hash.

It is a ZIP archive of two entries that are not packed again:

    about.json    {"format", "number", "program", "neo4j", "schema", "made_at", "papers", "relationships", "sha256"}
    neo4j.dump    as `neo4j-admin database dump` wrote it
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

import psutil

from kg.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

FORMAT: Final = "paper-kg backup"
NUMBER: Final = 1
"""Of the format of the file; one that is higher is of a newer program."""
ABOUT: Final = "about.json"
DUMP: Final = "neo4j.dump"
_BLOCK: Final = 1 << 20
_LARGEST_ABOUT: Final = 100_000


@dataclass(frozen=True, slots=True)
class About:
    """What a backup is of.

    Attributes:
        program: the version of paper-kg that made it.
        neo4j: the version of the Neo4j that wrote the graph.
        schema: the version of the graph's shape.
        made_at: ISO 8601.
        papers: how many there are, stubs among them.
        relationships: how many there are.
        sha256: of the dump.
        number: of the format.
        format: the format's name.
    """

    program: str
    neo4j: str
    schema: int
    made_at: str
    papers: int
    relationships: int
    sha256: str = ""
    number: int = NUMBER
    format: str = FORMAT


def beside(file: Path, what: str = "") -> Path:
    """Give where this process keeps what is to become a file, until it is whole."""
    return file.with_name(f".{file.name}.{what}{os.getpid()}")


def forget_left(file: Path) -> None:
    """Delete what processes that died left beside a file."""
    for left in file.parent.iterdir():
        number = left.name.rpartition(".")[2]
        if left.name.startswith(f".{file.name}.") and number.isdigit() and not psutil.pid_exists(int(number)):
            shutil.rmtree(left) if left.is_dir() else left.unlink(missing_ok=True)


def pack(dump: Path, file: Path, about: About) -> None:
    """Write a backup; it has its name only when all of it is on the disk."""
    part = beside(file)
    whole = asdict(about) | {"sha256": _digest(dump)}
    try:
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)  # pathlib cannot create with a mode
        with os.fdopen(descriptor, "w+b") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
                archive.writestr(ABOUT, json.dumps(whole, indent=2))
                archive.write(dump, DUMP)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)


def read(file: Path) -> About:
    """Read what a backup is of; its dump is not looked at.

    Raises:
        SourceError: it is none, or of a newer paper-kg.
    """
    said = _said(file)
    try:
        about = About(**said)
    except TypeError:
        about = None
    if said.get("format") == FORMAT and isinstance(said.get("number"), int) and said["number"] > NUMBER:
        raise SourceError(f"{file} was made by paper-kg {said.get('program')}, which is newer: update this program.")
    if about is None or not _is_sound(about):
        raise SourceError(f"{file} is no backup that `kg backup` made, or not all of one: name another.")
    return about


def _said(file: Path) -> dict[str, Any]:
    try:
        with zipfile.ZipFile(file) as archive:
            archive.getinfo(DUMP)
            said = json.loads(archive.read(ABOUT)) if archive.getinfo(ABOUT).file_size < _LARGEST_ABOUT else None
    except FileNotFoundError:
        raise SourceError(f"There is no file {file}: name a backup that `kg backup` made.") from None
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, EOFError):
        said = None
    except OSError as error:
        raise SourceError(f"{file} cannot be read ({error.strerror or error}): name a backup.") from None
    return said if isinstance(said, dict) else {}


def _is_sound(about: About) -> bool:
    numbers = (about.schema, about.papers, about.relationships, about.number)
    words = (about.program, about.neo4j, about.made_at, about.sha256)
    typed = all(isinstance(one, int) for one in numbers) and all(isinstance(one, str) for one in words)
    return typed and about.format == FORMAT


def unpack(file: Path, dump: Path) -> None:
    """Take the dump out of a backup.

    Raises:
        SourceError: it is not as it was written.
    """
    about = read(file)
    digest = hashlib.sha256()
    try:
        with zipfile.ZipFile(file) as archive, archive.open(DUMP) as stored, dump.open("wb") as out:
            while block := stored.read(_BLOCK):
                digest.update(block)
                out.write(block)
    except (zipfile.BadZipFile, EOFError, NotImplementedError):
        raise SourceError(f"{file} is damaged: its dump is not as it was written; name another backup.") from None
    if digest.hexdigest() != about.sha256:
        raise SourceError(f"{file} is damaged: its dump is not as it was written; name another backup.")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
