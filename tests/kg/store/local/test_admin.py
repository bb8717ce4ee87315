from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.errors import LocalServerError
from kg.store.local import admin

if TYPE_CHECKING:
    from pathlib import Path


def test_it_says_what_neo4j_says(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text('key:ID,name\nada,"Ada ""the first"""\n', encoding="utf-8")
    said = admin.run(["database", "import", "full", "neo4j", "--nodes=Author=people.csv"], tmp_path)
    assert "1 nodes" in said
    with pytest.raises(LocalServerError, match=r"^neo4j-admin database import full failed in .*: .*\w\.$"):
        admin.run(["database", "import", "full", "neo4j", "--nodes=Author=nothing.csv"], tmp_path)


def test_a_graph_that_is_served_is_said_to_be(home: Path, tmp_path: Path) -> None:
    with pytest.raises(LocalServerError, match="is in use: run `kg stop`"):
        admin.run(["database", "dump", "neo4j", f"--to-path={tmp_path}"], home)


def test_one_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(LocalServerError, match="did not end within 0 s"):
        admin.run(["database", "info", "neo4j"], tmp_path, stop=0.01)
