"""The jars that Neo4j is made of, as the lock names them: coordinates, length and SHA-256.

No address stands in the lock; jgo knows where artifacts live, and reads its own settings file for a mirror.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

LOCK = Path(__file__).with_name("neo4j.lock.json")
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


def maven(repository: Path) -> Any:
    """Open jgo over a folder, with the mirror that the user's jgo settings name, if any."""
    from jgo.config import GlobalSettings  # noqa: PLC0415  (0.3 s that only a fetch should cost)
    from jgo.maven import MavenContext  # noqa: PLC0415

    mirrors = GlobalSettings.load().repositories
    return MavenContext(repo_cache=repository, remote_repos=mirrors or None, timeout=TIMEOUT)
