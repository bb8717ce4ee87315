"""Dumping and loading the graph of a local server, and checking its files, while it is stopped."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from kg.errors import LocalServerError, SourceError
from kg.store.local import admin, backup_file, process, swapping
from kg.store.local.artifacts import read_lock
from kg.store.local.backup_file import DUMP
from kg.store.local.folder import Folder, default_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.store.local.backup_file import About
    from kg.store.local.process import Connection

DATABASE: Final = "neo4j"


def dump(folder: Path | None, file: Path, about: About) -> None:
    """Write the graph of a folder to a file; a server that runs is stopped, and started again.

    Raises:
        LocalServerError: the graph cannot be dumped, or the file not be written.
    """
    with _said(file):
        file.parent.mkdir(parents=True, exist_ok=True)
        backup_file.forget_left(file)
        temporary = backup_file.beside(file, "dump.")
        temporary.mkdir(mode=0o700)
        try:
            with process.stopped(folder) as place:
                admin.run(["database", "dump", DATABASE, f"--to-path={temporary}"], place.path)
            backup_file.pack(temporary / DUMP, file, about)
        finally:
            shutil.rmtree(temporary, ignore_errors=True)


def load(folder: Path | None, file: Path, look: Callable[[Connection], None]) -> None:
    """Put the graph of a file in the place of a folder's, once a server has opened it beside.

    Args:
        folder: of the local server.
        file: a backup.
        look: is given a connection to the new graph before it takes the place of the old one; what it raises keeps
            the old one.

    Raises:
        LocalServerError: the graph of the file does not open; the old one stays.
        SourceError: the file is no backup, damaged, or of a newer Neo4j.
    """
    check_version(file, backup_file.read(file))
    place = Folder((folder or default_folder()).absolute())
    with _said(place.path):
        place.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        place.check()
        beside = Folder(place.path / "restoring")
        _clear(beside)
        try:
            beside.path.mkdir(mode=0o700)
            backup_file.unpack(file, beside.path / DUMP)
            beside.take_password(place.password())
            admin.run(
                ["database", "load", DATABASE, f"--from-path={beside.path}", "--overwrite-destination=true"],
                beside.path,
            )
            look(process.ensure(beside.path))
            process.stop(beside.path)
            with process.stopped(place.path):
                swapping.swap(place, beside.path / "data")
            process.ensure(place.path)
        finally:
            _clear(beside)


def check_version(file: Path, about: About) -> None:
    """Refuse what a newer Neo4j than ours wrote.

    Raises:
        SourceError: which one.
    """
    if _numbers(about.neo4j) > _numbers(read_lock().version):
        raise SourceError(
            f"{file} was written by Neo4j {about.neo4j}, and this program brings {read_lock().version}, which is older:"
            " update this program."
        )


def check_files(folder: Path | None) -> None:
    """Let Neo4j check the files of a folder's graph; a server that runs is stopped, and started again.

    Raises:
        LocalServerError: they are inconsistent, and what Neo4j says of it.
    """
    with process.stopped(folder) as place:
        admin.run(["database", "check", DATABASE], place.path)


def _clear(beside: Folder) -> None:
    if beside.path.exists():
        process.stop(beside.path)
        shutil.rmtree(beside.path)


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise LocalServerError(
            f"{path} cannot be written ({error.strerror or error}): see to that, and run this again."
        ) from error
