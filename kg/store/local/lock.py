"""This file is about the lock: which jars Neo4j is made of, each named by coordinates and SHA-256.

``python -m kg.store.local.lock [VERSION]`` renews it. That is for a maintainer: it asks for the whole dependency tree
and every jar, which takes some minutes. No address stands in the lock; jgo knows where artifacts live, and reads its
own settings file for a mirror.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import LocalServerError

if TYPE_CHECKING:
    from collections.abc import Sequence

LOCK = Path(__file__).with_name("neo4j.lock.json")
GROUP = "org.neo4j"
ROOTS = ("neo4j", "neo4j-import-tool")
"""The server, and the tool behind ``neo4j-admin database import``."""

THREADS = 8
TIMEOUT = 30


@dataclass(frozen=True, slots=True)
class Artifact:
    """One jar: its coordinates, how long it is, and the SHA-256 that it must have."""

    group: str
    artifact: str
    version: str
    classifier: str
    packaging: str
    size: int
    sha256: str

    @property
    def name(self) -> str:
        """The file's name, the same in every cache."""
        suffix = f"-{self.classifier}" if self.classifier else ""
        return f"{self.artifact}-{self.version}{suffix}.{self.packaging}"


@dataclass(frozen=True, slots=True)
class Lock:
    """A version of Neo4j and its jars, ordered by file name."""

    version: str
    artifacts: tuple[Artifact, ...]

    @property
    def size(self) -> int:
        """All bytes together."""
        return sum(artifact.size for artifact in self.artifacts)

    @property
    def digest(self) -> str:
        """What changes when any jar changes."""
        lines = "".join(f"{artifact.sha256} {artifact.name}\n" for artifact in self.artifacts)
        return hashlib.sha256(lines.encode()).hexdigest()


def read_lock(path: Path = LOCK) -> Lock:
    """Give the lock that came with this program."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    return Lock(raw["version"], tuple(Artifact(**entry) for entry in raw["artifacts"]))


def write_lock(lock: Lock, path: Path = LOCK) -> None:
    """Write one artifact a line, so that a renewed lock reads well as a diff."""
    entries = ",\n".join(f"    {json.dumps(asdict(artifact))}" for artifact in lock.artifacts)
    path.write_text(f'{{\n  "version": "{lock.version}",\n  "artifacts": [\n{entries}\n  ]\n}}\n', encoding="utf-8")


def maven(repository: Path) -> Any:
    """Open jgo over a folder, with the mirror that the user's jgo settings name, if any."""
    from jgo.config import GlobalSettings
    from jgo.maven import MavenContext

    mirrors = GlobalSettings.load().repositories
    return MavenContext(repo_cache=repository, remote_repos=mirrors or None, timeout=TIMEOUT)


def resolve(version: str) -> Lock:
    """Ask for the runtime closure of a Neo4j version and hash every jar of it.

    Raises:
        LocalServerError: two jars would have one file name.
    """
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(THREADS) as pool:
        context = maven(Path(folder))
        roots = [context.create_dependency(f"{GROUP}:{name}:{version}") for name in ROOTS]
        inputs, transitive = context.resolver.resolve(roots)
        wanted = [found for found in (*inputs, *transitive) if found.scope in {None, "compile", "runtime"}]
        artifacts = list(pool.map(_hash, wanted))
    artifacts.sort(key=lambda artifact: artifact.name)
    names = [artifact.name for artifact in artifacts]
    if len(set(names)) != len(names):
        raise LocalServerError("Two jars of the closure have one file name: keep them in folders of their own.")
    return Lock(version, tuple(artifacts))


def _hash(dependency: Any) -> Artifact:
    """Fetch one jar and say what it is."""
    content = dependency.artifact.resolve().read_bytes()
    return Artifact(
        dependency.groupId,
        dependency.artifactId,
        dependency.version,
        dependency.classifier,
        dependency.type,
        len(content),
        hashlib.sha256(content).hexdigest(),
    )


def main(arguments: Sequence[str]) -> None:
    """Renew the lock for the version given, or for the one that it has."""
    before = read_lock() if LOCK.exists() else Lock("", ())
    after = resolve(arguments[0] if arguments else before.version)
    write_lock(after)
    changed = len(set(after.artifacts) - set(before.artifacts))
    sys.stdout.write(
        f"Neo4j {after.version}: {len(after.artifacts)} jars, {after.size / 1e6:.0f} MB, {changed} new or changed\n",
    )


if __name__ == "__main__":
    main(sys.argv[1:])
