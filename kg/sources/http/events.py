"""What a fetcher tells while it asks, and what it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Event:
    """What happens while a question is asked.

    Args:
        kind: "ask" before a request, "wait" before a pause, "retry" after what may be mended, "note" for the rest.
        service: the service's name; an empty text where it concerns all.
        sentence: it, for a person.
        seconds: how long a pause is.
    """

    kind: Literal["ask", "wait", "retry", "note"]
    service: str
    sentence: str
    seconds: float = 0.0


@dataclass(slots=True)
class Count:
    """What a service was asked in a run.

    Args:
        sent: requests that went over the network, retries and redirects too.
        kept: answers that came from the cache.
    """

    sent: int = 0
    kept: int = 0
