"""What goes over the wire between a client and the replay server: a request, a response."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, unquote

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it arrived.

    Attributes:
        service: whose it is, such as ``openalex``.
        method: GET or POST.
        path: what follows the service's prefix, still quoted, such as ``/works/W1``.
        query: what follows the question mark, as it came.
        headers: by lower-case name.
        body: as it came.
    """

    service: str
    method: str
    path: str
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def parameters(self) -> dict[str, str]:
        """The query's parameters; of one given twice the last counts."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    @property
    def parts(self) -> tuple[str, ...]:
        """The path's segments, unquoted."""
        return tuple(unquote(part) for part in self.path.strip("/").split("/"))

    @property
    def target(self) -> str:
        """Path and query in one, unquoted: what a fault's pattern is looked for in."""
        return unquote(self.path + ("?" + self.query if self.query else "")).replace("+", " ")

    def json(self) -> Any:
        """The body, read as JSON; None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Response:
    """What is answered, and how it is sent.

    Attributes:
        status: of HTTP.
        body: in bytes.
        content_type: what the header says of the body.
        headers: others.
        sent: how many bytes of the body are sent before the connection is closed; all where None.
        drip: so many bytes at a time, so many seconds apart; all at once where None.
        hang_up: close the connection instead of answering.
    """

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    sent: int | None = None
    drip: tuple[int, float] | None = None
    hang_up: bool = False

    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.body)


def answer(content: Any, status: int = 200, **headers: str) -> Response:
    """Answer JSON; underscores in the names of headers stand for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Response(status, json.dumps(content, ensure_ascii=False).encode(), headers=named)


def whole(text: str | None, default: int) -> int | None:
    """Read a parameter that should be a whole number; None where it is none."""
    if text is None:
        return default
    return int(text) if text.isascii() and text.isdigit() else None
