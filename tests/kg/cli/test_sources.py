"""`kg sources`."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kg.sources.http import SERVICES

if TYPE_CHECKING:
    from pathlib import Path

Call = Callable[..., subprocess.CompletedProcess[str]]
KEY = "sesame-open-0123456789"


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the machine that runs the tests."""
    for service in SERVICES.values():
        for name in (service.key, service.variable):
            monkeypatch.delenv(name or "", raising=False)
    monkeypatch.delenv("KG_CONTACT", raising=False)
    monkeypatch.delenv("KG_SETTINGS", raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("KG_HTTP_CACHE", str(tmp_path / "cache"))


def test_every_service_is_shown_with_its_address_and_its_key(kg: Call, tmp_path: Path) -> None:
    done = kg("sources")
    assert (done.returncode, done.stderr) == (0, "")
    for service in SERVICES.values():
        assert service.title in done.stdout
        assert service.address in done.stdout
        assert f"{service.key} (not set)" in done.stdout or service.key is None
    assert f"{tmp_path / 'cache' / 'http.sqlite'} (not there yet)" in done.stdout
    assert str(tmp_path / "config" / "paper-kg" / "settings.toml") in done.stdout


def test_json_has_the_same(kg: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENALEX_API_KEY", KEY)
    monkeypatch.setenv("KG_OPENALEX_URL", "http://mirror.example.org/openalex/")
    monkeypatch.setenv("HF_TOKEN", KEY)
    done = kg("sources", "--json")
    states = {state["name"]: state for state in json.loads(done.stdout)["services"]}
    assert list(states) == list(SERVICES)
    assert states["openalex"]["address"] == "http://mirror.example.org/openalex"
    assert (states["openalex"]["key_from"], states["openalex"]["keyed"]) == ("environment", False)
    assert (states["huggingface"]["key_from"], states["huggingface"]["keyed"]) == ("environment", True)
    assert "OPENALEX_API_KEY (environment, but not sent over plain http)" in kg("sources").stdout
    assert KEY not in done.stdout + kg("sources").stdout


def test_a_wrong_address_is_a_wrong_call(kg: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_ARXIV_URL", "arxiv")
    done = kg("sources")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: KG_ARXIV_URL must be scheme, host, port")


def test_clear_says_what_it_did(kg: Call) -> None:
    done = kg("sources", "--clear")
    assert (done.returncode, done.stderr) == (0, "No answers were kept.\n")
