"""One request over the network, bounded in time and size; every error of httpx becomes ours here.

httpx reads HTTPS_PROXY, NO_PROXY and SSL_CERT_FILE by itself; this machine is always asked directly. A server that
sends a byte now and then stays inside httpx's limits of each read, so a watch ends the whole exchange at its deadline,
and an answer that comes too slowly is ended sooner.
"""

from __future__ import annotations

import contextlib
import logging
import re
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import httpx

from kg.errors import CallError
from kg.sources.http.endpoint import is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Kind = Literal["name", "connection", "certificate", "slow", "large", "address"]

_DIRECT = ("all://127.0.0.1", "all://localhost", "all://[::1]")
_KEYS = re.compile(r"((?:api_key|mailto)=)[^&\s\"']*")


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer may take, how large it may be, and how often it is asked for again.

    Args:
        tries: how often a question is sent at most.
        backoff: seconds before the second try; doubled before each further one.
        jitter: at most so many seconds more, by chance, so that processes do not come back together.
        longest_wait: seconds that one question may wait in all; what would take longer is not waited for.
        connect: seconds for a connection.
        read: seconds without a byte.
        deadline: seconds for a whole answer.
        slowest: bytes a second that an answer must come with, once `slow_after` seconds are over.
        slow_after: see `slowest`.
        largest: bytes of an answer, unpacked.
    """

    tries: int = 5
    backoff: float = 1.0
    jitter: float = 1.0
    longest_wait: float = 120.0
    connect: float = 10.0
    read: float = 30.0
    deadline: float = 120.0
    slowest: float = 2_000.0
    slow_after: float = 10.0
    largest: int = 64_000_000


NEAR = Patience(backoff=0.1, jitter=0.05, longest_wait=30.0, slow_after=5.0)
"""With a server on this machine, which no politeness keeps waiting."""


@dataclass(frozen=True, slots=True)
class Raw:
    """An answer as it came; `location` is where it sends us on to."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    location: str


class WireError(Exception):
    """Say what was wrong with an exchange, as the end of a sentence about the service."""

    def __init__(self, reason: str, kind: Kind) -> None:
        super().__init__(reason, kind)
        self.reason = reason
        self.kind = kind


class Wire:
    """Send requests over connections that are kept."""

    def __init__(self) -> None:
        self._clients: dict[bool, httpx.Client] = {}
        self._streams: list[Any] = []

    def close(self) -> None:
        """Close the connections."""
        while self._clients:
            self._clients.popitem()[1].close()

    def send(
        self, method: str, url: str, *, headers: Mapping[str, str], content: bytes | None, patience: Patience
    ) -> Raw:
        """Send one request and read its answer; redirects are answers."""
        client = self._opened(url)
        late = threading.Event()
        timeout = httpx.Timeout(patience.read, connect=patience.connect, pool=None)
        watch = threading.Timer(patience.deadline, self._cut, [late])
        watch.daemon = True
        watch.start()
        try:
            request = client.build_request(
                method, url, headers=dict(headers), content=content, timeout=timeout, extensions={"trace": self._trace}
            )
            response = client.send(request, stream=True, follow_redirects=False)
            with contextlib.closing(response):
                body = b"".join(_chunks(response, patience))
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            if late.is_set():
                raise WireError(f"took more than {patience.deadline:g} s to answer", "slow") from error
            raise _told(error, patience) from error
        finally:
            watch.cancel()
        heard = {name.lower(): value for name, value in response.headers.items()}
        return Raw(response.status_code, heard, body, response.extensions["kg_location"])

    def reaches(self, url: str, seconds: float, headers: Mapping[str, str]) -> bool:
        """Say whether anything answers at an address in time; to look up a name may take longer than httpx waits."""
        client = self._opened(url)
        answered: list[int] = []

        def look() -> None:
            with contextlib.suppress(httpx.HTTPError, httpx.InvalidURL, RuntimeError):
                answered.append(client.head(url, headers=dict(headers), timeout=seconds).status_code)

        looking = threading.Thread(target=look, daemon=True)
        looking.start()
        looking.join(seconds)
        return bool(answered)

    def _opened(self, url: str) -> httpx.Client:
        """Give the client for an address: without proxies and certificates where it is plain http on this machine."""
        target = urlsplit(url)
        near = target.scheme == "http" and is_loopback(target.hostname or "")
        if near not in self._clients:
            _keep_keys_out_of_the_log()
            limits = httpx.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=30.0)
            try:
                self._clients[near] = (
                    httpx.Client(verify=False, trust_env=False, limits=limits, event_hooks=_HOOKS)  # noqa: S501 - plain http has no certificate
                    if near
                    else httpx.Client(mounts=dict.fromkeys(_DIRECT), limits=limits, event_hooks=_HOOKS)
                )
            except (OSError, ValueError) as error:  # the values may hold a password, so they are not shown
                raise CallError(
                    "The network cannot be set up: one of SSL_CERT_FILE, SSL_CERT_DIR, HTTPS_PROXY, HTTP_PROXY "
                    f"and ALL_PROXY is wrong ({type(error).__name__})."
                ) from error
        return self._clients[near]

    def _trace(self, event: str, info: Mapping[str, Any]) -> None:
        if event.endswith(("connect_tcp.complete", "start_tls.complete")):
            self._streams = [*self._streams[-16:], info["return_value"]]

    def _cut(self, late: threading.Event) -> None:
        """End the exchange from the watch's thread: whoever reads from a socket that is shut down gets its end."""
        late.set()
        for stream in self._streams:
            with contextlib.suppress(OSError, AttributeError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)


