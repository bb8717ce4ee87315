"""The replay server: seven services on one port of this machine, each behind a prefix of its own.

    with Server(make()) as server:
        os.environ.update(server.environment())      # KG_ARXIV_URL and the others: base addresses of the clients
        ...
        server.count("openalex", "/works")           # how many requests were made, and which
        server.requests[0].headers

Everything is logged before it is answered. Faults (`tests.world.faults`) stand between the services and the wire.
A second server (`Elsewhere`) is another host: it only writes down what comes.
"""

from __future__ import annotations

import socket
import threading
import traceback
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Protocol, Self
from urllib.parse import urlsplit

from tests.world.arxiv import ArXiv
from tests.world.crossref import Crossref
from tests.world.github import GitHub
from tests.world.huggingface import HuggingFace
from tests.world.messages import Request, Response, answer
from tests.world.openalex import OpenAlex
from tests.world.opencitations import OpenCitations
from tests.world.papers import SERVICES
from tests.world.semantic_scholar import SemanticScholar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.world.faults import Faults
    from tests.world.papers import World


class Plays(Protocol):
    """Whatever answers the requests of a service."""

    def answer(self, request: Request) -> Response:
        """Answer a request."""


class Listener:
    """An HTTP server on a free port of 127.0.0.1 that logs and answers; use it with `with`."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.errors: list[str] = []
        self.closed = threading.Event()
        self._lock = threading.Lock()
        listener = self

        class Handler(_Handler):
            owner = listener

        self._http = _HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_address[1]}"
        self._thread = threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.closed.set()
        self._http.shutdown()
        self._http.close_connections()
        self._http.server_close()
        self._thread.join()
        assert kind or not self.errors, f"the server itself went wrong:\n{self.errors[0]}"

    def log(self, request: Request) -> None:
        """Write a request down."""
        with self._lock:
            self.requests.append(request)

    def receive(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Response:
        """Log a request and answer it."""
        raise NotImplementedError


class Server(Listener):
    """Plays all seven services over a made-up world.

    Args:
        world: whose papers are served.
        faults: what goes wrong; nothing where None.
        keys: by service, the one key that it takes: another is refused, and OpenAlex gives cursors to it alone.
        plays: by service, somebody else who answers, such as a `tests.world.recordings.Recordings`.
    """

    def __init__(
        self,
        world: World | None = None,
        faults: Faults | None = None,
        *,
        keys: Mapping[str, str] | None = None,
        plays: Mapping[str, Plays] | None = None,
    ) -> None:
        super().__init__()
        self.world = world
        self.faults = faults
        keys = keys or {}
        self.services: dict[str, Plays] = {}
        if world is not None:
            self.services = {
                "arxiv": ArXiv(world, self.address("arxiv")),
                "huggingface": HuggingFace(world, self.address("huggingface")),
                "semantic_scholar": SemanticScholar(
                    world, self.address("semantic_scholar"), key=keys.get("semantic_scholar")
                ),
                "openalex": OpenAlex(world, self.address("openalex"), key=keys.get("openalex")),
                "crossref": Crossref(world, self.address("crossref")),
                "opencitations": OpenCitations(world, self.address("opencitations")),
                "github": GitHub(world, self.address("github"), key=keys.get("github")),
            }
        self.services.update(plays or {})

    def address(self, service: str) -> str:
        """The base address of a service."""
        return f"{self.url}/{service}"

    def environment(self) -> dict[str, str]:
        """The variables that put the clients before this server."""
        return {f"KG_{name.upper()}_URL": self.address(name) for name in SERVICES}

    def asked(self, service: str | None = None, part: str = "") -> list[Request]:
        """The requests of a service whose path and query hold a part, in the order in which they came."""
        with self._lock:
            return [one for one in self.requests if service in {None, one.service} and part in one.target]

    def count(self, service: str | None = None, part: str = "") -> int:
        """How many requests `asked` gives."""
        return len(self.asked(service, part))

    def forget(self) -> None:
        """Empty the log."""
        with self._lock:
            self.requests.clear()

    def receive(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Response:
        """Log a request, let its service answer, and let the faults have their way with the answer."""
        split = urlsplit(target)
        service, _, path = split.path.lstrip("/").partition("/")
        request = Request(service, method, f"/{path}", split.query, dict(headers), body)
        self.log(request)
        if service not in self.services:
            return answer({"error": f"no service is called {service}"}, 404)
        try:
            response = self.services[service].answer(request)
        except Exception:  # noqa: BLE001 - whatever it is, the test must hear of it
            self.errors.append(f"{request.target}\n{traceback.format_exc()}")
            return answer({"error": "the replay server went wrong"}, 500)
        return self.faults.spoil(request, response) if self.faults else response


class Elsewhere(Listener):
    """Another host: answers everything with one answer, and writes down what came, keys and all."""

    def __init__(self, response: Response | None = None) -> None:
        super().__init__()
        self.response = response or answer({"data": [], "results": [], "elsewhere": True})

    def receive(self, method: str, target: str, headers: Mapping[str, str], body: bytes) -> Response:
        """Log a request and answer it."""
        split = urlsplit(target)
        self.log(Request("elsewhere", method, split.path, split.query, dict(headers), body))
        return self.response


class _HTTPServer(ThreadingHTTPServer):
    """Keeps its connections, so that closing does not wait for clients that keep theirs."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], handler: type[BaseHTTPRequestHandler]) -> None:
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(address, handler)

    def process_request(self, request: socket.socket | tuple[bytes, socket.socket], client_address: object) -> None:
        if isinstance(request, socket.socket):
            with self._guard:
                self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: socket.socket | tuple[bytes, socket.socket]) -> None:
        if isinstance(request, socket.socket):
            with self._guard:
                self._open.discard(request)
        super().shutdown_request(request)

    def close_connections(self) -> None:
        """Close what clients keep open."""
        with self._guard:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: a client that hangs up is part of the play."""


class _Handler(BaseHTTPRequestHandler):
    """Hands requests to its listener and sends what comes back, as it is to be sent."""

    owner: Listener
    protocol_version = "HTTP/1.1"
    timeout = 60
    disable_nagle_algorithm = True  # headers and body are two writes
    wbufsize = 1 << 16

    def do_GET(self) -> None:
        length = int(self.headers.get("content-length") or 0)
        body = self.rfile.read(length) if length else b""
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._send(self.owner.receive(self.command, self.path, headers, body))

    do_POST = do_GET  # noqa: N815 - the library looks for these names
    do_HEAD = do_GET  # noqa: N815

    def _send(self, response: Response) -> None:
        if response.hang_up:
            self._hang_up()
            return
        self.send_response(response.status)
        headers = {"Content-Type": response.content_type, "Content-Length": str(len(response.body)), **response.headers}
        for name, value in headers.items():
            if name != "Content-Length" or response.status != 304:
                self.send_header(name, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        body = response.body if response.sent is None else response.body[: response.sent]
        if response.drip is None:
            self.wfile.write(body)
        else:
            size, seconds = response.drip
            for start in range(0, len(body), size):
                self.wfile.write(body[start : start + size])
                self.wfile.flush()
                if self.owner.closed.wait(seconds):
                    break
        if len(body) < len(response.body):
            self._hang_up()

    def _hang_up(self) -> None:
        self.wfile.flush()
        self.close_connection = True
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the library gave it
        """Say nothing."""
