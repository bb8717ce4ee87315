"""Tests of kg.cli.update: what is followed, asked for and added."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.world.huggingface import submitted

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    import pytest

    from kg.store import Store
    from tests.world.papers import World
    from tests.world.server import Server

    Call = Callable[..., subprocess.CompletedProcess[str]]


def test_what_is_new_is_listed_with_who_follows_it(  # noqa: PLR0917 - fixtures
    graph: Store,
    kg: Call,
    world: World,
    services: Server,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "follows.txt"
    monkeypatch.setenv("KG_FOLLOWS", str(path))
    nothing = kg("update")
    assert nothing.returncode == 2
    assert "begin with `kg follow daily`" in nothing.stderr

    work = world.works["w00003"]
    path.write_text(f'daily\nauthor "{work.authors[0].name}"\nsaerch x\n', encoding="utf-8")
    done = kg("update", "--since", submitted(work).isoformat(), "--json")
    assert done.returncode == 0, done.stderr
    assert f"{path}: Line 3 is not read: 'saerch x' is neither" in done.stderr
    assert "Left of daily: the " in done.stderr
    report = json.loads(done.stdout)
    by_key = {one["paper_id"]: one for one in report["new"]}
    assert by_key[work.ids["arxiv"]]["by"] == ["daily", f'author "{work.authors[0].name}"']
    assert by_key[work.ids["arxiv"]]["title"].rstrip(".") == work.title
    assert set(by_key) == set(report["changes"]["new"])
    assert {row["key"] for row in graph.read("MATCH (p:Paper) RETURN p.paper_id AS key")} == set(by_key)

    services.forget()
    again = kg("update", "--since", submitted(work).isoformat())
    assert services.count() == 0  # the answers of today are kept
    assert not any(key in again.stdout for key in by_key)


def test_a_wrong_call_asks_nobody(kg: Call, services: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_FOLLOWS", str(tmp_path / "follows.txt"))
    kg("follow", "daily")
    for arguments, says in (
        (("--since", "soon"), "--since soon is no day"),
        (("--since", "2999-01-01"), "in the future"),
        (("--source", "crossref"), "tells of nothing new"),
    ):
        done = kg("update", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        assert says in done.stderr
    assert services.count() == 0
