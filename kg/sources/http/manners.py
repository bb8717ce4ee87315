"""Leaving a service alone: for as long as its limit says, and for as long as it asks.

What a service says with an answer is noted: how far apart it wants requests, what is left, and until when there is
nothing. With a server on this machine only what it asks for in a refusal counts, unless KG_POLITE is set.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.errors import KGError
from kg.sources.http import waits
from kg.sources.http.events import Event
from kg.sources.http.pace import Pace, open_pace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from kg.sources.http.cache import Cache
    from kg.sources.http.endpoint import Endpoint

_FURTHEST_APART = 60.0
"""Seconds between requests that a header may ask for; a longer pause is asked for by a refusal."""


class Manners:
    """Know when each service may be asked.

    Args:
        cache: where what is left of a budget is remembered.
        on_event: called before a pause.
        tell: called with a sentence about the machine's own files.
    """

    def __init__(self, cache: Cache, *, on_event: Callable[[Event], None], tell: Callable[[str], None]) -> None:
        self._cache = cache
        self._on_event = on_event
        self._tell = tell
        self._pace: Pace | None = None
        self._held: dict[str, float] = {}
        self._intervals: dict[str, float] = {}

    def close(self) -> None:
        """Close the file of moments."""
        if self._pace is not None:
            self._pace.close()

    def held(self, endpoint: Endpoint) -> float:
        """Say until when a service is to be left alone (seconds since 1970)."""
        return self._held.get(endpoint.pace, 0.0)

    def hold(self, endpoint: Endpoint, until: float) -> None:
        """Leave a service alone until a moment; where it is asked politely, in all processes."""
        self._held[endpoint.pace] = until
        if self._pace is not None and endpoint.polite:
            self._pace.hold(endpoint.pace, until)

    def wait(self, endpoint: Endpoint) -> None:
        """Wait until the moment that the service named to an earlier question."""
        seconds = self.held(endpoint) - time.time()
        if seconds > 0:
            sentence = f"{endpoint.title} asked to be left alone for {seconds:.1f} s more."
            self._on_event(Event("wait", endpoint.name, sentence, seconds))
            time.sleep(seconds)

    @contextlib.contextmanager
    def turn(self, endpoint: Endpoint, *, longest: float) -> Iterator[None]:
        """Wait for the next moment of the service, and hold it for one request; TooLong where it is too far away."""
        if not endpoint.polite:
            yield
            return
        if self._pace is None:
            self._pace = open_pace(self._cache.path.parent, tell=self._tell)
        slower = self._intervals.get(endpoint.pace, 0.0)
        limit = replace(endpoint.limit, interval=max(endpoint.limit.interval, slower))

        def waiting(seconds: float) -> None:
            sentence = f"{endpoint.title} takes one request in {limit.interval:g} s: {seconds:.1f} s to wait."
            self._on_event(Event("wait", endpoint.name, sentence, seconds))

        with self._pace.turn(endpoint.pace, limit, longest=longest, on_wait=waiting):
            yield

    def note(self, endpoint: Endpoint, headers: Mapping[str, str], now: float) -> None:
        """Note what an answer says about limits, and leave a service alone that has nothing left."""
        if (interval := waits.interval(headers)) is not None:
            self._intervals[endpoint.pace] = min(interval, _FURTHEST_APART)
        budget = waits.budget(headers, now)
        if budget is None:
            return
        with contextlib.suppress(KGError):  # what is shown in `kg sources` is worth no failure
            self._cache.remember(endpoint.name, endpoint.place, budget, keyed=endpoint.keyed)
        spent = budget.unit == "requests" and budget.left == 0  # what costs nothing goes on without money
        if spent and endpoint.polite and budget.resets is not None:
            self.hold(endpoint, budget.resets)
