"""Tests of tests.world.faults: each meets the requests that it is for."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree as ET

import httpx
import pytest

from tests.world import faults
from tests.world.asking import ATOM, SEARCH, Get
from tests.world.papers import SERVICES
from tests.world.server import Elsewhere, Server

if TYPE_CHECKING:
    from tests.world.papers import World


def test_a_fault_meets_the_requests_that_it_is_for(get: Get, switches: faults.Faults) -> None:
    switches.add(faults.unavailable(), service="openalex", nth={2})
    switches.add(faults.too_many(3), part="/search", times=1)
    assert [get.response("openalex", "/works").status_code for _ in range(3)] == [200, 503, 200]
    first, second = (get.response("semantic_scholar", "/graph/v1/paper/search", query="a") for _ in range(2))
    assert (first.status_code, first.headers["retry-after"], second.status_code) == (429, "3", 200)
    assert [name for name, _ in switches.fired] == ["unavailable", "too_many 429"]
    switches.clear()
    assert get.response("openalex", "/works").status_code == 200


@pytest.mark.parametrize("fault", [faults.hang_up(), faults.cut()], ids=["closed", "cut"])
def test_a_body_that_does_not_come_is_an_error_of_the_connection(
    get: Get, switches: faults.Faults, fault: faults.Fault
) -> None:
    switches.add(fault, times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        get.response("openalex", "/works")
    assert get.response("openalex", "/works").status_code == 200


def test_lists_are_emptied_doubled_and_put_in_another_order(get: Get, world: World, switches: faults.Faults) -> None:
    ids = [f"CorpusId:{work.ids['corpus_id']}" for work in world.having("semantic_scholar")]
    right = get.batch(ids).json()
    switches.add(faults.shuffled(), times=1)
    switches.add(faults.doubled(), times=1)
    switches.add(faults.empty_page(), times=1)
    switches.add(faults.data_null(), times=1)
    other = get.batch(ids).json()
    assert other != right
    assert sorted(map(str, other)) == sorted(map(str, right))
    assert get.batch(ids[:1]).json() == right[:1] * 2
    empty = get("openalex", "/works")
    assert empty["results"] == []
    assert empty["meta"]["count"] == len(world.having("openalex"))
    assert get("crossref", "/works", query="a")["message"]["items"] is None
    switches.add(faults.empty_page(), service="arxiv", times=1)
    feed = ET.fromstring(get.response("arxiv", "/api/query", search_query="cat:cs.LG").content)
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{SEARCH}totalResults") == str(len(world.having("arxiv")))


def test_cursors_repeat_and_loop(get: Get, switches: faults.Faults) -> None:
    second = get("openalex", "/works", cursor="*", per_page=1)["meta"]["next_cursor"]
    switches.add(faults.same_cursor(), part=second, times=1)
    assert get("openalex", "/works", cursor=second, per_page=1)["meta"]["next_cursor"] == second
    switches.add(faults.first_cursor(), service="crossref")
    assert get("crossref", "/works", query="a", cursor="*", rows=1)["message"]["next-cursor"] == "*"
    switches.add(faults.same_cursor(), service="semantic_scholar")
    page = get("semantic_scholar", "/graph/v1/paper/search", query="a for in", offset=2, limit=1)
    assert page["next"] == 2


def test_bodies_lie_about_what_they_are(get: Get, switches: faults.Faults) -> None:
    switches.add(faults.mislabelled(), times=1)
    page = get.response("crossref", "/works")
    assert page.headers["content-type"] == "application/json"
    with pytest.raises(ValueError, match="Expecting value"):
        page.json()
    switches.add(faults.encoded(), times=1)
    body = get.response("huggingface", "/api/daily_papers").content
    with pytest.raises(UnicodeDecodeError):
        body.decode()
    switches.add(faults.error_inside(), times=2)
    assert "error" in get("semantic_scholar", "/graph/v1/paper/search", query="a")
    assert b"Error" in get.response("arxiv", "/api/query", search_query="all:a").content
    switches.add(faults.truncated(), times=1)
    with pytest.raises(ValueError, match=r"Unterminated|Expecting|delimiter"):
        get("openalex", "/works")


def test_an_answer_may_drip_or_be_huge(get: Get, server: Server, switches: faults.Faults) -> None:
    switches.add(faults.drip(size=1, seconds=0.2), times=1)
    with pytest.raises(httpx.ReadTimeout):
        get.client.get(server.address("openalex") + "/works", timeout=0.1)
    switches.add(faults.huge(5), times=1)
    assert len(get.response("openalex", "/works").content) == 5 << 20


def test_a_redirect_leads_to_another_host_which_writes_down_what_came(
    get: Get, server: Server, switches: faults.Faults
) -> None:
    with Elsewhere() as elsewhere:
        switches.add(faults.redirect(elsewhere.url + "/"), times=1)
        address = server.address("semantic_scholar") + "/graph/v1/paper/search?query=a"
        found = get.client.get(address, headers={"x-api-key": "secret"}, follow_redirects=True)
        assert found.json()["elsewhere"] is True
        (came,) = elsewhere.requests
        assert (came.path, came.query) == ("/graph/v1/paper/search", "query=a")
        assert came.headers["x-api-key"] == "secret", "httpx carries it along; a client must not let it"
    switches.add(faults.redirect(faults.PRIVATE[0]), times=1)
    assert get.response("openalex", "/works").headers["location"] == "file:///etc/passwd"


def test_every_fault_by_name_answers_every_service(get: Get, switches: faults.Faults, world: World) -> None:
    asked = {
        "arxiv": "/api/query?search_query=cat:cs.LG",
        "huggingface": "/api/daily_papers",
        "semantic_scholar": "/graph/v1/paper/search?query=a",
        "openalex": "/works",
        "crossref": "/works",
        "opencitations": f"/index/api/v2/references/doi:{quote(world.having('opencitations')[-1].doi or '')}",
        "github": "/repos/nobody/nothing",
    }
    for name, fault in faults.all_of_them().items():
        switches.clear()
        switches.add(fault)
        for service, path in asked.items():
            try:
                get.client.get(get.server.address(service) + path)
            except httpx.RemoteProtocolError:
                assert name in {"closed connection", "body cut short"}
        assert len(switches.fired) == len(SERVICES), name


def test_after_a_storm_the_right_answer_comes(get: Get, world: World, switches: faults.Faults, server: Server) -> None:
    paths = [f"/works/{work.ids['openalex']}?select=id,title" for work in world.having("openalex")]
    right = [get.response("openalex", path).content for path in paths]
    switches.add(faults.storm(share=0.5, most=2))
    server.forget()
    for path, expected in zip(paths, right, strict=True):
        for _ in range(3):
            try:
                found = get.response("openalex", path).content
            except httpx.RemoteProtocolError:
                continue
            if found == expected:
                break
        assert found == expected
    assert server.count() > 1.3 * len(paths)
