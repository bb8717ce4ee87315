"""Tests of kg.sources.http.redirects: where one may lead, and where it may not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kg.errors import FetchError
from kg.sources.http import Fetcher, Settings
from kg.sources.http.endpoint import endpoints
from kg.sources.http.redirects import MOST, follow
from tests.kg.sources.http.conftest import CONTACT, KEY
from tests.kg.sources.http.playing import Playing, Reply

if TYPE_CHECKING:
    from collections.abc import Iterator

Open = Callable[..., Fetcher]

NOT_FOLLOWED = [
    "file:///etc/passwd",
    "gopher://127.0.0.1:70/",
    "http://169.254.169.254/latest/meta-data/",
    "https://10.0.0.1/works",
    "http://[fe80::1]/",
    "http://[::ffff:169.254.169.254]/",
    "https://api.openalex.org.evil.example/works",
    "https://api.openalex.org@evil.example/works",
    "https://user:password@api.openalex.org/works",
    "//evil.example/works",
    "https://evil.example/works",
    "http://2130706433/",
    "http://[",
    "http://api.openalex.org:99999/",
    "javascript:alert(1)",
]


@pytest.fixture
def elsewhere() -> Iterator[Playing]:
    """Another host."""
    with Playing() as server:
        yield server


@pytest.mark.parametrize("location", NOT_FOLLOWED)
@pytest.mark.parametrize("status", [301, 307])
def test_no_redirect_leads_off_the_services_hosts(fetcher: Open, playing: Playing, location: str, status: int) -> None:
    playing.say(Reply(status, headers={"Location": location}))
    with pytest.raises(FetchError, match=r"^OpenAlex was asked for /works/W1: it sends the question on to .*followed"):
        fetcher(OPENALEX_API_KEY=KEY).get("openalex", "/works/W1")
    assert len(playing.asked) == 1


@pytest.mark.parametrize("location", [place for place in NOT_FOLLOWED if "127.0.0.1" not in place])
def test_nor_does_one_from_the_services_own_address(location: str) -> None:
    openalex = endpoints(Settings({"OPENALEX_API_KEY": KEY}))["openalex"]
    assert follow(openalex, "https://api.openalex.org/works", location) is None


def test_another_port_of_this_machine_is_another_host(fetcher: Open, playing: Playing, elsewhere: Playing) -> None:
    playing.say(Reply(302, headers={"Location": f"{elsewhere.url}/works"}))
    with pytest.raises(FetchError):
        fetcher(OPENALEX_API_KEY=KEY).get("openalex", "/works")
    assert not elsewhere.asked


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_on_the_same_host_it_is_followed_with_keys(fetcher: Open, playing: Playing, status: int) -> None:
    playing.say(Reply(status, headers={"Location": "/works/W2?select=id"}), Reply())
    opened = fetcher(OPENALEX_API_KEY=KEY, KG_CONTACT=CONTACT)
    response = opened.get("openalex", "/works/W1")
    assert response.ok
    assert playing.asked[1].path == "/works/W2"
    assert playing.asked[1].params == {"select": "id", "api_key": KEY}
    assert opened.counts["openalex"].sent == 2
    assert opened.get("openalex", "/works/W1").cached


def test_a_key_that_the_service_repeats_is_not_sent_twice(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(301, headers={"Location": f"/works/W2?api_key={KEY}&select=id"}), Reply())
    fetcher(OPENALEX_API_KEY=KEY).get("openalex", "/works/W1")
    assert playing.asked[1].target == f"/works/W2?select=id&api_key={KEY}"


def test_the_services_own_address_stands_for_the_base_address(fetcher: Open, playing: Playing) -> None:
    for location in ("https://api.openalex.org/works/W2", "/works/W2", f"{playing.url}/mirror/works/W2"):
        playing.asked.clear()
        playing.say(Reply(301, headers={"Location": location}), Reply())
        fetcher(refresh=True, KG_OPENALEX_URL=f"{playing.url}/mirror").get("openalex", "/works/W1")
        assert [asked.path for asked in playing.asked] == ["/mirror/works/W1", "/mirror/works/W2"]


def test_another_of_the_services_hosts_gets_no_keys_and_only_https() -> None:
    found = endpoints(Settings({"HF_TOKEN": KEY, "OPENCITATIONS_TOKEN": KEY}))
    arxiv, hugging_face, citations = (found[name] for name in ("arxiv", "huggingface", "opencitations"))
    assert follow(arxiv, "https://export.arxiv.org/api/query", "https://arxiv.org/api/query?a=b") == (
        "https://arxiv.org/api/query?a=b", False
    )  # fmt: skip
    assert follow(hugging_face, "https://huggingface.co/api", "https://hf.co/api") == ("https://hf.co/api", False)
    assert follow(hugging_face, "https://huggingface.co/api", "http://huggingface.co/api") is None
    assert follow(citations, "https://opencitations.net/x", "https://api.opencitations.net:8443/x") is None
    assert follow(citations, "https://opencitations.net/x", "https://opencitations.net:443/y") == (
        "https://opencitations.net/y", True
    )  # fmt: skip


def test_a_redirect_in_a_circle_ends(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(302, headers={"Location": "/works/W1"}))
    with pytest.raises(FetchError, match="on and on"):
        fetcher().get("openalex", "/works/W1")
    assert len(playing.asked) == MOST + 1


def test_a_body_goes_with_the_question(fetcher: Open, playing: Playing) -> None:
    playing.say(Reply(308, headers={"Location": "/batch"}), Reply())
    fetcher().post("semantic_scholar", "/old", json={"ids": ["a"]})
    assert (playing.asked[1].method, playing.asked[1].body) == ("POST", b'{"ids":["a"]}')
