"""Tests of kg.sources.http.fetcher: what is asked, what is kept, and what is answered without asking."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError, FetchError, OfflineError
from kg.sources.http import Event, Fetcher
from tests.kg.sources.http.conftest import CONTACT, KEY
from tests.kg.sources.http.playing import Playing, Reply

if TYPE_CHECKING:
    from pathlib import Path

Open = Callable[..., Fetcher]


def test_an_answer_is_given_with_its_date_and_address(fetcher: Open, playing: Playing) -> None:
    response = fetcher().get("openalex", "/works", {"filter": "doi:10.1/x"})
    assert (response.status, response.ok, response.cached) == (200, True, False)
    assert response.json() == {"results": [{"id": "W1"}]}
    assert response.url == f"{playing.url}/works?filter=doi:10.1/x"
    assert response.retrieved.endswith("Z")


def test_what_was_answered_is_not_asked_again_in_whatever_order_its_parameters_stand(
    fetcher: Open, playing: Playing
) -> None:
    first = fetcher().get("openalex", "/works", {"filter": "a", "per_page": 5, "select": None})
    again = fetcher().get("openalex", "/works", {"per_page": "5", "filter": "a"})
    assert again.cached
    assert (again.body, again.url, again.retrieved, again.status) == (
        first.body, first.url, first.retrieved, first.status
    )  # fmt: skip
    assert len(playing.asked) == 1


def test_a_body_is_part_of_the_question(fetcher: Open, playing: Playing) -> None:
    opened = fetcher()
    for ids in (["a"], ["b"], ["a"]):
        opened.post("semantic_scholar", "/graph/v1/paper/batch", {"fields": "title"}, json={"ids": ids})
    assert [json.loads(asked.body)["ids"] for asked in playing.asked] == [["a"], ["b"]]
    assert playing.asked[0].headers["content-type"] == "application/json"
    assert (opened.counts["semantic_scholar"].sent, opened.counts["semantic_scholar"].kept) == (2, 1)


def test_paths_and_parameters_are_plain_text(fetcher: Open, playing: Playing) -> None:
    fetcher().get("crossref", "/works/10.1002/(SICI)1<1::A>3.0.CO;2-X?#%41/../é", {"query": "a&b=c d+e"})
    assert playing.asked[0].path == "/works/10.1002/(SICI)1%3C1::A%3E3.0.CO;2-X%3F%23%2541/%2E%2E/%C3%A9"
    assert playing.asked[0].params == {"query": "a&b=c d+e"}


@pytest.mark.parametrize("status", [400, 404, 410, 451])
def test_nothing_is_an_answer_too(fetcher: Open, playing: Playing, status: int) -> None:
    playing.say(Reply(status, b"no such thing", content_type="text/plain"))
    assert [fetcher().get("openalex", "/works/W9").status for _ in range(2)] == [status, status]
    assert len(playing.asked) == 1


def test_offline_answers_from_what_is_kept_alone(fetcher: Open, playing: Playing) -> None:
    fetcher().get("openalex", "/works/W1", life=timedelta(0))
    offline = fetcher(offline=True)
    assert offline.get("openalex", "/works/W1").cached, "however old"
    with pytest.raises(OfflineError) as lacking:
        offline.get("openalex", "/works/W2")
    assert str(lacking.value) == "The cache lacks what OpenAlex says to /works/W2; run the same without --offline."
    assert lacking.value.service == "openalex"
    assert len(playing.asked) == 1


def test_refresh_asks_each_thing_once_a_run(fetcher: Open, playing: Playing) -> None:
    fetcher().get("openalex", "/works/W1")
    refreshing = fetcher(refresh=True)
    assert [refreshing.get("openalex", "/works/W1").cached for _ in range(3)] == [False, True, True]
    assert len(playing.asked) == 2


def test_an_answer_whose_life_is_over_is_asked_for_again(fetcher: Open, playing: Playing) -> None:
    for life in (timedelta(0), timedelta(days=1), timedelta(0)):
        fetcher().get("openalex", "/works", {"filter": "cites:W1"}, life=life)
    assert len(playing.asked) == 2


def test_an_old_answer_is_used_and_said_where_the_service_fails(
    fetcher: Open, playing: Playing, events: list[Event]
) -> None:
    first = fetcher().get("openalex", "/works", life=timedelta(0))
    playing.say(Reply(503))
    again = fetcher().get("openalex", "/works", life=timedelta(0))
    assert (again.cached, again.body) == (True, first.body)
    assert events[-1].kind == "note"
    assert f"The answer of {first.retrieved} is used." in events[-1].sentence
    with pytest.raises(FetchError):
        fetcher(refresh=True).get("openalex", "/works")


def test_a_base_address_has_answers_of_its_own(fetcher: Open, playing: Playing) -> None:
    fetcher().get("openalex", "/works/W1")
    with pytest.raises(OfflineError):
        fetcher(offline=True, KG_OPENALEX_URL=f"{playing.url}/mirror").get("openalex", "/works/W1")
    fetcher(KG_OPENALEX_URL=f"{playing.url}/mirror/").get("openalex", "/works/W1")
    assert [asked.path for asked in playing.asked] == ["/works/W1", "/mirror/works/W1"]


def test_what_was_forgotten_is_asked_for_again(fetcher: Open, playing: Playing) -> None:
    opened = fetcher()
    opened.get("openalex", "/works/W1")
    opened.forget("openalex", "/works/W1")
    assert not opened.get("openalex", "/works/W1").cached
    assert len(playing.asked) == 2


def test_a_service_that_is_not_there_is_a_wrong_call(fetcher: Open) -> None:
    with pytest.raises(CallError, match="dblp is no service"):
        fetcher().get("dblp", "/x")


@pytest.mark.parametrize(
    ("service", "variable", "header"),
    [
        ("semantic_scholar", "SEMANTIC_SCHOLAR_API_KEY", ("x-api-key", KEY)),
        ("huggingface", "HF_TOKEN", ("authorization", f"Bearer {KEY}")),
        ("github", "GITHUB_TOKEN", ("authorization", f"Bearer {KEY}")),
        ("opencitations", "OPENCITATIONS_TOKEN", ("authorization", KEY)),
    ],
)
def test_each_service_gets_its_own_key_and_no_other(
    fetcher: Open, playing: Playing, service: str, variable: str, header: tuple[str, str]
) -> None:
    opened = fetcher(**{variable: KEY})
    opened.get(service, "/x")
    opened.get("crossref", "/x")
    assert header in playing.asked[0].headers.items()
    assert KEY not in str(playing.asked[1])


def test_openalex_gets_its_key_and_crossref_the_contact_in_the_address(fetcher: Open, playing: Playing) -> None:
    opened = fetcher(OPENALEX_API_KEY=KEY, KG_CONTACT=CONTACT)
    opened.get("openalex", "/x", {"a": "b"})
    opened.get("crossref", "/x")
    assert playing.asked[0].params == {"a": "b", "api_key": KEY}
    assert playing.asked[1].params == {"mailto": CONTACT}
    assert all(f"(mailto:{CONTACT})" in asked.headers["user-agent"] for asked in playing.asked)


def test_another_key_finds_the_same_answers(fetcher: Open, playing: Playing) -> None:
    for key in ("", KEY, "another-key"):
        fetcher(OPENALEX_API_KEY=key, KG_CONTACT=f"{key}@example.org").get("openalex", "/x")
    assert len(playing.asked) == 1


def test_keys_and_contact_are_in_no_cache_error_event_or_log(
    fetcher: Open, playing: Playing, events: list[Event], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(0)
    echo = json.dumps({"results": [], "echo": f"/x?api_key={KEY}&mailto={CONTACT}"}).encode()
    refusal = json.dumps({"message": f"key {KEY} of {CONTACT} is over its limit"}).encode()
    moved = Reply(301, b"", {"Location": f"/y?api_key={KEY}&mailto={CONTACT}"})
    variables = {"OPENALEX_API_KEY": KEY, "SEMANTIC_SCHOLAR_API_KEY": KEY, "KG_CONTACT": CONTACT}
    opened = fetcher(**variables)
    said: list[str] = []
    for service in ("openalex", "semantic_scholar", "crossref"):
        playing.say(Reply(body=echo))
        said.append(repr(opened.get(service, "/x")))
        playing.say(moved, Reply(body=echo))
        said.append(repr(opened.get(service, "/moved")))
        playing.say(Reply(403, refusal))
        with pytest.raises(FetchError) as refused:
            opened.get(service, "/y")
        said += [str(refused.value), repr(refused.value)]
        playing.say(Reply(429, refusal))
        with pytest.raises(FetchError) as limited:
            opened.get(service, "/z")
        said += [str(limited.value)]
    opened.__exit__(None, None, None)
    said += [repr(event) for event in events] + [record.getMessage() for record in caplog.records]
    said += [file.read_bytes().decode("latin-1") for file in tmp_path.iterdir()]
    said += [repr(opened._endpoints)]
    assert any(KEY in asked.target for asked in playing.asked)
    assert any("HTTP Request" in text for text in said), "httpx logs each request"
    for text in said:
        assert KEY not in text
        assert CONTACT not in text
    assert b"***" in fetcher(offline=True, **variables).get("openalex", "/x").body


def test_a_key_never_crosses_a_network_in_the_clear(fetcher: Open) -> None:
    opened = fetcher(OPENALEX_API_KEY=KEY, KG_OPENALEX_URL="http://mirror.invalid")
    assert not opened._endpoint("openalex").keyed
    assert KEY not in str(opened._endpoint("openalex").params)
