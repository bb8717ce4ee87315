"""Tests of kg.sources.http.asking: what is mended by asking again, and what ends in one sentence."""

from __future__ import annotations

import gzip
import pickle
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kg.errors import FetchError
from kg.sources.http import Event, Fetcher, Response
from tests.kg.sources.http.conftest import QUICK
from tests.kg.sources.http.playing import GOOD, Playing, Reply

Open = Callable[..., Fetcher]
PAGE = b"<!DOCTYPE html><html><title>Just a moment...</title></html>"
ATOM = b'<?xml version="1.0" encoding="UTF-8"?>\n<feed><title>caf\xc3\xa9</title></feed>'

MENDABLE = {
    "429": Reply(429),
    "429 with Retry-After": Reply(429, headers={"Retry-After": "0"}),
    "429 until a date that is over": Reply(429, headers={"Retry-After": "Wed, 11 Jun 2025 00:00:00 GMT"}),
    "429 with nonsense": Reply(429, headers={"Retry-After": "soon", "RateLimit": "r=x", "X-RateLimit-Reset": "never"}),
    "500": Reply(500, PAGE, content_type="text/html"),
    "502": Reply(502),
    "503": Reply(503, headers={"Retry-After": "0"}),
    "504": Reply(504),
    "closed connection": Reply(hang_up=True),
    "body cut short": Reply(sent=10),
    "JSON that ends in the middle": Reply(body=GOOD[:10]),
    "gzip that is none": Reply(headers={"Content-Encoding": "gzip"}),
    "nothing": Reply(body=b""),
    "HTML as JSON": Reply(body=PAGE),
    "an error inside": Reply(body=b'{"error": "try again", "message": "later"}'),
    "a limit inside": Reply(body=b'{"message": "Too Many Requests", "code": "429"}'),
    "a failure inside": Reply(body=b'{"status": "failed", "message": {"name": "exception"}}'),
    "silence": Reply(drip=5),
}


@pytest.mark.parametrize("name", MENDABLE)
def test_what_may_be_mended_is_asked_again(fetcher: Open, playing: Playing, events: list[Event], name: str) -> None:
    playing.say(MENDABLE[name], Reply())
    assert fetcher().get("openalex", "/works").body == GOOD
    assert len(playing.asked) == 2
    assert [event.kind for event in events] == ["ask", "retry", "ask"]


@pytest.mark.parametrize("name", MENDABLE)
def test_what_is_not_mended_is_one_sentence_after_a_few_tries_and_is_not_kept(
    fetcher: Open, playing: Playing, name: str
) -> None:
    playing.say(MENDABLE[name])
    opened = fetcher()
    with pytest.raises(FetchError) as failed:
        opened.get("openalex", "/works", {"filter": "doi:10.1/x"})
    assert len(playing.asked) == (2 if name == "silence" else 3)
    sentence = str(failed.value)
    assert sentence.startswith("OpenAlex could not be asked for /works?filter=doi:10.1/x: it ")
    assert sentence.endswith("; run the same again later.")
    assert "\n" not in sentence
    playing.say(Reply())
    assert opened.get("openalex", "/works", {"filter": "doi:10.1/x"}).body == GOOD


def test_a_failure_pickles(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(503))
    with pytest.raises(FetchError) as failed:
        fetcher().get("openalex", "/works")
    again = pickle.loads(pickle.dumps(failed.value))
    assert (str(again), again.service, again.status, again.lasting) == (str(failed.value), "openalex", 503, False)


def test_pauses_grow_and_have_some_chance_in_them(fetcher: Open, playing: Playing, events: list[Event]) -> None:
    playing.say(Reply(503))
    patience = replace(QUICK, tries=5, backoff=0.01, jitter=0.005)
    pauses = []
    for service in ("openalex", "crossref"):
        with pytest.raises(FetchError):
            fetcher(patience=patience).get(service, "/works")
        pauses.append([event.seconds for event in events if event.kind == "retry"])
        events.clear()
    for seen in pauses:
        assert all(0.01 * 2**at <= pause <= 0.01 * 2**at + 0.005 for at, pause in enumerate(seen)), seen
        assert len(seen) == 4
    assert pauses[0] != pauses[1]


def test_a_pause_that_is_asked_for_is_kept(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(429, headers={"Retry-After": "1"}), Reply())
    fetcher().get("openalex", "/works")
    assert playing.asked[1].moment - playing.asked[0].moment >= 1


# The hour is counted from when the test runs, which may be long after it was collected.
IN_AN_HOUR = {
    "date": lambda: format_datetime(datetime.now(UTC) + timedelta(hours=1)),
    "epoch": lambda: str(int(time.time()) + 3600),
}


