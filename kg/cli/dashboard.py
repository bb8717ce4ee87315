"""`kg dashboard`: the dashboard as a process of its own, until Ctrl-C."""

from __future__ import annotations

import http.client
import os
import socket
import subprocess
import sys
import time
import webbrowser
from contextlib import suppress
from typing import Annotated

import typer

from kg.cli import options
from kg.cli.console import emit, progress, say
from kg.dashboard import entry
from kg.dashboard.session import rights
from kg.errors import CallError, KGError

HOST = "127.0.0.1"
DEFAULT_PORT = 8501
_PORTS_TRIED = 50
_START_TIMEOUT = 60.0
_STOP_TIMEOUT = 10.0
_TICK = 0.1


def command(
    store: options.Store = None,
    ledger: options.Ledger = None,
    port: Annotated[
        int | None,
        typer.Option(
            "--port",
            min=1,
            max=65535,
            help=f"Where it listens on {HOST}.  [default: {DEFAULT_PORT}, or the next free one]",
            show_default=False,
        ),
    ] = None,
    read_only: Annotated[  # noqa: FBT002 - a flag
        bool, typer.Option("--read-only", help="Let nobody add papers there.")
    ] = False,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open it in the browser.")] = True,  # noqa: FBT002 - a flag
) -> None:
    """Explore the graph in the browser, until Ctrl-C.

    \b
    Examples:
      kg dashboard
      kg dashboard --port 8600 --no-browser
      kg dashboard --read-only
    """  # noqa: D301 - \b keeps the lines of the examples apart
    options.name_ledger(ledger)
    chosen = _free_port(port)
    environment = _environment(store)
    settings = {"server_port": str(chosen), "server_headless": "true"}
    if read_only:
        environment[rights.VARIABLE] = "1"
        settings["server_maxUploadSize"] = "1"
    server = subprocess.Popen(  # noqa: S603 - this Python, and arguments of ours
        [sys.executable, "-m", "streamlit", *entry.arguments(**settings)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,  # its own greeting; ours is the address
    )
    try:
        _wait(server, chosen)
        address = f"http://{HOST}:{chosen}"
        emit(f"{address}\n")
        say("The dashboard runs until Ctrl-C.")
        if browser:
            webbrowser.open(address)
        code = server.wait()
        if code:
            raise KGError(f"The dashboard ended by itself (exit code {code}); what it said stands above.")
    except KeyboardInterrupt:
        say("The dashboard is stopped; the graph stays.")
    finally:
        _end(server)


def _environment(store: str | None) -> dict[str, str]:
    """Open the store once, so that what is wrong with it is said here, and hand it to the dashboard."""
    # The driver takes a moment to import; `kg --help` need not wait for it.
    from kg.store import connect  # noqa: PLC0415 - see above

    environment = dict(os.environ)
    if store is not None:
        environment["KG_STORE"] = store

    def ask(question: str) -> str:
        password = options.ask_password(question)
        environment["NEO4J_PASSWORD"] = password
        return password

    with progress() as draw:
        connect(store, ask=ask, progress=draw).close()
    return environment


def _free_port(port: int | None) -> int:
    if port is not None:
        if not _is_free(port):
            raise CallError(f"Port {port} of {HOST} is in use; choose another with --port.")
        return port
    for candidate in range(DEFAULT_PORT, DEFAULT_PORT + _PORTS_TRIED):
        if _is_free(candidate):
            return candidate
    raise CallError(f"No port from {DEFAULT_PORT} on is free at {HOST}; choose one with --port.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
        return True


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    """Wait until the dashboard answers."""
    deadline = time.monotonic() + _START_TIMEOUT
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise KGError(f"The dashboard did not start (exit code {server.returncode}); what it said stands above.")
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(HOST, port, timeout=1)
            connection.request("GET", "/_stcore/health")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        time.sleep(_TICK)
    raise KGError(f"The dashboard did not answer within {_START_TIMEOUT:.0f} s; run it again with another --port.")


def _end(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(_STOP_TIMEOUT)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
