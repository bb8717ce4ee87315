"""The jars: fetching what the lock names into the user's cache, once, and checking every hash.

The folder holds ``jars/`` (complete files only), ``part/`` (what is being fetched) and ``complete.json``, which is
written last. A jar moves from ``part/`` to ``jars/`` only when its hash is right, so a fetch that dies is taken up
where it stopped. A file lock lets two commands that start at once fetch everything once.
"""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING

import filelock
import platformdirs

from kg.errors import LocalServerError
from kg.store.local.artifacts import THREADS, Artifact, Lock, maven, read_lock

if TYPE_CHECKING:
    from collections.abc import Callable

    Progress = Callable[[str, int, int], None]

ATTEMPTS = 3
SPARE = 50_000_000
"""Bytes to leave free beside the jars."""


def cache_folder(version: str) -> Path:
    """Give the folder for one version of Neo4j in the user's cache."""
    return Path(platformdirs.user_cache_dir("paper-kg", appauthor=False)) / "neo4j" / version


def fetch(
    lock: Lock | None = None, folder: Path | None = None, *, progress: Progress | None = None
) -> tuple[Path, ...]:
    """Give the paths of all jars, in the lock's order, after fetching those that are absent or damaged.

    Args:
        lock: what to fetch; by default what this program was tested with.
        folder: where to; by default the user's cache.
        progress: is told a name, the bytes done and the bytes in all.

    Raises:
        LocalServerError: the network, the disk or a hash says no.
    """
    lock = lock or read_lock()
    folder = folder or cache_folder(lock.version)
    if not _is_complete(lock, folder):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with filelock.FileLock(folder / "fetch.lock"):
                if not _is_complete(lock, folder):
                    _fetch_missing(lock, folder, progress)
        except OSError as error:
            raise _explain(error, folder) from error
    return _paths(lock, folder)


def _paths(lock: Lock, folder: Path) -> tuple[Path, ...]:
    return tuple(folder / "jars" / artifact.name for artifact in lock.artifacts)


def _is_complete(lock: Lock, folder: Path) -> bool:
    """Check cheaply: the mark of a finished fetch of this very lock, and every file as long as it was."""
    try:
        mark = json.loads((folder / "complete.json").read_text(encoding="utf-8"))
        if mark["digest"] != lock.digest:
            return False
        sizes = [path.stat().st_size for path in _paths(lock, folder)]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return sizes == [artifact.size for artifact in lock.artifacts]


def _fetch_missing(lock: Lock, folder: Path, progress: Progress | None) -> None:
    """Fetch what is absent or does not have its hash, then mark the folder complete."""
    (folder / "complete.json").unlink(missing_ok=True)
    (folder / "jars").mkdir(exist_ok=True)
    part = folder / "part"
    shutil.rmtree(part, ignore_errors=True)
    with ThreadPoolExecutor(THREADS) as pool:
        wholes = list(pool.map(lambda artifact: _is_whole(folder / "jars" / artifact.name, artifact), lock.artifacts))
    missing = [artifact for artifact, whole in zip(lock.artifacts, wholes, strict=True) if not whole]
    done = lock.size - sum(artifact.size for artifact in missing)
    _require_space(folder, lock.size - done)
    name = f"Fetching Neo4j {lock.version}"
    with ThreadPoolExecutor(THREADS) as pool:
        futures = {pool.submit(_fetch_one, artifact, folder / "jars", part): artifact for artifact in missing}
        try:
            for future in as_completed(futures):
                future.result()
                done += futures[future].size
                if progress:
                    progress(name, done, lock.size)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    shutil.rmtree(part, ignore_errors=True)
    mark = folder / "complete.json.part"
    mark.write_text(json.dumps({"version": lock.version, "digest": lock.digest}), encoding="utf-8")
    mark.replace(folder / "complete.json")


def _fetch_one(artifact: Artifact, jars: Path, part: Path) -> None:
    """Fetch one jar into ``part/``, check it, and move it to its place."""
    for attempt in range(1, ATTEMPTS + 1):
        repository = part / f"{artifact.sha256[:16]}-{attempt}"
        component = maven(repository).project(artifact.group, artifact.artifact).at_version(artifact.version)
        try:
            path = component.artifact(artifact.classifier, artifact.packaging).resolve()
            if _is_whole(path, artifact):
                path.replace(jars / artifact.name)
                return
        except OSError as error:
            if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS} or attempt == ATTEMPTS:
                raise
        except RuntimeError as error:  # jgo's word for an artifact that no repository has
            raise LocalServerError(
                f"No Maven repository gave {artifact.name}, a part of Neo4j: check the network and run this again; "
                "what was fetched is kept.",
            ) from error
    raise LocalServerError(
        f"{artifact.name} as fetched is not the file that the lock names (its SHA-256 differs): nothing of it was "
        "kept; try again, and if it comes back, look at who answers for the Maven repository on this network.",
    )


def _is_whole(path: Path, artifact: Artifact) -> bool:
    """Say whether a file is there and is the one that the lock names."""
    try:
        if path.stat().st_size != artifact.size:
            return False
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == artifact.sha256
    except FileNotFoundError:
        return False


def _require_space(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(folder))


def _explain(error: OSError, folder: Path) -> LocalServerError:
    """Turn what the disk or the network said into what to do."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return LocalServerError(
            f"The disk of {folder} is full: Neo4j's jars need 0.2 GB there; make room and run this again.",
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return LocalServerError(f"{folder} cannot be written: give yourself the right to, or set XDG_CACHE_HOME.")
    if error.filename is not None:
        return LocalServerError(
            f"{error.filename} cannot be used ({error.strerror}): it has to be a folder or a file of Neo4j's."
        )
    return LocalServerError(
        f"Neo4j's jars could not be fetched ({type(error).__name__}): check the network and run this again; "
        "what was fetched is kept.",
    )
