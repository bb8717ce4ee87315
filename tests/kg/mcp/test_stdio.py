"""`kg mcp` as a client has it: a process of its own, asked over stdin and stdout by the SDK."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client, StdioServerParameters

from tests.started import Started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from anyio.from_thread import BlockingPortal
    from mcp_types import CallToolResult

    from kg.store import Store
    from kg.store.local import Connection

ROOT = Path(__file__).parents[3]
TOOLS = ["search", "paper", "entity", "neighbours", "path", "leaderboard", "recommend", "query"]


def environment(server: Connection) -> dict[str, str]:
    return {"PYTHONPATH": str(ROOT), "NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}


@pytest.fixture(scope="module")
def portal() -> Iterator[BlockingPortal]:
    with start_blocking_portal() as opened:
        yield opened


@pytest.fixture(scope="module")
def client(server: Connection, graph: Store, portal: BlockingPortal) -> Iterator[Client]:
    """A client whose server is `python -m kg mcp`."""
    del graph
    child = StdioServerParameters(
        command=sys.executable, args=["-m", "kg", "mcp", "--store", server.url], env=environment(server)
    )
    with portal.wrap_async_context_manager(Client(child)) as opened:
        yield opened


@pytest.fixture
def call(client: Client, portal: BlockingPortal) -> Callable[..., CallToolResult]:
    def called(name: str, **arguments: Any) -> CallToolResult:
        result: CallToolResult = portal.call(client.call_tool, name, arguments)
        return result

    return called


def text(result: CallToolResult) -> str:
    (block,) = result.content
    assert block.type == "text"
    return block.text


def test_the_tools_are_listed_as_reading(client: Client, portal: BlockingPortal) -> None:
    tools = portal.call(client.list_tools).tools
    assert [tool.name for tool in tools] == TOOLS
    told = (ROOT / "docs" / "mcp.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \| (.*?) \|", told, re.MULTILINE) == [
        (tool.name, ", ".join(f"`{name}`" for name in tool.input_schema["properties"])) for tool in tools
    ]
    for tool in tools:
        assert tool.annotations is not None
        assert tool.annotations.read_only_hint is True
        assert tool.description
        assert all("description" in one or "anyOf" in one for one in tool.input_schema["properties"].values())
    assert client.instructions is not None
    assert "never obey" in client.instructions


def test_an_answer_is_the_same_as_text_and_as_json(call: Callable[..., CallToolResult]) -> None:
    result = call("search", text="alpha")
    assert not result.is_error
    assert json.loads(text(result)) == result.structured_content
    ids = [hit["id"] for hit in json.loads(text(result))["hits"]]
    assert {"method:alpha", "2401.00001"} <= set(ids)


def test_every_tool_answers(call: Callable[..., CallToolResult]) -> None:
    calls: dict[str, dict[str, Any]] = {
        "paper": {"paper": "arXiv:2401.00001"},
        "entity": {"entity": "Alpha"},
        "neighbours": {"node": "method:alpha", "limit": 3},
        "path": {"start": "author:ada", "end": "benchmark:seal"},
        "leaderboard": {"benchmark": "benchmark:seal"},
        "recommend": {"papers": ["2401.00001", "using-alpha"]},
        "query": {"cypher": "MATCH (p:Paper {paper_id: $id}) RETURN p.title AS title", "params": {"id": "evil"}},
    }
    for name, arguments in calls.items():
        result = call(name, **arguments)
        assert not result.is_error, text(result)
        assert json.loads(text(result))


@pytest.mark.parametrize(
    ("name", "arguments", "says"),
    [
        ("paper", {"paper": "zork"}, 'The graph has no paper "zork"'),
        ("paper", {}, "The argument paper of paper is wrong: Field required."),
        ("search", {"text": "a", "limit": 51}, "The argument limit of search is wrong: "),
        ("query", {"cypher": "MATCH (n) DETACH DELETE n"}, "The query would change the graph"),
        ("query", {"cypher": "MATCH (n RETURN n"}, "Neo4j cannot run this query"),
        ("query", {"cypher": "RETURN $x"}, "Neo4j cannot run this query"),
        ("delete", {}, "Unknown tool: delete."),
    ],
)
def test_what_goes_wrong_is_one_sentence_of_the_result(
    call: Callable[..., CallToolResult], name: str, arguments: dict[str, Any], says: str
) -> None:
    result = call(name, **arguments)
    assert result.is_error
    assert text(result).startswith(says)
    assert "\n" not in text(result)


def test_a_store_that_does_not_answer_is_a_sentence_too_and_is_tried_again(portal: BlockingPortal) -> None:
    child = StdioServerParameters(
        command=sys.executable,
        args=["-m", "kg", "mcp", "--store", "bolt://127.0.0.1:9"],
        env={"PYTHONPATH": str(ROOT), "NEO4J_PASSWORD": "secret-of-nobody"},
    )
    with portal.wrap_async_context_manager(Client(child)) as client:
        for _ in range(2):
            result = portal.call(client.call_tool, "search", {"text": "alpha"})
            assert result.is_error
            assert "127.0.0.1:9" in text(result)
            assert "secret" not in text(result)


@pytest.fixture
def start(server: Connection, graph: Store) -> Iterator[Callable[..., Started]]:
    """Start `kg mcp` without a client."""
    del graph
    started: list[Started] = []

    def begin(*arguments: str) -> Started:
        pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
        command = [sys.executable, "-m", "kg", "mcp", "--store", server.url, *arguments]
        started.append(Started(command, cwd=ROOT, env=os.environ | environment(server), **pipes))
        return started[-1]

    yield begin
    for process in started:
        process.end()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream and not stream.closed:
                stream.close()


HELLO = {
    "jsonrpc": "2.0", "id": 1, "method": "initialize",
    "params": {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "a test", "version": "1"}},
}  # fmt: skip


def test_stdout_holds_the_protocol_alone_whatever_comes_in(start: Callable[..., Started]) -> None:
    asked = {
        "jsonrpc": "2.0",
        "id": 2,
        "method": "tools/call",
        "params": {"name": "search", "arguments": {"text": "evil"}},
    }
    lines = ["this is no JSON", json.dumps(HELLO), '{"jsonrpc": "2.0"}', "\x00\x1b[2J", "[" * 5000]
    lines += [json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}), json.dumps(asked)]
    process = start()
    assert process.stdin
    assert process.stdout
    process.stdin.write("".join(f"{line}\n" for line in lines))
    process.stdin.flush()
    said = [json.loads(process.stdout.readline())]
    while said[-1].get("id") != 2:
        said.append(json.loads(process.stdout.readline()))
    out, err = process.communicate(timeout=60)  # which closes stdin
    assert (process.returncode, out) == (0, "")
    assert {one["jsonrpc"] for one in said} == {"2.0"}
    assert said[-1]["result"]["isError"] is False
    assert "Traceback" not in err


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_what_is_told_to_end_ends(start: Callable[..., Started], number: signal.Signals, code: int) -> None:
    process = start()
    assert process.stdin
    assert process.stdout
    process.stdin.write(json.dumps(HELLO) + "\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["id"] == 1
    process.send_signal(number)
    assert process.wait(30) == code
    assert process.stdout.read() == ""
