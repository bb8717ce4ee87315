"""Credentials: they are in nothing that is printed and in no file but those that are for them."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from kg.store.local.folder import SECRETS, Folder

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store
    from kg.store.local import Connection
    from tests.world.server import Server

    Call = Callable[..., subprocess.CompletedProcess[str]]

KEYS = {
    "SEMANTIC_SCHOLAR_API_KEY": "s2-0f1e2d3c4b5a",
    "OPENALEX_API_KEY": "oa-5a4b3c2d1e0f",
    "HF_TOKEN": "hf_abcdefghijklm",
    "GITHUB_TOKEN": "ghp_nopqrstuvwxyz",
    "OPENCITATIONS_TOKEN": "oc-00112233445566",
    "KG_CONTACT": "somebody@example.org",
}


@pytest.fixture
def keyed(services: Server, monkeypatch: pytest.MonkeyPatch, cache: Path) -> Path:
    """Keys of every service, and a cache of the test's own."""
    del services
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    return cache


def told(done: subprocess.CompletedProcess[str], secrets: list[str]) -> list[str]:
    return [secret for secret in secrets if secret in done.stdout or secret in done.stderr]


def test_no_key_and_no_password_is_printed_or_kept(  # noqa: PLR0917 - fixtures
    graph: Store, kg: Call, server: Connection, page: Path, keyed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = [*KEYS.values(), server.password]
    for arguments in (
        ["build", page, "--year", 2025],
        ["--debug", "enrich"],
        ["sources"],
        ["--debug", "query", "RETURN 1/0"],
        ["--debug", "query", "SHOW USERS"],
        ["--debug", "add", "https://example.org/nothing"],
        ["--debug", "backup", tmp_path / "graph.kg"],
        ["check"],
    ):
        assert not told(kg(*arguments), secrets), arguments
    for path in (path for folder in (keyed, tmp_path) for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        assert not [secret for secret in secrets if secret.encode() in content], path
    assert server.password not in repr(graph) + repr(server)

    monkeypatch.setenv("NEO4J_PASSWORD", "wrong-password-1")
    refused = kg("--debug", "query", "RETURN 1")
    assert refused.returncode == 1
    assert "Traceback" in refused.stderr
    assert not told(refused, [*secrets, "wrong-password-1"])
    given = kg("--debug", "query", "RETURN 1", "--store", "bolt://neo4j:in-the-address@127.0.0.1:1")
    assert given.returncode == 2
    assert not told(given, ["in-the-address"])


def test_only_the_owner_can_read_what_the_local_server_keeps(tmp_path_factory: pytest.TempPathFactory) -> None:
    folders = [path.parent for path in tmp_path_factory.getbasetemp().glob("neo4j*/password")]
    assert folders, "the run's server has a folder"
    for folder in folders:
        state = Folder(folder).read_state()
        assert state is None or state.secret not in repr(state)
        for name in (*SECRETS, "server.log"):
            if (folder / name).exists():
                assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600, name
        logs = [folder / "server.log", *(folder / "logs").glob("*")]
        password = (folder / "password").read_text(encoding="ascii").strip()
        for log in (log for log in logs if log.is_file()):
            said = log.read_bytes()
            assert password.encode() not in said, log
            assert state is None or state.secret.encode() not in said, log
