"""Tests of kg.cli.dashboard."""

from __future__ import annotations

import signal
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Callable

import psutil
import pytest

from tests.started import Started

Call = Callable[..., subprocess.CompletedProcess[str]]
Start = Callable[..., Started]


@pytest.fixture
def port() -> int:
    """A port that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.usefixtures("graph")
@pytest.mark.timeout(120)
@pytest.mark.parametrize(
    ("number", "code", "ignoring"), [(signal.SIGINT, 0, False), (signal.SIGINT, 0, True), (signal.SIGTERM, 143, True)]
)
def test_the_dashboard_answers_until_it_is_stopped(
    start: Start, port: int, number: signal.Signals, code: int, *, ignoring: bool
) -> None:
    with start("dashboard", "--port", port, "--no-browser", ignoring_sigint=ignoring) as process:
        assert process.stdout
        address = process.stdout.readline().strip()
        assert address == f"http://127.0.0.1:{port}"
        with urllib.request.urlopen(address, timeout=10) as page:
            assert b"<!doctype html>" in page.read().lower()
        process.send_signal(number)
        assert process.wait(30) == code
        with pytest.raises(urllib.error.URLError, match="refused"):
            urllib.request.urlopen(address, timeout=10)


@pytest.mark.usefixtures("graph")
def test_a_read_only_dashboard_knows_that_it_is(start: Start, port: int) -> None:
    with start("dashboard", "--port", port, "--no-browser", "--read-only") as process:
        assert process.stdout
        assert process.stdout.readline()
        (server,) = psutil.Process(process.pid).children()
        assert server.environ()["KG_READ_ONLY"] == "1"
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def test_a_port_in_use_is_a_wrong_call(kg: Call, port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        done = kg("dashboard", "--port", port)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"kg: Port {port} of 127.0.0.1 is in use; choose another with --port.\n"


def test_a_store_that_does_not_answer_is_told_before_anything_starts(kg: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", "none")
    done = kg("dashboard", "--store", "bolt://127.0.0.1:1", "--no-browser")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
