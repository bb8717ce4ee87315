"""Tests of kg.sources.http.waits: each service's way to say how long to wait and what is left."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.sources.http.waits import Budget, budget, interval, pause, retry_after

NOW = 1_750_000_000.0


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("0", 0), ("120", 120), (" 1.5 ", 1.5), ("-5", 0), ("Sun, 15 Jun 2025 15:07:40 GMT", 60),
        ("Sunday, 15-Jun-25 15:07:40 GMT", 60), ("Sun, 15 Jun 2025 15:07:40", 60),
        ("Wed, 11 Jun 2025 00:00:00 GMT", 0), ("99999999999", 366 * 24 * 3600),
        ("", None), ("soon", None), ("nan", None), ("inf", None), ("1e9", None), ("Sun, 99 Jun 2025", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(text: str, seconds: float | None) -> None:
    assert retry_after(text, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "left"),
    [
        ({"ratelimit": '"api";r=499;t=300', "ratelimit-policy": '"fixed window";"api";q=500;w=300'},
         Budget(499, 500, "requests", NOW + 300)),
        ({"x-ratelimit-limit": "60", "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1750000900"},
         Budget(0, 60, "requests", NOW + 900)),
        ({"x-ratelimit-limit": "10000", "x-ratelimit-remaining": "9999", "x-ratelimit-reset": "3600"},
         Budget(9999, 10000, "requests", NOW + 3600)),
        ({"x-ratelimit-limit-usd": "1", "x-ratelimit-remaining-usd": "0.9989", "x-ratelimit-reset": "3600"},
         Budget(0.9989, 1, "USD", NOW + 3600)),
        ({"x-ratelimit-remaining": "5"}, Budget(5, None, "requests", None)),
        ({"x-ratelimit-reset": "60"}, Budget(None, None, "requests", NOW + 60)),
        ({"content-type": "text/plain", "ratelimit": "unknown"}, None),
    ],
)  # fmt: skip
def test_what_is_left_is_read_from_each_services_headers(headers: dict[str, str], left: Budget | None) -> None:
    assert budget(headers, NOW) == left


@pytest.mark.parametrize(
    ("status", "headers", "seconds"),
    [
        (429, {"ratelimit": '"api";r=0;t=42'}, 42),
        (429, {"ratelimit": '"api";r=3;t=42'}, None),
        (429, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1750000010"}, 10),
        (403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "1750000010"}, 10),
        (403, {"x-ratelimit-remaining": "9", "x-ratelimit-reset": "1750000010"}, None),
        (429, {"x-ratelimit-reset": "10", "retry-after": "2"}, 2),
        (429, {"x-rate-limit-interval": "1s"}, 1),
        (503, {"retry-after": "7"}, 7),
        (503, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "10"}, None),
        (429, {}, None),
    ],
)
def test_a_pause_is_what_the_answer_asks_for(status: int, headers: dict[str, str], seconds: float | None) -> None:
    assert pause(status, headers, NOW) == seconds


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"}, 0.02),
        ({"x-rate-limit-limit": "0", "x-rate-limit-interval": "1s"}, None),
        ({"x-rate-limit-limit": "5"}, None),
    ],
)
def test_crossref_says_how_many_in_what_time(headers: dict[str, str], seconds: float | None) -> None:
    assert interval(headers) == seconds


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(
        st.sampled_from([
            "retry-after", "ratelimit", "ratelimit-policy", "x-ratelimit-remaining", "x-ratelimit-reset",
            "x-ratelimit-limit", "x-rate-limit-limit", "x-rate-limit-interval", "x-ratelimit-remaining-usd",
        ]),
        st.text(alphabet='0123456789.-eqrtsw=;," :GMT', max_size=20) | st.integers().map(str) | st.floats().map(str),
    )
)  # fmt: skip
def test_no_header_makes_it_fail_or_wait_without_end(headers: dict[str, str]) -> None:
    budget(headers, NOW)
    interval(headers)
    told = pause(429, headers, NOW)
    assert told is None or 0 <= told <= 366 * 24 * 3600
