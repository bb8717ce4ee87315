"""Tests of kg.sources.http.settings and endpoint: addresses, keys, the settings file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import platformdirs
import pytest

from kg.errors import CallError
from kg.sources.http import SERVICES, Service, Settings
from kg.sources.http.endpoint import endpoints
from kg.sources.http.services import Limit
from tests.kg.sources.http.conftest import KEY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.touch(mode=0o600)
    return path


def settings(file: Path, **more: str) -> Settings:
    return Settings({"KG_SETTINGS": str(file), **more})


def test_the_environment_wins_over_the_file(file: Path) -> None:
    file.write_text(f'OPENALEX_API_KEY = "{KEY}"\nKG_CONTACT = "a@example.org"\n')
    read = settings(file, KG_CONTACT=" b@example.org ", HF_TOKEN="")
    assert (read.get("OPENALEX_API_KEY"), read.get("KG_CONTACT"), read.get("HF_TOKEN")) == (KEY, "b@example.org", "")
    assert [read.place(name) for name in ("OPENALEX_API_KEY", "KG_CONTACT", "HF_TOKEN")] == [
        "settings file", "environment", ""
    ]  # fmt: skip


def test_the_file_stands_in_the_users_config_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert Settings({}).path == platformdirs.user_config_path("paper-kg") / "settings.toml"
    assert Settings({}).get("KG_CONTACT") == ""


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o620, 0o602])
def test_a_file_with_keys_that_others_may_read_is_refused(file: Path, mode: int) -> None:
    file.write_text(f'OPENALEX_API_KEY = "{KEY}"\n')
    file.chmod(mode)
    with pytest.raises(CallError, match=rf"run chmod 600 {file}\.$") as refused:
        settings(file)
    assert KEY not in str(refused.value)
    file.write_text('KG_CONTACT = "a@example.org"\n')
    assert settings(file).get("KG_CONTACT"), "without keys it may be read"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("OPENALEX_API_KEY = 12", "must give OPENALEX_API_KEY as a text"),
        ('OPENALEX_KEY = "x"', "sets OPENALEX_KEY, which nothing reads"),
        (f"OPENALEX_API_KEY = {KEY}", "is not TOML at line 1"),
        (f'[keys]\nopenalex = "{KEY}"', "sets keys, which nothing reads"),
    ],
)
def test_a_file_that_is_wrong_says_where_and_shows_no_key(file: Path, text: str, says: str) -> None:
    file.write_text(text)
    with pytest.raises(CallError) as wrong:
        settings(file)
    assert says in str(wrong.value)
    assert str(file) in str(wrong.value)
    assert KEY not in str(wrong.value)


def test_a_file_that_is_named_and_not_there_is_a_wrong_call(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="which does not exist"):
        settings(tmp_path / "none")
    with pytest.raises(CallError, match="cannot be read"):
        settings(tmp_path)


@pytest.mark.parametrize(
    "address",
    [
        "openalex", "ftp://example.org", "http://", "http://example.org:port", "http://example.org:0",
        "http://example.org:99999", "http://example.org?a=b", "http://example.org/#x", "file:///etc/passwd",
        "http://exa mple.org", "http://user:secret-word@example.org", "http://[::1", "//example.org",
    ],
)  # fmt: skip
def test_a_wrong_base_address_is_a_wrong_call(address: str) -> None:
    with pytest.raises(CallError, match=r"^KG_OPENALEX_URL must be scheme, host, port") as wrong:
        endpoints(Settings({"KG_OPENALEX_URL": address}))
    assert "secret-word" not in str(wrong.value)


def test_a_base_address_may_have_a_path() -> None:
    found = endpoints(Settings({"KG_OPENALEX_URL": "HTTPS://Mirror.example.org:8443/a/B/"}))["openalex"]
    assert found.address == "https://mirror.example.org:8443/a/B"
    assert not found.own


@pytest.mark.parametrize("service", SERVICES.values(), ids=SERVICES)
def test_the_services_own_address_may_be_given_too(service: Service) -> None:
    given = endpoints(Settings({service.variable: f"{service.address}/"}))[service.name]
    assert given.own
    assert service.variable == f"KG_{service.name.upper()}_URL"
    assert given.polite  # as with no server on this machine


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "localhost", "[::1]"])
def test_on_this_machine_there_is_no_politeness_unless_asked_for(host: str) -> None:
    given = {"KG_ARXIV_URL": f"http://{host}:8000"}
    assert not endpoints(Settings(given))["arxiv"].polite
    assert endpoints(Settings(given | {"KG_POLITE": "1"}))["arxiv"].polite
    assert endpoints(Settings({"KG_ARXIV_URL": "http://10.0.0.1:8000"}))["arxiv"].polite


def test_a_key_or_a_contact_makes_limits_wider() -> None:
    plain = endpoints(Settings({}))
    known = endpoints(Settings({"HF_TOKEN": KEY, "KG_CONTACT": "me@example.org"}))
    assert plain["huggingface"].limit == Limit(0.6, burst=100)
    assert known["huggingface"].limit == Limit(0.3, burst=200)
    assert plain["crossref"].limit.interval > known["crossref"].limit.interval
    assert plain["huggingface"].pace != known["huggingface"].pace


@pytest.mark.parametrize("key", ["two words", "line\nend", "clé"])
def test_a_key_that_no_header_can_carry_is_not_shown(key: str) -> None:
    with pytest.raises(CallError, match=r"^HF_TOKEN holds a space") as wrong:
        endpoints(Settings({"HF_TOKEN": key}))
    assert key not in str(wrong.value)
