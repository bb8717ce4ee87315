"""Tests of kg.sources.http.wire: proxies, certificates, and what is logged."""

from __future__ import annotations

import shutil
import ssl
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError, FetchError
from kg.sources.http import Fetcher
from tests.conftest import require
from tests.kg.sources.http.playing import Playing, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

Open = Callable[..., Fetcher]


@pytest.fixture(autouse=True)
def without_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what the machine that runs the tests has set."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate of this machine's own, and its key."""
    openssl = require(Path(shutil.which("openssl") or "openssl"))
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj", "/CN=localhost",
            "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost",
        ],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def secure(certificate: tuple[Path, Path]) -> Iterator[Playing]:
    """A server that speaks TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with Playing(context) as server:
        yield server


def test_https_goes_through_the_proxy(fetcher: Open, playing: Playing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", playing.url)
    with pytest.raises(FetchError, match="could not be reached through the proxy"):
        fetcher(KG_OPENALEX_URL="").get("openalex", "/works")
    assert {(asked.method, asked.target) for asked in playing.asked} == {("CONNECT", "api.openalex.org:443")}


def test_http_goes_through_its_proxy_and_this_machine_does_not(
    fetcher: Open, playing: Playing, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Playing() as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        opened = fetcher(KG_OPENALEX_URL="http://mirror.invalid/openalex")
        assert opened.get("openalex", "/works").ok
        assert [asked.target for asked in proxy.asked] == ["http://mirror.invalid/openalex/works"]
        opened.get("crossref", "/works")
        assert len(proxy.asked) == len(playing.asked) == 1


def test_only_a_certificate_that_is_known_is_trusted(
    fetcher: Open, secure: Playing, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = fetcher(KG_OPENALEX_URL=secure.url)
    for _ in range(3):
        with pytest.raises(FetchError, match=r"not trusted; SSL_CERT_FILE names others|is not asked for"):
            opened.get("openalex", "/works")
    assert opened.counts["openalex"].sent == 1
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    assert fetcher(KG_OPENALEX_URL=secure.url).get("openalex", "/works").ok


def test_a_drip_over_tls_is_ended(
    fetcher: Open, secure: Playing, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    secure.say(Reply(drip=0.02, drip_headers=True))
    with pytest.raises(FetchError, match=r"took more than 0\.5 s"):
        fetcher(KG_OPENALEX_URL=secure.url).get("openalex", "/works")
    assert len(secure.asked) == 2


@pytest.mark.parametrize(
    ("name", "value"),
    [("SSL_CERT_FILE", "/no/such/secret-word"), ("HTTPS_PROXY", "nonsense://user:secret-word@proxy")],
)
def test_a_wrong_setting_of_the_network_is_a_wrong_call_without_its_value(
    fetcher: Open, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(CallError, match=name) as wrong:
        fetcher(KG_OPENALEX_URL="").get("openalex", "/works")
    assert "secret-word" not in str(wrong.value)


def test_connections_are_kept(fetcher: Open, playing: Playing) -> None:
    opened = fetcher()
    for at in range(5):
        opened.get("openalex", f"/works/W{at}")
    assert len(playing.connections) == 1


def test_a_service_is_reachable_where_it_answers_anything_in_time(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(503))
    assert fetcher().reachable("openalex", within=2)
    assert not fetcher(offline=True).reachable("openalex")
    assert not fetcher(KG_ARXIV_URL="http://kg-tests.invalid").reachable("arxiv", within=2)
    playing.say(Reply(drip=0.02, drip_headers=True))
    begun = time.monotonic()
    assert not fetcher().reachable("openalex", within=0.2)
    assert time.monotonic() - begun < 1
