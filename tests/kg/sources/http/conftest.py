"""Fetchers of a test's own: a server on this machine behind every service, a cache that is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.sources.http import SERVICES, Event, Fetcher, Patience, Settings
from tests.kg.sources.http.playing import Playing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

QUICK = Patience(
    tries=3,
    backoff=0.01,
    jitter=0,
    longest_wait=1.5,
    connect=1,
    read=0.4,
    deadline=0.5,
    slow_after=0.2,
    largest=100_000,
)
KEY = "sesame-open-0123456789"
CONTACT = "someone@example.org"


@pytest.fixture
def playing() -> Iterator[Playing]:
    """A server that plays every service."""
    with Playing() as server:
        yield server


@pytest.fixture
def environ(playing: Playing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """What a person would set: base addresses, cache, settings file."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))  # where the limits are shared
    settings = tmp_path / "settings.toml"
    settings.touch(mode=0o600)
    return {
        **{service.variable: playing.url for service in SERVICES.values()},
        "KG_HTTP_CACHE": str(tmp_path / "http.sqlite"),
        "KG_SETTINGS": str(settings),
    }


@pytest.fixture
def events() -> list[Event]:
    """What the fetchers of a test said."""
    return []


@pytest.fixture
def fetcher(environ: dict[str, str], events: list[Event]) -> Iterator[Callable[..., Fetcher]]:
    """Open a fetcher over the server; whatever is open at the end is closed."""
    opened: list[Fetcher] = []

    def opening(*, patience: Patience = QUICK, offline: bool = False, refresh: bool = False, **more: str) -> Fetcher:
        one = Fetcher(
            offline=offline,
            refresh=refresh,
            on_event=events.append,
            settings=Settings(environ | more),
            patience=patience,
        )
        opened.append(one)
        return one

    yield opening
    for one in opened:
        one.__exit__(None, None, None)
