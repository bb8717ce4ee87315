"""Tests of kg.sources.http.pace: limits that all processes share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import FetchError
from kg.sources.http import Event, Fetcher
from kg.sources.http.pace import Pace, TooLong
from kg.sources.http.services import SERVICES, Limit
from tests.kg.sources.http.playing import Playing, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

Open = Callable[..., Fetcher]
ROOT = Path(__file__).parents[4]

TAKING = """
import sys, time
from pathlib import Path
from kg.sources.http.pace import Pace
from kg.sources.http.services import Limit
pace = Pace(Path(sys.argv[1]), tell=print)
limit = Limit(0.1, single=True)
for _ in range(int(sys.argv[2])):
    with pace.turn("x", limit, longest=9, on_wait=lambda _: None):
        begun = time.time()
        time.sleep(float(sys.argv[3]))
        print(begun, time.time(), flush=True)
"""


def taking(folder: Path, times: int, seconds: float) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", TAKING, str(folder), str(times), str(seconds)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.fixture
def pace(tmp_path: Path) -> Iterator[Pace]:
    opened = Pace(tmp_path, tell=print)
    yield opened
    opened.close()


def turns(pace: Pace, limit: Limit, count: int) -> list[float]:
    moments = []
    for _ in range(count):
        with pace.turn("x", limit, longest=9, on_wait=lambda _: None):
            moments.append(time.time())
    return moments


def test_arxiv_is_asked_once_in_three_seconds_by_one_at_a_time() -> None:
    assert SERVICES["arxiv"].limit == Limit(3.0, single=True)


def test_two_processes_share_a_limit_and_never_ask_at_once(tmp_path: Path) -> None:
    spans = []
    running = [taking(tmp_path, 3, 0.02) for _ in range(2)]
    for one in running:
        out, _ = one.communicate(timeout=60)
        assert one.returncode == 0
        spans += [tuple(map(float, line.split())) for line in out.splitlines()]
    spans.sort()
    assert len(spans) == 6
    for (begun, ended), (next_begun, _) in pairwise(spans):
        assert next_begun - begun > 0.095
        assert next_begun > ended


def test_a_process_that_is_killed_lets_the_others_go_on(tmp_path: Path, pace: Pace) -> None:
    with taking(tmp_path, 1, 60) as holder:
        while not list(tmp_path.glob("pace-*.lock")):
            assert holder.poll() is None
        holder.send_signal(signal.SIGKILL)
    assert len(turns(pace, Limit(0.1, single=True), 1)) == 1


def test_a_few_may_come_at_once_where_the_limit_says_so(pace: Pace) -> None:
    begun = time.time()
    moments = turns(pace, Limit(0.2, burst=3), 4)
    assert moments[2] - begun < 0.15
    assert moments[3] - begun > 0.19


def test_a_hold_keeps_everybody_away(pace: Pace) -> None:
    pace.hold("x", time.time() + 0.2)
    pace.hold("x", time.time() + 0.1)  # an earlier end takes nothing away
    begun = time.time()
    assert turns(pace, Limit(0.0), 1)[0] - begun > 0.15
    pace.hold("x", time.time() + 60)
    with pytest.raises(TooLong) as told:
        turns(pace, Limit(0.0), 1)
    assert told.value.until > time.time() + 50
    with pace.turn("y", Limit(0.0), longest=0, on_wait=lambda _: None):
        pass


def test_a_clock_that_was_wrong_is_no_reason_to_wait(pace: Pace) -> None:
    def wrong(connection: object) -> None:
        connection.execute("INSERT INTO paces VALUES ('x', ?, 0)", (time.time() + 1e6,))  # type: ignore[attr-defined]

    pace._database.run(wrong, write=True)
    begun = time.time()
    assert turns(pace, Limit(0.1), 1)[0] - begun < 0.1


def test_on_this_machine_limits_hold_where_they_are_asked_for(
    fetcher: Open, playing: Playing, events: list[Event]
) -> None:
    for polite, slow in (("", False), ("1", True)):
        events.clear()
        opened = fetcher(KG_POLITE=polite)
        for at in range(3):
            opened.get("opencitations", f"/{at}{polite}")
        moments = [asked.moment for asked in playing.asked[-3:]]
        assert (moments[2] - moments[0] > 0.6) is slow
        assert bool([event for event in events if event.kind == "wait"]) is slow


def test_what_a_service_says_of_its_limits_is_kept_by_the_next_process(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(headers={"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "3600"}))
    assert fetcher(KG_POLITE="1").get("openalex", "/works/W1").ok
    with pytest.raises(FetchError, match="is not to be asked before"):
        fetcher(KG_POLITE="1").get("openalex", "/works/W2")
    assert len(playing.asked) == 1
    assert fetcher(KG_POLITE="1", OPENALEX_API_KEY="another").get("openalex", "/works/W2").ok, "a key has its own"


def test_crossref_says_how_far_apart_it_wants_requests(fetcher: Open, playing: Playing, events: list[Event]) -> None:
    playing.say(Reply(headers={"x-rate-limit-limit": "2", "x-rate-limit-interval": "1s"}))
    opened = fetcher(KG_POLITE="1", KG_CONTACT="me@example.org")
    for at in range(3):
        opened.get("crossref", f"/works/{at}")
    assert "Crossref takes one request in 0.5 s" in [event for event in events if event.kind == "wait"][-1].sentence


def test_who_has_no_money_left_may_ask_what_costs_nothing(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(headers={"X-RateLimit-Remaining-USD": "0", "X-RateLimit-Reset": "3600"}))
    opened = fetcher(KG_POLITE="1")
    assert all(opened.get("openalex", f"/works/W{at}").ok for at in range(2))
