from __future__ import annotations

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from mcp_types import CallToolResult

from kg.errors import CallError, StoreError
from kg.mcp.server import Door, server

if TYPE_CHECKING:
    from kg.store import Store
    from kg.store.local import Connection


def asked(error: Exception) -> str:
    def store() -> Store:
        raise error

    # A thread of its own, because a browser of other tests may hold this one's event loop.
    with ThreadPoolExecutor(1) as pool:
        result = pool.submit(lambda: asyncio.run(server(store).call_tool("search", {"text": "a"}))).result()
    assert isinstance(result, CallToolResult)
    assert result.is_error
    (block,) = result.content
    assert block.type == "text"
    return block.text


def test_an_error_of_ours_is_its_sentence() -> None:
    assert asked(StoreError("Neo4j is away: start it.")) == "Neo4j is away: start it."


def test_what_nobody_foresaw_is_a_sentence_that_tells_nothing_of_the_inside(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        said = asked(RuntimeError("a password\nin two lines"))
    assert said == "This should not happen (RuntimeError in search): what the server wrote to stderr says more."
    assert "in two lines" in caplog.text


def test_the_store_of_the_tools_is_opened_once_and_refuses_to_write(
    server: Connection, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_USERNAME", server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    door = Door(server.url)
    try:
        opened = door.store()
        assert door.store() is opened
        with pytest.raises(CallError, match="open for reading"):
            opened.write("CREATE (:Paper {paper_id: 'x'})")
        assert store.read("MATCH (n:Paper) RETURN count(n) AS n") == [{"n": 0}]
    finally:
        door.close()
