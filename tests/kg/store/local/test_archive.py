from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from kg.store.local import archive, jars

if TYPE_CHECKING:
    from pathlib import Path

SERVICE = "<java class 'org.neo4j.dbms.api.DatabaseManagementServiceBuilder'>"
START = """
import sys
from pathlib import Path
import jpype
from kg.store.local import jvm
paths = sorted(Path(sys.argv[1]).glob("jars/*.jar"))
print("noting" if jvm.start(paths, Path(sys.argv[1])) else "sharing")
print(jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder"))
"""


def linked(folder: Path) -> list[Path]:
    """Neo4j's jars, linked into a folder of their own."""
    (folder / "jars").mkdir(parents=True)
    for path in jars.fetch():
        (folder / "jars" / path.name).symlink_to(path)
    return sorted((folder / "jars").iterdir())


def start(folder: Path) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", START, str(folder)], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.splitlines()


def test_java_notes_its_classes_where_there_is_no_archive(tmp_path: Path) -> None:
    linked(tmp_path)
    assert start(tmp_path) == ["noting", SERVICE]
    (listed,) = tmp_path.glob("classes-*.lst")
    assert "org/neo4j/dbms/api/DatabaseManagementServiceBuilder" in listed.read_text()


def test_an_archive_that_does_not_fit_is_passed_over(tmp_path: Path) -> None:
    paths = linked(tmp_path)
    archive.archive_path(paths).write_bytes(b"no archive" * 1000)
    lines = start(tmp_path)
    assert lines[0] == "sharing"
    assert lines[-1] == SERVICE


def test_java_starts_from_a_folder_with_letters_beyond_ascii(tmp_path: Path) -> None:
    linked(tmp_path / "bücher 図書")
    assert start(tmp_path / "bücher 図書")[-1] == SERVICE


def test_an_archive_belongs_to_its_jars(tmp_path: Path) -> None:
    one = linked(tmp_path / "one")
    other = linked(tmp_path / "other")
    assert archive.archive_path(one).name != archive.archive_path(other).name
