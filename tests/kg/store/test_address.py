"""Addresses: what names a store, and what is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import CallError
from kg.store import connect
from kg.store.address import SCHEMES, parse


def test_nothing_said_is_the_local_store_in_its_default_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_STORE", raising=False)
    address = parse(None)
    assert (address.local, address.folder) == (True, None)


def test_the_environment_says_which_store_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", "bolt://db.example:7687")
    assert parse(None).url == "bolt://db.example:7687"


def test_a_folder_is_absolute_and_knows_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse("local:graph").folder == tmp_path / "graph"
    assert parse("local:~/graph").folder == Path.home() / "graph"


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_server_has_a_scheme_and_a_host(scheme: str) -> None:
    assert not parse(f"{scheme}://db.example").local


@pytest.mark.parametrize(
    "text", ["http://db.example:7474", "db.example:7687", "bolt://", "bolt://host:port", "neo4j", ""]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(CallError, match="no address of a store"):
        parse(text)


def test_a_password_in_the_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(CallError, match="NEO4J_PASSWORD") as caught:
        parse("bolt://neo4j:hunter2@db.example:7687")
    assert "hunter2" not in str(caught.value)


def test_a_server_without_a_password_is_asked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEO4J_PASSWORD", raising=False)
    with pytest.raises(CallError, match="set NEO4J_PASSWORD"):
        connect("bolt://127.0.0.1:1")
    questions: list[str] = []
    with pytest.raises(CallError):
        connect("bolt://127.0.0.1:1", ask=lambda question: questions.append(question) or "")  # type: ignore[func-returns-value] # append gives None
    assert questions == ["Password of neo4j at bolt://127.0.0.1:1: "]
