"""The secret by which a server and the user's commands know each other.

A server makes a secret at each start and writes it where the user alone can read. A command and the server then prove
to each other that they know it, over the loopback and without sending it. No clock has a part in it, a process that
took a dead server's place does not know the secret, and a stranger who connects learns nothing and can do nothing.

    server  32 random bytes
    command 32 random bytes, one byte that is the order, and the proof of all of them
    server  its own proof of them
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import socket
import socketserver
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

IS_IT_YOU = b"?"
STOP = b"."
SIZE = 32
ANSWER_TIMEOUT = 3.0


def new_secret() -> str:
    """Make a secret."""
    return secrets.token_hex(SIZE)


def ask(port: int, secret: str, order: bytes = IS_IT_YOU, *, timeout: float = ANSWER_TIMEOUT) -> bool:
    """Say whether what listens on a port of this machine knows the secret; it then has done what was ordered."""
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
            connection.settimeout(timeout)
            theirs, ours = _receive(connection, SIZE), secrets.token_bytes(SIZE)
            connection.sendall(ours + order + _proof(secret, b"command", theirs, ours, order))
            return hmac.compare_digest(_receive(connection, SIZE), _proof(secret, b"server", theirs, ours, order))
    except (OSError, OverflowError):
        return False


class Answering:
    """Answers on a free port of the loopback while the `with` block runs.

    Args:
        secret: what both sides know.
        on_stop: called when somebody who knows it orders to stop.
    """

    def __init__(self, secret: str, on_stop: Callable[[], None]) -> None:
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.secret, self._server.on_stop = secret, on_stop
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    @property
    def port(self) -> int:
        """Where it answers."""
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    block_on_close = False
    secret: str
    on_stop: Callable[[], None]

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a stranger who broke off."""


class _Handler(socketserver.BaseRequestHandler):
    server: _Server

    def handle(self) -> None:
        connection: socket.socket = self.request
        connection.settimeout(ANSWER_TIMEOUT)
        ours = secrets.token_bytes(SIZE)
        with suppress(OSError):
            connection.sendall(ours)
            said = _receive(connection, SIZE + 1 + SIZE)
            theirs, order, proof = said[:SIZE], said[SIZE : SIZE + 1], said[SIZE + 1 :]
            if hmac.compare_digest(proof, _proof(self.server.secret, b"command", ours, theirs, order)):
                connection.sendall(_proof(self.server.secret, b"server", ours, theirs, order))
                if order == STOP:
                    self.server.on_stop()


def _proof(secret: str, who: bytes, server: bytes, command: bytes, order: bytes) -> bytes:
    return hmac.digest(secret.encode(), who + server + command + order, hashlib.sha256)


def _receive(connection: socket.socket, size: int) -> bytes:
    """Read exactly so many bytes.

    Raises:
        OSError: the other side ended before.
    """
    received = b""
    while len(received) < size:
        part = connection.recv(size - len(received))
        if not part:
            raise ConnectionResetError
        received += part
    return received
