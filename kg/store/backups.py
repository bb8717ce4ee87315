"""Backups of a graph: made of a local one while nobody builds, and put back.

A server of somebody else's is backed up by whoever runs it, with Neo4j's own tools.
"""

from __future__ import annotations

import datetime as dt
import os
from typing import TYPE_CHECKING, Final

import kg
from kg import schema
from kg.errors import CallError, SourceError
from kg.store import lease, local
from kg.store.local import backup_file
from kg.store.local.folder import Folder, default_folder
from kg.store.migrations.versions import version
from kg.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kg.store.local import About, Connection

CONTENTS = """\
RETURN COUNT { MATCH (:Paper) } AS papers, COUNT { MATCH ()-->() } AS relationships
"""

FOLDER: Final = "backups"
"""Where in the folder of a local graph those are kept that are made before something is changed for good."""


def backup(store: Store, file: Path, *, on_wait: Callable[[str], None] | None = None) -> About:
    """Write a graph to a file, once a build that is under way has ended.

    Args:
        store: an open local store; its server is stopped for as long as it takes, and started again.
        file: where to; one that is there gives way when the new one is whole.
        on_wait: told in one sentence whom it waits for.

    Raises:
        CallError: the store is not local, or the file is a folder.
        StoreError: the graph cannot be dumped, or the file not be written.
    """
    folder = _folder(store, "backed up")
    if file.is_dir():
        raise CallError(f"{file} is a folder: name a file in it.")
    with lease.held(store, what="backup", on_wait=on_wait):
        contents = store.read(CONTENTS)[0]
        shape = version(store)
    about = backup_file.About(
        program=kg.__version__,
        neo4j=folder.written_version(),
        schema=shape,
        made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        papers=contents["papers"],
        relationships=contents["relationships"],
    )
    local.dump(folder.path, file.absolute(), about)
    return about


def before(store: Store, what: str) -> Path | None:
    """Back a local graph up in its own folder before something is changed for good; None where it is not local."""
    if store.keeper is None:
        return None
    file = (
        _folder(store, "backed up").path / FOLDER / f"{what}.{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}.{os.getpid()}.kg"
    )
    backup(store, file)
    return file


def check_files(store: Store, *, on_wait: Callable[[str], None] | None = None) -> None:
    """Let Neo4j check the files of a local graph, once a build that is under way has ended.

    Raises:
        StoreError: they are not consistent, and what Neo4j says of it.
    """
    folder = _folder(store, "checked")
    with lease.held(store, what="check", on_wait=on_wait):
        pass
    local.check_files(folder.path)


def restore(folder: Path | None, file: Path, *, replace: bool = False) -> About:
    """Put the graph of a backup in the place of a local one, which stays until the new one has answered.

    Args:
        folder: of the local graph.
        file: a backup.
        replace: whether a graph that holds papers may go.

    Raises:
        CallError: there is a graph already, and nobody said that it may go.
        SourceError: the file is no backup, damaged, or of a newer program.
        StoreError: the graph of the file does not open; the old one stays.
    """
    about = backup_file.read(file)
    if about.schema > schema.VERSION:
        raise SourceError(
            f"{file} holds a graph of version {about.schema}, and this program knows version {schema.VERSION}: update "
            "this program."
        )
    place = Folder((folder or default_folder()).absolute())
    local.check_version(file, about)
    if not replace and (place.path / "data" / "databases" / "neo4j").exists():
        with _opened(local.ensure(folder), place.path) as store:
            papers = store.read(CONTENTS)[0]["papers"]
        if papers:
            raise CallError(
                f"{place.path} holds a graph of {papers:,} papers: give --replace to put {file.name} in its place, or "
                "name another folder with --store local:PATH."
            )

    def look(connection: Connection) -> None:
        with _opened(connection, file) as store:
            if store.read(CONTENTS)[0]["papers"] < about.papers:
                raise SourceError(f"{file} holds fewer papers than it says: name another backup.")

    if local.status(folder).running:
        with _opened(local.ensure(folder), place.path) as store, lease.held(store, what="restore"):
            pass  # a build that is under way ends first
    local.load(folder, file, look)
    return about


def _opened(connection: Connection, name: Path) -> Store:
    return Store(connection.url, connection.user, connection.password, name=str(name))


def _folder(store: Store, done: str) -> Folder:
    if store.keeper is None:
        raise CallError(
            f"{store.name} is a server of its own, which is {done} by who runs it, with neo4j-admin or what its host "
            "offers: name a local store with --store local:PATH."
        )
    return Folder((store.keeper.folder or default_folder()).absolute())