def _set_location_aside(response: httpx.Response) -> None:
    """Take where an answer sends us out of httpx's sight: it reads it even where it is told not to follow."""
    response.extensions["kg_location"] = response.headers.pop("location", "")


_HOOKS = {"response": [_set_location_aside]}


def _chunks(response: httpx.Response, patience: Patience) -> Iterator[bytes]:
    length = response.headers.get("content-length", "")
    if length.isdigit() and int(length) > patience.largest:
        raise WireError(f"answered with {int(length):,} bytes, more than the {patience.largest:,} allowed", "large")
    size, begun = 0, time.monotonic()
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > patience.largest:
            raise WireError(f"answered with more than the {patience.largest:,} bytes allowed", "large")
        taken = time.monotonic() - begun
        if taken > patience.deadline:
            raise WireError(f"took more than {patience.deadline:g} s to answer", "slow")
        if taken > patience.slow_after and size < patience.slowest * taken:
            raise WireError(f"sent only {size:,} bytes in {taken:.1f} s", "slow")
        yield chunk


_REASONS: tuple[tuple[type[Exception], str, Kind], ...] = (
    (socket.gaierror, "has a host name that was not found", "name"),
    (ssl.SSLCertVerificationError, "has a certificate that is not trusted; SSL_CERT_FILE names others", "certificate"),
    (httpx.ConnectTimeout, "could not be reached within {connect:g} s", "connection"),
    (httpx.TimeoutException, "sent nothing for {read:g} s", "slow"),
    (httpx.ProxyError, "could not be reached through the proxy", "connection"),
    (httpx.ConnectError, "refused the connection", "connection"),
    (httpx.DecodingError, "sent a body that cannot be unpacked", "connection"),
    (httpx.InvalidURL, "has an address that cannot be asked", "address"),
    (httpx.UnsupportedProtocol, "has an address that cannot be asked", "address"),
    (Exception, "broke off the connection", "connection"),
)
"""What an error, or one that caused it, means; the first that fits."""


def _told(error: Exception, patience: Patience) -> WireError:
    causes: list[BaseException] = [error]
    while cause := causes[-1].__cause__ or causes[-1].__context__:
        causes.append(cause)
    reason, kind = next((r, k) for type_, r, k in _REASONS if any(isinstance(cause, type_) for cause in causes))
    return WireError(reason.format(connect=patience.connect, read=patience.read), kind)


class _WithoutKeys(logging.Filter):
    """Take keys and contacts out of what httpx and httpcore log: addresses, and headers that repeat them."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = _KEYS.sub(r"\1***", record.getMessage()), None
        return True


_FILTER = _WithoutKeys()


def _keep_keys_out_of_the_log() -> None:
    for name in ("httpx", "httpcore.http11"):
        logging.getLogger(name).addFilter(_FILTER)  # adding it twice adds it once
