"""An answer of a service, as it came or as it was kept."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from kg.errors import FetchError

OK = 200


@dataclass(frozen=True, slots=True)
class Response:
    """What a service answered.

    Args:
        service: the service's name.
        status: the HTTP status: 200, or 400, 404, 410, 451 where the answer is that there is nothing.
        url: what was asked, without keys and contact.
        body: the answer's bytes; JSON and XML are in UTF-8, whatever charset they came in.
        content_type: what the service said that they are.
        retrieved: when it was given (ISO 8601, UTC).
        cached: whether it was kept from before.
    """

    service: str
    status: int
    url: str
    body: bytes = field(repr=False)
    content_type: str
    retrieved: str
    cached: bool

    @property
    def ok(self) -> bool:
        """Whether the service had what was asked for."""
        return self.status == OK

    def json(self) -> Any:
        """Read the body as JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise FetchError(
                f"{self.service} answered {self.url} with something that is no JSON; run the same with --refresh.",
                service=self.service,
                status=self.status,
            ) from error
