"""A server on this machine that answers as a test tells it to, and notes what it was asked."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

GOOD = b'{"results": [{"id": "W1"}]}'


@dataclass(frozen=True)
class Reply:
    """What is sent."""

    status: int = 200
    body: bytes = GOOD
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = "application/json"
    sent: int | None = None
    """How many bytes of the body are sent before the connection is closed; all of them where None."""
    drip: float | None = None
    """Seconds between two bytes; of the headers too where `drip_headers`."""
    drip_headers: bool = False
    hang_up: bool = False


@dataclass(frozen=True)
class Asked:
    """What came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    moment: float

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def params(self) -> dict[str, str]:
        return dict(parse_qsl(urlsplit(self.target).query))


class Playing:
    """Gives its replies one after the other, and the last of them again and again."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.connections: set[object] = set()
        self.replies: list[Reply] = [Reply()]
        self.asked: list[Asked] = []
        self.closed = threading.Event()
        self._lock = threading.Lock()
        playing = self

        class Handler(_Handler):
            owner = playing

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        self._http.block_on_close = False
        if tls:
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self._http.handle_error = lambda *_: None  # type: ignore[method-assign] # a client that leaves is no failure
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.closed.set()
        self._http.shutdown()
        self._http.server_close()

    def say(self, *replies: Reply) -> None:
        """Give these replies from now on."""
        self.replies = list(replies)

    def take(self, asked: Asked) -> Reply:
        with self._lock:
            self.asked.append(asked)
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


class _Handler(BaseHTTPRequestHandler):
    owner: Playing
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.owner.connections.add(self.client_address)
        reply = self.owner.take(Asked(self.command, self.path, headers, body, time.monotonic()))
        if reply.hang_up:
            self.close_connection = True
            return
        if reply.drip_headers:
            for _ in self._slowly(
                b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 100_000, 1.0 if reply.drip is None else reply.drip
            ):
                pass
            return
        self.send_response(reply.status)
        for name, value in {
            "Content-Type": reply.content_type, "Content-Length": str(len(reply.body)), **reply.headers
        }.items():  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        if reply.drip is None:
            self.wfile.write(reply.body if reply.sent is None else reply.body[: reply.sent])
        else:
            for _ in self._slowly(reply.body, reply.drip):
                pass
        if reply.sent is not None:
            self.close_connection = True

    do_POST = do_HEAD = do_GET  # noqa: N815 - the library looks for these names

    def do_CONNECT(self) -> None:
        self.owner.take(Asked(self.command, self.path, {}, b"", time.monotonic()))
        self.send_error(502)

    def _slowly(self, data: bytes, seconds: float) -> Iterator[None]:
        for at in range(len(data)):
            try:
                self.wfile.write(data[at : at + 1])
                self.wfile.flush()
            except OSError:
                self.close_connection = True
                return
            if self.owner.closed.wait(seconds):
                return
            yield

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gave it
        pass
