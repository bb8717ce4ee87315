"""Tests of kg.sources.http.overview: what is known without asking."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kg.sources.http import SERVICES, Fetcher, Settings, clear, overview
from tests.kg.sources.http.conftest import KEY
from tests.kg.sources.http.playing import Playing, Reply

Open = Callable[..., Fetcher]
SOON = str(int((datetime.now(UTC) + timedelta(hours=1)).timestamp()))


def quiet(sentence: str) -> None:
    pytest.fail(sentence)


def test_nobody_is_asked_and_nothing_is_made(environ: dict[str, str], playing: Playing) -> None:
    seen = overview(Settings(environ), tell=quiet)
    assert [state.name for state in seen.services] == list(SERVICES)
    assert all(state.address == playing.url for state in seen.services)
    assert (seen.cache, seen.cache_bytes) == (Path(environ["KG_HTTP_CACHE"]), 0)
    assert not seen.cache.exists()
    assert not playing.asked


def test_what_a_service_said_last_is_remembered(environ: dict[str, str], fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(headers={
        "x-ratelimit-limit": "60", "x-ratelimit-remaining": "59", "x-ratelimit-reset": SOON
    }))  # fmt: skip
    fetcher().get("github", "/repos/a/b")
    playing.say(Reply(headers={"X-RateLimit-Limit-USD": "1", "X-RateLimit-Remaining-USD": "0.9"}))
    fetcher().get("openalex", "/works")
    states = {state.name: state for state in overview(Settings(environ), tell=quiet).services}
    assert (states["github"].left, states["github"].limit, states["github"].unit) == (59, 60, "requests")
    assert datetime.fromisoformat(str(states["github"].resets)).timestamp() == int(SOON)
    assert (states["openalex"].left, states["openalex"].unit, states["openalex"].answers) == (0.9, "USD", 1)
    assert states["crossref"].left is None
    with_key = overview(Settings(environ | {"GITHUB_TOKEN": KEY}), tell=quiet).services
    assert [state.left for state in with_key if state.name == "github"] == [None], "a key has a budget of its own"


def test_a_budget_that_has_started_anew_is_not_shown(environ: dict[str, str], fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(headers={"x-ratelimit-remaining": "0", "x-ratelimit-reset": "0"}))
    fetcher().get("github", "/repos/a/b")
    assert all(state.left is None for state in overview(Settings(environ), tell=quiet).services)


def test_clear_forgets_every_answer(environ: dict[str, str], fetcher: Open, playing: Playing) -> None:
    settings = Settings(environ)
    assert clear(settings, tell=quiet) == 0
    for at in range(20):
        fetcher().get("openalex", f"/works/W{at}")
    before = overview(settings, tell=quiet).cache_bytes
    assert clear(settings, tell=quiet) == 20
    after = overview(settings, tell=quiet)
    assert 0 < after.cache_bytes < before
    assert all(state.answers == 0 for state in after.services)
    assert not fetcher().get("openalex", "/works/W0").cached
    assert len(playing.asked) == 21