@pytest.mark.parametrize(
    ("service", "status", "headers"),
    [
        ("semantic_scholar", 429, {"Retry-After": "3600"}),
        ("semantic_scholar", 503, {"Retry-After": "date"}),
        ("huggingface", 429, {"RateLimit": '"api";r=0;t=3600'}),
        ("openalex", 429, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "3600"}),
        ("github", 403, {"x-ratelimit-remaining": "0", "x-ratelimit-reset": "epoch"}),
        ("crossref", 429, {"x-rate-limit-limit": "1", "x-rate-limit-interval": "3600s"}),
    ],
)
def test_a_long_pause_is_not_waited_for_and_nobody_asks_meanwhile(
    fetcher: Open, playing: Playing, service: str, status: int, headers: dict[str, str]
) -> None:
    told = {name: IN_AN_HOUR[value]() if value in IN_AN_HOUR else value for name, value in headers.items()}
    playing.say(Reply(status, headers=told))
    opened = fetcher()
    for path in ("/a", "/b"):
        with pytest.raises(FetchError) as refused:
            opened.get(service, path)
        assert "is not to be asked before" in str(refused.value)
        assert path in str(refused.value)
        assert refused.value.lasting
        assert refused.value.until
        until = datetime.fromisoformat(refused.value.until)
        assert timedelta(minutes=55) < until - datetime.now(UTC) < timedelta(minutes=65)
    assert len(playing.asked) == 1


def test_short_pauses_that_never_end_are_not_waited_for_either(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(429, headers={"Retry-After": "0.3"}))
    with pytest.raises(FetchError):
        fetcher(patience=replace(QUICK, tries=100, longest_wait=0.8)).get("openalex", "/works")
    assert len(playing.asked) == 3


@pytest.mark.parametrize("status", [401, 402, 403, 405, 414, 422, 501])
def test_a_refusal_is_not_asked_again(fetcher: Open, playing: Playing, status: int) -> None:
    playing.say(Reply(status, b'{"message": "You are not\\n welcome."}'))
    with pytest.raises(FetchError) as refused:
        fetcher().get("semantic_scholar", "/graph/v1/paper/X")
    assert str(refused.value).startswith(
        f"Semantic Scholar was asked for /graph/v1/paper/X: it answered with HTTP {status} (You are not welcome)"
    )
    assert ("SEMANTIC_SCHOLAR_API_KEY" in str(refused.value)) == (status in {401, 403})
    assert refused.value.status == status
    assert len(playing.asked) == 1


def test_github_and_openalex_say_403_to_those_who_are_too_fast(fetcher: Open, playing: Playing) -> None:
    for service in ("github", "openalex"):
        playing.say(Reply(403, b'{"message": "You have exceeded a secondary rate limit."}'), Reply())
        assert fetcher().get(service, "/repos/a/b").ok
    assert len(playing.asked) == 4


def test_a_service_that_fails_again_and_again_is_asked_less_and_then_no_more(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(503))
    opened = fetcher()
    for at in range(44):
        with pytest.raises(FetchError, match=f"/works/W{at}"):
            opened.get("openalex", f"/works/W{at}")
    assert len(playing.asked) == 3 * 3 + 3
    playing.say(Reply())
    assert opened.get("crossref", "/works/x").ok, "others are asked on"
    assert fetcher().get("openalex", "/works/W0").ok, "and the next run asks anew"


def test_so_it_is_where_no_two_questions_look_alike(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(503))
    opened = fetcher()
    for first in "abcdefghijklmnop":
        with pytest.raises(FetchError) as failed:
            opened.get("github", f"/repos/{first}/name")
    assert failed.value.lasting
    assert len(playing.asked) == 6 * 3 + 6


def test_a_kind_of_question_that_fails_leaves_the_others(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(503))
    opened = fetcher()
    for at in range(44):
        with pytest.raises(FetchError) as failed:
            opened.get("semantic_scholar", f"/graph/v1/paper/CorpusId:{at}/references")
    assert not failed.value.lasting
    assert len(playing.asked) == 3 * 3 + 3
    playing.say(Reply())
    assert opened.get("semantic_scholar", "/graph/v1/paper/CorpusId:1/citations").ok


def test_one_answer_makes_up_for_failures_before(fetcher: Open, playing: Playing) -> None:
    opened = fetcher()
    for at in range(20):
        playing.say(Reply(hang_up=True) if at % 3 else Reply())
        if at % 3:
            with pytest.raises(FetchError):
                opened.get("openalex", f"/works/W{at}")
        else:
            assert opened.get("openalex", f"/works/W{at}").ok


