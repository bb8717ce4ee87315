from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from kg.store.local import lock as renewing
from kg.store.local.artifacts import read_lock

if TYPE_CHECKING:
    from pathlib import Path

    from tests.kg.store.local.conftest import Repository

POM = """<project><modelVersion>4.0.0</modelVersion><groupId>{group}</groupId><artifactId>{name}</artifactId>
<version>{version}</version><dependencies>{dependencies}</dependencies></project>"""
DEPENDENCY = """<dependency><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version>
<scope>{}</scope></dependency>"""


def publish(
    repository: Repository, group: str, name: str, version: str, *dependencies: tuple[str, str, str, str]
) -> None:
    place = repository.folder / group.replace(".", "/") / name / version
    place.mkdir(parents=True)
    told = "".join(DEPENDENCY.format(*dependency) for dependency in dependencies)
    pom = POM.format(group=group, name=name, version=version, dependencies=told)
    (place / f"{name}-{version}.pom").write_text(pom, encoding="utf-8")
    (place / f"{name}-{version}.jar").write_bytes(f"{group}:{name}:{version}".encode())


@pytest.fixture
def published(repository: Repository) -> Repository:
    publish(repository, "org.neo4j", "neo4j", "9.1.0", ("org.example", "kernel", "3.0", "compile"))
    publish(repository, "org.neo4j", "neo4j-import-tool", "9.1.0", ("org.example", "rig", "1.0", "test"))
    publish(repository, "org.example", "kernel", "3.0", ("org.example", "shell", "2.5", "runtime"))
    publish(repository, "org.example", "shell", "2.5")
    publish(repository, "org.example", "rig", "1.0")
    return repository


@pytest.mark.usefixtures("published")
def test_renewing_takes_what_runs_and_leaves_what_tests() -> None:
    lock = renewing.resolve("9.1.0")
    names = [artifact.name for artifact in lock.artifacts]
    assert names == ["kernel-3.0.jar", "neo4j-9.1.0.jar", "neo4j-import-tool-9.1.0.jar", "shell-2.5.jar"]


@pytest.mark.usefixtures("published")
def test_a_renewed_lock_reads_back_as_it_was_resolved(tmp_path: Path) -> None:
    lock = renewing.resolve("9.1.0")
    renewing.write_lock(lock, tmp_path / "lock.json")
    assert read_lock(tmp_path / "lock.json") == lock
    kernel = lock.artifacts[0]
    assert kernel.sha256 == hashlib.sha256(b"org.example:kernel:3.0").hexdigest()


@pytest.mark.usefixtures("published")
def test_the_command_says_what_it_renewed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "lock.json"
    renewing.main(["9.1.0"], target)
    assert "Neo4j 9.1.0: 4 jars" in capsys.readouterr().out
    assert read_lock(target).version == "9.1.0"
