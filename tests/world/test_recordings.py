"""Tests of tests.world.recordings: equal requests are answered with what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.world.recordings import Recordings
from tests.world.server import Server

if TYPE_CHECKING:
    from pathlib import Path

    import httpx


def test_recordings_are_served_for_equal_requests_and_counted(shared: Path, client: httpx.Client) -> None:
    recordings = Recordings.of(shared / "replay", "crossref", "semantic_scholar", ignoring={"fields", "select"})
    match = "/graph/v1/paper/search/match"
    with Server(plays=recordings.plays()) as server:
        doi = client.get(server.address("crossref") + "/works/10.1371%2Fnotarealdoi?mailto=somebody@example.org")
        assert (doi.status_code, doi.text) == (404, "Resource not found.")
        asked = {"fields": "title", "query": "Attention is All you Need"}
        found = client.get(server.address("semantic_scholar") + match, params=asked)
        assert found.json()["data"][0]["externalIds"]["ArXiv"] == "1706.03762"
        assert client.get(server.address("crossref") + "/works/10.1/never").status_code == 501
    assert [request.path for request in recordings.missed] == ["/works/10.1/never"]
    unused = recordings.unused("semantic_scholar", "search/match")
    assert unused
    assert not [target for target in unused if "Attention" in target]
    assert list(recordings.about("semantic_scholar", "search/match"))
    assert not recordings.unused("semantic_scholar", "search/match")
