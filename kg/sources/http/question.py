"""A question to a service: its path, its parameters in one order, and the key of its answer.

    Question.of("GET", "openalex", "/works", {"filter": "doi:10.1/x"})

Paths and parameters are plain text; they are percent-encoded here, and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import quote, urlencode

from kg.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterable

    Params = Mapping[str, Any] | Iterable[tuple[str, Any]]

_SAFE = "/:@!$&'()*+,;=~-._"
_SHOWN = 100
_DULL = frozenset({"fields", "select", "max_results", "start", "rows", "limit", "per_page"})
"""Parameters that tell a person nothing."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a service, without keys and contact."""

    method: str
    service: str
    path: str
    params: tuple[tuple[str, str], ...] = ()
    body: bytes | None = None

    @classmethod
    def of(cls, method: str, service: str, path: str, params: Params | None = None, body: Any = None) -> Self:
        """Put a question in one form; parameters that are None are not asked."""
        if not path.startswith("/"):
            raise CallError(f"A path of {service} must start with a slash; it is {path!r}.")
        pairs = params.items() if isinstance(params, Mapping) else (params or ())
        return cls(
            method=method,
            service=service,
            path=_sendable(path),
            params=tuple(sorted((name, _sendable(_text(value))) for name, value in pairs if value is not None)),
            body=None if body is None else json.dumps(body, sort_keys=True, separators=(",", ":")).encode(),
        )

    def key(self, place: str) -> str:
        """Name the answer in the cache; `place` tells base addresses apart."""
        body = "" if self.body is None else hashlib.sha256(self.body).hexdigest()
        parts = [self.method, self.service, place, self.path, self.params, body]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def url(self, address: str, secrets: Mapping[str, str] | None = None) -> str:
        """Write the question as an address; `secrets` are parameters that only the fetcher adds."""
        segments = [_DOTS.get(segment, segment) for segment in quote(self.path, safe=_SAFE).split("/")]
        params = [*self.params, *(secrets or {}).items()]
        return address + "/".join(segments) + (f"?{urlencode(params, safe=':/,*')}" if params else "")

    @property
    def kind(self) -> str:
        """Say what questions for other papers have in common with this one.

        >>> Question.of("GET", "semantic_scholar", "/graph/v1/paper/ARXIV:2401.00001/references", {"limit": 9}).kind
        'GET /graph/v1/paper/*/references limit'
        >>> Question.of("GET", "openalex", "/works", {"filter": "cites:W1"}).kind
        'GET /works filter=cites'
        """
        path = "/".join(part if _WORD.fullmatch(part) else "*" for part in self.path.split("/"))
        params = [f"{name}={value.partition(':')[0]}" if name == "filter" else name for name, value in self.params]
        return " ".join([self.method, path, *params])

    def __str__(self) -> str:
        """Write the question for a person, cut where it is long."""
        params = "&".join(f"{name}={value}" for name, value in self.params if name not in _DULL)
        text = f"{self.path}?{params}" if params else self.path
        text = " ".join(text.split())
        return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


_WORD = re.compile(r"[a-z_]*|v\d")
_DOTS = {".": "%2E", "..": "%2E%2E"}
"""A path that climbs would leave the base address."""


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple | set | frozenset):
        raise CallError("A parameter is one text or number; join several as the service wants them.")
    return str(value)


def _sendable(text: str) -> str:
    """Replace halves of surrogate pairs, which a broken file may hold and no address can."""
    return text.encode("utf-8", "replace").decode()
