"""What the headers of an answer say: how long to wait, what is left, and when it starts anew.

Each service says it in its own way: `Retry-After` (seconds or a date), Hugging Face `RateLimit: "api";r=0;t=120`,
OpenAlex and GitHub `X-RateLimit-Remaining` and `-Reset` (seconds from now, or seconds since 1970), Crossref
`x-rate-limit-limit` in each `x-rate-limit-interval`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_EPOCH = 1_000_000_000
"""A reset above this is a date; below, seconds from now."""
_LONGEST = 366 * 24 * 3600.0
_NUMBER = re.compile(r"\d{1,12}(\.\d{1,9})?")
_TOO_MANY = 429
_FORBIDDEN = 403


@dataclass(frozen=True, slots=True)
class Budget:
    """What a service says is left.

    Args:
        left: requests (or, in `unit`, money) that are left.
        limit: how many there are in all.
        unit: "requests" or "USD".
        resets: when it starts anew (seconds since 1970).
    """

    left: float | None
    limit: float | None
    unit: str
    resets: float | None


def pause(status: int, headers: Mapping[str, str], now: float) -> float | None:
    """Say how many seconds a service asks to be left alone; None where it does not say."""
    told = retry_after(headers.get("retry-after", ""), now)
    if told is not None:
        return told
    if status not in {_TOO_MANY, _FORBIDDEN}:
        return None
    known = budget(headers, now)
    if known and known.resets is not None and not known.left:
        return max(0.0, known.resets - now)
    if status == _TOO_MANY:
        return _seconds(headers.get("x-rate-limit-interval", "").strip().removesuffix("s"))
    return None


def retry_after(text: str, now: float) -> float | None:
    """Read `Retry-After`.

    >>> retry_after("120", now=0), retry_after("Thu, 01 Jan 1970 00:01:00 GMT", now=0), retry_after("soon", now=0)
    (120.0, 60.0, None)
    """
    text = text.strip()
    if (seconds := _seconds(text)) is not None:
        return seconds
    if text.startswith("-"):
        return 0.0 if _seconds(text[1:]) is not None else None
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    try:
        return min(max(0.0, date.timestamp() - now), _LONGEST)
    except (ValueError, OverflowError):
        return None


def budget(headers: Mapping[str, str], now: float) -> Budget | None:
    """Read what is left and when it starts anew; None where an answer does not say."""
    if "ratelimit" in headers:
        fields = dict(re.findall(r"\b([rt])=(\d{1,12})", headers["ratelimit"]))
        quota = re.search(r"\bq=(\d{1,12})", headers.get("ratelimit-policy", ""))
        if fields:
            seconds = _seconds(fields.get("t", ""))
            return Budget(
                left=_seconds(fields.get("r", "")),
                limit=float(quota[1]) if quota else None,
                unit="requests",
                resets=None if seconds is None else now + seconds,
            )
    resets = _reset(headers.get("x-ratelimit-reset", ""), now)
    for ending, unit in (("-usd", "USD"), ("", "requests")):
        left = _seconds(headers.get(f"x-ratelimit-remaining{ending}", ""), largest=1e15)
        if left is not None:
            limit = _seconds(headers.get(f"x-ratelimit-limit{ending}", ""), largest=1e15)
            return Budget(left=left, limit=limit, unit=unit, resets=resets)
    return None if resets is None else Budget(left=None, limit=None, unit="requests", resets=resets)


def interval(headers: Mapping[str, str]) -> float | None:
    """Read how far apart Crossref wants requests, in seconds.

    >>> interval({"x-rate-limit-limit": "10", "x-rate-limit-interval": "1s"})
    0.1
    """
    limit = _seconds(headers.get("x-rate-limit-limit", ""))
    seconds = _seconds(headers.get("x-rate-limit-interval", "").strip().removesuffix("s"))
    return seconds / limit if limit and seconds else None


def written(moment: float) -> str:
    """Write a moment as ISO 8601 in UTC, to the second."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _seconds(text: str, *, largest: float = _LONGEST) -> float | None:
    text = text.strip()
    return min(float(text), largest) if _NUMBER.fullmatch(text) else None


def _reset(text: str, now: float) -> float | None:
    value = _seconds(text, largest=1e12)
    if value is None:
        return None
    return min(value if value > _EPOCH else now + value, now + _LONGEST)