def test_a_host_that_does_not_exist_is_one_sentence_and_tried_twice(fetcher: Open) -> None:
    opened = fetcher(KG_OPENALEX_URL="http://kg-tests.invalid")
    for at in range(3):
        with pytest.raises(FetchError, match=f"/works/W{at}") as failed:
            opened.get("openalex", f"/works/W{at}")
        assert failed.value.lasting
        if not at:
            assert str(failed.value) == (
                "OpenAlex cannot be asked for /works/W0: the host kg-tests.invalid was not found; "
                "connect to a network, or use --offline."
            )
    assert opened.counts["openalex"].sent == 2


def test_a_port_where_nobody_listens_is_one_sentence(fetcher: Open) -> None:
    with pytest.raises(FetchError, match=r"^arXiv could not be asked for /api/query: it "):
        fetcher(KG_ARXIV_URL="http://127.0.0.1:9").get("arxiv", "/api/query")


def test_a_drip_is_ended(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(body=GOOD.ljust(1000), drip=0.02))
    begun = time.monotonic()
    with pytest.raises(FetchError, match="sent only"):
        fetcher().get("openalex", "/works")
    assert time.monotonic() - begun < 1.5
    assert len(playing.asked) == 2


def test_headers_that_drip_are_ended(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(drip=0.02, drip_headers=True), Reply())
    begun = time.monotonic()
    assert fetcher().get("openalex", "/works").body == GOOD
    assert time.monotonic() - begun < 1.5


@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "gzip"}])
def test_an_answer_that_is_too_large_is_one_sentence(fetcher: Open, playing: Playing, headers: dict[str, str]) -> None:
    body = GOOD.ljust(QUICK.largest + 1)
    playing.say(Reply(body=gzip.compress(body) if headers else body, headers=headers))
    with pytest.raises(FetchError, match=r"100,0\d\d"):
        fetcher().get("openalex", "/works")
    assert len(playing.asked) == 1


def test_fifty_megabytes_are_an_answer(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(body=GOOD.ljust(50_000_000)))
    patience = replace(QUICK, largest=64_000_000, deadline=20, read=10)
    assert len(fetcher(patience=patience).get("openalex", "/works").body) == 50_000_000
    assert fetcher(offline=True).get("openalex", "/works").json() == {"results": [{"id": "W1"}]}


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ('{"title": "café"}'.encode(), "application/json; charset=iso-8859-1"),
        ('{"title": "café"}'.encode("latin-1"), "application/json; charset=utf-8"),
        ('{"title": "café"}'.encode("latin-1"), "application/json; charset=no-such-thing"),
        ('{"title": "café"}'.encode("utf-8-sig"), "text/plain"),
        ('{"title": "café"}'.encode("utf-16"), "application/json"),
    ],
)
def test_a_body_is_in_utf_8_whatever_charset_it_came_in(
    fetcher: Open, playing: Playing, body: bytes, content_type: str
) -> None:
    playing.say(Reply(body=body, content_type=content_type))
    assert fetcher().get("openalex", "/works").body == '{"title": "café"}'.encode()
    assert len(playing.asked) == 1


@pytest.mark.parametrize("body", [ATOM, ATOM.decode().encode("latin-1")])
def test_so_is_xml(fetcher: Open, playing: Playing, body: bytes) -> None:
    playing.say(Reply(body=body, content_type="application/atom+xml"))
    assert fetcher().get("arxiv", "/api/query").body.lower() == ATOM.lower()
    assert len(playing.asked) == 1


@pytest.mark.parametrize("body", [ATOM[:-5], PAGE, b"", b"Rate exceeded."])
def test_xml_that_is_not_whole_is_asked_for_again(fetcher: Open, playing: Playing, body: bytes) -> None:
    playing.say(Reply(body=body, content_type="application/atom+xml"), Reply(body=ATOM))
    assert fetcher().get("arxiv", "/api/query").body == ATOM
    assert len(playing.asked) == 2


def test_whoever_asks_may_find_an_answer_wrong(fetcher: Open, playing: Playing) -> None:
    def check(response: Response) -> str | None:
        return None if response.json()["results"] else "sent an empty page"

    playing.say(Reply(body=b'{"results": []}'), Reply())
    assert fetcher().get("openalex", "/works", {"page": 2}, check=check).body == GOOD
    playing.say(Reply(body=b'{"results": []}'))
    with pytest.raises(FetchError, match="it sent an empty page each time"):
        fetcher().get("openalex", "/works", {"page": 3}, check=check)
    assert len(playing.asked) == 5


def test_a_text_is_taken_as_it_is(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(body=b"# A paper\xff", content_type="text/markdown"))
    assert fetcher().get("huggingface", "/papers/2401.00001.md", expects="text").body == b"# A paper\xff"
    assert playing.asked[0].headers["accept"] == "*/*"
