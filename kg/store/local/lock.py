"""Renewing the lock: ``python -m kg.store.local.lock [VERSION]``.

That is for a maintainer: it asks for the whole dependency tree and hashes every jar, which takes a minute or two.
"""

from __future__ import annotations

import hashlib
import json
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import LocalServerError
from kg.store.local.artifacts import LOCK, THREADS, Artifact, Lock, maven, read_lock

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUP = "org.neo4j"
ROOTS = ("neo4j", "neo4j-import-tool")
"""The server, and the tool behind ``neo4j-admin database import``."""


def write_lock(lock: Lock, path: Path) -> None:
    """Write one artifact a line, so that a renewed lock reads well as a diff."""
    entries = ",\n".join(f"    {json.dumps(asdict(artifact))}" for artifact in lock.artifacts)
    path.write_text(f'{{\n  "version": "{lock.version}",\n  "artifacts": [\n{entries}\n  ]\n}}\n', encoding="utf-8")


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


def main(arguments: Sequence[str], path: Path = LOCK) -> None:
    """Renew the lock for the version given, or for the one that it has."""
    before = read_lock(path) if path.exists() else Lock("", ())
    after = resolve(arguments[0] if arguments else before.version)
    write_lock(after, path)
    changed = len(set(after.artifacts) - set(before.artifacts))
    sys.stdout.write(
        f"Neo4j {after.version}: {len(after.artifacts)} jars, {after.size / 1e6:.0f} MB, {changed} new or changed\n",
    )


if __name__ == "__main__":
    main(sys.argv[1:])
