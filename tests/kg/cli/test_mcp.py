"""Tests of kg.cli.mcp: what is said before the server begins; tests/kg/mcp asks the server itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest

Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--store", "http://example.org"], "'http://example.org' is no address of a store"),
        (["--dashboard", "example.org"], "'example.org' is no address of a dashboard"),
    ],
)
def test_a_wrong_address_is_said_at_once(kg: Call, arguments: list[str], says: str) -> None:
    done = kg("mcp", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"kg: {says}")


def test_without_the_sdk_there_is_a_sentence(kg: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name == "kg.mcp" or name.startswith("kg.mcp.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    monkeypatch.setitem(sys.modules, "mcp", None)
    done = kg("mcp")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "kg: The MCP SDK is absent: install it with `pip install 'paper-kg[mcp]'`.\n"
